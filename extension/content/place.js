/**
 * Where things go on the screen: numbers in, numbers out, except for reading the rectangles of a mark.
 */
(() => {
  const cl = /** @type {Claimlight.Parts} */ (globalThis.claimlight ??= {});
  if (cl.place) return;

  const GAP = 8;
  const EDGE = 8;

  /**
   * Where a document's own corner is in our window: frames of the page's own site hold documents of their own.
   * @param {Document} page
   */
  function corner(page) {
    let [x, y] = [0, 0];
    for (let frame = page.defaultView?.frameElement; frame; frame = frame.ownerDocument.defaultView?.frameElement) {
      const box = frame.getBoundingClientRect();
      x += box.left + frame.clientLeft;
      y += box.top + frame.clientTop;
    }
    return {x, y};
  }

  /**
   * @param {Document} page
   * @param {Iterable<DOMRect>} boxes
   * @returns {Claimlight.Box[]}
   */
  function inWindow(page, boxes) {
    const {x, y} = corner(page);
    const seen = [...boxes].filter((box) => box.width > 1 && box.height > 1);
    return seen.map((box) => ({left: box.left + x, right: box.right + x, top: box.top + y, bottom: box.bottom + y}));
  }

  /**
   * Where an element is, or null when it is not shown.
   * @param {Element|null} element
   * @returns {Claimlight.Box|null}
   */
  function boxOf(element) {
    return (element && inWindow(element.ownerDocument, [element.getBoundingClientRect()])[0]) ?? null;
  }

  /**
   * The element that holds a text node, also right inside a shadow root.
   * @param {Node} node
   */
  const holder = (node) => node.parentElement ?? /** @type {ShadowRoot} */ (node.parentNode)?.host ?? null;

  /**
   * The element that holds a mark's words.
   * @param {Claimlight.Mark} mark
   */
  const elementOf = (mark) => mark.image ?? holder(mark.ranges[0].startContainer);

  /**
   * The rectangles of a mark's lines; none when its words are not shown, as in a closed fold.
   * @param {Claimlight.Mark} mark
   * @returns {Claimlight.Box[]}
   */
  function rects(mark) {
    const element = elementOf(mark);
    if (!element?.checkVisibility({visibilityProperty: true})) return [];
    if (mark.image) return inWindow(element.ownerDocument, [element.getBoundingClientRect()]);
    return mark.ranges.flatMap((range) => inWindow(element.ownerDocument, range.getClientRects()));
  }

  /**
   * The rectangles of a mark's lines, those of inline markup on the same line made into one.
   * @param {Claimlight.Mark} mark
   */
  function lines(mark) {
    /** @type {Claimlight.Box[]} */
    const found = [];
    for (const box of rects(mark)) {
      const last = found.at(-1);
      if (last && Math.abs((box.top + box.bottom) / 2 - (last.top + last.bottom) / 2) < (box.bottom - box.top) / 2) join(last, box);
      else found.push({...box});
    }
    return found;
  }

  /**
   * @param {Claimlight.Box} one
   * @param {Claimlight.Box} other
   */
  function join(one, other) {
    one.left = Math.min(one.left, other.left);
    one.right = Math.max(one.right, other.right);
    one.top = Math.min(one.top, other.top);
    one.bottom = Math.max(one.bottom, other.bottom);
    return one;
  }

  /**
   * The rectangle a card belongs to: the whole mark, or one line of a long one, or what would unfold it; null when none
   * of them is shown. `start` is where the card lines up with it.
   * @param {Claimlight.Mark} mark
   * @param {{x: number, y: number}|null} [point]
   * @returns {(Claimlight.Box & {start: number})|null}
   */
  function anchor(mark, point) {
    const all = lines(mark);
    const line = (point && all.find((box) => covers(box, point.x, point.y))) ?? all.at(-1);
    if (line) {
      const whole = all.reduce(join, {...line});
      return {...(whole.bottom - whole.top < innerHeight / 3 ? whole : line), start: line.left};
    }
    const box = boxOf(mark.fold);
    return box && {...box, start: box.left};
  }

  /**
   * Whether a line's rectangle holds the point, with a little room for the drawn line below the words.
   * @param {Claimlight.Box} box
   * @param {number} x
   * @param {number} y
   */
  function covers(box, x, y) {
    return x >= box.left - 2 && x <= box.right + 2 && y >= box.top - 2 && y <= box.bottom + 5;
  }

  /**
   * @param {number} value
   * @param {number} least
   * @param {number} most
   */
  const clamp = (value, least, most) => Math.max(least, Math.min(value, most));

  /**
   * Where a card of this size goes: under the box, else above it, else beside it, else where there is most room; always
   * inside the view and never on the box.
   * @param {{left: number, right: number, top: number, bottom: number, start: number}} box
   * @param {{width: number, height: number}} size
   * @param {{width: number, height: number}} view
   * @returns {{left: number, top: number, room: number}} `room` is the height it may take
   */
  function card(box, size, view) {
    const tall = view.height - 2 * EDGE;
    const above = box.top - GAP - EDGE;
    const below = view.height - box.bottom - GAP - EDGE;
    const left = clamp(box.start, EDGE, Math.max(EDGE, view.width - size.width - EDGE));
    /** @param {number} room */
    const under = (room) => ({left, top: clamp(box.bottom + GAP, EDGE, view.height - EDGE - Math.min(size.height, room)), room});
    /** @param {number} room */
    const over = (room) => ({left, top: clamp(box.top - GAP - Math.min(size.height, room), EDGE, view.height - EDGE), room});
    if (below >= size.height) return under(below);
    if (above >= size.height) return over(above);
    const middle = clamp((box.top + box.bottom - size.height) / 2, EDGE, Math.max(EDGE, view.height - size.height - EDGE));
    if (view.width - box.right - GAP - EDGE >= size.width) return {left: box.right + GAP, top: middle, room: tall};
    if (box.left - GAP - EDGE >= size.width) return {left: box.left - GAP - size.width, top: middle, room: tall};
    const room = clamp(Math.max(above, below), Math.min(160, tall), tall);
    return below >= above ? under(room) : over(room);
  }

  cl.place = {corner, boxOf, holder, elementOf, rects, lines, anchor, covers, card};
})();
