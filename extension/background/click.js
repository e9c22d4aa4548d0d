/**
 * A click on the toolbar button. A browser may take longer to open a popup than we to check a page: where it lets us, the
 * check begins with the click, and the popup comes meanwhile and shows what came of it. Elsewhere the popup begins it.
 */
(() => {
  const cl = (globalThis.claimlight ??= {});
  if (cl.click) return;

  const POPUP = "popup/popup.html";
  const PORT = "popup";
  // A click on the button closes its open popup, and is heard a little later: it is not to begin anything.
  const RELEASE_MS = 250;
  // The popup costs the browser so much that the marks come first, if they come soon, and are drawn.
  const SOON_MS = 300;
  const DRAWN_MS = 40;

  /** @param {number} time in milliseconds */
  const pass = (time) => new Promise((resolve) => setTimeout(resolve, time));

  // Firefox opens a popup only as the very answer to a click.
  const early = chrome.runtime.getURL("").startsWith("chrome-extension:");

  /** What is being done or was found for the popup that opens next, by tab. @type {Map<number, Promise<any>>} */
  const waiting = new Map();

  /** The popup that was opened last, by tab. @type {Map<number, chrome.runtime.Port>} */
  const opened = new Map();

  /**
   * Open the popup on a tab, soon or when it is known what `told` comes to, and let it show that; nothing where the browser
   * does not let us.
   * @param {number} tabId
   * @param {Promise<any>} told a status
   */
  async function open(tabId, told) {
    waiting.set(tabId, told);
    opened.delete(tabId);
    try {
      // While the tab has a popup, the browser itself closes and opens it.
      if (early) {
        await Promise.race([told.then(() => pass(DRAWN_MS)), pass(SOON_MS)]);
        await chrome.action.setPopup({tabId, popup: POPUP});
      }
      // A reader who went on to another tab meanwhile gets no popup there: it would speak of a page that nobody asked about.
      if ((await chrome.tabs.get(tabId)).active) await chrome.action.openPopup();
    } catch {
      // Another window came to the front, or this browser cannot: the next click shows it.
    }
  }

  if (early) {
    chrome.action.setPopup({popup: ""});
    chrome.action.onClicked.addListener(({id}) => {
      if (id !== undefined) open(id, cl.pages.ask(id, "toggle"));
    });
    chrome.runtime.onConnect.addListener((port) => {
      if (!port.name.startsWith(PORT)) return;
      const tabId = Number(port.name.slice(PORT.length));
      opened.set(tabId, port);
      chrome.action.setPopup({tabId, popup: POPUP}).catch(() => {});
      port.onDisconnect.addListener(() => setTimeout(() => {
        if (opened.get(tabId) !== port) return;
        opened.delete(tabId);
        chrome.action.setPopup({tabId, popup: ""}).catch(() => {});
      }, RELEASE_MS));
    });
  }

  cl.click = {
    open,

    /**
     * The popup has opened: what the click that opened it comes to. One that the browser opened by itself is a wish.
     * @param {number} tabId
     */
    opened(tabId) {
      const told = waiting.get(tabId);
      waiting.delete(tabId);
      return told ?? cl.pages.ask(tabId, "toggle");
    },
  };
})();
