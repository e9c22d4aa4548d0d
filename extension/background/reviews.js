/**
 * What a coordinator does in the side panel, carried to the service's audits: look up, decide, assign, undo, add a page. The
 * service says what became of it; here nothing is kept.
 */
(() => {
  const cl = (globalThis.claimlight ??= {});
  if (cl.reviews) return;

  const PATIENCE_MS = 25_000;
  /** @type {Record<string, string>} */
  const PATHS = {
    find: "/v1/reviews/find",
    decide: "/v1/reviews/decide",
    assign: "/v1/reviews/assign",
    undo: "/v1/reviews/undo",
    audits: "/v1/audits",
    add: "/v1/audits/pages",
  };

  /**
   * One step; gives `{answer}` or what went wrong, with the service's own words in `detail` where it refused.
   * @param {string} does one of `PATHS`
   * @param {any} [sent] what to send, or nothing to fetch
   */
  async function ask(does, sent = null) {
    const settings = await cl.settings.read();
    if (!settings.agreed) return {state: "first"};
    const body = sent === null ? null : JSON.stringify(sent);
    // A header holds no letters beyond Latin ones.
    const named = settings.reviewer ? {"X-Claimlight-Name": encodeURIComponent(settings.reviewer)} : {};
    let response;
    try {
      response = await cl.service.call(settings, PATHS[does], body, PATIENCE_MS, named);
    } catch (error) {
      return cl.service.whyNoAnswer(settings, error, body === null ? 0 : new Blob([body]).size);
    }
    const answer = await response.json().catch(() => null);
    if (response.ok && answer) return {answer, named: Boolean(settings.reviewer)};
    if (response.status === 409) return {state: "meanwhile"};
    if ([403, 422].includes(response.status) && answer?.detail) return {state: "refused", detail: String(answer.detail)};
    return cl.service.whyNot(settings, response, answer);
  }

  /** Whether this reader works with reviews: then the panel offers them. */
  const wanted = (/** @type {any} */ settings) => Boolean(settings.token || settings.reviewer);

  cl.reviews = {ask, wanted};
})();
