/**
 * The keyboard's and the screen reader's way to the marks. The page's own tree is not touched, so each mark has a button
 * in our layer, in reading order; the button is not seen, the mark itself is ringed while its button has the focus.
 */
(() => {
  const cl = (globalThis.claimlight ??= {});
  if (cl.keys) return;

  /** What a screen reader says of a mark. */
  function label(mark, at, all) {
    const {words} = cl;
    const about = `${words.styleNames[mark.style]}: ${mark.highlight.title}`;
    return `${at + 1} of ${all}. ${about}. “${cl.card.shorten(mark.text)}”${mark.fold ? ` ${words.folded}` : ""}`;
  }

  /** Make the buttons for these marks; `signal` takes them away again. */
  function start(marks, references, signal) {
    const {element: el, words} = cl;
    const buttons = new Map();
    const list = el("div", {class: "list"});
    marks.forEach((mark, at) => {
      const name = label(mark, at, marks.length);
      const button = el("button", {type: "button", class: "stop", "aria-haspopup": "dialog", "aria-label": name});
      // The focus that comes back from a closed card does not open it again.
      let quiet = false;
      const back = () => {
        quiet = true;
        button.focus({preventScroll: true});
        quiet = false;
      };
      const open = () => cl.show.open(mark, {how: "keys", references, back});
      button.addEventListener("focus", () => {
        cl.show.ring(mark);
        if (quiet) return;
        cl.show.bring(mark);
        open();
      });
      button.addEventListener("click", () => {
        open();
        cl.show.enter();
      });
      buttons.set(mark, button);
      list.append(button);
    });
    // The layer takes the focus itself after a check, when nothing of the page has it, so that Tab leads to the first mark.
    const region = el("div", {class: "stop region", role: "region", tabindex: "-1", "aria-label": words.region(marks.length)}, list);
    const rings = el("div", {class: "rings", "aria-hidden": "true"});
    const layer = el("div", {class: "layer", lang: "en", dir: "ltr"}, region, rings);
    const root = cl.layer.root();
    root.append(layer);

    root.addEventListener("focusout", (event) => {
      // Still ours, or the reader looks at another window for a moment.
      if (root.contains(event.relatedTarget) || !document.hasFocus()) return;
      cl.show.ring(null);
      if (cl.show.now?.how === "keys") cl.show.close();
    }, {signal});
    root.addEventListener("keydown", (event) => fromCard(event, root, buttons), {signal});
    addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !cl.show.close({giveBack: true})) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    }, {capture: true, signal});
    signal.addEventListener("abort", () => layer.remove());

    return {
      /** Focus the layer unless the reader is busy somewhere on the page. */
      ready() {
        const busy = document.activeElement && ![document.body, document.documentElement].includes(document.activeElement);
        if (!busy) region.focus({preventScroll: true});
      },
      focus: (mark) => buttons.get(mark)?.focus({preventScroll: true}),
      drop(mark) {
        buttons.get(mark)?.remove();
        buttons.delete(mark);
      },
    };
  }

  /** Tab past either end of the card leads on to the next mark, or back to the card's own. */
  function fromCard(event, root, buttons) {
    const now = cl.show.now;
    if (event.key !== "Tab" || !now || event.altKey || event.ctrlKey || event.metaKey) return;
    const card = root.querySelector(".card");
    if (!card.contains(root.activeElement)) return;
    const stops = [...card.querySelectorAll("a[href], button")];
    const at = stops.indexOf(root.activeElement);
    const own = buttons.get(now.mark);
    if (event.shiftKey && at <= 0) {
      event.preventDefault();
      own?.focus({preventScroll: true});
    } else if (!event.shiftKey && at === stops.length - 1) {
      const next = own?.nextElementSibling;
      if (!next) return;
      event.preventDefault();
      next.focus({preventScroll: true});
    }
  }

  cl.keys = {start};
})();
