/**
 * The page as blocks: one heading, paragraph, list item or cell as the reader sees it, in order. Words inside links, bold
 * and other inline markup belong to the block around them. Open shadow roots and frames of the same site are part of
 * the page.
 */
(() => {
  const cl = /** @type {Claimlight.Parts} */ (globalThis.claimlight ??= {});
  if (typeof cl.collect === "function") return;

  const NAMED = new Set("h1 h2 h3 h4 h5 h6 p li td th dt dd blockquote figcaption caption summary".split(" "));
  const STRUCTURE = new Set("ul ol dl table tr blockquote".split(" "));
  const CELLS = new Set("li td th dd dt figcaption".split(" "));
  const FRAMES = new Set(["iframe", "frame"]);
  const HEADING = "h1, h2, h3, h4, h5, h6, [role='heading']";
  const BLANK = /^\s*$/u;
  const EDITED = "on";

  /** @typedef {{nodes: Iterator<Node>, around: Claimlight.Around, scope: Claimlight.Scope, inline: boolean}} Level */

  /**
   * Whether an element's words run on in the line around it.
   * @param {Element} element
   * @param {string} display
   */
  function runsOn(element, display) {
    if (display === "inline" || display === "contents" || display.startsWith("ruby")) return true;
    if (!display.startsWith("inline")) return false;
    // A button or badge among words belongs to them; among other buttons it stands alone.
    for (const near of element.parentNode?.childNodes ?? []) {
      if (near.nodeType === Node.TEXT_NODE && !BLANK.test(/** @type {Text} */ (near).data)) return true;
    }
    return false;
  }

  /**
   * The tag under which the words inside `element` are sent, and the lists and tables around them.
   * @param {Element} element
   * @param {Claimlight.Around} around
   * @returns {Claimlight.Around}
   */
  function place(element, around) {
    const name = element.localName;
    const level = element.getAttribute("role") === "heading" ? Number(element.getAttribute("aria-level") ?? 2) : 0;
    if (level >= 1 && level <= 6) return {...around, tag: `h${level}`};
    if (STRUCTURE.has(name)) return {...around, tag: name === "blockquote" ? "p" : "div", path: [...around.path, element]};
    if (name === "li" && element.querySelector(HEADING)) {
      // A card: its list is only layout.
      return {...around, tag: "div", path: around.path.filter((list) => list !== element.parentElement)};
    }
    if (name === "p" && CELLS.has(around.tag)) return around;
    if (NAMED.has(name)) return {...around, tag: name};
    return around;
  }

  /**
   * What stands inside an element in the order in which the reader sees it: its open shadow root, or what a slot was given.
   * @param {Element|ShadowRoot} holder
   * @returns {Generator<Node, void, void>}
   */
  function* inside(holder) {
    if (/** @type {Element} */ (holder).localName === "slot") {
      const given = /** @type {HTMLSlotElement} */ (holder).assignedNodes();
      if (given.length) {
        yield* given;
        return;
      }
    }
    for (let node = holder.firstChild; node; node = node.nextSibling) yield node;
  }

  /** One walk over the page. */
  class Walk {
    blocks = cl.blocks.make();
    unread = cl.unread.none();
    /** @type {(Document|ShadowRoot)[]} */
    roots = [];
    /** @type {Level[]} */
    #stack = [];

    /** @param {Claimlight.Pace} pace */
    async run(pace) {
      this.#enterRoot(document, document.body, {tag: "div", path: [], fold: null, hidden: false, lines: false});
      while (this.#stack.length && !this.blocks.cut) {
        if (pace.due()) await pace.rest();
        const level = this.#stack[this.#stack.length - 1];
        const {done, value: node} = level.nodes.next();
        if (done) {
          this.#stack.pop();
          if (!level.inline) this.blocks.close();
        } else if (node.nodeType === Node.TEXT_NODE) {
          const text = /** @type {Text} */ (node);
          if (!level.around.hidden) this.blocks.add(text, text.data, level.around);
        } else if (node.nodeType === Node.ELEMENT_NODE) {
          this.#meet(/** @type {Element} */ (node), level);
        }
      }
      this.blocks.close();
    }

    /**
     * @param {Document|ShadowRoot} root
     * @param {Element|ShadowRoot|null} holder
     * @param {Claimlight.Around} around
     * @param {boolean} inline
     */
    #enterRoot(root, holder, around, inline = false) {
      const edited = root.nodeType === Node.DOCUMENT_NODE && /** @type {Document} */ (root).designMode === EDITED;
      if (!holder || edited || /** @type {HTMLElement} */ (holder).isContentEditable) return;
      this.roots.push(root);
      this.#stack.push({nodes: inside(holder), around, scope: cl.visible.scope(root), inline});
    }

    /**
     * Step into an element, or take from it what is to be had.
     * @param {Element} element
     * @param {Level} level
     */
    #meet(element, {around: outer, scope}) {
      if (element.localName === "br") {
        if (this.blocks.isOpen) this.blocks.add(null, "\n", outer);
        return;
      }
      const framed = FRAMES.has(element.localName);
      if (framed ? cl.private.isMasked(element, scope.guarded) : this.#left(element, scope, outer)) return;
      let around = outer;
      const parent = element.parentElement;
      if (parent?.localName === "details" && !(/** @type {HTMLDetailsElement} */ (parent).open)) {
        const summary = parent.querySelector(":scope > summary");
        if (element !== summary) around = {...outer, fold: summary ?? parent};
      }
      const met = cl.visible.judge(element, scope, around.fold);
      if (met.skip) return;
      const inline = !framed && runsOn(element, met.style.display) && met.fold === outer.fold;
      around = {...(inline ? around : place(element, around)), fold: met.fold};
      // A line break in the page's source is one for the reader only where the style keeps it.
      // Inside a fold that hides by visibility, all words are hidden with it.
      around.lines = /^(pre|break-spaces)/.test(met.style.whiteSpace);
      around.hidden = met.style.visibility !== "visible" && !met.fold;
      if (framed) return this.#frame(element, around);
      if (!around.hidden) this.#look(element, around);
      if (!inline) this.blocks.close();
      const shadow = element.shadowRoot;
      if (shadow) this.#enterRoot(shadow, shadow, around, inline);
      else this.#stack.push({nodes: inside(element), around, scope, inline});
    }

    /**
     * Whether an element is left alone; what it is that cannot be read is counted.
     * @param {Element} element
     * @param {Claimlight.Scope} scope
     * @param {Claimlight.Around} around
     */
    #left(element, scope, around) {
      if (!cl.private.isPrivate(element, scope.guarded)) return false;
      const kind = around.hidden || cl.private.isMasked(element, scope.guarded) ? null : cl.unread.kind(element);
      if (kind) this.unread[kind] += 1;
      return true;
    }

    /**
     * @param {Element} element
     * @param {Claimlight.Around} around
     */
    #look(element, around) {
      const said = cl.unread.description(element);
      if (said && (around.fold || cl.unread.takesRoom(element))) this.blocks.picture(element, said, around);
      const kind = cl.unread.kind(element);
      if (kind) this.unread[kind] += 1;
    }

    /**
     * @param {Element} frame
     * @param {Claimlight.Around} around
     */
    #frame(frame, around) {
      const within = cl.unread.documentOf(frame);
      this.blocks.close();
      if (within) this.#enterRoot(within, within.body, {...around, tag: "div", path: []});
      else if (cl.unread.takesRoom(frame)) this.unread.frame += 1;
    }
  }

  /**
   * Read the page.
   * @param {Claimlight.Pace} pace
   * @returns {Promise<Claimlight.Reading>}
   */
  cl.collect = async (pace) => {
    const walk = new Walk();
    await walk.run(pace);
    return {blocks: walk.blocks.all, roots: walk.roots, unread: walk.unread, cut: walk.blocks.cut};
  };
})();
