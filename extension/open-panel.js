/**
 * Opening the side panel: Chromium's, or Firefox's sidebar, or a tab where a browser has neither.
 */
(() => {
  const cl = (globalThis.claimlight ??= {});
  if (cl.openPanel) return;

  /**
   * Must be called while the browser still remembers the reader's click or key.
   * @param {number|undefined} windowId
   * @param {number} [tabId] the page that it is about, for a browser that shows it in a tab
   */
  cl.openPanel = (windowId, tabId) => {
    const {browser, chrome: {sidePanel}} = /** @type {any} */ (globalThis);
    if (sidePanel && windowId !== undefined) return sidePanel.open({windowId});
    if (browser?.sidebarAction) return browser.sidebarAction.open();
    return chrome.tabs.create({url: chrome.runtime.getURL(`panel/panel.html${tabId === undefined ? "" : `?tab=${tabId}`}`)});
  };
})();
