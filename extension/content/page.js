/**
 * A page that is being checked: its blocks, what the service said of them, the marks that show it, and all that listens
 * while they are shown.
 */
(() => {
  const cl = /** @type {Claimlight.Parts} */ (globalThis.claimlight ??= {});
  if (cl.page) return;

  // Requests under way at a time: a service on the reader's own computer has two processes that answer.
  const LANES = 2;

  /** Ends with `end`, which leaves the page as it was. */
  class CheckedPage {
    /** In reading order. @type {Claimlight.Mark[]} */
    marks = [];
    /** Only a part of the page was asked about. */
    selection = false;
    /** The page holds new text that is not sent by itself. */
    grown = false;
    #known = cl.known.make();
    #living = cl.report.make();
    #judged = cl.follow.judged();
    #session = new AbortController();
    #ask;
    #tell;
    /** @type {Claimlight.Reading} */
    #reading = {blocks: [], roots: [], unread: cl.unread.none(), cut: false};
    /** @type {Claimlight.Watch} */
    #watch;
    /** @type {Claimlight.Follow|null} */
    #follow = null;
    /** @type {any} */
    #keys = null;
    /** @type {{roots: (roots: (Document|ShadowRoot)[]) => void}|null} */
    #point = null;
    /** The page changed before it was followed. */
    #stirred = false;
    /** @type {Set<Document|ShadowRoot>} */
    #dressed = new Set();
    #typed = false;

    /**
     * @param {(blocks: Claimlight.Block[]) => Promise<{report?: Claimlight.Report, state?: string}>} ask the service
     * @param {{changed: () => void, moved: () => void, personal: () => boolean}} tell
     */
    constructor(ask, tell) {
      this.#ask = ask;
      this.#tell = tell;
      this.#watch = cl.watch.start({
        lost: (gone) => this.drop(gone),
        changed: () => (this.#follow ? this.#follow.changed() : (this.#stirred = true)),
        moved: tell.moved,
        typed: () => {
          this.#typed = true;
          this.#follow?.stop();
        },
      }, this.#session.signal);
      this.#watch.roots([document]);
    }

    get over() {
      return this.#session.signal.aborted;
    }

    /** What the toolbar button, the popup and the panel say of it, beside the marks. */
    get about() {
      const missed = Object.values(this.#reading.unread).some((count) => count > 0);
      return {
        partly: this.#living.partly || this.#reading.cut || missed,
        changed: this.marks.length < this.#living.findings.length,
        grown: this.grown,
        hidden: this.#living.hidden,
        selection: this.selection,
        unpainted: !cl.paint.able(),
      };
    }

    /** All that was read of it, in its order. */
    get blocks() {
      return this.#reading.blocks;
    }

    get report() {
      return this.#living.whole(this.#reading);
    }

    /**
     * Read the page; gives the blocks to judge.
     * @param {Claimlight.Pace} pace
     */
    async read(pace) {
      const reading = await cl.collect(pace);
      if (this.over) return [];
      this.#living.forget(this.#known.update(reading.blocks));
      this.#reading = reading;
      this.#watch.roots(reading.roots);
      this.#point?.roots(reading.roots);
      this.#dress(reading.roots);
      return reading.blocks;
    }

    /**
     * Have the look of our marks put into documents that came after the check began.
     * @param {(Document|ShadowRoot)[]} roots
     */
    #dress(roots) {
      const fresh = roots.filter((root) => root !== document && root.nodeType === Node.DOCUMENT_NODE && !this.#dressed.has(root));
      for (const root of fresh) this.#dressed.add(root);
      if (fresh.length) chrome.runtime.sendMessage({type: "dress"}).catch(() => {});
    }

    /**
     * Ask the service about blocks, part by part, and show what it says as it comes.
     * @param {Claimlight.Block[]} blocks
     * @param {() => void} [first] called when the first answer has come, before anything is shown
     * @returns {Promise<Claimlight.Trouble|null>} why it ended early, or null
     */
    async judge(blocks, first) {
      const parts = cl.batches.parts(blocks);
      /** @type {Claimlight.Trouble|null} */
      let early = null;
      /** @type {Promise<void[]>|undefined} */
      let lanes;
      /** Ask about the next part; gives whether there may be another. */
      const next = async () => {
        const part = early ? undefined : parts.shift();
        if (!part) return false;
        // Of a selection nothing is sent beside it.
        const sent = this.selection ? part : cl.batches.within(part, this.#reading.blocks);
        const {report, ...trouble} = await this.#ask(sent);
        if (this.over) early = {state: "over"};
        else if (!report) early ??= {...trouble, state: trouble.state ?? "service-error"};
        if (this.over || !report) return false;
        first?.();
        first = undefined;
        // The first part goes alone, so that nothing keeps its marks waiting; the rest is on its way when they are painted.
        lanes ??= Promise.all(Array.from({length: LANES}, lane));
        this.#take(report, part);
        return true;
      };
      const lane = async () => {
        while (await next());
      };
      await next();
      await lanes;
      return early;
    }

    /**
     * Take on what the service says of some blocks, and show it.
     * @param {Claimlight.Report} report
     * @param {Claimlight.Block[]} part
     */
    #take(report, part) {
      const kept = cl.hidden.kept(report.highlights);
      const hidden = (report.hidden ?? 0) + report.highlights.length - kept.length;
      this.#living.add({...report, highlights: kept, hidden}, part);
      this.#judged.add(part, kept);
      this.#show();
    }

    /** From now on go with the page as it changes. */
    follow() {
      const {signal} = this.#session;
      this.#follow = cl.follow.start({
        reread: async () => {
          const blocks = await this.read(cl.pace.idle());
          if (this.over) return [];
          this.#show();
          this.#tell.changed();
          // A page that has come to look personal meanwhile is not sent.
          return this.selection || this.#tell.personal() ? [] : this.#judged.left(blocks);
        },
        judge: async (blocks) => {
          const early = await this.judge(blocks);
          if (!early) this.#tell.changed();
          return !early;
        },
        more: () => {
          this.grown = true;
          this.#tell.changed();
        },
      }, signal);
      if (this.#typed) this.#follow.stop();
      if (this.#stirred || this.about.changed) this.#follow.changed(true);
    }

    /** Paint the findings as they stand on the page now. */
    #show() {
      const before = this.marks;
      this.marks = cl.anchor.marks(this.#known.blocks, this.#living.findings, before);
      cl.paint.show(this.marks);
      this.#watch.marks(this.marks);
      if (this.marks.length && !this.#keys) this.#listen();
      this.#keys?.update(this.marks);
      const open = cl.show.now?.mark;
      if (open && !this.marks.includes(open)) cl.show.close({giveBack: true});
      else cl.show.follow();
    }

    /** Let the reader come to the marks by pointer and keyboard. */
    #listen() {
      const {signal} = this.#session;
      this.#keys = cl.keys.start(signal);
      cl.show.start(() => this.report, signal);
      cl.hidden.start({marks: () => this.marks, conceal: (/** @type {Claimlight.Mark[]} */ gone) => this.#conceal(gone)}, signal);
      this.#point = cl.point.start(() => this.marks, signal);
      this.#point.roots(this.#reading.roots);
    }

    /**
     * Take marks off the page, whose words are no longer there.
     * @param {Iterable<Claimlight.Mark>} marks
     */
    drop(marks) {
      const gone = new Set(marks);
      this.marks = this.marks.filter((mark) => !gone.has(mark));
      cl.paint.show(this.marks);
      this.#watch.marks(this.marks);
      if (gone.has(cl.show.now?.mark)) cl.show.close({giveBack: true});
      this.#keys?.update(this.marks);
      this.#follow?.changed(true);
      this.#stirred = true;
      this.#tell.changed();
    }

    /**
     * Take marks off the page that the reader does not want to see.
     * @param {Claimlight.Mark[]} gone
     */
    #conceal(gone) {
      const ids = new Set(gone.map((mark) => mark.highlight.id));
      this.#living.hide((finding) => ids.has(finding.id));
      if (gone.includes(cl.show.now?.mark)) cl.show.close({giveBack: true});
      this.#show();
      this.#tell.changed();
    }

    /** Lead the keyboard to the marks, unless the reader is busy. */
    ready() {
      this.#keys?.ready();
    }

    /** @param {Claimlight.Mark} mark */
    focus(mark) {
      this.#keys?.focus(mark);
    }

    /** The page as it was: no marks, no card, no listeners, no element of ours. */
    end() {
      this.#session.abort();
      if (!this.#keys) return;
      cl.paint.clear();
      cl.layer.remove();
    }
  }

  /** @type {Claimlight.Parts["page"]} */
  cl.page = {check: (ask, tell) => new CheckedPage(ask, tell)};
})();
