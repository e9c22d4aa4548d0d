/**
 * The blocks of a page by their numbers. A block keeps its number, and what was said of it, while its words and what
 * leads into them stay the same, wherever the page may have put it meanwhile.
 */
(() => {
  const cl = /** @type {Claimlight.Parts} */ (globalThis.claimlight ??= {});
  if (cl.known) return;

  // Headings above that a block is judged by.
  const HEADINGS = 2;

  /**
   * A short number for a text, by cyrb53 (bryc, public domain): 53 bits, so that two texts of a page never share one.
   * @param {string} text
   */
  function hash(text) {
    let [a, b] = [0xdeadbeef, 0x41c6ce57];
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      a = Math.imul(a ^ unit, 2654435761);
      b = Math.imul(b ^ unit, 1597334677);
    }
    a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
    b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
    return 4294967296 * (2097151 & b) + (a >>> 0);
  }

  /**
   * What a block is told by: its words, how it is shown, and the words that lead into it.
   * @param {Claimlight.Block} block
   */
  function key(block) {
    const around = [...block.above.slice(-HEADINGS), ...(block.lead ? [block.lead] : [])].map((one) => hash(one.text));
    return [block.tag, block.fold ? "f" : "", block.image ? "i" : "", block.text.length, hash(block.text), ...around].join(" ");
  }

  /** The blocks of one page from reading to reading. */
  class Known {
    /** In the order of the page. @type {Claimlight.Block[]} */
    order = [];
    /** @type {Map<number, Claimlight.Block>} */
    blocks = new Map();
    #next = 0;

    /**
     * Take on a new reading of the page: blocks that were there keep their numbers, others get new ones.
     * @param {Claimlight.Block[]} fresh
     * @returns {Set<number>} the numbers of the blocks that are gone
     */
    update(fresh) {
      /** @type {Map<string, Claimlight.Block[]>} */
      const waiting = new Map();
      for (const old of this.order) {
        const same = waiting.get(old.key);
        if (same) same.push(old);
        else waiting.set(old.key, [old]);
      }
      for (const block of fresh) {
        const same = waiting.get(block.key) ?? [];
        // Of several with the same words, the one that is still where it was.
        const at = same.findIndex((old) => old.segments[0]?.node === block.segments[0]?.node);
        const [old] = same.splice(Math.max(0, at), 1);
        block.number = old ? old.number : this.#next++;
      }
      this.order = fresh;
      this.blocks = new Map(fresh.map((block) => [block.number, block]));
      return new Set([...waiting.values()].flat().map((old) => old.number));
    }
  }

  cl.known = {key, hash, make: () => new Known()};
})();
