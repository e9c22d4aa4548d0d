/**
 * Making elements for our own screens. Text is always set as text, never as HTML.
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
    for (const child of children) if (child) made.append(child);
    return made;
  }

  /**
   * A button with words that does something.
   * @param {string} words
   * @param {(event: MouseEvent) => void} does
   * @param {Record<string, string|number|boolean|null|undefined>} [attributes]
   */
  function button(words, does, attributes = {}) {
    const made = element("button", {type: "button", ...attributes}, words);
    made.addEventListener("click", does);
    return made;
  }

  /**
   * The address of a source when it is one that a reader can open, or null.
   * @param {unknown} text
   */
  function webAddress(text) {
    try {
      const url = new URL(String(text));
      return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
    } catch {
      return null;
    }
  }

  cl.element = element;
  cl.button = button;
  cl.webAddress = webAddress;
})();
