/**
 * The patient's questions, with what the page answers and where.
 */
(() => {
  const cl = globalThis.claimlight;

  /**
   * @param {any} found the page's whole answer
   * @param {any} page what can be done on the page
   */
  cl.checklist = ({report, status}, page) => {
    const {words, element: el, button} = cl;
    /** @param {any} question */
    const item = (question) => {
      const own = {lang: "en", dir: "auto"};
      const places = status.marks.filter((/** @type {any} */ mark) => question.highlights.includes(mark.id));
      return el(
        "li", {},
        el("h2", own, question.question),
        question.answered
          ? el("p", {class: "answered"}, `✓ ${words.say(places.length ? "answered" : "answered_somewhere")}`)
          : el("p", {class: "open"}, `○ ${words.say("unanswered")}`),
        ...places.map((/** @type {any} */ mark) => button(`“${mark.text}”`, () => page.go(mark.id), {dir: "auto"})),
        !question.answered && el("p", {}, words.say("ask_short"), " ", el("span", own, question.ask)),
      );
    };
    const answered = report.checklist.filter((/** @type {any} */ one) => one.answered).length;
    return el(
      "div", {},
      el("p", {class: "soft"}, words.say("checklist_text", answered, report.checklist.length)),
      el("ul", {class: "plain"}, ...report.checklist.map(item)),
    );
  };
})();
