/**
 * The side panel: follows the tab that is shown, and is the complete equivalent of the marks on its page.
 */
(() => {
  const cl = globalThis.claimlight;
  const {place, ask, look} = cl.screen;
  const PATIENCE_MS = 35_000;

  /** The tab that the panel is about; one named in the address stays. */
  let tabId = -1;
  const fixed = Number(new URLSearchParams(location.search).get("tab") ?? -1);
  /** @type {any} */
  let settings = null;
  /** What the screen shows: not drawn again while it says the same. */
  let drawn = "";
  /** The address of the page whose findings are shown. */
  let shownUrl = "";
  let stopHealing = () => {};
  /** Counts the questions asked of pages; only the answer to the latest is shown. */
  let turn = 0;
  /** @type {{kinds: Set<string>, text: string, waiting: boolean}} */
  const filter = {kinds: new Set(), text: "", waiting: false};
  let tab = "findings";

  /** What can be done on the page. */
  const page = {
    /** What is decided of its findings, for who decides. @type {any} */
    desk: null,
    /** @param {string|null} id */
    go: (id) => ask(tabId, "go", {id, focus: false}),
    /**
     * @param {string} id
     * @param {string} scope
     */
    hide: (id, scope) => ask(tabId, "hide", {id, scope}),
    /** @param {string} id */
    finding: (id) => ask(tabId, "finding", {id}),
  };

  /**
   * Show a status without findings.
   * @param {any} status
   */
  function say(status) {
    const {states} = cl;
    place("found").hidden = true;
    place("rest").replaceChildren();
    place("notices").replaceChildren(...states.notices(status));
    place("actions").replaceChildren(...states.actions(status, wish));
    const head = status.state === "first" ? cl.consent(settings, () => wish("check"), cl.words.say("agree_check")) : states.message(status);
    place("head").replaceChildren(...head);
  }

  /**
   * Show what was found.
   * @param {any} found
   */
  function show(found) {
    const {states, words, element: el, button} = cl;
    const {status, report} = found;
    page.desk = cl.desk.of(found, tabId);
    if (page.desk) page.desk.written = turnTo;
    place("head").replaceChildren(...states.counts(status), el("p", {}, found.title));
    place("notices").replaceChildren(...states.notices(status));
    place("actions").replaceChildren(...states.actions(status, wish));
    const told = el("span", {role: "status", class: "soft"});
    const questions = el(
      "div", {},
      el("p", {class: "soft"}, words.say("questions_text")),
      el(
        "p", {class: "row"},
        button(words.say("copy"), async () => {
          await navigator.clipboard.writeText(cl.questions.text(found));
          told.textContent = words.say("copied");
        }, {"data-does": "copy"}),
        button(words.say("print"), () => chrome.tabs.create({url: chrome.runtime.getURL(`panel/questions.html?tab=${tabId}`)}), {"data-does": "print"}),
        told,
      ),
      cl.questions.list(found),
    );
    place("found").replaceChildren(
      ...cl.tabs(
        [
          {id: "findings", title: words.say("tab_findings"), content: cl.findings(found, page, filter)},
          {id: "checklist", title: words.say("tab_checklist"), content: cl.checklist(found, page)},
          {id: "questions", title: words.say("tab_questions"), content: questions},
        ],
        tab,
        (/** @type {string} */ id) => {
          tab = id;
        },
      ),
    );
    place("found").hidden = false;
    rest(found, report);
  }

  /**
   * What was not read, the files to save, and what made the answer.
   * @param {any} found
   * @param {any} report
   */
  function rest(found, report) {
    const {words, element: el, button} = cl;
    const unread = [...(report.coverage?.unread ?? []), report.coverage?.truncated && words.say("truncated")].filter(Boolean);
    const {claimlight, packs} = report.made_with ?? {claimlight: "", packs: []};
    place("rest").replaceChildren(
      el("h2", {}, words.say("save")),
      el("p", {class: "row"}, button("HTML", () => cl.save.html(found), {"data-does": "html"}), button("JSON", () => cl.save.json(found), {"data-does": "json"})),
      ...(unread.length ? [el("h2", {}, words.say("unread")), el("ul", {lang: "en"}, ...unread.map((line) => el("li", {}, line)))] : []),
      el("p", {class: "soft"}, words.say("made_with", claimlight, packs.map((/** @type {any} */ one) => `${one.name} ${one.version}`).join(", "))),
      ...(words.language() === "en" ? [] : [el("p", {class: "soft"}, words.say("finding_language"))]),
      el("p", {class: "soft"}, words.say("notice")),
      el("p", {class: "more"}, button(words.say("open_options"), () => chrome.runtime.openOptionsPage(), {class: "quiet"})),
    );
  }

  /**
   * Show a status of the page; where marks are shown, with all there is to say of them.
   * @param {any} status
   */
  async function render(status) {
    const mine = (turn += 1);
    // A panel gets no permission for a page from a click in it: the toolbar button does.
    const shown = status.state === "unreadable" ? {...status, state: "press"} : status;
    const found = shown.state === "shown" ? await look(tabId, "report").catch(() => null) : null;
    if (mine !== turn) return;
    const now = JSON.stringify([tabId, found?.status ?? shown]);
    // What a coordinator is writing is not drawn over while the page only changes.
    if (now === drawn || (found?.report && cl.desk.isWriting() && shownUrl === found.url)) return;
    shownUrl = found?.url ?? "";
    drawn = now;
    document.body.dataset.state = shown.state;
    stopHealing();
    if (shown.state === "no-service") stopHealing = cl.states.heal(() => drawn === now, () => wish("check"));
    if (found?.report) show(found);
    else say(shown);
  }

  /**
   * Carry a wish to the page.
   * @param {string} how
   */
  async function wish(how) {
    render({state: "checking"});
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, {state: "slow"}));
    const asked = how === "insist" ? ask(tabId, "check", {insist: true}) : ask(tabId, how);
    await render((await Promise.race([asked, late]).catch(() => null)) ?? {state: "service-error"});
  }

  /** Turn to the tab that is shown now. */
  async function turnTo() {
    const [active] = await chrome.tabs.query({active: true, currentWindow: true});
    const next = fixed >= 0 ? fixed : active?.id ?? -1;
    if (next !== tabId) filter.text = "";
    tabId = next;
    await render((await look(tabId, "status").catch(() => null)) ?? {state: settings.agreed ? "idle" : "first"});
  }

  async function start() {
    settings = await cl.screen.start();
    chrome.runtime.onMessage.addListener((message, sender) => {
      if (message.type === "status" && sender.tab?.id === tabId) render(message.status);
    });
    chrome.tabs.onActivated.addListener(turnTo);
    chrome.tabs.onUpdated.addListener((id, {status}) => {
      if (id === tabId && status) turnTo();
    });
    await turnTo();
  }

  start();
})();
