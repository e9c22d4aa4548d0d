/**
 * The context menu and the keyboard shortcuts.
 */
(() => {
  const cl = (globalThis.claimlight ??= {});
  if (cl.menus) return;

  /** Make the menu in the reader's language. */
  async function make() {
    const {words} = cl;
    words.use(await cl.messages.load((await cl.settings.read()).language));
    await chrome.contextMenus.removeAll();
    chrome.contextMenus.create({id: "check-page", contexts: ["page"], title: words.say("menu_page")});
    chrome.contextMenus.create({id: "check-selection", contexts: ["selection"], title: words.say("menu_selection")});
  }

  /** Why there is nothing to see is said in the popup, where the browser lets us open it; else on the first screen. */
  async function say(/** @type {number} */ tabId, /** @type {any} */ status) {
    if (["shown", "cleared"].includes(status?.state)) return;
    if (status?.state === "first") return void chrome.tabs.create({url: chrome.runtime.getURL("welcome/welcome.html")});
    await cl.click.open(tabId, Promise.resolve(status));
  }

  chrome.contextMenus.onClicked.addListener(async ({menuItemId}, tab) => {
    if (tab?.id === undefined) return;
    await say(tab.id, await cl.pages.ask(tab.id, "check", {selection: menuItemId === "check-selection"}));
  });

  chrome.commands.onCommand.addListener((command, tab) => {
    // The side panel opens only at once, while the browser still remembers the key.
    if (command === "open-panel") return void cl.openPanel(tab?.windowId);
    (async () => {
      const [active] = tab ? [tab] : await chrome.tabs.query({active: true, currentWindow: true});
      if (active?.id === undefined) return;
      if (command === "toggle-marks") await say(active.id, await cl.pages.ask(active.id, "toggle"));
      else await cl.pages.look(active.id, command === "next-mark" ? "next" : "previous");
    })();
  });

  cl.menus = {make};
})();
