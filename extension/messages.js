/**
 * The words of the reader's language, as `words.js` uses them. The browser's own way of translating knows no choice of the
 * reader's, so the files in `_locales` are read here.
 */
(() => {
  const cl = (globalThis.claimlight ??= {});
  if (cl.messages) return;

  /** The languages to choose from, by their own names. */
  const LANGUAGES = {en: "English", es: "Español", tr: "Türkçe"};

  /** @type {Map<string, Record<string, string>>} */
  const known = new Map();

  /**
   * The words of one language by name, or null where we have none.
   * @param {string} language
   */
  async function table(language) {
    const kept = known.get(language);
    if (kept) return kept;
    try {
      const read = await (await fetch(chrome.runtime.getURL(`_locales/${language}/messages.json`))).json();
      const found = Object.fromEntries(Object.entries(read).map(([name, {message}]) => [name, message]));
      known.set(language, found);
      return found;
    } catch {
      return null;
    }
  }

  cl.messages = {
    LANGUAGES,

    /**
     * The words of the language that was chosen, else of the browser's, else English.
     * @param {string} chosen a language's two letters, or "" for the browser's
     * @returns {Promise<{language: string, table: Record<string, string>}>}
     */
    async load(chosen) {
      for (const language of [chosen, chrome.i18n.getUILanguage().split(/[-_]/)[0], "en"]) {
        const found = language && (await table(language));
        if (found) return {language, table: found};
      }
      return {language: "en", table: {}};
    },
  };
})();
