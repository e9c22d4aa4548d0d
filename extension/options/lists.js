/**
 * Two lists that the reader can take things off again: the sites that are always checked, and what is hidden.
 */
(() => {
  const cl = globalThis.claimlight;

  /**
   * A section with a list, or a sentence where the list is empty.
   * @param {string} id
   * @param {string} title
   * @param {string} empty
   * @param {{name: string, about: string, words: string, label: string, does: () => void}[]} items
   */
  function section(id, title, empty, items) {
    const {element: el, button} = cl;
    const rows = items.map(({name, about, words, label, does}) =>
      el("li", {}, el("span", {dir: "auto"}, name, about && el("small", {}, about)), button(words, does, {"aria-label": label})),
    );
    cl.screen.place(id).replaceChildren(el("h2", {tabindex: "-1"}, title), rows.length ? el("ul", {}, ...rows) : el("p", {class: "soft"}, empty));
  }

  /**
   * @param {any} settings
   * @param {() => Promise<void>} again draws the lists once more, and says that it was saved
   */
  cl.sitesSection = (settings, again) => {
    const {words} = cl;
    section("sites", words.say("sites_title"), words.say("sites_none"), settings.sites.map((/** @type {string} */ host) => ({
      name: host, about: "", words: words.say("sites_stop"), label: words.say("sites_stop_label", host),
      does: async () => {
        await chrome.runtime.sendMessage({type: "site-remove", host});
        await again();
        /** @type {HTMLElement} */ (document.querySelector("#sites h2")).focus();
      },
    })));
  };

  /**
   * @param {any} settings
   * @param {(values: any) => Promise<void>} keep
   * @param {() => Promise<void>} again
   */
  cl.hiddenSection = (settings, keep, again) => {
    const {words} = cl;
    section("hidden", words.say("hidden_title"), words.say("hidden_none"), settings.hidden.map((/** @type {any} */ one) => ({
      name: one.title, about: one.scope === "site" ? words.say("hidden_site", one.host) : words.say("hidden_rule"),
      words: words.say("hidden_show"), label: words.say("hidden_show_label", one.title),
      does: async () => {
        await keep({hidden: settings.hidden.filter((/** @type {any} */ other) => other !== one)});
        await again();
        /** @type {HTMLElement} */ (document.querySelector("#hidden h2")).focus();
      },
    })));
  };
})();
