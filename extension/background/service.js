/**
 * Talking to the service: one place from which anything leaves the browser. It sends a page only after the reader has
 * agreed, and says in one word why there is no answer.
 */
(() => {
  const cl = (globalThis.claimlight ??= {});
  if (cl.service) return;

  // Chromium stops a background that waits 30 s for one answer.
  const PATIENCE_MS = 25_000;
  const SHORT_MS = 4_000;
  const MAX_BODY = 2_000_000;
  const OFFERS_LAST_MS = 600_000;
  /** The version of the API that this extension speaks: `/v1/`. */
  const API = 1;

  /** @typedef {Claimlight.Trouble} Trouble */

  /** @type {{address: string, at: number, offers: any}} What the service offered when it was last asked */
  let known = {address: "", at: 0, offers: {}};

  /**
   * One request; throws what `fetch` throws.
   * @param {{service: string, token: string}} to
   * @param {string} path
   * @param {string|null} body as JSON, or null to fetch
   * @param {number} patience in milliseconds
   * @param {Record<string, string>} [more] headers
   */
  function call({service, token}, path, body, patience, more = {}) {
    return fetch(service + path, {
      method: body === null ? "GET" : "POST",
      headers: {...(body !== null && {"Content-Type": "application/json"}), ...(token && {Authorization: `Bearer ${token}`}), ...more},
      ...(body !== null && {body}),
      credentials: "omit",
      cache: "no-store",
      redirect: "error",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(patience),
    });
  }

  /**
   * The service's word about itself, or null when nothing that is Claimlight answers.
   * @param {{service: string, token: string}} to
   */
  async function health(to) {
    try {
      const said = await (await call(to, "/healthz", null, SHORT_MS)).json();
      return Array.isArray(said?.packs) && said.version ? said : null;
    } catch {
      return null;
    }
  }

  /**
   * What the service offers beside checking. It is asked now and then, not with every page.
   * @param {{service: string, token: string}} to
   */
  async function offers(to) {
    if (known.address === to.service && Date.now() - known.at < OFFERS_LAST_MS) return known.offers;
    const said = await health(to);
    if (!said) return {};
    const languages = Object.fromEntries(said.packs.map((/** @type {any} */ {name, language}) => [name, language]));
    const found = {
      address: to.service,
      feedback: said.feedback === true,
      audits: said.audits === true,
      rulePages: said.rule_pages ? `${to.service}/rules/` : null,
      languages,
    };
    known = {address: to.service, at: Date.now(), offers: found};
    return found;
  }

  /**
   * Whether the browser would let us reach this address.
   * @param {string} service
   */
  const mayReach = (service) => chrome.permissions.contains({origins: [cl.settings.origin(service)]});

  /**
   * Whether the reader or the organisation denied us this computer or the devices of its network. What these permissions
   * are called has changed: a browser does not know all of them.
   * @param {boolean} here whether the service is on this computer
   */
  async function isLocalNetworkDenied(here) {
    for (const name of [here ? "loopback-network" : "local-network", "local-network-access"]) {
      try {
        if ((await navigator.permissions.query({name: /** @type {any} */ (name)})).state === "denied") return true;
      } catch {
        // A browser that does not know this permission does not ask for it.
      }
    }
    return false;
  }

  /**
   * Why a request got no answer at all.
   * @param {{service: string, token: string}} to
   * @param {any} error
   * @param {number} size of the body in bytes
   * @returns {Promise<Trouble>}
   */
  async function whyNoAnswer(to, error, size) {
    if (error?.name === "TimeoutError") return {state: "slow"};
    const where = {address: to.service, here: cl.settings.isHere(to.service), host: new URL(to.service).hostname};
    if (!(await mayReach(to.service))) return {state: "no-access", ...where};
    if (await isLocalNetworkDenied(where.here)) return {state: "denied", ...where};
    // A large body may be refused before it is read, which looks like no answer.
    if (size > MAX_BODY && (await health(to))) return {state: "too-large"};
    return {state: "no-service", ...where};
  }

  /**
   * Why an answer is not what was asked for.
   * @param {{service: string, token: string}} to
   * @param {Response} response
   * @param {any} answer its JSON, or null
   * @returns {Promise<Trouble>}
   */
  async function whyNot(to, response, answer) {
    if (response.status === 413) return {state: "too-large"};
    if (response.status === 401) return {state: to.token ? "wrong-token" : "no-token"};
    if (response.status === 429 || response.status === 503) return {state: "busy"};
    const fields = (answer?.errors ?? []).map((/** @type {any} */ error) => String(error?.field));
    if (response.status === 422 && fields.some((/** @type {string} */ field) => /^(packs|jurisdiction)/.test(field))) return {state: "choice"};
    if (response.status >= 500) return {state: "service-error"};
    return version(await health(to));
  }

  /**
   * Whether a service that was not understood is newer or older than this extension.
   * @param {any} said what it says of itself
   * @returns {Trouble}
   */
  function version(said) {
    if (!said) return {state: "another-program"};
    const spoken = Array.isArray(said.api) ? said.api : [API];
    if (spoken.includes(API)) return {state: "service-error"};
    return {state: Math.min(...spoken) > API ? "service-newer" : "service-older"};
  }

  /**
   * Send JSON; gives `{answer}` or what went wrong.
   * @param {any} settings
   * @param {string} path
   * @param {any} sent
   * @returns {Promise<{answer: any}|Trouble>}
   */
  async function post(settings, path, sent) {
    if (!settings.agreed) return {state: "first"};
    const body = JSON.stringify(sent);
    let response;
    try {
      response = await call(settings, path, body, PATIENCE_MS);
    } catch (error) {
      return whyNoAnswer(settings, error, new Blob([body]).size);
    }
    let answer = null;
    try {
      answer = await response.json();
    } catch (error) {
      if (/** @type {any} */ (error)?.name === "TimeoutError") return {state: "slow"};
    }
    return response.ok && answer ? {answer} : whyNot(settings, response, answer);
  }

  /**
   * Have a page checked; gives `{report}` or what went wrong.
   * @param {any} page the request of `POST /v1/check`, as the content scripts made it
   * @param {string} host the site's name, for what the reader hides there
   */
  async function check(page, host) {
    const settings = await cl.settings.read();
    const {packs, jurisdiction} = settings;
    const wanted = {...page, ...(packs.length && {packs}), ...(jurisdiction && {jurisdiction})};
    const [got, offered] = await Promise.all([post(settings, "/v1/check", wanted), settings.agreed ? offers(settings) : /** @type {any} */ ({})]);
    if ("state" in got) return got;
    const {answer} = got;
    if (!Array.isArray(answer.highlights)) return version(await health(settings));
    const unread = answer.incomplete?.some?.((/** @type {any} */ item) => item?.type === "no-pack-for-language");
    if (unread && !answer.highlights.length) return {state: "no-pack"};
    return {report: {...cl.answers.shown(answer, settings, host), offers: {...offered, reviews: offered.audits === true && cl.reviews.wanted(settings)}}};
  }

  /**
   * Send what a reader says of a finding; gives `{kept}` or what went wrong.
   * @param {any} sent the request of `POST /v1/feedback`
   */
  async function tell(sent) {
    const got = await post(await cl.settings.read(), "/v1/feedback", sent);
    return "state" in got ? got : {kept: got.answer.kept ?? {}};
  }

  /**
   * Try an address and a token; gives `{version, packs, jurisdictions}` or what is wrong with them.
   * @param {{service: string, token: string}} to
   */
  async function test(to) {
    let response;
    try {
      response = await call(to, "/v1/packs", null, SHORT_MS);
    } catch (error) {
      return whyNoAnswer(to, error, 0);
    }
    const said = await health(to);
    if (!said || response.status === 401) return said ? whyNot(to, response, null) : {state: "another-program"};
    known = {address: "", at: 0, offers: {}};
    // An older service that speaks our version but cannot list its packs for a choice.
    if (response.status === 404 && version(said).state === "service-error") return {version: said.version, packs: [], jurisdictions: []};
    if (!response.ok) return whyNot(to, response, null);
    return {version: said.version, ...(await response.json())};
  }

  /** Whether the service is there, for screens that wait for it to be started. */
  const isUp = async () => Boolean(await health(await cl.settings.read()));

  cl.service = {call, whyNoAnswer, whyNot, check, tell, test, isUp};
})();
