/**
 * "Questions to take to my consultation": what the page leaves open, and what to ask about what it says.
 */
(() => {
  const cl = globalThis.claimlight;

  /**
   * The questions, each once, with the words of the page that lead to it.
   * @param {any} found the page's whole answer
   * @returns {{ask: string, words: string[]}[]}
   */
  function questions({report, status}) {
    /** @type {Map<string, string[]>} */
    const found = new Map();
    for (const mark of status.marks) {
      const ask = report.highlights.find((/** @type {any} */ one) => one.id === mark.id)?.ask;
      if (mark.style === "disclosure" || !ask) continue;
      const words = found.get(ask) ?? [];
      if (!words.includes(mark.text)) words.push(mark.text);
      found.set(ask, words);
    }
    for (const {answered, ask} of report.checklist) if (!answered && ask && !found.has(ask)) found.set(ask, []);
    return [...found].map(([ask, words]) => ({ask, words}));
  }

  /**
   * The questions as a list on a screen.
   * @param {any} found
   */
  function list(found) {
    const {words, element: el} = cl;
    const most = 3;
    return el(
      "ol", {class: "asks"},
      ...questions(found).map(({ask, words: said}) =>
        el("li", {}, el("span", {lang: "en", dir: "auto"}, ask), said.length > 0 && el("small", {dir: "auto"}, words.say("page_says", said.slice(0, most).map((one) => `“${one}”`).join(", ")))),
      ),
    );
  }

  /**
   * The questions as plain text.
   * @param {any} found
   */
  function text(found) {
    const {words} = cl;
    const rows = questions(found).map(({ask, words: said}, at) => `${at + 1}. ${ask}${said.length ? `\n   ${words.say("page_says", `“${said[0]}”`)}` : ""}`);
    return [words.say("questions_title"), `${found.title}\n${found.url}`, ...rows, words.say("notice")].join("\n\n");
  }

  cl.questions = {list, text};
})();
