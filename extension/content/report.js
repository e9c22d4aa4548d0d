/**
 * One report of several answers: a long page is asked about in parts, and a page that changes is asked about again.
 */
(() => {
  const cl = /** @type {Claimlight.Parts} */ (globalThis.claimlight ??= {});
  if (cl.report) return;

  /**
   * What could not be read, in words.
   * @param {Claimlight.Unread} unread
   * @returns {string[]}
   */
  const said = (unread) => Object.entries(unread).flatMap(([kind, count]) => (count ? [cl.words.many(`unread_${kind}`, count)] : []));

  /** What is known of a page so far. */
  class Living {
    /** In no order. @type {Claimlight.Finding[]} */
    #findings = [];
    /** @type {Map<string, {id: string, question: string, ask: string, highlights: Set<string>}>} */
    #questions = new Map();
    /** @type {Record<string, any>} */
    #references = {};
    /** @type {Set<string>} */
    #subjects = new Set();
    /** By what they say, so that each is said once. @type {Map<string, any>} */
    #incomplete = new Map();
    /** @type {Set<string>} */
    #unread = new Set();
    #truncated = false;
    #hidden = 0;
    #ids = 0;
    #made = /** @type {any} */ (null);
    #notice = "";
    /** What else the service offers. */
    #offers = /** @type {any} */ (undefined);

    /**
     * Take on an answer about some blocks; what it says of blocks that were only sent along is not taken.
     * @param {Claimlight.Report} answer
     * @param {Claimlight.Block[]} judged
     */
    add(answer, judged) {
      const blocks = new Map(judged.map((block) => [block.number, block]));
      /** @type {Map<string, string>} */
      const ids = new Map();
      for (const finding of answer.highlights) {
        const block = blocks.get(finding.block);
        if (!block) continue;
        const id = `h${(this.#ids += 1)}`;
        ids.set(finding.id, id);
        this.#findings.push({...finding, id, pictured: Boolean(block.image)});
      }
      for (const {id, question, ask, highlights} of answer.checklist ?? []) {
        const known = this.#questions.get(id) ?? {id, question, ask, highlights: new Set()};
        for (const one of highlights) if (ids.has(one)) known.highlights.add(/** @type {string} */ (ids.get(one)));
        this.#questions.set(id, known);
      }
      Object.assign(this.#references, answer.references);
      for (const subject of answer.summary?.subjects ?? []) this.#subjects.add(subject);
      for (const one of answer.incomplete ?? []) this.#incomplete.set(JSON.stringify(one), one);
      for (const one of answer.coverage?.unread ?? []) this.#unread.add(one);
      this.#truncated ||= Boolean(answer.coverage?.truncated);
      this.#hidden += answer.hidden ?? 0;
      this.#made = answer.made_with;
      this.#notice = answer.notice;
      this.#offers = answer.offers;
    }

    /**
     * Forget what was said of these blocks.
     * @param {Set<number>} numbers
     */
    forget(numbers) {
      if (numbers.size) this.#findings = this.#findings.filter((finding) => !numbers.has(finding.block));
    }

    /**
     * Leave these findings out; the reader does not want to see them.
     * @param {(finding: Claimlight.Finding) => boolean} unwanted
     */
    hide(unwanted) {
      const before = this.#findings.length;
      this.#findings = this.#findings.filter((finding) => !unwanted(finding));
      this.#hidden += before - this.#findings.length;
    }

    get findings() {
      return this.#findings;
    }

    get hidden() {
      return this.#hidden;
    }

    /** Why the report may miss something, but for what the page holds beside text. */
    get partly() {
      return this.#truncated || this.#incomplete.size > 0 || this.#unread.size > 0;
    }

    /**
     * The report as the service would write it, in the order of the page.
     * @param {Claimlight.Reading} reading the page as it is now
     * @returns {Claimlight.Report}
     */
    whole({blocks, unread, cut}) {
      const places = new Map(blocks.map((block, place) => [block.number, place]));
      /** @param {Claimlight.Finding} finding */
      const place = (finding) => places.get(finding.block) ?? Infinity;
      const highlights = [...this.#findings].sort((a, b) => place(a) - place(b) || a.start - b.start || a.end - b.end);
      const left = new Set(highlights.map((finding) => finding.id));
      return {
        highlights,
        checklist: [...this.#questions.values()].map((one) => {
          const found = [...one.highlights].filter((id) => left.has(id));
          return {id: one.id, question: one.question, answered: found.length > 0, highlights: found, ask: one.ask};
        }),
        summary: this.#summary(highlights),
        references: this.#references,
        coverage: {
          blocks: blocks.length,
          characters: blocks.reduce((sum, block) => sum + cl.text.length(block.text), 0),
          truncated: this.#truncated || cut,
          unread: [...this.#unread, ...said(unread)],
        },
        incomplete: [...this.#incomplete.values()],
        made_with: this.#made,
        notice: this.#notice,
        hidden: this.#hidden,
        offers: this.#offers,
      };
    }

    /** @param {Claimlight.Finding[]} highlights */
    #summary(highlights) {
      /** @type {Record<string, any>} */
      const counts = {alert: 0, caution: 0, note: 0, review: 0, disclosure: 0};
      for (const {outcome, severity} of highlights) counts[outcome === "claim" ? severity : outcome] += 1;
      return {...counts, subjects: [...this.#subjects].sort()};
    }
  }

  cl.report = {make: () => new Living()};
})();
