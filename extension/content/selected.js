/**
 * Only what the reader selected: the blocks that the selection touches, each as a whole, because a sentence is judged by
 * what stands around it.
 */
(() => {
  const cl = (globalThis.claimlight ??= {});
  if (cl.selected) return;

  /**
   * The blocks that the selection touches, numbered anew.
   * @param {(Record<string, any> & {segments: Claimlight.Segment[]})[]} blocks
   */
  cl.selected = (blocks) => {
    const selection = getSelection();
    if (!selection || selection.isCollapsed) return [];
    const touched = blocks.filter((block) => block.segments.some(({node}) => node && selection.containsNode(node, true)));
    return touched.map((block, number) => ({...block, number}));
  };
})();
