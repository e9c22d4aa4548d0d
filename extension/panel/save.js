/**
 * The report as a file: a page that any browser shows, or data for programs.
 */
(() => {
  const cl = globalThis.claimlight;

  /**
   * A name for the file: the site and the day.
   * @param {any} found
   * @param {string} ending
   */
  const name = ({url}, ending) => `claimlight-${new URL(url).hostname}-${new Date().toISOString().slice(0, 10)}.${ending}`;

  /**
   * Hand a file to the browser's downloads.
   * @param {string} file
   * @param {string} type
   * @param {string} content
   */
  function hand(file, type, content) {
    const address = URL.createObjectURL(new Blob([content], {type}));
    cl.element("a", {href: address, download: file}).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }

  const STYLE =
    "body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}" +
    "article{margin:1.2rem 0;padding:0 0 1rem;border-bottom:1px solid #ccc}blockquote{margin:.5rem 0;padding-inline-start:1rem;border-inline-start:3px solid #888}" +
    "h3{margin:0}small,.kind{color:#555}";

  /**
   * The report as one HTML file without scripts or anything from elsewhere.
   * @param {any} found
   */
  function html(found) {
    const {words, element: el, about} = cl;
    const {report, status, url, title} = found;
    const page = document.implementation.createHTMLDocument(`Claimlight: ${title}`);
    page.documentElement.lang = words.language();
    page.documentElement.dir = words.direction();
    const {claimlight, packs} = report.made_with;
    page.head.append(el("meta", {charset: "utf-8"}), el("style", {}, STYLE));
    page.body.append(
      el("h1", {}, title || url),
      el("p", {}, el("a", {href: cl.webAddress(url)}, url), ` · ${new Date().toLocaleDateString(words.language())}`),
      el("p", {}, words.say("notice")),
      el("h2", {}, words.say("tab_findings")),
      ...status.marks.map((/** @type {any} */ mark) => {
        const highlight = report.highlights.find((/** @type {any} */ one) => one.id === mark.id);
        return el(
          "article", {}, el("p", {class: "kind"}, `${words.kind(mark.style)} · ${words.category(mark)}`), el("h3", {}, mark.title),
          el("blockquote", {}, highlight.quote?.exact ?? mark.text), ...about.parts(highlight, report, mark.folded),
        );
      }),
      el("h2", {}, words.say("tab_checklist")),
      el("ul", {}, ...report.checklist.map((/** @type {any} */ one) => el("li", {}, `${one.question} `, el("b", {}, words.say(one.answered ? "answered_somewhere" : "unanswered"))))),
      el("h2", {}, words.say("questions_title")),
      cl.questions.list(found),
      el("p", {}, el("small", {}, words.say("made_with", claimlight, packs.map((/** @type {any} */ pack) => `${pack.name} ${pack.version}`).join(", ")))),
    );
    return `<!doctype html>\n${page.documentElement.outerHTML}\n`;
  }

  cl.save = {
    /** @param {any} found */
    html: (found) => hand(name(found, "html"), "text/html", html(found)),
    /** @param {any} found */
    json(found) {
      const {offers: _, ...report} = found.report;
      hand(name(found, "json"), "application/json", JSON.stringify({url: found.url, title: found.title, saved: new Date().toISOString(), ...report}, null, 2));
    },
  };
})();
