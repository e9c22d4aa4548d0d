/**
 * The page as blocks: one heading, paragraph, list item or cell as the reader sees it, in order, each with the text
 * nodes it is made of. Words inside links, bold and other inline markup belong to the block around them.
 */
(() => {
  const cl = (globalThis.claimlight ??= {});
  if (cl.collect) return;

  const NAMED = new Set("h1 h2 h3 h4 h5 h6 p li td th dt dd blockquote figcaption caption summary".split(" "));
  const STRUCTURE = new Set("ul ol dl table tr blockquote".split(" "));
  const HEADING = "h1, h2, h3, h4, h5, h6, [role='heading']";
  const BLANK = /^\s*$/u;

  /** @typedef {{node: Text|null, data: string, start: number, end: number}} Segment */
  /** @typedef {{number: number, tag: string, path: Element[], fold: Element|null, text: string, segments: Segment[]}} Block */

  /** Whether an element's words run on in the line around it. */
  function runsOn(element, display) {
    if (/^(inline|contents|ruby)/.test(display) === false) return false;
    if (display === "inline" || display === "contents" || display.startsWith("ruby")) return true;
    // A button or badge among words belongs to them; among other buttons it stands alone.
    for (const near of element.parentNode.childNodes) {
      if (near.nodeType === Node.TEXT_NODE && !BLANK.test(near.data)) return true;
    }
    return false;
  }

  /** The tag under which the words inside `element` are sent, and the lists and tables around them. */
  function place(element, around) {
    const name = element.localName;
    const level = element.getAttribute("role") === "heading" ? Number(element.getAttribute("aria-level") ?? 2) : 0;
    if (level >= 1 && level <= 6) return {...around, tag: `h${level}`};
    if (STRUCTURE.has(name)) return {...around, tag: name === "blockquote" ? "p" : "div", path: [...around.path, element]};
    if (name === "li" && element.querySelector(HEADING)) {
      // A card: its list is only layout.
      return {...around, tag: "div", path: around.path.filter((list) => list !== element.parentElement)};
    }
    if (name === "p" && ["li", "td", "th", "dd", "dt", "figcaption"].includes(around.tag)) return around;
    if (NAMED.has(name)) return {...around, tag: name};
    return around;
  }

  /** Collect the blocks under `root`. */
  function collect(root = document.body) {
    if (!root || document.designMode === "on") return [];
    const page = {openers: cl.visible.openers(root), guarded: cl.private.guarded(root)};
    /** @type {Block[]} */
    const blocks = [];
    let open = null;

    const close = () => {
      if (open && !BLANK.test(open.text)) {
        open.number = blocks.length;
        blocks.push(open);
      }
      open = null;
    };
    const add = (node, data, around) => {
      if (!open) {
        if (BLANK.test(data)) return;
        open = {number: -1, tag: around.tag, path: around.path, fold: around.fold, text: "", segments: [], length: 0};
      }
      const text = cl.text.sendable(around.lines ? data : data.replace(/[\n\t]/g, " "));
      const start = open.length;
      open.length += cl.text.length(text);
      open.text += text;
      open.segments.push({node, data, start, end: open.length});
    };

    const first = {tag: "div", path: [], fold: null, hidden: false, lines: false};
    const stack = [{next: root.firstChild, around: first, inline: false}];
    while (stack.length) {
      const level = stack.at(-1);
      const node = level.next;
      if (!node) {
        stack.pop();
        if (!level.inline) close();
        continue;
      }
      level.next = node.nextSibling;
      if (node.nodeType === Node.TEXT_NODE) {
        if (!level.around.hidden) add(node, node.data, level.around);
      } else if (node.nodeType === Node.ELEMENT_NODE) {
        if (node.localName === "br") {
          if (open) add(null, "\n", level.around);
          continue;
        }
        const inner = enter(node, level.around, page);
        if (!inner) continue;
        if (!inner.inline) close();
        stack.push(inner);
      }
    }
    close();
    return blocks;
  }

  /** Step into an element: what is met inside it, or null when it is left alone. */
  function enter(element, outer, page) {
    const parent = element.parentElement;
    if (parent?.shadowRoot && !element.assignedSlot) return null;
    let around = outer;
    if (parent?.localName === "details" && !parent.open && element !== parent.querySelector(":scope > summary")) {
      around = {...outer, fold: parent.querySelector(":scope > summary") ?? parent};
    }
    const met = cl.visible.judge(element, page, around.fold);
    if (met.skip) return null;
    const inline = runsOn(element, met.style.display) && met.fold === outer.fold;
    around = {...(inline ? around : place(element, around)), fold: met.fold};
    // A line break in the page's source is one for the reader only where the style keeps it.
    // Inside a fold that hides by visibility, all words are hidden with it.
    around.lines = /^(pre|break-spaces)/.test(met.style.whiteSpace);
    around.hidden = met.style.visibility !== "visible" && !met.fold;
    return {next: element.firstChild, around, inline};
  }

  cl.collect = collect;
})();
