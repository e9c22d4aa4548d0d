/**
 * Marks that the reader does not want to see. What is hidden "here" is forgotten with the page; what is hidden on a site
 * or everywhere is kept by the background, which leaves it out of every later answer.
 */
(() => {
  const cl = (globalThis.claimlight ??= {});
  if (cl.hidden) return;

  /** @type {Set<string>} The fingerprints hidden until this page is closed. */
  const here = new Set();
  /** @type {{marks: () => any[], conceal: (gone: any[]) => void}|null} */
  let page = null;

  cl.hidden = {
    /**
     * Those of an answer's highlights that are not hidden here.
     * @param {any[]} highlights
     */
    kept: (highlights) => highlights.filter((one) => !here.has(one.fingerprint)),

    /**
     * Work on this page's marks until `signal` ends the session.
     * @param {{marks: () => any[], conceal: (gone: any[]) => void}} its
     * @param {AbortSignal} signal
     */
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
      const {rule, title, fingerprint} = mark.highlight;
      if (scope === "here") here.add(fingerprint);
      else chrome.runtime.sendMessage({type: "hide", scope, rule, title}).catch(() => {});
      /** @param {any} one */
      const same = (one) => (scope === "here" ? one.fingerprint === fingerprint : one.rule === rule);
      page?.conceal(page.marks().filter((one) => same(one.highlight)));
    },
  };
})();
