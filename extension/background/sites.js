/**
 * "Always check this site": for each such host one small script that asks for a check when a page opens, registered only
 * while the browser's permission for that host lasts.
 */
(() => {
  const cl = (globalThis.claimlight ??= {});
  if (cl.sites) return;

  const PREFIX = "site-";

  /** @param {string} host */
  const origin = (host) => `*://${host}/*`;

  /**
   * One change at a time: two at once would register a host twice.
   * @type {Promise<void>}
   */
  let last = Promise.resolve();

  /** Make what is registered what the settings and the browser's permissions say. */
  function settle() {
    last = last.then(work, work);
    return last;
  }

  async function work() {
    const {sites} = await cl.settings.read();
    /** @type {string[]} */
    const allowed = [];
    for (const host of sites) if (await chrome.permissions.contains({origins: [origin(host)]})) allowed.push(host);
    const there = (await chrome.scripting.getRegisteredContentScripts()).map(({id}) => id).filter((id) => id.startsWith(PREFIX));
    const gone = there.filter((id) => !allowed.includes(id.slice(PREFIX.length)));
    if (gone.length) await chrome.scripting.unregisterContentScripts({ids: gone});
    const fresh = allowed.filter((host) => !there.includes(PREFIX + host));
    if (!fresh.length) return;
    await chrome.scripting.registerContentScripts(
      fresh.map((host) => ({id: PREFIX + host, matches: [origin(host)], js: ["content/always.js"], runAt: /** @type {const} */ ("document_idle")})),
    );
  }

  /**
   * Check this host's pages from now on, if the browser allows it or as soon as it does.
   * @param {string} host
   */
  async function add(host) {
    const {sites} = await cl.settings.read();
    if (!sites.includes(host)) await cl.settings.write({sites: [...sites, host]});
    await settle();
  }

  /**
   * Check this host's pages no longer by themselves, and give the permission back.
   * @param {string} host
   */
  async function remove(host) {
    const {sites} = await cl.settings.read();
    await cl.settings.write({sites: sites.filter((/** @type {string} */ one) => one !== host)});
    await chrome.permissions.remove({origins: [origin(host)]}).catch(() => false);
    await settle();
  }

  /** Forget the hosts whose permission was refused or taken back in the browser's own settings. */
  async function forget() {
    const {sites} = await cl.settings.read();
    /** @type {string[]} */
    const kept = [];
    for (const host of sites) if (await chrome.permissions.contains({origins: [origin(host)]})) kept.push(host);
    if (kept.length < sites.length) await cl.settings.write({sites: kept});
    await settle();
  }

  /**
   * Check the pages that opened while nothing was registered: an update takes what is registered away, and a browser that
   * starts may open its pages first.
   */
  async function catchUp() {
    await forget();
    const {sites} = await cl.settings.read();
    for (const host of sites) {
      for (const {id} of await chrome.tabs.query({url: origin(host), discarded: false})) {
        if (id !== undefined && !(await cl.pages.look(id, "status"))?.state) cl.pages.ask(id, "check");
      }
    }
  }

  cl.sites = {add, remove, settle, forget, catchUp};
})();
