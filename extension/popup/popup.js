/**
 * The popup. A click on the toolbar button opens it, and opening it is the reader's wish: a page without marks is
 * checked, a page with marks is cleared. So the button does one thing at a time and a second click always undoes the
 * first; what was cleared comes back with "Check again", which has the focus, so that Enter is enough.
 */
(() => {
  const cl = globalThis.claimlight;
  const PATIENCE_MS = 35_000;
  const QUICK_MS = 120;
  const LONG_MS = 5_000;

  const place = (id) => document.getElementById(id);
  let tabId = -1;
  /** What is on the screen: the whole status, and the part of it that the title and the list come from. */
  let whole = "";
  let listed = "";
  /** What will be said if the answer takes its time. */
  let timers = [];

  const settle = () => timers.forEach(clearTimeout);

  const ask = (how, more) => chrome.runtime.sendMessage({type: "ask", tabId, how, more});

  /** Bring the page to a mark; a reader who came by keyboard goes on in the page. */
  async function go(id, focus) {
    await ask("go", {id, focus});
    if (focus) window.close();
  }

  function button(words, how, main) {
    const made = cl.element("button", {type: "button", class: main && "main", "data-does": how}, words);
    made.addEventListener("click", () => wish(how));
    return made;
  }

  /** The buttons that fit a state. */
  function actions({state, grown}) {
    const {words} = cl;
    if (state === "shown") return [button(words.checkAgain, "check", grown), button(words.clear, "clear")];
    if (state === "checking") return [];
    if (state === "personal") return [button(words.insist, "insist")];
    if (["cleared", "moved", "nothing", "empty"].includes(state)) return [button(words.checkAgain, "check", true)];
    return [button(words.tryAgain, "check", true)];
  }

  async function address() {
    const kept = await chrome.runtime.sendMessage({type: "address"}).catch(() => null);
    return cl.webAddress(kept);
  }

  /** Show a status of the page. */
  async function render(status) {
    // The page tells its status to everybody, and to whoever wished for it once more.
    if (JSON.stringify(status) === whole) return;
    whole = JSON.stringify(status);
    const {state, marks = []} = status;
    if (state !== "checking") settle();
    const start = state === "unreadable" ? await address() : null;
    document.body.dataset.state = state;
    place("notices").replaceChildren(...cl.view.notices(status));
    place("actions").replaceChildren(...actions(status));
    // The list stays as it is while it says the same, so that the reader's place in it is not lost.
    const now = JSON.stringify([state, marks]);
    if (now === listed) return;
    listed = now;
    place("head").replaceChildren(...(state === "shown" ? cl.view.counts(marks) : cl.view.message(status, start)));
    place("list").replaceChildren(...cl.view.list(marks, go));
    if (["cleared", "moved"].includes(state)) place("actions").firstChild.focus();
  }

  const late = () => new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, {state: "slow"}));

  /** Carry a wish to the page and show what comes of it. */
  async function wish(how) {
    settle();
    timers = [
      setTimeout(render, QUICK_MS, {state: "checking"}),
      setTimeout(() => place("notices").replaceChildren(cl.element("p", {class: "notice"}, cl.words.still)), LONG_MS),
    ];
    const asked = how === "insist" ? ask("check", {insist: true}) : ask(how);
    const status = await Promise.race([asked, late()]).catch(() => null);
    settle();
    await render(status ?? {state: "service-error"});
  }

  async function start() {
    place("legal").textContent = cl.words.notice;
    const [tab] = await chrome.tabs.query({active: true, currentWindow: true});
    tabId = tab?.id ?? -1;
    chrome.runtime.onMessage.addListener((message, sender) => {
      if (message.type === "status" && sender.tab?.id === tabId && message.status.state !== "checking") render(message.status);
    });
    await wish("toggle");
  }

  start();
})();
