/**
 * Making elements for our own screens, the card and the popup. Text is always set as text, never as HTML.
 */
(() => {
  const cl = (globalThis.claimlight ??= {});
  if (cl.element) return;

  /**
   * An element with attributes and children. A child that is null, undefined, false or "" is left out, so that a
   * screen can be written as one expression.
   * @param {string} name
   * @param {Record<string, string|number|boolean|null|undefined>} [attributes] `true` sets an empty attribute
   * @param {...(Node|string|null|undefined|false)} children
   */
  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value === true) made.setAttribute(key, "");
      else if (value !== null && value !== undefined && value !== false) made.setAttribute(key, String(value));
    }
    made.append(...children.filter((child) => child || child === 0));
    return made;
  }

  /** The address of a source when it is one that a reader can open, or null. */
  function webAddress(text) {
    try {
      const url = new URL(text);
      return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
    } catch {
      return null;
    }
  }

  cl.element = element;
  cl.webAddress = webAddress;
})();
