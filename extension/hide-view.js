/**
 * The ways of hiding a finding, each with how long it lasts.
 */
(() => {
  const cl = (globalThis.claimlight ??= {});
  if (cl.hideView) return;

  /**
   * @param {string} host the site's name
   * @param {(scope: "here"|"site"|"rule") => void} hide
   * @param {() => void} back
   */
  cl.hideView = (host, hide, back) => {
    const {words, element: el, button} = cl;
    /** @param {"here"|"site"|"rule"} scope */
    const way = (scope) => {
      const made = button("", () => hide(scope), {class: "way", "data-scope": scope});
      made.append(el("b", {}, words.say(`hide_${scope}`, host)), el("small", {}, words.say(`hide_${scope}_long`, host)));
      return made;
    };
    return [
      el("h2", {tabindex: "-1", "data-first": true}, words.say("hide_title")),
      way("here"),
      host && way("site"),
      way("rule"),
      el("p", {class: "soft"}, words.say("hide_list")),
      el("p", {class: "more"}, button(words.say("back"), back)),
    ].filter(Boolean);
  };
})();
