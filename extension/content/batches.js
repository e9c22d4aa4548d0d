/**
 * What to send when not all of a page is to be judged, or not all of it fits into one request: parts of the page in its
 * order, each with the blocks that tell how to read it.
 */
(() => {
  const cl = /** @type {Claimlight.Parts} */ (globalThis.claimlight ??= {});
  if (cl.batches) return;

  // Of a request, so that the first marks of a very long page come soon and none is refused as too large.
  const CHARACTERS = 200_000;
  const BLOCKS = 2_000;
  // Around a block that is judged: what the service looks at to tell of what it speaks.
  const BEFORE = 3;
  const AFTER = 1;
  const OPENING = 3;

  /**
   * Parts of a page that fit into one request each.
   * @param {Claimlight.Block[]} blocks
   */
  function parts(blocks) {
    /** @type {Claimlight.Block[][]} */
    const made = [];
    let characters = Infinity;
    for (const block of blocks) {
      if (characters + block.text.length > CHARACTERS || made[made.length - 1].length >= BLOCKS) {
        made.push([]);
        characters = 0;
      }
      made[made.length - 1].push(block);
      characters += block.text.length;
    }
    return made;
  }

  /**
   * Blocks that are to be judged, with those around them, in the order of the page: the page's opening, the headings
   * above, the line before the list, the row and the table's first row, the neighbours.
   * @param {Claimlight.Block[]} wanted
   * @param {Claimlight.Block[]} page all blocks of the page
   * @returns {Claimlight.Block[]}
   */
  function within(wanted, page) {
    if (wanted.length === page.length) return page;
    const at = new Map(page.map((block, place) => [block, place]));
    const places = new Set(page.slice(0, OPENING).keys());
    /** @param {Claimlight.Block|null} block */
    const add = (block) => {
      const place = block && at.get(block);
      if (place !== null && place !== undefined) places.add(place);
    };
    /** @type {Set<Element>} */
    const rows = new Set();
    for (const block of wanted) {
      const place = /** @type {number} */ (at.get(block));
      for (let near = Math.max(0, place - BEFORE); near <= Math.min(page.length - 1, place + AFTER); near += 1) places.add(near);
      for (const heading of block.above) add(heading);
      add(block.lead);
      for (const element of block.path) {
        if (element.localName === "tr") rows.add(element);
        else if (element.localName === "table") rows.add(element.querySelector("tr") ?? element);
      }
    }
    if (rows.size) page.forEach((block, place) => block.path.some((element) => rows.has(element)) && places.add(place));
    return [...places].sort((a, b) => a - b).map((place) => page[place]);
  }

  cl.batches = {parts, within};
})();
