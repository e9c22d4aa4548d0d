/**
 * What to send when not all of a page is to be judged, or not all of it fits into one request: parts of the page in its
 * order, each with the blocks that tell how to read it.
 */
(() => {
  const cl = /** @type {Claimlight.Parts} */ (globalThis.claimlight ??= {});
  if (cl.batches) return;

  // A page of so many characters is sent as a whole. Of a longer one little is sent at first, so that the first marks come
  // soon, and never so much that it is refused.
  const WHOLE = 20_000;
  const CHARACTERS = [6_000, 60_000, 60_000, 200_000];
  const BLOCKS = 2_000;
  // Around a block that is judged. With so many, 98 of 100 findings are those of the whole page; see docs/extension.md.
  const BEFORE = 20;
  const AFTER = 10;
  const OPENING = 16;

  /**
   * Parts of a page that fit into one request each.
   * @param {Claimlight.Block[]} blocks
   */
  function parts(blocks) {
    /** @type {Claimlight.Block[][]} */
    const made = [];
    const whole = blocks.length <= BLOCKS && blocks.reduce((sum, block) => sum + block.text.length, 0) <= WHOLE;
    if (whole) return [blocks];
    let room = 0;
    for (const block of blocks) {
      if (block.text.length > room || made[made.length - 1].length >= BLOCKS) {
        room = CHARACTERS[Math.min(made.length, CHARACTERS.length - 1)];
        made.push([]);
      }
      made[made.length - 1].push(block);
      room -= block.text.length;
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
