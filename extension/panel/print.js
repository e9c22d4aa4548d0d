/**
 * The questions on a page of their own, with room to write, to be printed.
 */
(() => {
  const cl = globalThis.claimlight;

  async function start() {
    await cl.screen.start();
    const {words, element: el, button} = cl;
    const tab = Number(new URLSearchParams(location.search).get("tab"));
    const found = await cl.screen.look(tab, "report").catch(() => null);
    const children = found?.report
      ? [
          el("p", {}, found.title, el("br"), el("small", {}, found.url)),
          el("p", {class: "row"}, button(words.say("print"), () => window.print(), {class: "main"})),
          cl.questions.list(found),
          el("p", {class: "soft"}, words.say("notice")),
        ]
      : [el("p", {}, words.say("questions_gone"))];
    document.title = words.say("questions_title");
    cl.screen.place("main").replaceChildren(el("h1", {}, words.say("questions_title")), ...children);
  }

  start();
})();
