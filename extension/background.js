/**
 * The background: hands the reader's wishes to the page, text to the service and answers back. It keeps nothing of a page;
 * what is on a page is known by that page's own content scripts.
 */
if ("importScripts" in globalThis) {
  const {scripts} = /** @type {any} */ (chrome.runtime.getManifest().background);
  /** @type {any} */ (globalThis).importScripts(...scripts.slice(0, -1));
}

(() => {
  const {settings, service, reviews, answers, pages, button, click, sites, menus} = claimlight;

  // The token is no page's business, not even a page's whose process was taken over.
  chrome.storage.local.setAccessLevel?.({accessLevel: "TRUSTED_CONTEXTS"});

  /**
   * The name of the site that a message came from.
   * @param {chrome.runtime.MessageSender} sender
   */
  const hostOf = (sender) => (sender.url ? new URL(sender.url).hostname : "");

  /** @type {Record<string, (message: any, sender: chrome.runtime.MessageSender) => any>} What a page's scripts may ask for */
  const fromPages = {
    send: ({page}, sender) => service.check(page, hostOf(sender)),
    tell: ({sent}) => service.tell(sent),
    hide: (message, sender) => answers.hide(message, hostOf(sender)),
    status: ({status}, sender) => void button.show(sender.tab?.id, status),
    dress: (_, sender) => pages.dress(sender.tab?.id),
    always: async (_, sender) => {
      const {sites: wanted} = await settings.read();
      if (wanted.includes(hostOf(sender))) await pages.ask(sender.tab?.id, "check");
    },
  };

  /** @type {Record<string, (message: any) => any>} What our own screens may ask for */
  const fromScreens = {
    ask: ({tabId, how, more}) => pages.ask(tabId, how, more),
    opened: ({tabId}) => click.opened(tabId),
    look: ({tabId, how}) => pages.look(tabId, how),
    test: ({to}) => service.test(to),
    up: () => service.isUp(),
    review: ({does, sent}) => reviews.ask(does, sent),
    "site-add": ({host}) => sites.add(host),
    "site-remove": ({host}) => sites.remove(host),
    "site-forget": () => sites.forget(),
  };

  chrome.runtime.onMessage.addListener((message, sender, respond) => {
    if (sender.id !== chrome.runtime.id) return false;
    const isScreen = sender.url?.startsWith(chrome.runtime.getURL(""));
    const wishes = isScreen ? {...fromScreens, tell: fromPages.tell} : fromPages;
    if (!Object.hasOwn(wishes, message.type)) return false;
    Promise.resolve(/** @type {any} */ (wishes)[message.type](message, sender)).then(respond, () => respond({state: "service-error"}));
    return true;
  });

  chrome.permissions.onAdded.addListener(() => sites.settle());
  chrome.permissions.onRemoved.addListener(() => sites.forget());
  chrome.runtime.onStartup.addListener(() => sites.catchUp());
  chrome.runtime.onInstalled.addListener(async ({reason}) => {
    await Promise.all([menus.make(), sites.catchUp()]);
    if (reason === "install" && !(await settings.read()).agreed) await chrome.tabs.create({url: chrome.runtime.getURL("welcome/welcome.html")});
  });
  chrome.storage.onChanged.addListener((changes) => {
    if (changes.language) menus.make();
  });
})();
