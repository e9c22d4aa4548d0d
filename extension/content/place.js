/**
 * Where things go on the screen: numbers in, numbers out, except for reading the rectangles of a mark.
 */
(() => {
  const cl = (globalThis.claimlight ??= {});
  if (cl.place) return;

  const GAP = 8;
  const EDGE = 8;

  /** The rectangles of a mark's lines; none when its words are not shown, as in a closed fold. */
  function rects(mark) {
    if (!mark.range.startContainer.parentElement?.checkVisibility({visibilityProperty: true})) return [];
    return [...mark.range.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
  }

  /** The rectangle a card belongs to: a line of the mark, or what would unfold it; null when neither is shown. */
  function anchor(mark, point) {
    const lines = rects(mark);
    if (lines.length) return (point && lines.find((box) => covers(box, point.x, point.y))) || lines.at(-1);
    const box = mark.fold?.getBoundingClientRect();
    return box?.height ? box : null;
  }

  /** Whether a line's rectangle holds the point, with a little room for the drawn line below the words. */
  function covers(box, x, y) {
    return x >= box.left - 2 && x <= box.right + 2 && y >= box.top - 2 && y <= box.bottom + 5;
  }

  const clamp = (value, least, most) => Math.max(least, Math.min(value, most));

  /**
   * Where a card of this size goes: under the box, else above it, else beside it, else where there is most room; always
   * inside the view and never on the box.
   * @param {{left: number, right: number, top: number, bottom: number}} box
   * @param {{width: number, height: number}} size
   * @param {{width: number, height: number}} view
   * @returns {{left: number, top: number, room: number}} `room` is the height it may take
   */
  function card(box, size, view) {
    const tall = view.height - 2 * EDGE;
    const above = box.top - GAP - EDGE;
    const below = view.height - box.bottom - GAP - EDGE;
    const left = clamp(box.left, EDGE, Math.max(EDGE, view.width - size.width - EDGE));
    const under = (room) => ({left, top: clamp(box.bottom + GAP, EDGE, view.height - EDGE - Math.min(size.height, room)), room});
    const over = (room) => ({left, top: clamp(box.top - GAP - Math.min(size.height, room), EDGE, view.height - EDGE), room});
    if (below >= size.height) return under(below);
    if (above >= size.height) return over(above);
    const middle = clamp((box.top + box.bottom - size.height) / 2, EDGE, Math.max(EDGE, view.height - size.height - EDGE));
    if (view.width - box.right - GAP - EDGE >= size.width) return {left: box.right + GAP, top: middle, room: tall};
    if (box.left - GAP - EDGE >= size.width) return {left: box.left - GAP - size.width, top: middle, room: tall};
    const room = clamp(Math.max(above, below), Math.min(160, tall), tall);
    return below >= above ? under(room) : over(room);
  }

  cl.place = {rects, anchor, covers, card};
})();
