/**
 * From the service's places back to the page: a mark is painted only where the page really says the quoted words.
 */
(() => {
  const cl = (globalThis.claimlight ??= {});
  if (cl.anchor) return;

  /** The place of a quote in a block's text as [start, end] in UTF-16 units, or null. */
  function find(text, quote) {
    const {exact, prefix = "", suffix = ""} = quote;
    for (const [before, after] of [[prefix, suffix], [prefix, ""], ["", suffix]]) {
      const at = text.indexOf(before + exact + after);
      if (at >= 0 && (before || after)) return [at + before.length, at + before.length + exact.length];
    }
    const only = text.indexOf(exact);
    return only >= 0 && text.indexOf(exact, only + 1) < 0 ? [only, only + exact.length] : null;
  }

  /** The code points [start, end] of a highlight in its block, or null when the block does not say it. */
  function locate(block, highlight) {
    const {start, end, quote} = highlight;
    if (!quote?.exact) return null;
    if (cl.text.slice(block.text, start, end) === quote.exact) return [start, end];
    const place = find(block.text, quote);
    return place && place.map((unit) => cl.text.length(block.text.slice(0, unit)));
  }

  /** A DOM range over code points [start, end] of a block, or null when its text nodes have changed. */
  function range(block, start, end) {
    const touched = block.segments.filter((part) => part.node && part.start < end && part.end > start);
    if (!touched.length || touched.some(({node, data}) => !node.isConnected || node.data !== data)) return null;
    const [first, last] = [touched[0], touched.at(-1)];
    const made = document.createRange();
    made.setStart(first.node, cl.text.unit(first.data, Math.max(0, start - first.start)));
    made.setEnd(last.node, cl.text.unit(last.data, Math.min(end, last.end) - last.start));
    return made;
  }

  /**
   * @typedef {object} Mark
   * @property {object} highlight what the service said
   * @property {Range} range where it is on the page
   * @property {string} text the words of the page there
   * @property {string} style how it is drawn
   * @property {Element|null} fold what would unfold it
   * @property {number} block
   * @property {number} start code points in its block
   * @property {number} end
   * @property {object[]} segments all text nodes of its block, as they were when it was judged
   * @property {Set<Element>} parents the elements that hold its words
   */

  /** One highlight as a mark, or null when the page does not say it. */
  function mark(block, highlight) {
    const place = block && locate(block, highlight);
    const made = place && range(block, place[0], place[1]);
    if (!made) return null;
    const [start, end] = place;
    const own = block.segments.filter((part) => part.node && part.start < end && part.end > start);
    return {
      highlight,
      range: made,
      text: made.toString(),
      style: cl.words.style(highlight),
      fold: block.fold,
      block: block.number,
      start,
      end,
      segments: block.segments,
      parents: new Set(own.map((part) => part.node.parentElement)),
    };
  }

  /** The report's highlights as marks on the page, in reading order; those that cannot be placed are left out. */
  function marks(blocks, report) {
    const made = report.highlights.map((highlight) => mark(blocks[highlight.block], highlight)).filter(Boolean);
    return made.sort((a, b) => a.block - b.block || a.start - b.start || a.end - b.end);
  }

  cl.anchor = {marks, locate, range};
})();
