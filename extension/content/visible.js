/**
 * What the reader sees. Hidden text is not read, except text folded away that the page itself offers to unfold.
 */
(() => {
  const cl = /** @type {Claimlight.Parts} */ (globalThis.claimlight ??= {});
  if (cl.visible) return;

  const CLOSED = "[aria-expanded='false']:not([aria-haspopup]:not([aria-haspopup='false'])), [role='tab'][aria-selected='false']";
  const NO_FOLD =
    "nav, dialog, [role='navigation'], [role='menu'], [role='menubar'], [role='dialog'], [role='alertdialog'], [role='tooltip']";

  /**
   * The closed buttons and tabs of the page, by the id of what they open.
   * @param {ParentNode} root
   */
  function openers(root) {
    /** @type {Map<string, Element>} */
    const found = new Map();
    for (const button of root.querySelectorAll(CLOSED)) {
      for (const id of (button.getAttribute("aria-controls") ?? "").split(/\s+/)) if (id) found.set(id, button);
    }
    return found;
  }

  /**
   * What has to be known of a document or shadow root before its elements are judged.
   * @param {Document|ShadowRoot} root
   * @returns {Claimlight.Scope}
   */
  function scope(root) {
    const view = /** @type {Window & typeof globalThis} */ ((root.ownerDocument ?? /** @type {Document} */ (root)).defaultView);
    return {root, view, openers: openers(root), guarded: cl.private.guarded(root)};
  }

  /**
   * The closed button that stands right before a panel, itself or alone inside a heading.
   * @param {Element} panel
   */
  function openerBefore(panel) {
    const before = panel.previousElementSibling;
    if (!before) return null;
    if (before.matches(CLOSED)) return before;
    const inside = before.querySelectorAll("[aria-expanded]");
    return inside.length === 1 && inside[0].matches(CLOSED) ? inside[0] : null;
  }

  /**
   * The button that would unfold this hidden element, or null when it is simply hidden.
   * @param {Element} element
   * @param {Claimlight.Scope} scope
   */
  function foldOpener(element, scope) {
    /** @type {Element|null} */
    let panel = element;
    for (let steps = 0; panel && steps < 3; steps += 1) {
      const opener = scope.openers.get(panel.id) ?? openerBefore(panel);
      if (opener) {
        if (panel.closest(NO_FOLD) || panel.querySelector(":scope > nav")) return null;
        if (panel.closest("header") && !panel.closest("main, article")) return null;
        return cl.private.soundsPersonal(panel, opener) ? null : opener;
      }
      if (panel.parentElement?.childElementCount !== 1) break;
      panel = panel.parentElement;
    }
    return element.getAttribute("hidden") === "until-found" ? (element.previousElementSibling ?? element.parentElement) : null;
  }

  /**
   * Text kept for screen readers only, or pushed off the page: the reader does not see it.
   * @param {HTMLElement} element
   * @param {CSSStyleDeclaration} style
   * @param {Window} view
   */
  function isOutOfSight(element, style, view) {
    const clips = style.overflowX !== "visible" || style.overflowY !== "visible";
    if (clips && (element.offsetWidth <= 1 || element.offsetHeight <= 1)) return true;
    if (style.clipPath === "inset(50%)" || style.clipPath === "inset(100%)") return true;
    if (style.opacity === "0" && style.pointerEvents === "none") return true;
    if (style.position !== "absolute" && style.position !== "fixed") return false;
    if (/^rect\((0|1)px/.test(style.clip)) return true;
    const box = element.getBoundingClientRect();
    return box.width > 0 && (box.right + view.scrollX <= 0 || box.bottom + view.scrollY <= 0);
  }

  /**
   * aria-hidden is for decoration; but an open dialog may have set it on the whole page behind it.
   * @param {Element} element
   */
  const isDecoration = (element) =>
    element.getAttribute("aria-hidden") === "true" && !element.matches("main, body") && !element.querySelector("main, h1");

  /**
   * How an element is met: it is left alone, or seen, or folded away behind a button. `fold` is the button of the fold
   * that was already entered, inside which sizes say nothing. Whether its words are anybody's business is not asked here.
   * @param {Element} element
   * @param {Claimlight.Scope} scope
   * @param {Element|null} fold
   * @returns {Claimlight.Sight}
   */
  function judge(element, scope, fold) {
    const style = scope.view.getComputedStyle(element);
    const hidden =
      style.display === "none" ||
      /** @type {any} */ (style).contentVisibility === "hidden" ||
      isDecoration(element) ||
      (!fold && style.display !== "contents" && isOutOfSight(/** @type {HTMLElement} */ (element), style, scope.view)) ||
      (!fold && style.visibility !== "visible" && Boolean(foldOpener(element, scope)));
    if (!hidden) return {style, fold};
    const opener = foldOpener(element, scope);
    return opener ? {style, fold: opener} : {skip: true};
  }

  cl.visible = {scope, judge};
})();
