/** The page with its marks, as text and `mark` elements: nothing of the page ever becomes HTML. */
// @ts-check

/**
 * @typedef {{tag: string, text: string, folded: boolean}} Block
 * @typedef {{block: number, start: number, end: number, style: string, title: string, match: number}} Drawn
 */

/**
 * @param {string} name
 * @param {string} [style]
 * @param {string} [text]
 */
export function element(name, style = "", text = "") {
  const made = document.createElement(name);
  if (style) made.className = style;
  if (text) made.textContent = text;
  return made;
}

/**
 * Lay marks over the blocks; where they overlap, the first in the list is drawn.
 * @param {HTMLElement} place
 * @param {Block[]} blocks
 * @param {Drawn[]} marks
 */
export function paint(place, blocks, marks) {
  const scrolled = place.scrollTop;
  const made = document.createDocumentFragment();
  /** @type {HTMLElement | null} */
  let list = null;
  blocks.forEach((block, number) => {
    const item = block.tag === "li";
    if (!item) list = null;
    else if (!list) made.append((list = element("ul")));
    const line = element(item ? "li" : "p", `line-${block.tag}${block.folded ? " folded" : ""}`);
    line.append(...pieces(block.text, marks.filter((mark) => mark.block === number)));
    (list ?? made).append(line);
  });
  place.replaceChildren(made);
  place.scrollTop = scrolled;
}

/**
 * @param {string} text
 * @param {Drawn[]} marks with offsets in code points
 */
function pieces(text, marks) {
  const points = [...text];
  const edges = [...new Set([0, points.length, ...marks.flatMap((mark) => [mark.start, mark.end])])].sort((a, b) => a - b);
  return edges.slice(1).map((end, place) => {
    const start = edges[place];
    const words = points.slice(start, end).join("");
    const over = marks.find((mark) => mark.start <= start && end <= mark.end);
    if (!over) return document.createTextNode(words);
    const drawn = element("mark", over.style, words);
    drawn.title = over.title;
    if (over.match >= 0) drawn.dataset.match = String(over.match);
    return drawn;
  });
}

/** Scroll the page's own box, and nothing else, to a mark. @param {HTMLElement} place @param {Element | null} mark */
export function reveal(place, mark) {
  if (mark) place.scrollTop += mark.getBoundingClientRect().top - place.getBoundingClientRect().top - place.clientHeight / 3;
}
