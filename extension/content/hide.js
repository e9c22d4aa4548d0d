/**
 * Marks that the reader does not want to see. What is hidden "here" is forgotten with the page; what is hidden on a site
 * or everywhere is kept by the background, which leaves it out of every later answer.
 */
(() => {
  const cl = (globalThis.claimlight ??= {});
  if (cl.hide) return;

  /** The fingerprints hidden until this page is closed. */
  const here = new Set();
  /** @type {{marks: () => any[], conceal: (gone: any[]) => void}|null} */
  let page = null;

  cl.hide = {
    /** Those of an answer's highlights that are not hidden here. */
    kept: (highlights) => highlights.filter((one) => !here.has(one.fingerprint)),

    /** Work on this page's marks until `signal` ends the session. */
    start(its, signal) {
      page = its;
      signal.addEventListener("abort", () => {
        if (page === its) page = null;
      });
    },

    /**
     * Hide a mark.
     * @param {any} mark
     * @param {"here"|"site"|"rule"} scope this finding while the page is open, its rule on this site, or its rule everywhere
     */
    hide(mark, scope) {
      const {highlight} = mark;
      if (scope === "here") here.add(highlight.fingerprint);
      else chrome.runtime.sendMessage({type: "hide", scope, rule: highlight.rule, title: highlight.title}).catch(() => {});
      const same = scope === "here" ? (one) => one.fingerprint === highlight.fingerprint : (one) => one.rule === highlight.rule;
      page?.conceal(page.marks().filter((one) => same(one.highlight)));
    },
  };
})();
