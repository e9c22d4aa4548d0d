/**
 * What a state without marks says, and what the reader can do about it: popup and panel show the same.
 */
(() => {
  const cl = (globalThis.claimlight ??= {});
  if (cl.states) return;

  const LOOK_MS = 2_000;
  const LOOKS = 150;

  /** States from which the reader goes on in the options. */
  const OPTIONS = ["no-token", "wrong-token", "choice", "another-program", "service-older", "service-newer", "denied"];

  /**
   * The title and the sentences of a state; `start` is the address of the service's start page, where it helps.
   * @param {any} status
   * @param {string|null} [start]
   */
  function message(status, start = null) {
    const {element: el, words} = cl;
    const {title, text, todo} = words.state(status);
    return [
      el("h1", {class: status.state === "checking" && "wait"}, title),
      text && el("p", {}, text),
      todo && el("p", {class: "todo"}, todo),
      start && el("a", {href: start, target: "_blank"}, words.say("start_page")),
    ].filter(Boolean);
  }

  /**
   * The buttons that fit a state. `wish` carries "check", "insist" or "clear" to the page.
   * @param {any} status
   * @param {(how: string) => void} wish
   */
  function actions(status, wish) {
    const {words, button} = cl;
    const {state, grown} = status;
    /**
     * @param {string} name
     * @param {string} how
     * @param {boolean} [main]
     */
    const made = (name, how, main = false) => button(words.say(name), () => wish(how), {class: main && "main", "data-does": how});
    const options = button(words.say("open_options"), () => chrome.runtime.openOptionsPage(), {"data-does": "options"});
    if (state === "checking" || state === "first") return [];
    if (state === "shown") return [made("check_again", "check", grown), made("clear", "clear")];
    if (state === "idle") return [made("check_page", "check", true)];
    if (state === "personal") return [made("insist", "insist")];
    if (state === "no-access") return [allow(status, () => wish("check")), options];
    if (["cleared", "moved", "nothing", "empty"].includes(state)) return [made("check_again", "check", true)];
    return [made("try_again", "check", true), OPTIONS.includes(state) && options].filter(Boolean);
  }

  /**
   * A button that asks the browser for the service's host alone.
   * @param {{address: string}} status
   * @param {() => void} then
   */
  function allow({address}, then) {
    return cl.button(cl.words.say("allow"), async () => {
      if (await chrome.permissions.request({origins: [cl.settings.origin(address)]})) then();
    }, {class: "main", "data-does": "allow"});
  }

  /**
   * Wait for a service that is not there to be started, for five minutes, and go on then by itself.
   * @param {() => boolean} still whether the reader still sees that it is not there
   * @param {() => void} then
   */
  function heal(still, then) {
    let looks = 0;
    const timer = setInterval(async () => {
      looks += 1;
      if (!still() || looks > LOOKS) return clearInterval(timer);
      if (!(await chrome.runtime.sendMessage({type: "up"}).catch(() => false))) return;
      clearInterval(timer);
      if (still()) then();
    }, LOOK_MS);
    return () => clearInterval(timer);
  }

  /**
   * How many marks there are, in all and of each kind.
   * @param {any} status
   */
  function counts({marks, hidden, selection}) {
    const {words, element: el} = cl;
    const of = (/** @type {string} */ style) => marks.filter((/** @type {any} */ mark) => mark.style === style).length;
    const all = marks.length - of("disclosure");
    const rows = words.styles.filter(of).map((/** @type {string} */ style) =>
      el("li", {class: style}, el("b", {}, String(of(style))), " ", el("span", {class: "line"}, words.kind(style))),
    );
    const title = all || !hidden ? words.many("found", all) : words.say("found_hidden");
    return [el("h1", {}, all || hidden ? title : words.say("found_none")), selection && el("p", {}, words.say("selection")), el("ul", {class: "counts"}, ...rows)].filter(Boolean);
  }

  /**
   * What limits the answer, in words.
   * @param {any} status
   */
  function notices(status) {
    const {words, element: el} = cl;
    const lines = ["grown", "changed", "partly", "unpainted"].filter((name) => status[name]).map((name) => words.say(name));
    if (status.hidden) lines.push(words.many("hidden", status.hidden));
    return lines.map((line) => el("p", {class: "notice"}, line));
  }

  cl.states = {message, actions, heal, counts, notices};
})();
