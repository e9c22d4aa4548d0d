/**
 * "Always check this site" in the popup: asks the browser for that host alone.
 */
(() => {
  const cl = globalThis.claimlight;

  /**
   * Show the box for the site of a tab; nothing where there is no site.
   * @param {HTMLElement} place
   * @param {string|undefined} url the tab's address
   * @param {string[]} sites
   */
  cl.always = async (place, url, sites) => {
    const {element: el, words} = cl;
    const address = cl.webAddress(url);
    place.hidden = !address;
    if (!address) return;
    const host = new URL(address).hostname;
    const origins = [`*://${host}/*`];
    // One that the reader refused is in the list until the browser is asked again.
    const checked = sites.includes(host) && (await chrome.permissions.contains({origins}));
    const box = el("input", {type: "checkbox", id: "always-box", checked});
    box.addEventListener("change", async () => {
      if (!box.checked) return chrome.runtime.sendMessage({type: "site-remove", host});
      // The browser closes the popup to ask: the background goes on when the answer is yes.
      const asked = chrome.permissions.request({origins});
      chrome.runtime.sendMessage({type: "site-add", host});
      box.checked = await asked.catch(() => false);
      await chrome.runtime.sendMessage(box.checked ? {type: "site-add", host} : {type: "site-forget"});
    });
    place.replaceChildren(box, el("label", {for: "always-box"}, words.say("always", host)));
  };
})();
