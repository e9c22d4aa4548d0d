/**
 * What there is to say about one finding: why it matters, what to ask, where that comes from, how sure it is. The card
 * and the side panel show the same.
 */
(() => {
  const cl = (globalThis.claimlight ??= {});
  if (cl.about) return;

  const LONG = 220;

  /**
   * The first words of a long quote.
   * @param {string} text
   */
  function shorten(text) {
    const plain = text.replace(/\s+/gu, " ").trim();
    return plain.length > LONG ? `${plain.slice(0, LONG).replace(/\s\S*$/u, "")} …` : plain;
  }

  /**
   * The language of a finding's texts: that of its rule's pack.
   * @param {any} highlight
   * @param {any} report
   */
  const languageOf = (highlight, report) => report?.offers?.languages?.[highlight.rule?.split("/")[0]] ?? "en";

  /**
   * One source: who says it, under which title, where in it and when.
   * @param {any} reference
   */
  function source(reference) {
    const {element: el, webAddress} = cl;
    const address = webAddress(reference.url);
    const link = address
      ? el("a", {href: address, target: "_blank", rel: "noopener noreferrer"}, reference.title)
      : reference.title;
    const facts = [reference.authority, reference.section, reference.date].filter(Boolean).join(" · ");
    return el("li", {}, link, facts && el("small", {}, facts));
  }

  /**
   * @param {any} highlight
   * @param {any} report
   */
  function sources(highlight, report) {
    const known = (highlight.references ?? []).map((/** @type {string} */ key) => report?.references?.[key]).filter(Boolean);
    if (!known.length) return null;
    const title = cl.words.say(known.length === 1 ? "source" : "sources");
    const lang = languageOf(highlight, report);
    return cl.element("div", {class: "sources"}, cl.element("b", {}, title), cl.element("ul", {lang, dir: "auto"}, ...known.map(source)));
  }

  /**
   * How sure, and what else to know before relying on the mark.
   * @param {any} highlight
   * @param {boolean} folded
   */
  function hints(highlight, folded) {
    const {words, element: el} = cl;
    const because = highlight.outcome === "review" ? (highlight.because ?? []).join("; ") : "";
    const lines = [
      folded && words.say("folded"),
      highlight.pictured && words.say("pictured"),
      highlight.hedged && words.say("hedged"),
      words.howSure(highlight),
      because && words.say("because", because.replace(/\.$/, "")),
    ].filter(Boolean);
    return el("ul", {class: "hints"}, ...lines.map((line) => el("li", {}, line)));
  }

  /**
   * The address of the page about a finding's rule, where the service has one.
   * @param {any} highlight
   * @param {any} report
   * @returns {string|null}
   */
  const rulePage = (highlight, report) =>
    report?.offers?.rulePages ? cl.webAddress(report.offers.rulePages + highlight.rule) : null;

  /**
   * All of it, in the order in which a patient needs it.
   * @param {any} highlight
   * @param {any} report
   * @param {boolean} folded
   */
  function parts(highlight, report, folded) {
    const {words, element: el} = cl;
    const own = {lang: languageOf(highlight, report), dir: "auto"};
    return [
      highlight.why && el("p", own, highlight.why),
      highlight.ask && el("div", {class: "ask"}, el("b", {}, words.say("ask")), el("div", own, highlight.ask)),
      hints(highlight, folded),
      sources(highlight, report),
    ].filter(Boolean);
  }

  cl.about = {shorten, languageOf, parts, rulePage};
})();
