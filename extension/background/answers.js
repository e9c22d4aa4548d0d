/**
 * What of an answer is shown: all but what the reader hides on this site or everywhere, and the kinds that are switched off.
 */
(() => {
  const cl = (globalThis.claimlight ??= {});
  if (cl.answers) return;

  // The oldest are forgotten, so that the list never outgrows what the browser keeps.
  const MOST = 500;

  /**
   * @param {any} answer
   * @param {any} settings
   * @param {string} host
   */
  function shown(answer, settings, host) {
    const hidden = new Set(
      settings.hidden.filter((/** @type {any} */ one) => one.scope === "rule" || one.host === host).map((/** @type {any} */ one) => one.rule),
    );
    const kinds = new Set(settings.kinds);
    /** @param {any} one */
    const isShown = (one) => !hidden.has(one.rule) && kinds.has(cl.words.style(one));
    const highlights = answer.highlights.filter(isShown);
    return {...answer, highlights, hidden: answer.highlights.length - highlights.length};
  }

  /**
   * Keep what the reader hides, until it is shown again in the options.
   * @param {{scope: "site"|"rule", rule: string, title: string}} what
   * @param {string} host
   */
  async function hide({scope, rule, title}, host) {
    const {hidden} = await cl.settings.read();
    const one = {scope, rule, title, ...(scope === "site" && {host})};
    const rest = hidden.filter((/** @type {any} */ other) => other.scope !== scope || other.rule !== rule || other.host !== one.host);
    await cl.settings.write({hidden: [...rest, one].slice(-MOST)});
  }

  cl.answers = {shown, hide};
})();
