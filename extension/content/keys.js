/**
 * The keyboard's and the screen reader's way to the marks. The page's own tree is not touched, so each mark has a button
 * in our layer, in reading order; the button is not seen, the mark itself is ringed while its button has the focus.
 */
(() => {
  const cl = /** @type {Claimlight.Parts} */ (globalThis.claimlight ??= {});
  if (cl.keys) return;

  /**
   * What a screen reader says of a mark.
   * @param {any} mark
   * @param {number} at
   * @param {number} all
   */
  function label(mark, at, all) {
    const {words} = cl;
    const said = words.say("mark_label", at + 1, all, words.kind(mark.style), mark.highlight.title, cl.about.shorten(mark.text));
    return mark.fold ? `${said} ${words.say("folded")}` : said;
  }

  /** Keys pressed in our layer are not the page's business, whose shortcuts they might be. */
  const KEY_EVENTS = ["keydown", "keypress", "keyup"];

  /**
   * Make the way to a page's marks; `signal` takes it away again.
   * @param {AbortSignal} signal
   */
  function start(signal) {
    const {element: el, words} = cl;
    /** @type {Map<Claimlight.Mark, HTMLElement>} */
    const buttons = new Map();
    const list = el("div", {class: "list"});
    let turn = 0;

    /** @param {Claimlight.Mark} mark */
    function make(mark) {
      const button = el("button", {type: "button", class: "stop", "aria-haspopup": "dialog"});
      // The focus that comes back from a closed card does not open it again.
      let quiet = false;
      const back = () => {
        quiet = true;
        button.focus({preventScroll: true});
        quiet = false;
      };
      const open = () => cl.show.open(mark, {how: "keys", back});
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
      return button;
    }

    /**
     * Take a mark's button away; the focus that was on it goes to the next one.
     * @param {Claimlight.Mark} mark
     * @param {HTMLElement} button
     */
    function drop(mark, button) {
      const next = button.nextElementSibling ?? button.previousElementSibling ?? region;
      if (root.activeElement === button) /** @type {HTMLElement} */ (next).focus({preventScroll: true});
      button.remove();
      buttons.delete(mark);
    }

    /**
     * Have a button for each of these marks, in their order; a slice at a time, since they may be a thousand.
     * @param {Claimlight.Mark[]} marks
     */
    async function update(marks) {
      const mine = (turn += 1);
      region.setAttribute("aria-label", words.many("region", marks.length));
      const left = new Set(marks);
      for (const [mark, button] of buttons) if (!left.has(mark)) drop(mark, button);
      const pace = cl.pace.brisk();
      let before = null;
      for (const [at, mark] of marks.entries()) {
        if (pace.due()) await pace.rest();
        if (mine !== turn || signal.aborted) return;
        const button = buttons.get(mark) ?? make(mark);
        button.setAttribute("aria-label", label(mark, at, marks.length));
        const here = before ? before.nextSibling : list.firstChild;
        if (here !== button) list.insertBefore(button, here);
        before = button;
      }
    }

    // The layer takes the focus itself after a check, when nothing of the page has it, so that Tab leads to the first mark.
    const region = el("div", {class: "region", role: "region", tabindex: "-1", "aria-label": words.many("region", 0)}, list);
    const rings = el("div", {class: "rings", "aria-hidden": "true"});
    const layer = el("div", {class: "layer", lang: words.language(), dir: words.direction()}, region, rings);
    /** @type {any} */
    const root = cl.layer.root();
    root.append(layer);

    root.addEventListener("focusout", (/** @type {FocusEvent} */ event) => {
      // Still ours, or the reader looks at another window for a moment.
      if (root.contains(event.relatedTarget) || !document.hasFocus()) return;
      cl.show.ring(null);
      if (cl.show.now?.how === "keys") cl.show.close();
    }, {signal});
    for (const type of KEY_EVENTS) {
      root.addEventListener(type, (/** @type {KeyboardEvent} */ event) => {
        if (type === "keydown") fromCard(event, root, buttons);
        event.stopPropagation();
      }, {signal});
    }
    addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !cl.show.close({giveBack: true})) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    }, {capture: true, signal});
    signal.addEventListener("abort", () => layer.remove());

    return {
      /** Focus the layer unless the reader is busy somewhere on the page. */
      ready() {
        const at = document.activeElement;
        const busy = at && at !== document.body && at !== document.documentElement;
        if (!busy) region.focus({preventScroll: true});
      },
      /** @param {Claimlight.Mark} mark */
      focus(mark) {
        const button = buttons.get(mark) ?? make(mark);
        if (!button.isConnected) list.append(button);
        button.focus({preventScroll: true});
      },
      update,
    };
  }

  /**
   * Tab past either end of the card leads on to the next mark, or back to the card's own.
   * @param {KeyboardEvent} event
   * @param {ShadowRoot} root
   * @param {Map<any, HTMLElement>} buttons
   */
  function fromCard(event, root, buttons) {
    const now = cl.show.now;
    if (event.key !== "Tab" || !now || event.altKey || event.ctrlKey || event.metaKey) return;
    const card = root.querySelector(".card");
    const active = root.activeElement;
    if (!card || !active || !card.contains(active)) return;
    const stops = [...card.querySelectorAll("a[href], button, input:checked, textarea, pre")];
    const at = stops.indexOf(active);
    const own = buttons.get(now.mark);
    if (event.shiftKey && at <= 0) {
      event.preventDefault();
      own?.focus({preventScroll: true});
    } else if (!event.shiftKey && at === stops.length - 1) {
      const next = /** @type {HTMLElement|null|undefined} */ (own?.nextElementSibling);
      if (!next) return;
      event.preventDefault();
      next.focus({preventScroll: true});
    }
  }

  cl.keys = {start};
})();
