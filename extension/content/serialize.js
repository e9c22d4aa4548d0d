/**
 * What is sent: the blocks as plain HTML with their numbers, inside their lists and tables, and nothing else.
 */
(() => {
  const cl = (globalThis.claimlight ??= {});
  if (cl.serialize) return;

  const WRAP = {tr: "td", ul: "li", ol: "li", dl: "dd"};
  const FITS = {tr: ["td", "th"], ul: ["li"], ol: ["li"], dl: ["dt", "dd"], table: ["caption"]};

  /** One block as HTML, wrapped where its list or row would not hold it as it is. */
  function blockHtml(block) {
    const last = block.path.at(-1)?.localName;
    const fits = !FITS[last] || FITS[last].includes(block.tag);
    const tag = /^(td|th|li|dt|dd|caption)$/.test(block.tag) && (!last || !fits) ? "p" : block.tag;
    const fold = block.fold ? ' data-folded=""' : "";
    const html = `<${tag} data-b="${block.number}"${fold}>${cl.text.escape(block.text)}</${tag}>`;
    return !fits && WRAP[last] ? `<${WRAP[last]}>${html}</${WRAP[last]}>` : html;
  }

  /** All blocks as HTML. */
  function html(blocks) {
    const parts = ["<main>"];
    let path = [];
    const leaveTo = (depth) => {
      while (path.length > depth) parts.push(`</${path.pop().localName}>`);
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

  /** The request of one page: its address without query and fragment, its title, its language, its blocks. */
  function request(blocks) {
    const language = /^[a-z]{2,3}(?=-|$)/.exec(document.documentElement.lang.trim().toLowerCase())?.[0];
    const page = {url: location.origin + location.pathname, title: document.title, html: html(blocks)};
    if (language) page.language = language;
    return page;
  }

  cl.serialize = {html, request};
})();
