/**
 * Painting with the CSS Custom Highlight API: the page's own tree is not touched. The look is in marks.css.
 */
(() => {
  const cl = (globalThis.claimlight ??= {});
  if (cl.paint) return;

  const name = (style) => `claimlight-${style}`;

  function set(style, ranges, priority) {
    const highlight = new Highlight(...ranges);
    highlight.priority = priority;
    CSS.highlights.set(name(style), highlight);
  }

  cl.paint = {
    /** Paint these marks in place of any earlier ones. */
    show(marks) {
      cl.words.styles.forEach((style, at) => {
        const ranges = marks.filter((mark) => mark.style === style).map((mark) => mark.range);
        if (ranges.length) set(style, ranges, 10 - at);
        else CSS.highlights.delete(name(style));
      });
    },
    /** Make one mark stand out while its card is open; null for none. */
    current(mark) {
      if (mark) set("current", [mark.range], 20);
      else CSS.highlights.delete(name("current"));
    },
    clear() {
      for (const style of [...cl.words.styles, "current"]) CSS.highlights.delete(name(style));
    },
  };
})();
