/**
 * The page may change after it was checked. A mark stays only while every word of its block is as it was, because the
 * whole block was judged; new text is noticed, so that it can be offered for another check, and never sent by itself.
 */
(() => {
  const cl = (globalThis.claimlight ??= {});
  if (cl.watch) return;

  const WORTH_A_CHECK = 30;

  /** Whether a mark still lies on the words that were judged. Puts its range back where a move has upset it. */
  function holds(mark) {
    if (mark.segments.some(({node, data}) => node && (!node.isConnected || node.data !== data))) return false;
    if (mark.range.toString() === mark.text) return true;
    const again = cl.anchor.range({segments: mark.segments}, mark.start, mark.end);
    if (again?.toString() !== mark.text) return false;
    mark.range.setStart(again.startContainer, again.startOffset);
    mark.range.setEnd(again.endContainer, again.endOffset);
    return true;
  }

  /** Whether these changes brought text that is worth another check; a clock or a counter that ticks is not. */
  function newText(changes) {
    const worth = (node, holder) =>
      node.textContent.trim().length >= WORTH_A_CHECK &&
      holder &&
      document.body?.contains(holder) &&
      !holder.closest("script, style, noscript, template, textarea, [contenteditable]");
    return changes.some((change) =>
      change.type === "characterData"
        ? worth(change.target, change.target.parentElement)
        : [...change.addedNodes].some((node) => worth(node, node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)),
    );
  }

  /**
   * Watch until `signal` ends the session.
   * @param {{marks: () => object[], lost: (gone: object[]) => void, grown: () => void, moved: () => void}} tell
   * @param {AbortSignal} signal
   */
  function start(tell, signal) {
    const address = location.origin + location.pathname;
    const look = (changes) => {
      if (location.origin + location.pathname !== address) return tell.moved();
      const gone = tell.marks().filter((mark) => !holds(mark));
      if (gone.length) tell.lost(gone);
      else cl.show.follow();
      if (newText(changes)) tell.grown();
    };
    // This runs before the next painting, so that no mark is ever seen on other words.
    const observer = new MutationObserver(look);
    observer.observe(document.documentElement, {subtree: true, childList: true, characterData: true});
    const there = () => location.origin + location.pathname === address || tell.moved();
    addEventListener("popstate", there, {signal});
    globalThis.navigation?.addEventListener("navigatesuccess", there, {signal});
    signal.addEventListener("abort", () => observer.disconnect());
  }

  cl.watch = {start, holds, newText};
})();
