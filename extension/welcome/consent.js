/**
 * The first screen: what is sent, where to, and what is kept, before anything is sent.
 */
(() => {
  const cl = (globalThis.claimlight ??= {});
  if (cl.consent) return;

  /**
   * @param {any} settings
   * @param {() => void} then what happens once the reader agrees
   * @param {string} yes the words of the button
   */
  cl.consent = (settings, then, yes) => {
    const {element: el, words, button} = cl;
    const {service} = settings;
    const here = cl.settings.isHere(service);
    const agree = button(yes, async () => {
      agree.disabled = true;
      await cl.settings.write({agreed: true});
      then();
    }, {class: "main", "data-does": "agree"});
    /** @param {string} name */
    const point = (name) => el("div", {}, el("dt", {}, words.say(`first_${name}`)), el("dd", {}, words.say(`first_${name}_text`, service)));
    return [
      el("h1", {}, words.say("first_title")),
      el("p", {}, words.say("first_text")),
      el(
        "dl", {class: "consent"},
        point("when"),
        point("what"),
        el("div", {}, el("dt", {}, words.say("first_where")), el("dd", {}, words.say(here ? "first_where_here" : "first_where_away", service))),
        el("div", {}, el("dt", {}, words.say("first_kept")), el("dd", {}, words.say(here ? "first_kept_here" : "first_kept_away", service))),
      ),
      el("p", {class: "row"}, agree),
      el("p", {class: "soft"}, words.say("notice")),
    ];
  };
})();
