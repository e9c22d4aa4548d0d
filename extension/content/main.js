/**
 * The way of one check on a page, from the reader's wish to painted marks and back to the page as it was.
 */
(() => {
  const cl = (globalThis.claimlight ??= {});
  if (cl.main) return;
  cl.main = true;

  const PATIENCE_MS = 30_000;
  const READABLE = /^(text\/html|application\/xhtml\+xml|text\/plain)$/;

  /** What the toolbar button and the popup show. */
  let status = {state: "idle"};
  /** The marks on the page, in reading order. */
  let marks = [];
  /** Ends everything that listens on the page while marks are shown. */
  let session = new AbortController();
  /** The check under way, so that two wishes are one check. */
  let running = null;
  let keys = null;
  /** The answer to the last check, as it is shown; null while nothing is. */
  let report = null;
  /** The reader asked once to check this page although it looks personal. */
  let insisted = false;

  const listed = () =>
    marks.map(({highlight, style, fold, text}) => ({
      id: highlight.id, style, title: highlight.title, category: highlight.category, folded: Boolean(fold), text: cl.about.shorten(text),
    }));

  /** Take on a new status and tell the toolbar button. */
  function become(next) {
    status = next;
    try {
      chrome.runtime.sendMessage({type: "status", status}).catch(() => {});
    } catch {
      // The extension was updated or removed meanwhile: nobody is listening.
    }
    return status;
  }

  /** The page as it was: no marks, no card, no listeners, no element of ours. */
  function clear(state, why = {}) {
    running = null;
    session.abort();
    cl.paint.clear();
    cl.layer.remove();
    marks = [];
    report = null;
    return become({state, ...why});
  }

  /** Take marks off the page; `why` becomes part of the status. */
  function drop(gone, why) {
    marks = marks.filter((mark) => !gone.includes(mark));
    cl.paint.show(marks);
    if (gone.includes(cl.show.now?.mark)) cl.show.close({giveBack: true});
    for (const mark of gone) keys.drop(mark);
    become({...status, marks: listed(), ...why});
  }

  /** Drop marks whose words are no longer there. */
  const lose = (gone) => drop(gone, {changed: true});

  /** Drop marks that the reader hides. */
  const conceal = (gone) => drop(gone, {hidden: (status.hidden ?? 0) + gone.length});

  /** Paint an answer's marks and wait for the reader; `selection` when only a part of the page was asked about. */
  function show(blocks, answered, selection) {
    const kept = cl.hidden.kept(answered.highlights);
    const hidden = (answered.hidden ?? 0) + answered.highlights.length - kept.length;
    report = {...answered, highlights: kept};
    marks = cl.anchor.marks(blocks, report);
    const partly = Boolean(report.incomplete?.length || report.coverage?.truncated || report.coverage?.unread?.length);
    // A mark that could not be placed means that the page changed while it was being checked.
    const changed = marks.length < report.highlights.length;
    const about = {partly, changed, hidden, selection};
    if (!marks.length) return become({state: "nothing", ...about});
    session = new AbortController();
    const {signal} = session;
    cl.paint.show(marks);
    keys = cl.keys.start(marks, signal);
    cl.show.start(() => report, signal);
    cl.hidden.start({marks: () => marks, conceal}, signal);
    cl.point.start(() => marks, signal);
    cl.watch.start({
      marks: () => marks,
      lost: lose,
      grown: () => status.grown || become({...status, grown: true}),
      moved: () => clear("moved"),
    }, signal);
    keys.ready();
    return become({state: "shown", marks: listed(), ...about});
  }

  const late = () => new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, {state: "slow"}));

  /** Ask the service about these blocks; gives `{report}` or `{state}`. */
  async function answer(blocks) {
    try {
      const sent = chrome.runtime.sendMessage({type: "send", page: cl.serialize.request(blocks)});
      return (await Promise.race([sent, late()])) ?? {state: "service-error"};
    } catch {
      return {state: "service-error"};
    }
  }

  /**
   * Check the page, or the blocks that the reader's selection touches.
   * @param {{selection?: boolean, insist?: boolean}} [how] `insist`: although the page looks personal
   */
  function check({selection = false, insist = false} = {}) {
    if (running) return running;
    const mine = (async () => {
      if (!READABLE.test(document.contentType)) return clear("unreadable");
      insisted ||= insist;
      const personal = insisted ? null : cl.personal();
      if (personal) return clear("personal", {reason: personal});
      const blocks = selection ? cl.selected(cl.collect()) : cl.collect();
      if (!blocks.length) return clear("empty");
      become({...status, state: "checking"});
      const {report: answered, state} = await answer(blocks);
      // The reader cleared meanwhile.
      if (running !== mine) return status;
      clear(state ?? "checking");
      return answered ? show(blocks, answered, selection) : status;
    })();
    running = mine;
    mine.finally(() => {
      if (running === mine) running = null;
    });
    return mine;
  }

  /** Bring a mark into view and open its card; `focus` when the reader came with the keyboard. */
  function go(id, focus) {
    const mark = found(id);
    if (!mark) return;
    if (focus) return keys.focus(mark);
    cl.show.bring(mark);
    cl.show.open(mark, {how: "list"});
  }

  /** Go to the mark after the one whose card is open, or before it; round at the ends. */
  function step(by) {
    if (!marks.length) return;
    const at = cl.show.now ? marks.indexOf(cl.show.now.mark) : by > 0 ? -1 : 0;
    keys.focus(marks[(at + by + marks.length) % marks.length]);
  }

  const found = (id) => marks.find((mark) => mark.highlight.id === id);

  /** What the reader can wish for. */
  const wishes = {
    status: () => status,
    report: () => ({status, report, url: location.origin + location.pathname, title: document.title}),
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

  // A page that comes back from the browser's cache still has its marks; its toolbar button has to say so again.
  addEventListener("pageshow", (event) => event.persisted && become(status));
})();
