/**
 * Pointing at a mark, or clicking it, opens its card. The page's own links and buttons under a mark keep working: we
 * only listen, and never stop an event of the page.
 */
(() => {
  const cl = /** @type {Claimlight.Parts} */ (globalThis.claimlight ??= {});
  if (cl.point) return;

  const OPEN_AFTER_MS = 200;
  const CLOSE_AFTER_MS = 300;
  const CONTROLS = "a[href], button, input, select, textarea, label, summary, [role='button'], [role='link'], [role='tab']";

  /**
   * The marks by the elements whose text they are in, for a quick answer to "what is under the pointer".
   * @param {Claimlight.Mark[]} marks
   */
  function index(marks) {
    /** @type {Map<Element, Claimlight.Mark[]>} */
    const found = new Map();
    for (const mark of marks) {
      for (const parent of mark.parents) {
        const same = found.get(parent);
        if (same) same.push(mark);
        else found.set(parent, [mark]);
      }
    }
    return found;
  }

  /**
   * The document or shadow root in which the topmost element at a point of our window is, and the point in it.
   * @param {number} x
   * @param {number} y
   */
  function deepest(x, y) {
    /** @type {Document|ShadowRoot} */
    let root = document;
    let corner = {x: 0, y: 0};
    let element = root.elementFromPoint(x, y);
    while (element) {
      /** @type {Document|ShadowRoot|null} */
      const within = element.shadowRoot ?? (element.localName === "iframe" ? cl.unread.documentOf(element) : null);
      if (!within) break;
      const there = cl.place.corner(within.ownerDocument ?? /** @type {Document} */ (within));
      const inner = within.elementFromPoint(x - there.x, y - there.y);
      if (!inner || inner === element) break;
      [root, corner, element] = [within, there, inner];
    }
    return {element, all: () => root.elementsFromPoint(x - corner.x, y - corner.y)};
  }

  /**
   * The marks under a point of our window, the strongest and then the shortest first.
   * @param {number} x
   * @param {number} y
   * @param {Map<Element, Claimlight.Mark[]>} byElement
   */
  function at(x, y, byElement) {
    const {element: top, all} = deepest(x, y);
    if (!top) return [];
    // A card that is one large link lies over its own words; anything else on top hides them.
    const through = top.closest("a[href], button");
    const stack = byElement.has(top) ? [top] : through ? all() : [];
    const met = new Set(stack.flatMap((element) => byElement.get(element) ?? []));
    /** @param {Claimlight.Mark} mark */
    const strength = (mark) => cl.words.styles.indexOf(mark.style);
    return [...met]
      .filter((mark) => cl.place.rects(mark).some((box) => cl.place.covers(box, x, y)))
      .sort((a, b) => strength(a) - strength(b) || a.text.length - b.text.length);
  }

  /**
   * Listen until `signal` ends the session. `marks` gives the marks as they are now.
   * @param {() => Claimlight.Mark[]} marks
   * @param {AbortSignal} signal
   */
  function start(marks, signal) {
    /** @type {Claimlight.Mark[]|null} */
    let known = null;
    let byElement = index([]);
    /** @type {{x: number, y: number, ours: boolean, pressed: boolean}|null} */
    let pointer = null;
    let frame = 0;
    let opening = 0;
    let closing = 0;
    /** @type {Claimlight.Mark|null} */
    let wanted = null;

    /**
     * @param {number} x
     * @param {number} y
     */
    const under = (x, y) => {
      if (known !== marks()) byElement = index((known = marks()));
      return at(x, y, byElement);
    };
    const stay = () => {
      clearTimeout(closing);
      closing = 0;
    };
    const forget = () => {
      clearTimeout(opening);
      opening = 0;
      wanted = null;
    };
    const leave = () => {
      forget();
      if (cl.show.now?.how !== "point" || closing) return;
      closing = setTimeout(() => {
        closing = 0;
        if (cl.show.now?.how === "point") cl.show.close();
      }, CLOSE_AFTER_MS);
    };
    const look = () => {
      frame = 0;
      if (!pointer || signal.aborted) return;
      const {x, y, ours, pressed} = pointer;
      if (ours) return stay();
      const [mark, ...others] = pressed ? [] : under(x, y);
      if (!mark) return leave();
      if (cl.show.now?.mark === mark) return stay();
      // A card that the reader opened stays until the reader closes it.
      if (cl.show.now && cl.show.now.how !== "point") return;
      if (wanted === mark) return;
      forget();
      wanted = mark;
      opening = setTimeout(() => {
        forget();
        stay();
        cl.show.open(mark, {how: "point", others, point: {x, y}});
      }, OPEN_AFTER_MS);
    };

    /** @param {Document} page */
    function listen(page) {
      /** @param {MouseEvent} event */
      const place = (event) => {
        const {x, y} = cl.place.corner(page);
        return {x: event.clientX + x, y: event.clientY + y};
      };
      page.addEventListener("pointermove", (event) => {
        if (event.pointerType === "touch") return;
        pointer = {...place(event), ours: cl.layer.holds(event.target), pressed: event.buttons !== 0};
        frame ||= requestAnimationFrame(look);
      }, {capture: true, passive: true, signal});
      page.addEventListener("click", (event) => {
        if (event.button !== 0 || cl.layer.holds(event.target)) return;
        forget();
        const point = place(event);
        const target = /** @type {Element|undefined} */ (event.composedPath()[0]);
        const control = target?.closest?.(CONTROLS);
        const selecting = !page.getSelection()?.isCollapsed;
        const [mark, ...others] = control || selecting ? [] : under(point.x, point.y);
        if (mark) cl.show.open(mark, {how: "click", others, point});
        else if (!selecting) cl.show.close();
      }, {capture: true, passive: true, signal});
      page.addEventListener("pointerleave", () => {
        pointer = null;
        leave();
      }, {passive: true, signal});
    }

    signal.addEventListener("abort", () => {
      forget();
      stay();
      cancelAnimationFrame(frame);
    });
    /** @type {Set<Document>} */
    const listened = new Set();
    return {
      /** @param {(Document|ShadowRoot)[]} roots those of the page; what is heard in a document is heard in its shadow roots */
      roots(roots) {
        for (const root of roots) {
          if (root.nodeType !== Node.DOCUMENT_NODE || listened.has(/** @type {Document} */ (root))) continue;
          listened.add(/** @type {Document} */ (root));
          listen(/** @type {Document} */ (root));
        }
      },
    };
  }

  cl.point = {start, index, at};
})();
