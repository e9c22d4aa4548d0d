/**
 * What the reader sees. Hidden text is not read, except text folded away that the page itself offers to unfold.
 */
(() => {
  const cl = (globalThis.claimlight ??= {});
  if (cl.visible) return;

  const CLOSED = "[aria-expanded='false']:not([aria-haspopup]:not([aria-haspopup='false'])), [role='tab'][aria-selected='false']";
  const NO_FOLD =
    "nav, dialog, [role='navigation'], [role='menu'], [role='menubar'], [role='dialog'], [role='alertdialog'], [role='tooltip']";

  /** The closed buttons and tabs of the page, by the id of what they open. */
  function openers(root) {
    const found = new Map();
    for (const button of root.querySelectorAll(CLOSED)) {
      for (const id of (button.getAttribute("aria-controls") ?? "").split(/\s+/)) if (id) found.set(id, button);
    }
    return found;
  }

  /** The closed button that stands right before a panel, itself or alone inside a heading. */
  function openerBefore(panel) {
    const before = panel.previousElementSibling;
    if (!before) return null;
    if (before.matches(CLOSED)) return before;
    const inside = before.querySelectorAll("[aria-expanded]");
    return inside.length === 1 && inside[0].matches(CLOSED) ? inside[0] : null;
  }

  /** The button that would unfold this hidden element, or null when it is simply hidden. */
  function foldOpener(element, page) {
    for (let panel = element, steps = 0; panel && steps < 3; steps += 1) {
      const opener = page.openers.get(panel.id) ?? openerBefore(panel);
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

  /** Text kept for screen readers only, or pushed off the page: the reader does not see it. */
  function isOutOfSight(element, style) {
    const clips = style.overflowX !== "visible" || style.overflowY !== "visible";
    if (clips && (element.offsetWidth <= 1 || element.offsetHeight <= 1)) return true;
    if (style.clipPath === "inset(50%)" || style.clipPath === "inset(100%)") return true;
    if (style.opacity === "0" && style.pointerEvents === "none") return true;
    if (style.position !== "absolute" && style.position !== "fixed") return false;
    if (/^rect\((0|1)px/.test(style.clip)) return true;
    const box = element.getBoundingClientRect();
    return box.width > 0 && (box.right + window.scrollX <= 0 || box.bottom + window.scrollY <= 0);
  }

  /** aria-hidden is for decoration; but an open dialog may have set it on the whole page behind it. */
  const isDecoration = (element) =>
    element.getAttribute("aria-hidden") === "true" && !element.matches("main, body") && !element.querySelector("main, h1");

  /**
   * How an element is met: `{skip: true}`, or `{style, fold}` where fold is the button that would unfold it.
   * `fold` is the one already entered, inside which sizes say nothing.
   */
  function judge(element, page, fold) {
    if (cl.private.isPrivate(element, page.guarded)) return {skip: true};
    const style = getComputedStyle(element);
    const hidden =
      style.display === "none" ||
      style.contentVisibility === "hidden" ||
      isDecoration(element) ||
      (!fold && style.display !== "contents" && isOutOfSight(element, style)) ||
      (!fold && style.visibility !== "visible" && Boolean(foldOpener(element, page)));
    if (!hidden) return {style, fold};
    const opener = foldOpener(element, page);
    return opener ? {style, fold: opener} : {skip: true};
  }

  cl.visible = {openers, judge};
})();
