/**
 * The popup's screens as elements: what was found, and the states that have no marks.
 */
(() => {
  const cl = globalThis.claimlight;
  // A list much longer than anybody reads would only make the popup slow to open.
  const MOST = 200;

  /** The title and the sentences of a state without marks; `address` is where the service's start page is. */
  function message({state, reason}, address) {
    const {element: el} = cl;
    const {title, text, todo} = cl.words.states[state] ?? cl.words.states["service-error"];
    const start = state === "unreadable" && address ? el("a", {href: address, target: "_blank"}, cl.words.startPage) : null;
    return [el("h1", {}, title), reason && el("p", {}, cl.words.reasons[reason]), text && el("p", {}, text), todo && el("p", {class: "todo"}, todo), start].filter(Boolean);
  }

  /** How many marks there are, in all and of each style. */
  function counts(marks) {
    const {words, element: el} = cl;
    const of = (style) => marks.filter((mark) => mark.style === style).length;
    const all = marks.length - of("disclosure");
    const rows = words.styles.filter(of).map((style) =>
      el("li", {class: style}, el("b", {}, String(of(style))), " ", el("span", {class: "line"}, words.styleNames[style])),
    );
    return [
      el("h1", {}, words.found(all)),
      el("ul", {class: "counts"}, ...rows),
      el("p", {}, all ? words.foundHow : words.foundNothing),
    ];
  }

  /** What limits the answer, in words. */
  function notices(status) {
    const lines = ["grown", "changed", "partly"].filter((name) => status[name]).map((name) => cl.words[name]);
    return lines.map((line) => cl.element("p", {class: "notice"}, line));
  }

  function item(mark, go) {
    const {words, element: el} = cl;
    const about = `${words.styleNames[mark.style]} · ${words.category(mark)}${mark.folded ? ` · ${words.foldedShort}` : ""}`;
    const button = el(
      "button", {type: "button", class: mark.style, "data-id": mark.id},
      el("b", {}, mark.title), el("q", {}, mark.text), el("small", {}, about),
    );
    // A click by key has no clicks to count.
    button.addEventListener("click", (event) => go(mark.id, event.detail === 0));
    return el("li", {}, button);
  }

  /** All marks in reading order, what is openly said apart. `go(id, focus)` brings the page to one. */
  function list(marks, go) {
    const {words, element: el} = cl;
    const open = marks.filter((mark) => mark.style === "disclosure");
    const care = marks.filter((mark) => mark.style !== "disclosure");
    return [[words.care, care], [words.open, open]]
      .filter(([, some]) => some.length)
      .flatMap(([title, some]) => [
        el("h2", {}, title),
        el("ol", {}, ...some.slice(0, MOST).map((mark) => item(mark, go))),
        some.length > MOST && el("p", {}, words.more(some.length - MOST)),
      ])
      .filter(Boolean);
  }

  cl.view = {message, counts, notices, list};
})();
