/**
 * What a card says about one mark: what kind of claim, the words, why they matter, what to ask, where that comes from
 * and how sure we are. It only builds elements; `show.js` puts them on the screen.
 */
(() => {
  const cl = (globalThis.claimlight ??= {});
  if (cl.card) return;

  const LONG = 220;

  /** The first words of a long quote. */
  function shorten(text) {
    const plain = text.replace(/\s+/gu, " ").trim();
    return plain.length > LONG ? `${plain.slice(0, LONG).replace(/\s\S*$/u, "")} …` : plain;
  }

  /** One source: who says it, under which title, where in it and when. */
  function source(reference) {
    const {element: el, webAddress} = cl;
    const address = webAddress(reference.url);
    const link = address
      ? el("a", {href: address, target: "_blank", rel: "noopener noreferrer"}, reference.title)
      : reference.title;
    const facts = [reference.authority, reference.section, reference.date].filter(Boolean).join(" · ");
    return el("li", {}, link, facts && el("small", {}, facts));
  }

  function sources(highlight, references) {
    const known = (highlight.references ?? []).map((key) => references[key]).filter(Boolean);
    if (!known.length) return null;
    const title = known.length === 1 ? cl.words.source : cl.words.sources;
    return cl.element("div", {class: "sources"}, cl.element("b", {}, title), cl.element("ul", {}, ...known.map(source)));
  }

  /** How sure, and what else to know before relying on the mark. */
  function hints(mark) {
    const {words, element: el} = cl;
    const {highlight} = mark;
    const because = highlight.outcome === "review" ? highlight.because ?? [] : [];
    const lines = [
      mark.fold && words.folded,
      highlight.hedged && words.hedged,
      words.howSure(highlight),
      because.length > 0 && `${words.because} ${because.join("; ")}.`.replace(/\.\.$/, "."),
    ].filter(Boolean);
    return el("ul", {class: "hints"}, ...lines.map((line) => el("li", {}, line)));
  }

  const cross = () => {
    const svg = "http://www.w3.org/2000/svg";
    const icon = document.createElementNS(svg, "svg");
    const path = document.createElementNS(svg, "path");
    icon.setAttribute("viewBox", "0 0 12 12");
    icon.setAttribute("aria-hidden", "true");
    path.setAttribute("d", "M1 1l10 10M11 1L1 11");
    path.setAttribute("stroke", "currentColor");
    path.setAttribute("stroke-width", "1.6");
    path.setAttribute("stroke-linecap", "round");
    icon.append(path);
    return icon;
  };

  /**
   * The parts of the card for `mark`. `others` are further marks on the same words; `go` is called with one that is
   * chosen, `close` when the reader closes the card.
   */
  function build(mark, {references, others, go, close, keys}) {
    const {words, element: el} = cl;
    const {highlight, style} = mark;
    const closer = el("button", {type: "button", class: "close", "aria-label": words.close}, cross());
    closer.addEventListener("click", close);
    const more = others.map((other) => {
      const button = el("button", {type: "button"}, other.highlight.title);
      button.addEventListener("click", () => go(other));
      return button;
    });
    return [
      el("div", {class: "top"}, el("p", {class: "kind"}, el("b", {}, words.styleNames[style]), ` ${words.category(highlight)}`), closer),
      el(
        "div", {class: "body"},
        el("h2", {}, highlight.title),
        el("blockquote", {class: "words"}, `“${shorten(mark.text)}”`),
        highlight.why && el("p", {}, highlight.why),
        highlight.ask && el("div", {class: "ask"}, el("b", {}, words.ask), highlight.ask),
        hints(mark),
        sources(highlight, references),
        more.length > 0 && el("div", {class: "others"}, words.others, ...more),
        el("p", {class: "foot"}, words.notice),
      ),
      keys && el("p", {class: "keys"}, ...words.keys.map(([key, what]) => el("span", {}, el("kbd", {}, key), ` ${what}`))),
    ].filter(Boolean);
  }

  cl.card = {build, shorten};
})();
