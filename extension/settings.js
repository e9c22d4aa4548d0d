/**
 * What the reader, or the organisation, has set. Kept in the browser's own storage of this extension and nowhere else.
 */
(() => {
  const cl = (globalThis.claimlight ??= {});
  if (cl.settings) return;

  const KINDS = ["alert", "caution", "note", "review", "disclosure"];

  /** @param {unknown} value */
  const isText = (value) => typeof value === "string" && value.length <= 2000;
  /** @param {unknown} value */
  const areTexts = (value) => Array.isArray(value) && value.length <= 1000 && value.every(isText);

  /**
   * An http(s) address without a path's last slash, or null.
   * @param {unknown} text
   */
  function address(text) {
    try {
      const url = new URL(String(text).trim());
      if (!["http:", "https:"].includes(url.protocol) || url.username || url.search || url.hash) return null;
      return url.href.replace(/\/+$/, "");
    } catch {
      return null;
    }
  }

  /** @param {any} one */
  const isHidden = (one) =>
    ["site", "rule"].includes(one?.scope) && isText(one.rule) && isText(one.title) && (one.scope === "rule" || isText(one.host));

  /** @type {Record<string, {first: any, fits: (value: any) => boolean}>} Each setting: what it is at first, what it may be */
  const ALL = {
    service: {first: "http://127.0.0.1:8642", fits: (value) => address(value) !== null},
    token: {first: "", fits: isText},
    reviewer: {first: "", fits: (value) => isText(value) && value.length <= 200},
    language: {first: "", fits: (value) => /^[a-z]{0,3}$/.test(value)},
    packs: {first: [], fits: areTexts},
    jurisdiction: {first: "", fits: isText},
    kinds: {first: KINDS, fits: (value) => Array.isArray(value) && value.every((kind) => KINDS.includes(kind))},
    look: {first: "tint", fits: (value) => ["tint", "line"].includes(value)},
    hidden: {first: [], fits: (value) => Array.isArray(value) && value.length <= 1000 && value.every(isHidden)},
    sites: {first: [], fits: areTexts},
    agreed: {first: false, fits: (value) => typeof value === "boolean"},
  };
  /** What an organisation may set for its readers. */
  const MANAGED = ["service", "token", "language", "packs", "jurisdiction", "kinds", "look"];
  /** What a file of settings holds: neither the token nor what must be allowed again. */
  const EXPORTED = ["service", "language", "packs", "jurisdiction", "kinds", "look", "hidden"];

  /**
   * Those of the named settings that are there and what they may be.
   * @param {any} values
   * @param {string[]} names
   * @returns {Record<string, any>}
   */
  const fitting = (values, names) =>
    Object.fromEntries(names.filter((name) => Object.hasOwn(values ?? {}, name) && ALL[name].fits(values[name])).map((name) => [name, values[name]]));

  /** What the organisation set; Firefox refuses the question where nothing is. */
  async function managed() {
    try {
      return fitting(await chrome.storage.managed.get(null), MANAGED);
    } catch {
      return {};
    }
  }

  cl.settings = {
    KINDS,
    EXPORTED,
    fitting,
    address,

    /** All settings; `locked` names those that the organisation made. */
    async read() {
      const [kept, theirs] = await Promise.all([chrome.storage.local.get(null), managed()]);
      const first = Object.fromEntries(Object.entries(ALL).map(([name, {first}]) => [name, first]));
      /** @type {Record<string, any>} */
      const all = {...first, ...fitting(kept, Object.keys(ALL)), ...theirs, locked: Object.keys(theirs)};
      all.service = address(all.service);
      return all;
    },

    /**
     * Keep these settings.
     * @param {Record<string, any>} values
     */
    write: (values) => chrome.storage.local.set(fitting(values, Object.keys(ALL))),

    /**
     * Keep the name under which a coordinator decides, or none. Firefox asks before a name may be sent; gives whether it
     * is kept. Call it at once after a click or a key.
     * @param {string} name
     */
    async keepName(name) {
      const wanted = /** @type {any} */ ({data_collection: ["personallyIdentifyingInfo"]});
      if (name && chrome.runtime.getURL("").startsWith("moz-extension:") && !(await chrome.permissions.request(wanted))) return false;
      await cl.settings.write({reviewer: name});
      return true;
    },

    /**
     * The permission that reaching an address needs: for its host alone.
     * @param {string} text
     */
    origin(text) {
      const {protocol, hostname} = new URL(text);
      return `${protocol}//${hostname}/*`;
    },

    /**
     * Whether an address is on this computer.
     * @param {string} text
     */
    isHere: (text) => ["127.0.0.1", "localhost", "[::1]"].includes(new URL(text).hostname),
  };
})();
