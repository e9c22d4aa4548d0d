/**
 * Where things go on the screen: numbers in, numbers out, except for reading the rectangles of a mark.
 */
(() => {
  const cl = (globalThis.claimlight ??= {});
  if (cl.place) return;

  const GAP = 8;
  const EDGE = 8;

  /** The rectangles of a mark's lines; none when its words are not shown. */
  function rects(mark) {
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

  /**
   * Where a card of this size goes: under the box, above it when there is more room, always inside the view.
   * @param {{left: number, top: number, bottom: number}} box
   * @param {{width: number, height: number}} size
   * @param {{width: number, height: number}} view
   * @returns {{left: number, top: number, room: number}} `room` is the height it may take
   */
  function card(box, size, view) {
    const above = box.top - GAP - EDGE;
    const below = view.height - box.bottom - GAP - EDGE;
    const under = below >= Math.min(size.height, view.height / 2) || below >= above;
    const room = Math.max(Math.min(under ? below : above, view.height - 2 * EDGE), Math.min(160, view.height - 2 * EDGE));
    const height = Math.min(size.height, room);
    const wanted = under ? box.bottom + GAP : box.top - GAP - height;
    return {
      left: Math.max(EDGE, Math.min(box.left, view.width - size.width - EDGE)),
      top: Math.max(EDGE, Math.min(wanted, view.height - height - EDGE)),
      room,
    };
  }

  cl.place = {rects, anchor, covers, card};
})();
