/**
 * Text as it is sent. Offsets that cross the wire count Unicode code points; the DOM counts UTF-16 units.
 */
(() => {
  const cl = /** @type {Claimlight.Parts} */ (globalThis.claimlight ??= {});
  if (cl.text) return;

  // Characters an HTML parser would drop or change are replaced one for one, so that no offset moves.
  const FRAGILE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g;
  const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
  const ASTRAL = /[\ud800-\udbff][\udc00-\udfff]/;

  /**
   * A text node's data as it can be sent: the same number of code points.
   * @param {string} data
   */
  function sendable(data) {
    return data.replace(FRAGILE, " ").replace(LONE, "\ufffd");
  }

  /**
   * Number of code points.
   * @param {string} text
   */
  function length(text) {
    if (!ASTRAL.test(text)) return text.length;
    let count = 0;
    for (const _ of text) count += 1;
    return count;
  }

  /**
   * The UTF-16 place of a code point.
   * @param {string} text
   * @param {number} point
   */
  function unit(text, point) {
    if (!ASTRAL.test(text)) return Math.min(point, text.length);
    let at = 0;
    for (let count = 0; count < point && at < text.length; count += 1) at += Number(text.codePointAt(at)) > 0xffff ? 2 : 1;
    return at;
  }

  /**
   * The part of a text between two code points.
   * @param {string} text
   * @param {number} start
   * @param {number} end
   */
  function slice(text, start, end) {
    return text.slice(unit(text, start), unit(text, end));
  }

  /** @param {string} text */
  const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

  cl.text = {sendable, length, unit, slice, escape};
})();
