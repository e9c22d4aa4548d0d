/**
 * All findings: by category, filtered by kind and by words, one after the other with "next" and "previous".
 */
(() => {
  const cl = globalThis.claimlight;

  /**
   * @param {any} found the page's whole answer: `{report, status, url}`
   * @param {any} page what can be done on the page
   * @param {{kinds: Set<string>, text: string, waiting: boolean}} filter kept from one answer to the next
   */
  cl.findings = (found, page, filter) => {
    const {words, element: el, button} = cl;
    /** @type {any[]} */
    const marks = found.status.marks;
    const items = new Map(marks.map((mark) => [mark.id, cl.findingItem(mark, found, page)]));
    const list = el("div", {});
    const position = el("span", {role: "status"});
    /** @type {string|null} */
    let current = null;

    /** @param {any} mark */
    const isShown = (mark) =>
      (!filter.kinds.size || filter.kinds.has(mark.style)) &&
      (!filter.waiting || !page.desk || page.desk.waits(mark.id)) &&
      `${mark.title} ${mark.text}`.toLowerCase().includes(filter.text.toLowerCase());
    const shown = () => marks.filter(isShown);

    const show = () => {
      const some = shown();
      const strength = (/** @type {string} */ category) =>
        Math.min(...some.filter((mark) => mark.category === category).map((mark) => words.styles.indexOf(mark.style)));
      const categories = [...new Set(some.map((mark) => mark.category))].sort((one, other) => strength(one) - strength(other));
      list.replaceChildren(
        ...categories.flatMap((category) => {
          const own = some.filter((mark) => mark.category === category);
          return [el("h2", {}, `${words.category({category})} (${own.length})`), ...own.map((mark) => items.get(mark.id))];
        }),
      );
      if (!some.length) list.replaceChildren(el("p", {class: "soft"}, words.say("filter_none")));
      tell();
    };
    const tell = () => {
      const some = shown();
      const at = some.findIndex((mark) => mark.id === current);
      position.textContent = at < 0 ? words.many("findings", some.length) : words.say("position", at + 1, some.length);
    };
    /**
     * @param {number} by
     * @param {HTMLElement|null} [from] the finding that the keyboard is on, which goes along
     */
    const step = (by, from = null) => {
      // As the list is read, which is not the order of the page.
      const order = /** @type {HTMLElement[]} */ ([...list.querySelectorAll("details.finding")]);
      if (!order.length) return;
      const at = order.findIndex((item) => (from ? item === from : item.dataset.id === current));
      const next = /** @type {HTMLDetailsElement} */ (order[at < 0 ? (by > 0 ? 0 : order.length - 1) : (at + by + order.length) % order.length]);
      for (const item of order) if (item !== next) item.removeAttribute("open");
      current = next.dataset.id ?? null;
      next.open = true;
      next.scrollIntoView({block: "nearest"});
      if (from) /** @type {HTMLElement} */ (next.querySelector("summary")).focus();
      position.textContent = words.say("position", order.indexOf(next) + 1, order.length);
      page.go(current);
    };

    const kinds = words.styles.filter((/** @type {string} */ style) => marks.some((mark) => mark.style === style));
    /** @param {string} style */
    const chip = (style) => {
      const made = button("", () => {
        if (!filter.kinds.delete(style)) filter.kinds.add(style);
        made.setAttribute("aria-pressed", String(filter.kinds.has(style)));
        show();
      }, {class: style, "aria-pressed": String(filter.kinds.has(style)), "data-kind": style});
      made.append(el("span", {class: "line"}, words.kind(style)));
      return made;
    };
    const search = el("input", {type: "search", "aria-label": words.say("filter"), placeholder: words.say("filter"), value: filter.text});
    search.addEventListener("input", () => {
      filter.text = search.value;
      show();
    });
    show();
    if (page.desk) cl.reviewKeys(list, step);
    return el(
      "div", {},
      page.desk && cl.deskHead(page.desk, filter, show),
      el("div", {class: "chips", role: "group", "aria-label": words.say("kinds")}, ...kinds.map(chip)),
      marks.length > 5 && search,
      el(
        "div", {class: "steps"},
        button(words.say("previous"), () => step(-1), {"data-does": "previous"}),
        button(words.say("next"), () => step(1), {"data-does": "next"}),
        position,
      ),
      list,
    );
  };
})();
