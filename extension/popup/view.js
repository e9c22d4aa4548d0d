/**
 * The popup's list of what was found.
 */
(() => {
  const cl = globalThis.claimlight;
  // A list much longer than anybody reads would only make the popup slow to open.
  const MOST = 200;

  /**
   * @param {any} mark
   * @param {(id: string, focus: boolean) => void} go
   */
  function item(mark, go) {
    const {words, element: el} = cl;
    const about = [words.kind(mark.style), words.category(mark), mark.folded && words.say("folded_short")].filter(Boolean).join(" · ");
    // A click by key has no clicks to count.
    const button = cl.button("", (/** @type {MouseEvent} */ event) => go(mark.id, event.detail === 0), {class: mark.style, "data-id": mark.id});
    button.append(el("b", {lang: "en", dir: "auto"}, mark.title), el("q", {dir: "auto"}, mark.text), el("small", {}, about));
    return el("li", {}, button);
  }

  /**
   * All marks in reading order, what is openly said apart. `go(id, focus)` brings the page to one.
   * @param {any[]} marks
   * @param {(id: string, focus: boolean) => void} go
   */
  function list(marks, go) {
    const {words, element: el} = cl;
    const open = marks.filter((mark) => mark.style === "disclosure");
    const care = marks.filter((mark) => mark.style !== "disclosure");
    return /** @type {[string, any[]][]} */ ([["care", care], ["open", open]])
      .filter(([, some]) => some.length)
      .flatMap(([title, some]) => [
        el("h2", {}, words.say(title)),
        el("ol", {}, ...some.slice(0, MOST).map((mark) => item(mark, go))),
        some.length > MOST && el("p", {}, words.say("more", some.length - MOST)),
      ])
      .filter(Boolean);
  }

  cl.list = list;
})();
