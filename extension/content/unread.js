/**
 * What holds no text to read: pictures, which have at most a description, frames of other sites, drawings, closed parts.
 */
(() => {
  const cl = /** @type {Claimlight.Parts} */ (globalThis.claimlight ??= {});
  if (cl.unread) return;

  /** @type {Record<string, keyof Claimlight.Unread>} */
  const KINDS = {canvas: "drawing", object: "document", embed: "document", video: "video"};
  // Smaller ones are icons, pixels that count visitors, and lines.
  const LEAST_PX = 40;
  // A picture of this size without a description may be one of words.
  const PICTURE_PX = {width: 200, height: 60};
  const WORDS = /\p{L}{2}/u;

  /** @returns {Claimlight.Unread} */
  const none = () => ({frame: 0, closed: 0, drawing: 0, document: 0, video: 0, picture: 0});

  /**
   * Whether an element takes room on the page.
   * @param {Element} element
   * @param {{width: number, height: number}} least
   */
  function takesRoom(element, least = {width: LEAST_PX, height: LEAST_PX}) {
    const {width, height} = element.getBoundingClientRect();
    return width >= least.width && height >= least.height;
  }

  /**
   * What a picture's author says is on it; empty when it is not a picture or has no description in words.
   * @param {Element} element
   */
  function description(element) {
    const role = element.getAttribute("role");
    const said = role === "img" ? element.getAttribute("aria-label") : element.localName === "img" ? element.getAttribute("alt") : null;
    return said && role !== "presentation" && role !== "none" && WORDS.test(said) ? said : "";
  }

  /**
   * The kind of an element that holds words which nobody but a person can read, or null.
   * @param {Element} element
   * @returns {keyof Claimlight.Unread|null}
   */
  function kind(element) {
    if (element.localName === "img") return !description(element) && takesRoom(element, PICTURE_PX) ? "picture" : null;
    const known = KINDS[element.localName];
    if (known) return takesRoom(element) ? known : null;
    return isClosed(element) && takesRoom(element) ? "closed" : null;
  }

  /**
   * Whether an element keeps its content to itself. Extensions may look inside; what a page closes is left closed.
   * @param {Element} element
   */
  function isClosed(element) {
    if (!element.localName.includes("-") || element.shadowRoot) return false;
    try {
      // Firefox gives extensions a property for it, Chromium a function.
      const {dom} = chrome;
      return Boolean(/** @type {any} */ (element).openOrClosedShadowRoot ?? dom?.openOrClosedShadowRoot(/** @type {HTMLElement} */ (element)));
    } catch {
      return false;
    }
  }

  /**
   * The document of a frame of the page's own site, or null when it cannot be read.
   * @param {Element} frame
   */
  function documentOf(frame) {
    try {
      const inside = /** @type {HTMLIFrameElement} */ (frame).contentDocument;
      return inside?.body && inside.defaultView ? inside : null;
    } catch {
      return null;
    }
  }

  cl.unread = {none, kind, description, documentOf, takesRoom};
})();
