/**
 * What the toolbar button says of a page.
 */
(() => {
  const cl = (globalThis.claimlight ??= {});
  if (cl.button) return;

  const PLAIN = ["idle", "cleared", "moved"];

  cl.button = {
    /**
     * Show a page's status on the toolbar button; gives the status back.
     * @param {number} tabId
     * @param {any} status
     */
    async show(tabId, status) {
      const count = status.marks?.filter((/** @type {any} */ mark) => mark.style !== "disclosure").length ?? 0;
      const quiet = {shown: String(count), checking: "…", nothing: "0", idle: "", cleared: "", moved: ""};
      const text = quiet[/** @type {keyof typeof quiet} */ (status.state)] ?? "!";
      const {words} = cl;
      words.use(await cl.messages.load((await cl.settings.read()).language));
      const title = PLAIN.includes(status.state) ? words.say("button_title") : `Claimlight: ${words.state(status).title}`;
      try {
        await chrome.action.setBadgeBackgroundColor({tabId, color: "#33546b"});
        await chrome.action.setBadgeText({tabId, text});
        await chrome.action.setTitle({tabId, title: status.state === "shown" ? words.many("badge", count) : title});
      } catch {
        // The tab is gone.
      }
      return status;
    },
  };
})();
