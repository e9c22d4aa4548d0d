/**
 * The language of the screens, and which marks are shown and how they look.
 */
(() => {
  const cl = globalThis.claimlight;

  /**
   * @param {any} settings
   * @param {(values: any) => Promise<void>} keep
   */
  cl.languageSection = (settings, keep) => {
    const {element: el, words} = cl;
    const choice = el(
      "select", {id: "language-choice", disabled: settings.locked.includes("language")},
      el("option", {value: ""}, words.say("language_browser")),
      ...Object.entries(cl.messages.LANGUAGES).map(([code, name]) => el("option", {value: code, lang: code, selected: settings.language === code}, name)),
    );
    choice.addEventListener("change", async () => {
      await keep({language: choice.value});
      location.reload();
    });
    cl.screen.place("language").replaceChildren(
      el("h2", {}, words.say("language_title")),
      el("label", {class: "above", for: "language-choice"}, words.say("language_label")),
      choice,
      el("p", {class: "soft"}, words.say("language_text")),
    );
  };

  /**
   * @param {any} settings
   * @param {(values: any) => Promise<void>} keep
   */
  cl.marksSection = (settings, keep) => {
    const {element: el, words} = cl;
    const kinds = el(
      "fieldset", {disabled: settings.locked.includes("kinds")},
      el("legend", {}, words.say("kinds_shown")),
      ...words.styles.map((/** @type {string} */ style) =>
        el("label", {class: style}, el("input", {type: "checkbox", value: style, checked: settings.kinds.includes(style)}), " ", el("span", {class: "line"}, words.kind(style)), " ", el("small", {}, words.say(`legend_${style}`))),
      ),
    );
    kinds.addEventListener("change", () =>
      keep({kinds: [.../** @type {NodeListOf<HTMLInputElement>} */ (kinds.querySelectorAll("input:checked"))].map((box) => box.value)}),
    );
    const looks = el(
      "fieldset", {disabled: settings.locked.includes("look")},
      el("legend", {}, words.say("look")),
      ...["tint", "line"].map((look) => el("label", {}, el("input", {type: "radio", name: "look", value: look, checked: settings.look === look}), ` ${words.say(`look_${look}`)}`)),
    );
    looks.addEventListener("change", () => keep({look: /** @type {HTMLInputElement} */ (looks.querySelector("input:checked")).value}));
    cl.screen.place("marks").replaceChildren(el("h2", {}, words.say("marks_title")), el("p", {class: "soft"}, words.say("marks_text")), kinds, looks);
  };
})();
