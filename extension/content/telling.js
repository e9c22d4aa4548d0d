/**
 * What is sent when a reader says that a mark is right or wrong: the rule, the sentence and the marked words in it. Not
 * the page's address, nor anything else of the page.
 */
(() => {
  const cl = (globalThis.claimlight ??= {});
  if (cl.finding) return;

  const LONGEST = 5_000;

  /**
   * The sentence around two places of a text, as [start, end]; all in UTF-16 units.
   * @param {string} text
   * @param {number} start
   * @param {number} end
   */
  function around(text, start, end) {
    let [from, to] = [start, end];
    for (const {index, segment} of new Intl.Segmenter("en", {granularity: "sentence"}).segment(text)) {
      if (index >= end || index + segment.length <= start) continue;
      from = Math.min(from, index);
      to = Math.max(to, index + segment.length);
    }
    return to - from > LONGEST ? [start, end] : [from, to];
  }

  /**
   * The finding of a mark, as `POST /v1/feedback` takes it.
   * @param {any} mark
   */
  cl.finding = (mark) => {
    const block = mark.block.text;
    const [first, last] = [mark.start, mark.end].map((point) => cl.text.unit(block, point));
    const [from, to] = around(block, first, last);
    const start = cl.text.length(block.slice(from, first));
    return {
      rule: mark.highlight.rule,
      fingerprint: mark.highlight.fingerprint,
      text: block.slice(from, to),
      start,
      end: start + cl.text.length(block.slice(first, last)),
    };
  };
})();
