/**
 * The way into a page: our scripts go there when the reader asks, and not before.
 */
(() => {
  const cl = (globalThis.claimlight ??= {});
  if (cl.pages) return;

  const FILES = [
    "words.js",
    "elements.js",
    "about.js",
    "hide-view.js",
    "tell-view.js",
    "content/pace.js",
    "content/text.js",
    "content/private.js",
    "content/personal.js",
    "content/visible.js",
    "content/unread.js",
    "content/known.js",
    "content/blocks.js",
    "content/collect.js",
    "content/selected.js",
    "content/serialize.js",
    "content/batches.js",
    "content/report.js",
    "content/anchor.js",
    "content/paint.js",
    "content/card-style.js",
    "content/layer.js",
    "content/telling.js",
    "content/card.js",
    "content/place.js",
    "content/show.js",
    "content/hidden.js",
    "content/keys.js",
    "content/point.js",
    "content/watch.js",
    "content/follow.js",
    "content/page.js",
    "content/main.js",
  ];

  const AGAIN_MS = 200;
  const LOCKED_MS = 3_000;

  /** Give the content scripts the words of the reader's language. */
  const speak = (/** @type {any} */ spoken) => /** @type {any} */ (globalThis).claimlight.words.use(spoken);

  // Chromium paints the background of a mark only where a page's own styles set it, and hands it down into shadow roots.
  // Firefox hands nothing down, but a style of the reader's holds in every shadow root.
  /** @type {("AUTHOR"|"USER")[]} */
  const ORIGINS = chrome.runtime.getURL("").startsWith("moz-extension:") ? ["AUTHOR", "USER"] : ["AUTHOR"];

  /**
   * Put the look of our marks into a page and the frames of its own site; the page cannot see it.
   * @param {number} tabId
   */
  async function dress(tabId) {
    const {look} = await cl.settings.read();
    const files = ["content/marks.css", ...(look === "line" ? ["content/marks-line.css"] : [])];
    for (const origin of ORIGINS) await chrome.scripting.insertCSS({target: {tabId, allFrames: true}, files, origin});
  }

  /**
   * Raises when a page that is all there has not let us in for a while: where the reader allows us into a host "on click"
   * only, Chromium has us wait for that click.
   * @param {number} tabId
   */
  async function lockedOut(tabId) {
    do await new Promise((resolve) => setTimeout(resolve, LOCKED_MS));
    while ((await chrome.tabs.get(tabId)).status === "loading");
    throw new Error("The page waits for a click.");
  }

  /**
   * Put our scripts into the page, once. Raises where the browser does not let us in.
   * @param {number} tabId
   */
  async function enter(tabId) {
    try {
      // One of our own screens in a tab hears it too, but has no status.
      if ((await chrome.tabs.sendMessage(tabId, {type: "status"}))?.state) return;
    } catch {
      // Not there yet.
    }
    const target = {tabId};
    const spoken = cl.settings.read().then((/** @type {any} */ {language}) => cl.messages.load(language));
    await Promise.race([Promise.all([dress(tabId), chrome.scripting.executeScript({target, files: FILES})]), lockedOut(tabId)]);
    await chrome.scripting.executeScript({target, func: speak, args: [await spoken]});
  }

  /**
   * The address in a tab, where it is known to us.
   * @param {number} tabId
   */
  const addressOf = (tabId) => chrome.tabs.get(tabId).then(({url}) => url, () => undefined);

  /**
   * Carry a wish into a page. A page that is just being loaded anew fails us, and lets us in a moment later; one that is
   * closed to us does not tell us its address, and nobody asked about the next one.
   * @param {number} tabId
   * @param {any} wish a message
   */
  async function carry(tabId, wish) {
    const asked = addressOf(tabId);
    const there = async () => {
      await enter(tabId);
      return chrome.tabs.sendMessage(tabId, wish);
    };
    try {
      return await there();
    } catch (error) {
      if (!(await asked) || (await addressOf(tabId)) !== (await asked)) throw error;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      return there();
    }
  }

  /**
   * The reader asks: `how` is a wish of the content scripts, such as "toggle" or "check". Gives what the page answers,
   * which is its status but for "report" and "finding".
   * @param {number} tabId
   * @param {string} how
   * @param {any} [more]
   */
  async function ask(tabId, how, more = {}) {
    if (!(await cl.settings.read()).agreed) return {state: "first"};
    try {
      const answer = await carry(tabId, {type: how, ...more});
      return answer?.state ? cl.button.show(tabId, answer) : answer;
    } catch (error) {
      return cl.button.show(tabId, {state: "unreadable", cause: String(error)});
    }
  }

  /**
   * Ask a page that may know nothing of us, without entering it; gives null when nobody is there.
   * @param {number} tabId
   * @param {string} how
   */
  async function look(tabId, how) {
    try {
      return await chrome.tabs.sendMessage(tabId, {type: how});
    } catch {
      return null;
    }
  }

  cl.pages = {ask, look, dress};
})();
