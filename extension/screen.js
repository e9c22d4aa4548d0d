/**
 * What every page of ours does first: learn the settings, and speak the reader's language.
 */
(() => {
  const cl = (globalThis.claimlight ??= {});
  if (cl.screen) return;

  cl.screen = {
    /**
     * Make the page speak: its language and direction, and the words of each element with `data-say`.
     * @returns {Promise<any>} the settings
     */
    async start() {
      const settings = await cl.settings.read();
      cl.words.use(await cl.messages.load(settings.language));
      document.documentElement.lang = cl.words.language();
      document.documentElement.dir = cl.words.direction();
      for (const element of document.querySelectorAll("[data-say]")) element.textContent = cl.words.say(/** @type {HTMLElement} */ (element).dataset.say);
      return settings;
    },

    /**
     * A wish for the page in a tab, carried by the background.
     * @param {number} tabId
     * @param {string} how
     * @param {any} [more]
     */
    ask: (tabId, how, more) => chrome.runtime.sendMessage({type: "ask", tabId, how, more}),

    /**
     * What a page's scripts know, without putting them there; null where they are not.
     * @param {number} tabId
     * @param {string} how
     */
    look: (tabId, how) => chrome.runtime.sendMessage({type: "look", tabId, how}),

    /** @param {string} id */
    place: (id) => /** @type {HTMLElement} */ (document.getElementById(id)),
  };
})();
