/**
 * From the service's places back to the page: a mark is painted only where the page really says the quoted words.
 */
(() => {
  const cl = /** @type {Claimlight.Parts} */ (globalThis.claimlight ??= {});
  if (cl.anchor) return;

  /**
   * The place of a quote in a block's text as [start, end] in UTF-16 units, or null when it is nowhere or may be in two.
   * @param {string} text
   * @param {Claimlight.Finding["quote"]} quote
   * @returns {[number, number]|null}
   */
  function find(text, quote) {
    const {exact, prefix = "", suffix = ""} = quote;
    for (const [before, after] of [[prefix, suffix], [prefix, ""], ["", suffix], ["", ""]]) {
      const wanted = before + exact + after;
      const at = text.indexOf(wanted);
      if (at >= 0) return text.indexOf(wanted, at + 1) < 0 ? [at + before.length, at + before.length + exact.length] : null;
    }
    return null;
  }

  /**
   * The code points [start, end] of a finding in its block, or null when the block does not say it.
   * @param {Claimlight.Block} block
   * @param {Claimlight.Finding} finding
   * @returns {[number, number]|null}
   */
  function locate(block, {start, end, quote}) {
    if (!quote?.exact) return null;
    if (cl.text.slice(block.text, start, end) === quote.exact) return [start, end];
    const place = find(block.text, quote);
    return place && [cl.text.length(block.text.slice(0, place[0])), cl.text.length(block.text.slice(0, place[1]))];
  }

  /**
   * Whether all text nodes of a block are still there and say what they said.
   * @param {Claimlight.Block} block
   */
  const stands = (block) => block.segments.every(({node, data}) => !node || (node.isConnected && node.data === data));

  /**
   * Whether two readings of a block found the same text nodes.
   * @param {Claimlight.Block} one
   * @param {Claimlight.Block} other
   */
  const sameNodes = (one, other) =>
    one.image === other.image &&
    one.segments.length === other.segments.length &&
    one.segments.every(({node, data}, at) => node === other.segments[at].node && data === other.segments[at].data);

  /**
   * The DOM ranges over code points [start, end] of a block, or null when its text nodes have changed. One range, unless
   * something else stands between the words, or they come from several trees.
   * @param {Claimlight.Block} block
   * @param {number} start
   * @param {number} end
   * @returns {Range[]|null}
   */
  function ranges(block, start, end) {
    if (!stands(block)) return null;
    /** @type {{node: Text, from: number, to: number}[]} */
    const parts = [];
    for (const {node, data, start: first, end: last} of block.segments) {
      if (!node || first >= end || last <= start) continue;
      parts.push({node, from: cl.text.unit(data, Math.max(0, start - first)), to: cl.text.unit(data, Math.min(end, last) - first)});
    }
    if (!parts.length) return null;
    const words = parts.map(({node, from, to}) => node.data.slice(from, to)).join("");
    const whole = between(parts[0], parts[parts.length - 1]);
    return whole.toString() === words ? [whole] : parts.map((part) => between(part, part));
  }

  /**
   * @param {{node: Text, from: number}} first
   * @param {{node: Text, to: number}} last
   */
  function between(first, last) {
    const made = first.node.ownerDocument.createRange();
    made.setStart(first.node, first.from);
    made.setEnd(last.node, last.to);
    return made;
  }

  /** @param {Range[]} all */
  const said = (all) => all.map(String).join("");

  /**
   * One finding as a mark, or null when the page does not say it.
   * @param {Claimlight.Block} block
   * @param {Claimlight.Finding} highlight
   * @returns {Claimlight.Mark|null}
   */
  function mark(block, highlight) {
    const place = locate(block, highlight);
    if (!place) return null;
    const [start, end] = place;
    const shared = {highlight, style: cl.words.style(highlight), fold: block.fold, image: block.image, block, start, end};
    if (block.image) {
      if (!block.image.isConnected) return null;
      return {...shared, ranges: [], text: cl.text.slice(block.text, start, end), parents: new Set([block.image])};
    }
    const made = ranges(block, start, end);
    if (!made) return null;
    const own = block.segments.filter((part) => part.start < end && part.end > start);
    /** @type {Set<Element>} */
    const parents = new Set();
    for (const {node} of own) if (node?.parentElement) parents.add(node.parentElement);
    return {...shared, ranges: made, text: said(made), parents};
  }

  /**
   * Whether a mark still lies on the words that were judged, in a block that is as it was. Puts its ranges back where a
   * move of the page's nodes has upset them.
   * @param {Claimlight.Mark} one
   */
  function holds(one) {
    if (one.image) return one.image.isConnected && cl.unread.description(one.image) !== "";
    if (!stands(one.block)) return false;
    if (said(one.ranges) === one.text) return true;
    const again = ranges(one.block, one.start, one.end);
    if (again?.length !== one.ranges.length || said(again) !== one.text) return false;
    one.ranges.forEach((range, at) => {
      range.setStart(again[at].startContainer, again[at].startOffset);
      range.setEnd(again[at].endContainer, again[at].endOffset);
    });
    return true;
  }

  /**
   * Findings as marks on the page, in reading order; those that cannot be placed are left out. A mark that was there
   * before stays the same object.
   * @param {Map<number, Claimlight.Block>} blocks
   * @param {Claimlight.Finding[]} findings
   * @param {Claimlight.Mark[]} [before]
   */
  function marks(blocks, findings, before = []) {
    const places = new Map([...blocks.keys()].map((number, place) => [number, place]));
    const old = new Map(before.map((one) => [one.highlight.id, one]));
    /** @type {Claimlight.Mark[]} */
    const made = [];
    for (const finding of findings) {
      const block = blocks.get(finding.block);
      if (!block) continue;
      const kept = old.get(finding.id);
      if (kept && sameNodes(kept.block, block) && holds(kept)) {
        made.push(Object.assign(kept, {block, fold: block.fold}));
        continue;
      }
      const fresh = mark(block, finding);
      if (fresh) made.push(kept ? Object.assign(kept, fresh) : fresh);
    }
    /** @param {Claimlight.Mark} one */
    const place = (one) => /** @type {number} */ (places.get(one.block.number));
    return made.sort((a, b) => place(a) - place(b) || a.start - b.start || a.end - b.end);
  }

  cl.anchor = {marks, locate, ranges, holds};
})();
