/**
 * What is nobody's business: fields, editable regions, sign-in and payment forms, account and other personal areas.
 * Their text is never read.
 */
(() => {
  const cl = /** @type {Claimlight.Parts} */ (globalThis.claimlight ??= {});
  if (cl.private) return;

  const NEVER = new Set(
    ("script style noscript template input textarea select option optgroup datalist output progress meter " +
      "iframe frame object embed canvas video audio map svg math head title link meta base").split(" "),
  );
  // Marks that sites set themselves to keep text from recorders, and the usual names of account areas.
  const PERSONAL = [
    "[data-private]", "[data-personal]", "[data-sensitive]", "[data-hj-suppress]", "[data-clarity-mask]",
    "[data-dd-privacy='mask']", "[data-dd-privacy='hidden']", "[data-sentry-mask]", "[data-sentry-block]",
    "[data-openreplay-hidden]", "[data-openreplay-masked]", ".ph-no-capture", ".fs-mask", ".fs-exclude",
    ".sentry-mask", ".sentry-block", ".rr-mask", ".rr-block",
    "#account", ".account", "#my-account", ".my-account", ".account-panel", ".account-menu", "#profile",
    ".user-profile", ".user-menu", ".user-name", ".username", "#user", "#cart", ".cart-drawer", ".mini-cart",
    "[role='textbox']", "[role='searchbox']", "[role='combobox']", "[role='listbox']",
    "[contenteditable]:not([contenteditable='false'])", "[autocomplete]:not(form)",
  ].join(",");
  const SECRET_FIELDS =
    "input[type='password'], [autocomplete*='password'], [autocomplete='one-time-code'], [autocomplete^='cc-']";
  const AREA = "form, [role='form'], fieldset, dialog, [role='dialog']";
  const PERSONAL_WORDS =
    /(^|[^a-z])(accounts?|profile|user|cart|basket|log-?in|sign-?in|member|portal|inbox|messages?|notifications?|personal|private)([^a-z]|$)/i;

  /**
   * The areas around password, code and payment fields.
   * @param {ParentNode} root
   */
  function guarded(root) {
    /** @type {Set<Element>} */
    const areas = new Set();
    for (const field of root.querySelectorAll(SECRET_FIELDS)) {
      const area = field.localName === "form" ? field : field.closest(AREA) ?? field.parentElement;
      if (area) areas.add(area);
    }
    return areas;
  }

  /**
   * Whether an element and all it holds is left alone, whatever kind of element it is.
   * @param {Element} element
   * @param {Set<Element>} areas
   */
  function isMasked(element, areas) {
    return areas.has(element) || /** @type {HTMLElement} */ (element).isContentEditable || element.matches(PERSONAL);
  }

  /**
   * Whether an element and all it holds is left alone.
   * @param {Element} element
   * @param {Set<Element>} areas
   */
  function isPrivate(element, areas) {
    return element.namespaceURI !== "http://www.w3.org/1999/xhtml" || NEVER.has(element.localName) || isMasked(element, areas);
  }

  /**
   * Whether a folded panel's names, or its button's, speak of somebody's own things.
   * @param {...(Element|null)} elements
   */
  function soundsPersonal(...elements) {
    return elements.some(
      (element) =>
        element &&
        PERSONAL_WORDS.test(`${element.id} ${element.getAttribute("class") ?? ""} ${element.getAttribute("aria-label") ?? ""}`),
    );
  }

  cl.private = {guarded, isPrivate, isMasked, soundsPersonal};
})();
