/**
 * The popup. A click on the toolbar button opens it, and the click is the reader's wish: a page without marks is
 * checked, a page with marks is cleared. So the button does one thing at a time and a second click always undoes the
 * first; what was cleared comes back with "Check again", which has the focus, so that Enter is enough.
 */
(() => {
  const cl = globalThis.claimlight;
  const {place, ask} = cl.screen;
  const PATIENCE_MS = 35_000;
  const QUICK_MS = 120;
  const LONG_MS = 5_000;

  let tabId = -1;
  /** @type {any} */
  let settings = null;
  /** What is on the screen: the whole status, and the part of it that the title and the list come from. */
  let whole = "";
  let listed = "";
  /** @type {ReturnType<typeof setTimeout>[]} What will be said if the answer takes its time. */
  let timers = [];
  let stopHealing = () => {};

  const settle = () => timers.forEach(clearTimeout);

  /**
   * Bring the page to a mark; a reader who came by keyboard goes on in the page.
   * @param {string} id
   * @param {boolean} focus
   */
  async function go(id, focus) {
    await ask(tabId, "go", {id, focus});
    if (focus) window.close();
  }

  /**
   * Show a status of the page.
   * @param {any} status
   */
  function render(status) {
    // The page tells its status to everybody, and to whoever wished for it once more.
    if (JSON.stringify(status) === whole) return;
    whole = JSON.stringify(status);
    const {state, marks = []} = status;
    if (state !== "checking") settle();
    stopHealing();
    if (state === "no-service") stopHealing = cl.states.heal(() => whole === JSON.stringify(status), () => wish("check"));
    document.body.dataset.state = state;
    // For whoever looks for a fault: in the browser's own words.
    document.body.dataset.cause = status.cause ?? "";
    place("notices").replaceChildren(...cl.states.notices(status));
    place("actions").replaceChildren(...cl.states.actions(status, wish));
    place("legal").hidden = state === "first";
    // The list stays as it is while it says the same, so that the reader's place in it is not lost.
    const now = JSON.stringify([state, marks, status.reason]);
    if (now === listed) return;
    listed = now;
    place("head").replaceChildren(...head(status));
    place("list").replaceChildren(...cl.list(marks, go));
    if (["cleared", "moved"].includes(state)) /** @type {HTMLElement} */ (place("actions").firstChild).focus();
  }

  /** @param {any} status */
  function head(status) {
    const {element: el, words, states} = cl;
    if (status.state === "first") return cl.consent(settings, () => wish("check"), words.say("agree_check"));
    if (status.state !== "shown") return states.message(status, status.state === "unreadable" ? cl.webAddress(settings.service) : null);
    const care = status.marks.some((/** @type {any} */ mark) => mark.style !== "disclosure");
    const how = el("p", {}, words.say(care ? "found_how" : "found_none_text"));
    return [...states.counts(status), (care || !status.hidden) && how].filter(Boolean);
  }

  const late = () => new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, {state: "slow"}));

  /**
   * Carry a wish to the page.
   * @param {string} how
   */
  async function wish(how) {
    await show(how === "insist" ? ask(tabId, "check", {insist: true}) : ask(tabId, how));
  }

  /**
   * Show what comes of a wish, and meanwhile that it takes its time.
   * @param {Promise<any>} asked
   */
  async function show(asked) {
    settle();
    timers = [
      setTimeout(render, QUICK_MS, {state: "checking"}),
      setTimeout(() => place("notices").replaceChildren(cl.element("p", {class: "notice"}, cl.words.say("still"))), LONG_MS),
    ];
    const status = await Promise.race([asked, late()]).catch(() => null);
    settle();
    render(status ?? {state: "service-error"});
  }

  async function start() {
    settings = await cl.screen.start();
    const {words, button} = cl;
    place("legal").textContent = words.say("notice");
    const [tab] = await chrome.tabs.query({active: true, currentWindow: true});
    tabId = tab?.id ?? -1;
    place("links").replaceChildren(
      button(words.say("open_panel"), () => {
        cl.openPanel(tab?.windowId, tabId);
        window.close();
      }, {class: "quiet", "data-does": "panel"}),
      button(words.say("open_options"), () => chrome.runtime.openOptionsPage(), {class: "quiet"}),
    );
    chrome.runtime.onMessage.addListener((message, sender) => {
      if (message.type === "status" && sender.tab?.id === tabId && message.status.state !== "checking") render(message.status);
    });
    cl.always(place("always"), tab?.url, settings.sites);
    chrome.runtime.connect({name: `popup${tabId}`});
    await show(chrome.runtime.sendMessage({type: "opened", tabId}));
  }

  start();
})();
