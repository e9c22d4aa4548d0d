/**
 * A page that goes on: what it adds while its marks are shown is read and checked too, when the page is quiet. Once the
 * reader types something on the page, nothing more is sent unasked, since pages like to repeat what is typed.
 */
(() => {
  const cl = /** @type {Claimlight.Parts} */ (globalThis.claimlight ??= {});
  if (cl.follow) return;

  const SOON_MS = 300;
  // A page that changes for nothing, as one with a running clock does, is read less and less often.
  const SELDOM_MS = 30_000;
  // New words that are worth a request.
  const WORTH = 30;
  // Requests of one session. A page that has brought so much is asked about again only by its reader.
  const MOST = 200;

  /** @param {string} text */
  const withoutNumbers = (text) => text.replace(/\d+/g, "0");

  /**
   * Which blocks of a page are still to be judged.
   */
  class Judged {
    /** @type {Set<number>} */
    #numbers = new Set();
    /** Blocks in which nothing was found, but for their numbers: a price or a clock is not news. @type {Set<string>} */
    #dull = new Set();

    /**
     * @param {Claimlight.Block[]} blocks
     * @param {Claimlight.Finding[]} findings
     */
    add(blocks, findings) {
      const found = new Set(findings.map((finding) => finding.block));
      for (const {number, text} of blocks) {
        this.#numbers.add(number);
        if (!found.has(number) && /\d/.test(text)) this.#dull.add(withoutNumbers(text));
      }
    }

    /** @param {Claimlight.Block[]} blocks */
    left(blocks) {
      return blocks.filter(({number, text}) => !this.#numbers.has(number) && !this.#dull.has(withoutNumbers(text)));
    }
  }

  /**
   * Read the page again after it has changed, until `signal` ends the session.
   * @param {{reread: () => Promise<Claimlight.Block[]>, judge: (blocks: Claimlight.Block[]) => Promise<boolean>, more: () => void}} page
   *   `reread` gives the blocks that are still to be judged, `judge` says whether it could; `more` is told once there is
   *   something new that is not sent by itself.
   * @param {AbortSignal} signal
   * @returns {Claimlight.Follow}
   */
  function start(page, signal) {
    let timer = 0;
    let wait = SOON_MS;
    let busy = false;
    let again = false;
    let sent = 0;
    let stopped = false;

    /** @param {number} after */
    function plan(after) {
      clearTimeout(timer);
      timer = setTimeout(round, after);
    }

    async function round() {
      timer = 0;
      if (signal.aborted) return;
      busy = true;
      again = false;
      try {
        const left = await page.reread();
        if (signal.aborted) return;
        const worth = left.reduce((sum, block) => sum + block.text.trim().length, 0) >= WORTH;
        if (worth && !stopped && sent < MOST) {
          sent += 1;
          if (!(await page.judge(left))) stopped = true;
        }
        if (worth && (stopped || sent >= MOST)) page.more();
        wait = worth ? SOON_MS : Math.min(wait * 2, SELDOM_MS);
      } finally {
        busy = false;
        if (again && !signal.aborted) plan(wait);
      }
    }

    signal.addEventListener("abort", () => clearTimeout(timer));
    return {
      /** The page has changed; `now` when marks were lost by it. */
      changed(now = false) {
        if (now) wait = SOON_MS;
        if (busy) again = true;
        else if (now || !timer) plan(wait);
      },
      stop() {
        stopped = true;
      },
    };
  }

  cl.follow = {start, judged: () => new Judged()};
})();
