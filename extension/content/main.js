/**
 * The way of one check on a page, from the reader's wish to painted marks and back to the page as it was.
 */
(() => {
  const cl = /** @type {Claimlight.Parts} */ (globalThis.claimlight ??= {});
  if (cl.main) return;
  cl.main = true;

  const PATIENCE_MS = 30_000;
  const READABLE = /^(text\/html|application\/xhtml\+xml|text\/plain)$/;
  // Heard by an earlier version of ours that the browser has cut off when it updated the extension.
  const HANDOVER = "claimlight-handover";

  /** What the toolbar button and the popup show. @type {any} */
  let status = {state: "idle"};
  /** The page whose marks are shown, or whose check found none. @type {Claimlight.CheckedPage|null} */
  let page = null;
  /** The check under way, so that two wishes are one check. @type {Promise<any>|null} */
  let running = null;
  /** The page of the check under way. @type {Claimlight.CheckedPage|null} */
  let coming = null;
  /** The reader asked once to check this page although it looks personal. */
  let insisted = false;

  const listed = () =>
    (page?.marks ?? []).map(({highlight, style, fold, image, text}) => ({
      id: highlight.id, style, title: highlight.title, category: highlight.category, folded: Boolean(fold), image: Boolean(image),
      text: cl.about.shorten(text),
    }));

  /**
   * Take on a new status and tell the toolbar button.
   * @param {any} next
   */
  function become(next) {
    status = next;
    try {
      chrome.runtime.sendMessage({type: "status", status}).catch(() => {});
    } catch {
      // The extension was updated or removed meanwhile: nobody is listening.
    }
    return status;
  }

  /**
   * The page as it was.
   * @param {string} state
   * @param {object} [why]
   */
  function clear(state, why = {}) {
    running = null;
    for (const one of [coming, page]) one?.end();
    coming = page = null;
    return become({state, ...why});
  }

  /** Say how the page stands now. */
  const tellOf = () => page && become({state: page.marks.length ? "shown" : "nothing", marks: listed(), ...page.about});

  const late = () => new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, {state: "slow"}));

  /**
   * Ask the service about these blocks; gives `{report}` or `{state}`.
   * @param {Claimlight.Block[]} blocks
   */
  async function answer(blocks) {
    try {
      const sent = chrome.runtime.sendMessage({type: "send", page: cl.serialize.request(blocks)});
      return (await Promise.race([sent, late()])) ?? {state: "service-error"};
    } catch {
      return {state: "service-error"};
    }
  }

  /** Why the page looks personal, or null; what its reader insisted on is not asked again. */
  const looksPersonal = () => (insisted ? null : cl.personal());

  /**
   * Check the page, or the blocks that the reader's selection touches.
   * @param {{selection?: boolean, insist?: boolean}} [how] `insist`: although the page looks personal
   */
  function check({selection = false, insist = false} = {}) {
    if (running) return running;
    const mine = run(selection, insist).finally(() => {
      if (running === mine) running = null;
    });
    running = mine;
    return mine;
  }

  /** The site shows another page without loading one; where the reader wants every page checked, so is this one. */
  function moved() {
    clear("moved");
    chrome.runtime.sendMessage({type: "always"}).catch(() => {});
  }

  /**
   * @param {boolean} selection
   * @param {boolean} insist
   */
  async function run(selection, insist) {
    if (!READABLE.test(document.contentType)) return clear("unreadable");
    insisted ||= insist;
    const personal = looksPersonal();
    if (personal) return clear("personal", {reason: personal});
    become({...status, state: "checking"});
    const next = cl.page.check(answer, {changed: tellOf, moved, personal: () => looksPersonal() !== null});
    next.selection = selection;
    coming = next;
    const read = await next.read(cl.pace.brisk());
    if (next.over) return status;
    const blocks = selection ? cl.selected(read) : read;
    if (!blocks.length) return clear("empty");
    const early = await next.judge(blocks, () => {
      page?.end();
      page = next;
      coming = null;
    });
    if (next.over) return status;
    if (early && page !== next) return clear(early.state, early);
    // What could not be sent is new text that the reader may ask about again.
    if (early) next.grown = true;
    next.ready();
    if (!early) next.follow();
    return tellOf();
  }

  /**
   * Bring a mark into view and open its card; `focus` when the reader came with the keyboard.
   * @param {string} id
   * @param {boolean} focus
   */
  function go(id, focus) {
    const mark = found(id);
    if (!mark || !page) return;
    if (focus) return page.focus(mark);
    cl.show.bring(mark);
    cl.show.open(mark, {how: "list"});
  }

  /**
   * Go to the mark after the one whose card is open, or before it; round at the ends.
   * @param {1|-1} by
   */
  function step(by) {
    if (!page?.marks.length) return;
    const {marks} = page;
    const at = cl.show.now ? marks.indexOf(cl.show.now.mark) : by > 0 ? -1 : 0;
    page.focus(marks[(at + by + marks.length) % marks.length]);
  }

  /** @param {string} id */
  const found = (id) => page?.marks.find((mark) => mark.highlight.id === id);

  /** What the reader can wish for. @type {Record<string, (wish: any) => any>} */
  const wishes = {
    status: () => status,
    report: () => ({status, report: page && page.report, url: cl.watch.address(), title: document.title}),
    whole: () => page && {...cl.serialize.request(page.blocks), address: location.href.split("#")[0]},
    finding: ({id}) => found(id) && cl.finding(found(id)),
    hide: ({id, scope}) => found(id) && cl.hidden.hide(found(id), scope),
    next: () => step(1),
    previous: () => step(-1),
    check,
    clear: () => clear("cleared"),
    toggle: () => (status.state === "shown" ? clear("cleared") : check()),
    go: ({id, focus}) => {
      go(id, focus);
      return status;
    },
  };

  chrome.runtime.onMessage.addListener((message, sender, respond) => {
    const wish = sender.id === chrome.runtime.id && Object.hasOwn(wishes, message.type) && wishes[message.type];
    if (!wish) return false;
    Promise.resolve(wish(message)).then(respond, () => respond(clear("service-error")));
    return true;
  });

  document.dispatchEvent(new Event(HANDOVER));
  document.addEventListener(HANDOVER, () => clear("cleared"), {once: true});
  cl.paint.sweep();

  // A page that comes back from the browser's cache still has its marks; its toolbar button has to say so again.
  addEventListener("pageshow", (event) => event.persisted && become(status));
})();
