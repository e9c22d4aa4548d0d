/**
 * Blocks under way: the words of one heading, paragraph, list item or cell, with the text nodes they are made of, the
 * headings above them and the line before their list.
 */
(() => {
  const cl = /** @type {Claimlight.Parts} */ (globalThis.claimlight ??= {});
  if (cl.blocks) return;

  // A page of more is a book; what it says first is read.
  const MOST_BLOCKS = 20_000;
  const MOST_CHARACTERS = 2_000_000;
  const BLANK = /^\s*$/u;

  /** Takes words in the order of the page, and makes blocks of them. */
  class Blocks {
    /** @type {Claimlight.Block[]} */
    all = [];
    /** Whether there is more than is kept. */
    cut = false;
    /** @type {(Claimlight.Block & {length: number})|null} */
    #open = null;
    /** Pictures met inside the open block; they come after it. @type {[Element, string, Claimlight.Around][]} */
    #pictures = [];
    /** @type {{level: number, block: Claimlight.Block}[]} */
    #headings = [];
    /** @type {Claimlight.Block[]} */
    #above = [];
    /** The line before each list. @type {Map<Element, Claimlight.Block|null>} */
    #leads = new Map();
    #characters = 0;

    /** The block ends here. */
    close() {
      if (this.#open && !BLANK.test(this.#open.text)) this.#keep(this.#open);
      this.#open = null;
      for (const [image, said, around] of this.#pictures.splice(0)) {
        const text = cl.text.sendable(said.replace(/\s+/gu, " ").trim());
        this.#keep({...this.#begin({...around, tag: "p"}), image, text});
      }
    }

    /**
     * Add a text node's words, or a line break when `node` is null.
     * @param {Text|null} node
     * @param {string} data
     * @param {Claimlight.Around} around
     */
    add(node, data, around) {
      if (!this.#open) {
        if (BLANK.test(data)) return;
        this.#open = this.#begin(around);
      }
      const open = this.#open;
      const text = cl.text.sendable(around.lines || !node ? data : data.replace(/[\n\t]/g, " "));
      const start = open.length;
      open.length += cl.text.length(text);
      open.text += text;
      open.segments.push({node, data, start, end: open.length});
    }

    /**
     * Add a picture by what is said of it.
     * @param {Element} image
     * @param {string} said
     * @param {Claimlight.Around} around
     */
    picture(image, said, around) {
      this.#pictures.push([image, said, around]);
      if (!this.#open) this.close();
    }

    get isOpen() {
      return this.#open !== null;
    }

    /** @param {Claimlight.Around} around */
    #begin({tag, path, fold}) {
      return {
        number: -1, key: "", tag, path, fold, image: /** @type {Element|null} */ (null), text: "", length: 0,
        segments: /** @type {Claimlight.Segment[]} */ ([]), above: this.#above, lead: /** @type {Claimlight.Block|null} */ (null),
      };
    }

    /** @param {Claimlight.Block} block */
    #keep(block) {
      if (this.all.length >= MOST_BLOCKS || this.#characters + block.text.length > MOST_CHARACTERS) {
        this.cut = true;
        return;
      }
      const last = this.all.at(-1) ?? null;
      for (const list of block.path) if (!this.#leads.has(list)) this.#leads.set(list, last);
      block.lead = block.path.length ? (this.#leads.get(/** @type {Element} */ (block.path.at(-1))) ?? null) : null;
      const level = block.image ? 0 : Number(/^h([1-6])$/.exec(block.tag)?.[1] ?? 0);
      if (level) {
        this.#headings = this.#headings.filter((heading) => heading.level < level);
        block.above = this.#headings.map((heading) => heading.block);
        this.#headings.push({level, block});
        this.#above = this.#headings.map((heading) => heading.block);
      } else {
        block.above = this.#above;
      }
      block.key = cl.known.key(block);
      this.#characters += block.text.length;
      this.all.push(block);
    }
  }

  cl.blocks = {make: () => new Blocks()};
})();
