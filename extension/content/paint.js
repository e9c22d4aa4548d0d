/**
 * Painting with the CSS Custom Highlight API: the page's own tree is not touched. Each document has its own registry of
 * highlights; the look is in marks.css, which the background puts into each.
 */
(() => {
  const cl = /** @type {Claimlight.Parts} */ (globalThis.claimlight ??= {});
  if (cl.paint) return;

  const CURRENT = "current";
  /** Marks on light words have a look of their own. */
  const LIGHT = "-light";
  /** @param {string} style */
  const name = (style) => `claimlight-${style}`;

  /** What we have painted, by document and style. @type {Map<Document, Map<string, Highlight>>} */
  const painted = new Map();

  /**
   * A document's window and its registry, or null where the browser has none, or the document is gone.
   * @param {Document} page
   * @returns {{view: Window & typeof globalThis, highlights: HighlightRegistry}|null}
   */
  function registry(page) {
    const view = /** @type {(Window & typeof globalThis)|null} */ (page.defaultView);
    // Not `view.CSS.highlights`: once Firefox has made that faster, it gives the first window's registry for every window.
    const own = view?.Highlight && view.CSS && Object.getOwnPropertyDescriptor(view.CSS, "highlights");
    return view && own?.get ? {view, highlights: own.get.call(view.CSS)} : null;
  }

  /**
   * Whether a colour, as the browser computes it, is a light one.
   * @param {string} colour
   */
  function isLight(colour) {
    const [a = 0, b = 0, c = 0] = (colour.match(/-?[\d.]+/g) ?? []).map(Number);
    if (/^ok/.test(colour)) return a > 0.6;
    if (/^l/.test(colour)) return a > 60;
    return (0.3 * a + 0.59 * b + 0.11 * c) / (colour.startsWith("rgb") ? 255 : 1) > 0.6;
  }

  /**
   * Paint marks in one style: those on dark words, and those on light ones.
   * @param {string} style
   * @param {Claimlight.Mark[]} marks
   * @param {number} priority
   */
  function put(style, marks, priority) {
    const light = new Set(marks.filter((mark) => {
      const element = mark.ranges.length ? cl.place.elementOf(mark) : null;
      return element && isLight((element.ownerDocument.defaultView ?? window).getComputedStyle(element).color);
    }));
    set(style, marks.filter((mark) => !light.has(mark)).flatMap((mark) => mark.ranges), priority);
    set(style + LIGHT, [...light].flatMap((mark) => mark.ranges), priority);
  }

  /**
   * @param {string} style
   * @param {Range[]} ranges
   * @param {number} priority
   */
  function set(style, ranges, priority) {
    /** @type {Map<Document, Range[]>} */
    const byPage = new Map([...painted.keys()].map((page) => [page, []]));
    for (const range of ranges) {
      const page = /** @type {Document} */ (range.startContainer.ownerDocument);
      const same = byPage.get(page);
      if (same) same.push(range);
      else byPage.set(page, [range]);
    }
    for (const [page, its] of byPage) setIn(page, style, its, priority);
  }

  /**
   * @param {Document} page
   * @param {string} style
   * @param {Range[]} ranges
   * @param {number} priority
   */
  function setIn(page, style, ranges, priority) {
    const there = registry(page);
    const ours = painted.get(page) ?? new Map();
    const old = ours.get(style);
    if (!there || !ranges.length) {
      // Another version of the extension may have painted since; its marks are not ours to take away.
      if (there && old && there.highlights.get(name(style)) === old) there.highlights.delete(name(style));
      ours.delete(style);
      return;
    }
    const made = new there.view.Highlight(...ranges);
    made.priority = priority;
    there.highlights.set(name(style), made);
    painted.set(page, ours.set(style, made));
  }

  cl.paint = {
    /** Whether the browser can paint at all. */
    able: () => registry(document) !== null,

    /**
     * Paint these marks in place of any earlier ones.
     * @param {Claimlight.Mark[]} marks
     */
    show(marks) {
      cl.words.styles.forEach((/** @type {string} */ style, /** @type {number} */ at) => {
        put(style, marks.filter((mark) => mark.style === style), 10 - at);
      });
    },

    /**
     * Make one mark stand out while its card is open; null for none.
     * @param {Claimlight.Mark|null} mark
     */
    current(mark) {
      put(CURRENT, mark ? [mark] : [], 20);
    },

    clear() {
      for (const style of [...cl.words.styles, CURRENT]) put(style, [], 0);
      painted.clear();
    },

    /** Take away what an earlier version of the extension left behind when it was updated. */
    sweep() {
      for (const style of [...cl.words.styles, CURRENT]) {
        for (const look of [style, style + LIGHT]) registry(document)?.highlights.delete(name(look));
      }
    },
  };
})();
