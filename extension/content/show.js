/**
 * One card on the screen at a time: opening, following the page as it scrolls, closing.
 */
(() => {
  const cl = (globalThis.claimlight ??= {});
  if (cl.show) return;

  /** @typedef {"point"|"click"|"keys"|"list"} How who opened the card; one opened by pointing closes by itself */
  /** @typedef {{left: number, right: number, top: number, bottom: number, start: number}} Box */
  /** @typedef {{x: number, y: number}|null} Point */

  /** @type {{mark: any, how: How, point: Point, back: (() => void)|null}|null} */
  let open = null;
  /** @type {any} The mark that has the keyboard's focus; it stays ringed when its card is closed. */
  let ringed = null;
  let frame = 0;
  /** @type {() => any} The report as it is now. */
  let report = () => null;

  const parts = () => {
    const root = cl.layer.root();
    let card = root.querySelector(".card");
    if (!card) {
      card = cl.element("div", {class: "card", role: "dialog", id: "card", tabindex: "-1", hidden: true});
      root.querySelector(".layer").append(card);
    }
    return {root, card, rings: root.querySelector(".rings")};
  };

  /**
   * Where a card goes whose mark is not shown, nor anything that would unfold it.
   * @param {{width: number, height: number}} view
   */
  const nowhere = ({width, height}) => ({left: width / 3, right: width / 3, top: height / 4, bottom: height / 4, start: width / 3});

  /** Put card and rings where the mark is now. */
  function follow() {
    frame = 0;
    if (!open && !ringed) return;
    const {card, rings} = parts();
    rings.replaceChildren(...(ringed ? ringsAround(ringed) : []));
    if (!open) return;
    const view = {width: document.documentElement.clientWidth || innerWidth, height: innerHeight};
    const box = cl.place.anchor(open.mark, open.point) ?? nowhere(view);
    card.style.maxHeight = "";
    const at = cl.place.card(box, {width: card.offsetWidth, height: card.offsetHeight}, view);
    card.style.maxHeight = `${Math.floor(at.room)}px`;
    card.style.left = `${Math.round(at.left)}px`;
    card.style.top = `${Math.round(at.top)}px`;
  }

  /**
   * A ring around each line of the mark that has the keyboard's focus.
   * @param {any} mark
   */
  function ringsAround(mark) {
    const lines = cl.place.lines(mark);
    const fold = cl.place.boxOf(mark.fold);
    return (lines.length || !fold ? lines : [fold]).map((/** @type {Box} */ {left, right, top, bottom}) => {
      const ring = cl.element("div", {class: "ring"});
      ring.style.cssText = `left:${left - 4}px;top:${top - 3}px;width:${right - left + 8}px;height:${bottom - top + 6}px`;
      return ring;
    });
  }

  const followSoon = () => {
    frame ||= requestAnimationFrame(follow);
  };

  /**
   * Bring a mark, or what would unfold it, into view.
   * @param {any} mark
   */
  function bring(mark) {
    const box = cl.place.anchor(mark);
    if (!box) return;
    const inView = box.top >= 60 && box.bottom <= innerHeight * 0.75;
    const target = cl.place.rects(mark).length ? cl.place.elementOf(mark) : mark.fold;
    if (!inView) target?.scrollIntoView({block: "center", behavior: "instant"});
  }

  /**
   * Fill the card with one of its views; the focus that was in the card stays in it.
   * @param {(Node|string)[]} children
   */
  function fill(children) {
    const {root, card} = parts();
    const within = card.contains(root.activeElement);
    // First, or the card would close because the focus has left it.
    if (within) card.focus({preventScroll: true});
    card.replaceChildren(...children);
    if (within) (card.querySelector("[data-first]") ?? card).focus({preventScroll: true});
    follow();
  }

  cl.show = {
    /**
     * Follow the page until `signal` ends the session.
     * @param {() => any} its gives the report as it is now
     * @param {AbortSignal} signal
     */
    start(its, signal) {
      report = its;
      addEventListener("scroll", followSoon, {capture: true, passive: true, signal});
      addEventListener("resize", followSoon, {passive: true, signal});
      signal.addEventListener("abort", () => {
        cl.show.close();
        ringed = null;
      });
    },

    /**
     * Open the card of `mark`.
     * @param {any} mark
     * @param {{how: How, others?: any[], point?: Point, back?: (() => void)|null}} more `others` are on the same words
     */
    open(mark, {how, others = [], point = null, back = null}) {
      if (open?.mark === mark && open?.how === how) return;
      open = {mark, how, point, back};
      const {card} = parts();
      const actions = {
        others,
        keys: how === "keys",
        close: () => cl.show.close({giveBack: true}),
        /** @param {any} other */
        go: (other) => {
          const rest = [mark, ...others].filter((one) => one !== other);
          cl.show.open(other, {how: how === "point" ? "click" : how, others: rest, point, back});
          card.focus({preventScroll: true});
        },
        main: () => fill(cl.card.build(mark, report(), actions)),
        hide: () => turn(cl.card.hiding),
        tell: () => turn(cl.card.telling),
      };
      /** @param {(mark: any, report: any, actions: any) => Node[]} view */
      const turn = (view) => {
        // A card in which the reader does something does not close by itself.
        if (open?.how === "point") open.how = "click";
        fill(view(mark, report(), actions));
      };
      card.replaceChildren(...cl.card.build(mark, report(), actions));
      card.className = `card ${mark.style}`;
      card.setAttribute("aria-label", cl.words.say("card_label", cl.words.kind(mark.style), mark.highlight.title));
      card.hidden = false;
      cl.paint.current(mark);
      follow();
    },

    /**
     * Close the card; `giveBack` returns the keyboard's focus to where the card was opened from.
     * @param {{giveBack?: boolean}} [how]
     */
    close({giveBack = false} = {}) {
      if (!open) return false;
      const {back} = open;
      open = null;
      const {root, card} = parts();
      const within = card.contains(root.activeElement);
      card.hidden = true;
      cl.paint.current(null);
      if (giveBack && within) back?.();
      return true;
    },

    /**
     * Ring the mark that has the keyboard's focus; null for none.
     * @param {any} mark
     */
    ring(mark) {
      ringed = mark;
      followSoon();
      if (!mark) parts().rings.replaceChildren();
    },

    /** Move the keyboard's focus into the card. */
    enter() {
      if (open) parts().card.focus({preventScroll: true});
    },

    bring,
    follow: followSoon,
    get now() {
      return open;
    },
  };
})();
