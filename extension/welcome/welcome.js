/**
 * The page that opens once after installing: what is sent and where to; then how to begin and what the marks mean.
 */
(() => {
  const cl = globalThis.claimlight;
  const {place} = cl.screen;

  /** @param {any} settings */
  function begin(settings) {
    const {element: el, words} = cl;
    const demo = cl.settings.isHere(settings.service) && cl.webAddress(`${settings.service}/demo/promotional`);
    place("main").replaceChildren(
      el("h1", {}, words.say("begin_title")),
      el("ol", {}, ...["begin_open", "begin_press", "begin_read"].map((name) => el("li", {}, words.say(name)))),
      demo ? el("p", {}, el("a", {href: demo}, words.say("begin_demo"))) : "",
      el("h2", {}, words.say("legend_title")),
      el(
        "ul", {class: "legend"},
        ...words.styles.map((/** @type {string} */ style) =>
          el("li", {class: style}, el("span", {class: "line"}, words.kind(style)), el("br"), words.say(`legend_${style}`)),
        ),
      ),
      el("p", {}, words.say("legend_none")),
      el("p", {class: "row"}, cl.button(words.say("open_options"), () => chrome.runtime.openOptionsPage())),
    );
    place("main").focus();
  }

  async function start() {
    const settings = await cl.screen.start();
    if (settings.agreed) begin(settings);
    else place("main").replaceChildren(...cl.consent(settings, () => begin(settings), cl.words.say("agree")));
  }

  start();
})();
