/**
 * One finding in the panel: closed it is a line, open it says what the card says, and can do what the card can.
 */
(() => {
  const cl = globalThis.claimlight;

  /**
   * @param {any} mark as the page lists it
   * @param {any} found the page's whole answer
   * @param {any} page what can be done on the page
   */
  cl.findingItem = (mark, {report, url}, page) => {
    const {words, element: el, button, about} = cl;
    const highlight = report.highlights.find((/** @type {any} */ one) => one.id === mark.id);
    const own = {lang: about.languageOf(highlight, report), dir: "auto"};
    const told = [words.kind(mark.style), mark.folded && words.say("folded_short")].filter(Boolean).join(" · ");
    const {desk} = page;
    const decides = desk && highlight.kind !== "disclosure";
    const inside = el("div", {class: "inside"});
    const item = el(
      "details", {class: `finding ${mark.style}`, "data-id": mark.id},
      el("summary", {}, el("b", own, mark.title), el("q", {dir: "auto"}, mark.text), el("small", {}, told), decides && cl.standing(highlight, desk)),
      inside,
    );

    /** @param {Node[]} children */
    const fill = (children) => {
      inside.replaceChildren(...children);
      /** @type {HTMLElement|null} */ (inside.querySelector("[data-first]"))?.focus();
    };
    const main = () => {
      const address = about.rulePage(highlight, report);
      const feedback = report.offers?.feedback;
      fill([
        ...(decides ? [cl.reviewView(highlight, desk, item)] : []),
        ...about.parts(highlight, report, mark.folded),
        el("p", {class: "row"}, button(words.say("show"), () => page.go(mark.id), {"data-does": "show"})),
        el(
          "p", {class: "more"},
          address && el("a", {href: address, target: "_blank", rel: "noopener noreferrer"}, words.say("rule_page")),
          button(words.say("hide"), () => fill(cl.hideView(new URL(url).hostname, (/** @type {string} */ scope) => page.hide(mark.id, scope), back)), {class: "quiet", "data-does": "hide"}),
          feedback && button(words.say("tell"), tell, {class: "quiet", "data-does": "tell"}),
        ),
      ]);
    };
    const back = () => {
      main();
      /** @type {HTMLElement} */ (item.querySelector("summary")).focus();
    };
    const tell = async () => fill(cl.tellView(await page.finding(mark.id), report.offers.address, back));
    // Built when it is first opened: a page may have a thousand findings.
    item.addEventListener("toggle", () => item.open && !inside.firstChild && main());
    return item;
  };
})();
