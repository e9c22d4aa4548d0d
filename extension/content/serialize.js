/**
 * What is sent: blocks as plain HTML with their numbers, inside their lists and tables, and nothing else.
 */
(() => {
  const cl = /** @type {Claimlight.Parts} */ (globalThis.claimlight ??= {});
  if (cl.serialize) return;

  /** @type {Record<string, string>} */
  const WRAP = {tr: "td", ul: "li", ol: "li", dl: "dd"};
  /** @type {Record<string, string[]>} */
  const FITS = {tr: ["td", "th"], ul: ["li"], ol: ["li"], dl: ["dt", "dd"], table: ["caption"]};

  /**
   * One block as HTML, wrapped where its list or row would not hold it as it is.
   * @param {Claimlight.Block} block
   */
  function blockHtml(block) {
    const last = block.path.at(-1)?.localName ?? "";
    const fits = !FITS[last] || FITS[last].includes(block.tag);
    const tag = /^(td|th|li|dt|dd|caption)$/.test(block.tag) && (!last || !fits) ? "p" : block.tag;
    const marked = `${block.fold ? ' data-folded=""' : ""}${block.image ? ' data-alt=""' : ""}`;
    const html = `<${tag} data-b="${block.number}"${marked}>${cl.text.escape(block.text)}</${tag}>`;
    return !fits && WRAP[last] ? `<${WRAP[last]}>${html}</${WRAP[last]}>` : html;
  }

  /**
   * Blocks as HTML, in the order given.
   * @param {Claimlight.Block[]} blocks
   */
  function html(blocks) {
    const parts = ["<main>"];
    /** @type {Element[]} */
    let path = [];
    /** @param {number} depth */
    const leaveTo = (depth) => {
      for (const element of path.slice(depth).reverse()) parts.push(`</${element.localName}>`);
      path = path.slice(0, depth);
    };
    for (const block of blocks) {
      let shared = 0;
      while (shared < path.length && path[shared] === block.path[shared]) shared += 1;
      leaveTo(shared);
      for (const element of block.path.slice(shared)) {
        path.push(element);
        parts.push(`<${element.localName}>`);
      }
      parts.push(blockHtml(block));
    }
    leaveTo(0);
    parts.push("</main>");
    return parts.join("");
  }

  /**
   * A request: the page's address without query and fragment, its title, its language, blocks of it.
   * @param {Claimlight.Block[]} blocks
   */
  function request(blocks) {
    const language = /^[a-z]{2,3}(?=-|$)/.exec(document.documentElement.lang.trim().toLowerCase())?.[0];
    const page = {url: location.origin + location.pathname, title: document.title, html: html(blocks)};
    return language ? {...page, language} : page;
  }

  cl.serialize = {html, request};
})();
