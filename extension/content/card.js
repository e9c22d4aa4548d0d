/**
 * What a card says about one mark: what kind of claim, the words, why they matter, what to ask, where that comes from
 * and how sure we are. It only builds elements; `show.js` puts them on the screen.
 */
(() => {
  const cl = (globalThis.claimlight ??= {});
  if (cl.card) return;

  /**
   * @typedef {object} Actions what the reader can do in a card
   * @property {any[]} others further marks on the same words
   * @property {boolean} keys whether the keyboard opened the card
   * @property {(other: any) => void} go to one of the others
   * @property {() => void} close
   * @property {() => void} main back to what the card says
   * @property {() => void} hide on to the ways of hiding the mark
   * @property {() => void} tell on to "not right?"
   */

  const cross = () => {
    const svg = "http://www.w3.org/2000/svg";
    const icon = document.createElementNS(svg, "svg");
    const path = document.createElementNS(svg, "path");
    icon.setAttribute("viewBox", "0 0 12 12");
    icon.setAttribute("aria-hidden", "true");
    path.setAttribute("d", "M1 1l10 10M11 1L1 11");
    path.setAttribute("stroke", "currentColor");
    path.setAttribute("stroke-width", "1.6");
    path.setAttribute("stroke-linecap", "round");
    icon.append(path);
    return icon;
  };

  /**
   * A line of words at the top, and the button that closes the card.
   * @param {any} mark
   * @param {() => void} close
   */
  function top(mark, close) {
    const {words, element: el, button} = cl;
    const closer = button("", close, {class: "close", "aria-label": words.say("close")});
    closer.append(cross());
    return el("div", {class: "top"}, el("p", {class: "kind"}, el("b", {}, words.kind(mark.style)), ` ${words.category(mark.highlight)}`), closer);
  }

  /**
   * The parts of the card for `mark`.
   * @param {any} mark
   * @param {any} report
   * @param {Actions} actions
   */
  function build(mark, report, {others, keys, go, close, hide, tell}) {
    const {words, element: el, button, about} = cl;
    const {highlight} = mark;
    const own = {lang: about.languageOf(highlight, report), dir: "auto"};
    const page = about.rulePage(highlight, report);
    return [
      top(mark, close),
      el(
        "div", {class: "body"},
        el("h2", own, highlight.title),
        el("blockquote", {class: "words", dir: "auto"}, `“${about.shorten(mark.text)}”`),
        ...about.parts(highlight, report, Boolean(mark.fold)),
        others.length > 0 &&
          el("div", {class: "others"}, words.say("others"), ...others.map((other) => button(other.highlight.title, () => go(other), own))),
        el(
          "p", {class: "more"},
          page && el("a", {href: page, target: "_blank", rel: "noopener noreferrer"}, words.say("rule_page")),
          button(words.say("hide"), hide, {"data-does": "hide"}),
          report?.offers?.feedback && button(words.say("tell"), tell, {"data-does": "tell"}),
        ),
        el("p", {class: "foot"}, words.say("notice")),
      ),
      keys && el("p", {class: "keys"}, ...words.keys().map((/** @type {string[]} */ [key, what]) => el("span", {}, el("kbd", {}, key), ` ${what}`))),
    ].filter(Boolean);
  }

  /**
   * The ways of hiding the mark.
   * @param {any} mark
   * @param {any} report
   * @param {Actions} actions
   */
  function hiding(mark, report, {close, main}) {
    const hide = (/** @type {string} */ scope) => cl.hidden.hide(mark, scope);
    return [top(mark, close), cl.element("div", {class: "body"}, ...cl.hideView(location.hostname, hide, main))];
  }

  /**
   * What the reader may tell about the mark.
   * @param {any} mark
   * @param {any} report
   * @param {Actions} actions
   */
  function telling(mark, report, {close, main}) {
    return [top(mark, close), cl.element("div", {class: "body"}, ...cl.tellView(cl.finding(mark), report.offers.address, main))];
  }

  cl.card = {build, hiding, telling};
})();
