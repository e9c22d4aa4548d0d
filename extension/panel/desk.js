/**
 * The coordinator's desk: what is decided of the findings on this page, as the service's audits have it, and the way to
 * decide. It is there only for who works with reviews; see background/reviews.js.
 */
(() => {
  const cl = globalThis.claimlight;
  const WAITING = ["open", "changed", "returned"];
  const MOST = 5000;

  /** What was written and is not sent, so that it is there again when the panel is drawn anew. @type {Map<string, any>} */
  const drafts = new Map();

  class Desk {
    /** By fingerprint. @type {Map<string, any>} */
    cases = new Map();
    /** Who decides here, once it is known. @type {{name: string, decides: boolean}|null} */
    you = null;
    /** Whether the reader has said under which name. */
    named = false;
    /** Why nothing could be looked up. @type {any} */
    trouble = null;
    loading = true;
    /** Shows the form for adding the page, once it is there. */
    add = () => {};
    /** Called when a form is closed; what came meanwhile can be drawn then. */
    written = () => {};
    /** @type {Set<() => void>} */
    #hearers = new Set();
    /** @type {any} */
    #found = null;
    /** @type {Set<string>} */
    #asked = new Set();
    /** Counts the looks; only what the latest brings is taken. */
    #looks = 0;

    /**
     * @param {any} found the page's whole answer
     * @param {number} tabId
     */
    constructor(found, tabId) {
      this.url = found.url;
      this.tabId = tabId;
    }

    /** What is decided of claims and reviews; a disclosure is nothing to decide on. */
    get #findings() {
      return this.#found.report.highlights.filter((/** @type {any} */ one) => one.kind !== "disclosure");
    }

    get service() {
      return this.#found.report.offers.address;
    }

    get decides() {
      return Boolean(this.you?.decides && this.named);
    }

    /**
     * Take on what the panel shows now; asks the service only about what is new.
     * @param {any} found
     */
    take(found) {
      this.#found = found;
      this.#hearers.clear();
      if (!this.#asked.size || this.#findings.some((/** @type {any} */ one) => !this.#asked.has(one.fingerprint))) this.load();
    }

    /** Look up what is decided now. */
    async load() {
      const fingerprints = [...new Set(this.#findings.map((/** @type {any} */ one) => one.fingerprint))].slice(0, MOST);
      this.#asked = new Set(fingerprints);
      const mine = (this.#looks += 1);
      const got = await ask("find", {address: this.url, fingerprints});
      if (mine !== this.#looks) return;
      const before = JSON.stringify([this.you, this.named, this.trouble, this.loading, [...this.cases]]);
      this.loading = false;
      this.trouble = got.state ? got : null;
      if (got.answer) {
        this.you = got.answer.you;
        this.named = got.named;
        this.cases = new Map(got.answer.cases.map((/** @type {any} */ one) => [one.fingerprint, one]));
      }
      if (before !== JSON.stringify([this.you, this.named, this.trouble, this.loading, [...this.cases]])) for (const hear of this.#hearers) hear();
    }

    /**
     * Do a step and look again; gives what the service said, `{answer}` or `{state}`. Who decided meanwhile is shown then.
     * @param {string} does
     * @param {any} sent
     */
    async act(does, sent) {
      const got = await ask(does, sent);
      if (got.answer || got.state === "meanwhile") await this.load();
      return got;
    }

    /**
     * Call this whenever something is new; at once too.
     * @param {() => void} hear
     */
    on(hear) {
      this.#hearers.add(hear);
      hear();
    }

    /** How many findings wait, are decided, and are in no audit. */
    get counts() {
      const all = this.#findings.map((/** @type {any} */ one) => this.cases.get(one.fingerprint));
      const waiting = all.filter((/** @type {any} */ one) => one && WAITING.includes(one.state)).length;
      const unknown = all.filter((/** @type {any} */ one) => !one).length;
      return {waiting, decided: all.length - waiting - unknown, unknown};
    }

    /**
     * Whether a mark waits for a decision.
     * @param {string} id
     */
    waits(id) {
      const one = this.#findings.find((/** @type {any} */ finding) => finding.id === id);
      return Boolean(one) && WAITING.includes(this.cases.get(one.fingerprint)?.state ?? "open");
    }
  }

  /**
   * One step, carried by the background.
   * @param {string} does
   * @param {any} [sent]
   * @returns {Promise<any>}
   */
  const ask = async (does, sent = null) =>
    (await chrome.runtime.sendMessage({type: "review", does, sent}).catch(() => null)) ?? {state: "service-error"};

  /** @type {Desk|null} */
  let desk = null;

  /**
   * The desk for a page, or null for who does not work with reviews.
   * @param {any} found the page's whole answer
   * @param {number} tabId
   */
  function of(found, tabId) {
    if (!found.report.offers?.reviews) return (desk = null);
    if (desk?.url !== found.url || desk?.tabId !== tabId) desk = new Desk(found, tabId);
    desk.take(found);
    return desk;
  }

  /**
   * What went wrong, in words.
   * @param {any} got
   */
  function trouble(got) {
    const {words, element: el} = cl;
    if (got.state === "meanwhile") return [el("b", {}, words.say("meanwhile"))];
    if (got.state === "refused") return [el("span", {lang: "en"}, got.detail)];
    const {title, text, todo} = words.state(got);
    return [el("b", {}, title), " ", [text, todo].filter(Boolean).join(" ")];
  }

  // Decided elsewhere meanwhile, as on the service's own pages in the next tab.
  addEventListener("focus", () => desk?.load());

  cl.desk = {of, ask, trouble, drafts, isWriting: () => document.querySelector("form.step") !== null};
})();
