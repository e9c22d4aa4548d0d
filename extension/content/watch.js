/**
 * The page may change after it was checked. A mark stays only while every word of its block is as it was, because the
 * whole block was judged; other changes are told, so that the page can be read again.
 */
(() => {
  const cl = /** @type {Claimlight.Parts} */ (globalThis.claimlight ??= {});
  if (cl.watch) return;

  // Elements above a change that are looked at for words of a mark's block.
  const NEAR = 4;
  const OPTIONS = {
    subtree: true, childList: true, characterData: true, attributes: true,
    attributeFilter: ["hidden", "open", "aria-hidden", "aria-expanded", "contenteditable", "alt"],
  };

  /** The marks by the nodes that their blocks are made of. */
  class Index {
    /** @type {Map<Node, Set<Claimlight.Mark>>} */
    #texts = new Map();
    /** @type {Map<Node, Set<Claimlight.Mark>>} */
    #parents = new Map();
    #marks;

    /** @param {Claimlight.Mark[]} marks */
    constructor(marks) {
      this.#marks = marks;
      for (const mark of marks) {
        for (const {node} of mark.block.segments) {
          if (!node) continue;
          Index.#add(this.#texts, node, mark);
          if (node.parentNode) Index.#add(this.#parents, node.parentNode, mark);
        }
        if (mark.image) Index.#add(this.#texts, mark.image, mark);
      }
    }

    /**
     * @param {Map<Node, Set<Claimlight.Mark>>} map
     * @param {Node} node
     * @param {Claimlight.Mark} mark
     */
    static #add(map, node, mark) {
      const all = map.get(node);
      if (all) all.add(mark);
      else map.set(node, new Set([mark]));
    }

    /**
     * The marks whose words these changes have touched: their own, or words that came into their block.
     * @param {MutationRecord[]} changes
     */
    lost(changes) {
      /** @type {Set<Claimlight.Mark>} */
      const lost = new Set();
      let removed = false;
      for (const change of changes) {
        for (const mark of this.#texts.get(change.target) ?? []) if (!cl.anchor.holds(mark)) lost.add(mark);
        if (change.type !== "childList") continue;
        removed ||= change.removedNodes.length > 0;
        if ([...change.addedNodes].some((node) => (node.textContent ?? "").trim() !== "")) {
          for (const mark of this.#around(change.target)) lost.add(mark);
        }
      }
      // What is taken out may hold any of them, or have been put back elsewhere.
      if (removed) for (const mark of this.#marks) if (!cl.anchor.holds(mark)) lost.add(mark);
      return lost;
    }

    /** @param {Node} target */
    *#around(target) {
      /** @type {Node|null} */
      let near = target;
      for (let step = 0; near && step < NEAR; step += 1) {
        yield* this.#parents.get(near) ?? [];
        near = near.parentNode;
      }
    }
  }

  /**
   * Whether a change may touch what the reader sees: not the page's head, nor our own element.
   * @param {MutationRecord} change
   */
  function concerns({target, addedNodes, removedNodes}) {
    if (target === document.head || target.parentNode === document.head || target.parentNode?.parentNode === document.head) return false;
    return target !== document.documentElement || [...addedNodes, ...removedNodes].some((node) => !cl.layer.holds(node));
  }

  /** The page's address as it is sent. */
  const address = () => location.origin + location.pathname;

  /**
   * Watch the page until `signal` ends the session.
   * @param {{lost: (gone: Set<Claimlight.Mark>) => void, changed: () => void, moved: () => void, typed: () => void}} tell
   * @param {AbortSignal} signal
   * @returns {Claimlight.Watch}
   */
  function start(tell, signal) {
    const from = address();
    let index = new Index([]);
    /** @type {Set<Document|ShadowRoot>} */
    const roots = new Set();
    const there = () => address() === from || tell.moved();
    // This runs before the next painting, so that no mark is ever seen on other words.
    const observer = new MutationObserver((changes) => {
      if (address() !== from) return tell.moved();
      const theirs = changes.filter(concerns);
      if (!theirs.length) return;
      const lost = index.lost(theirs);
      if (lost.size) tell.lost(lost);
      else cl.show.follow();
      tell.changed();
    });
    addEventListener("popstate", there, {signal});
    /** @type {any} */ (globalThis).navigation?.addEventListener("navigatesuccess", there, {signal});
    signal.addEventListener("abort", () => observer.disconnect());
    return {
      marks(marks) {
        index = new Index(marks);
      },
      roots(all) {
        for (const root of all) {
          if (roots.has(root)) continue;
          roots.add(root);
          observer.observe(root, OPTIONS);
          root.addEventListener("input", tell.typed, {capture: true, passive: true, signal});
        }
      },
    };
  }

  cl.watch = {start, address};
})();
