/**
 * Only what the reader selected: the blocks that the selection touches, each as a whole, because a sentence is judged by
 * what stands around it.
 */
(() => {
  const cl = /** @type {Claimlight.Parts} */ (globalThis.claimlight ??= {});
  if (cl.selected) return;

  /**
   * The blocks that the selection touches.
   * @param {Claimlight.Block[]} blocks
   */
  cl.selected = (blocks) => {
    const selection = getSelection();
    if (!selection || selection.isCollapsed) return [];
    return blocks.filter((block) => block.segments.some(({node}) => node && selection.containsNode(node, true)));
  };
})();
