/**
 * The options: each is kept as soon as it is changed, but for the service's address, which is tried first.
 */
(() => {
  const cl = globalThis.claimlight;
  const {place} = cl.screen;
  const SAID_MS = 2_500;

  let timer = 0;

  /** The keyboard shortcuts as the browser has them now. */
  async function keysSection() {
    const {element: el, words} = cl;
    const known = await chrome.commands.getAll();
    const own = Object.keys(chrome.runtime.getManifest().commands ?? {}).map((name) => known.find((one) => one.name === name));
    const rows = own.filter((one) => one !== undefined).map(({description, shortcut}) =>
      el("tr", {}, el("td", {}, description), el("td", {}, shortcut ? el("kbd", {}, shortcut) : words.say("keys_none"))),
    );
    place("keys").replaceChildren(el("h2", {}, words.say("keys_title")), el("p", {class: "soft"}, words.say("keys_text")), el("table", {}, ...rows));
  }

  async function start() {
    const settings = await cl.screen.start();
    const {words} = cl;
    document.title = words.say("options_title");
    place("managed").hidden = !settings.locked.length;
    place("managed").textContent = words.say("managed");

    const saved = () => {
      place("saved").textContent = words.say("saved");
      clearTimeout(timer);
      timer = setTimeout(() => place("saved").replaceChildren(), SAID_MS);
    };
    const keep = async (/** @type {any} */ values) => {
      await cl.settings.write(values);
      Object.assign(settings, values);
      saved();
    };
    // One that the browser was not allowed is no site that is checked.
    await chrome.runtime.sendMessage({type: "site-forget"}).catch(() => {});
    const lists = async () => {
      Object.assign(settings, await cl.settings.read());
      cl.sitesSection(settings, lists);
      cl.hiddenSection(settings, keep, lists);
    };
    cl.serviceSection(settings, keep);
    cl.languageSection(settings, keep);
    cl.marksSection(settings, keep);
    cl.fileSection(settings, keep);
    await Promise.all([lists(), keysSection()]);
    chrome.storage.onChanged.addListener((changes) => {
      if (changes.sites || changes.hidden) lists();
    });
  }

  start();
})();
