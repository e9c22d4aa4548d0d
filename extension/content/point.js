/**
 * Pointing at a mark, or clicking it, opens its card. The page's own links and buttons under a mark keep working: we
 * only listen, and never stop an event of the page.
 */
(() => {
  const cl = (globalThis.claimlight ??= {});
  if (cl.point) return;

  const OPEN_AFTER_MS = 200;
  const CLOSE_AFTER_MS = 300;
  const CONTROLS = "a[href], button, input, select, textarea, label, summary, [role='button'], [role='link'], [role='tab']";

  /** The marks by the elements whose text they are in, for a quick answer to "what is under the pointer". */
  function index(marks) {
    const found = new Map();
    for (const mark of marks) {
      for (const parent of mark.parents) {
        if (!found.has(parent)) found.set(parent, []);
        found.get(parent).push(mark);
      }
    }
    return found;
  }

  /** The marks under a point, the strongest and then the shortest first. */
  function at(x, y, byElement) {
    const top = document.elementFromPoint(x, y);
    if (!top) return [];
    // A card that is one large link lies over its own words; anything else on top hides them.
    const through = top.closest("a[href], button");
    const stack = byElement.has(top) ? [top] : through ? document.elementsFromPoint(x, y) : [];
    const met = new Set(stack.flatMap((element) => byElement.get(element) ?? []));
    const strength = (mark) => cl.words.styles.indexOf(mark.style);
    return [...met]
      .filter((mark) => cl.place.rects(mark).some((box) => cl.place.covers(box, x, y)))
      .sort((a, b) => strength(a) - strength(b) || a.text.length - b.text.length);
  }

  /** Listen until `signal` ends the session. `marks` gives the marks as they are now. */
  function start(marks, signal) {
    let known = null;
    let byElement = new Map();
    let pointer = null;
    let frame = 0;
    let opening = 0;
    let closing = 0;
    let wanted = null;

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
    const move = (event) => {
      if (event.pointerType === "touch") return;
      pointer = {x: event.clientX, y: event.clientY, ours: cl.layer.holds(event.target), pressed: event.buttons !== 0};
      frame ||= requestAnimationFrame(look);
    };

    const click = (event) => {
      if (event.button !== 0 || cl.layer.holds(event.target)) return;
      forget();
      const control = event.target instanceof Element && event.target.closest(CONTROLS);
      const selecting = !getSelection()?.isCollapsed;
      const [mark, ...others] = control || selecting ? [] : under(event.clientX, event.clientY);
      if (mark) cl.show.open(mark, {how: "click", others, point: {x: event.clientX, y: event.clientY}});
      else if (!selecting) cl.show.close();
    };

    addEventListener("pointermove", move, {capture: true, passive: true, signal});
    addEventListener("click", click, {capture: true, passive: true, signal});
    document.addEventListener("pointerleave", () => {
      pointer = null;
      leave();
    }, {passive: true, signal});
    signal.addEventListener("abort", () => {
      forget();
      stay();
      cancelAnimationFrame(frame);
    });
  }

  cl.point = {start, index, at};
})();
