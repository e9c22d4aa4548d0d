/**
 * Our one element in the page: a host with a closed shadow root that holds the card and the keyboard's way to the marks.
 * It stands beside the page's body, so that nothing inside the body changes.
 */
(() => {
  const cl = /** @type {Claimlight.Parts} */ (globalThis.claimlight ??= {});
  if (cl.layer) return;

  const NAME = "claimlight-layer";
  /** @type {HTMLElement|null} */
  let host = null;
  /** @type {ShadowRoot|null} */
  let root = null;

  /** @param {ShadowRoot} shadow */
  function style(shadow) {
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(cl.cardStyle);
      shadow.adoptedStyleSheets = [sheet];
    } catch {
      // Firefox has refused this to content scripts in some versions.
      shadow.append(cl.element("style", {}, cl.cardStyle));
    }
  }

  cl.layer = {
    /** The shadow root, made when it is first needed. */
    root() {
      if (!root) {
        // One that an earlier version of the extension left behind when it was updated.
        for (const old of document.querySelectorAll(`html > ${NAME}`)) old.remove();
        host = document.createElement(NAME);
        root = host.attachShadow({mode: "closed"});
        style(root);
      }
      if (host && !host.isConnected) document.documentElement.append(host);
      return root;
    },
    /**
     * Whether a node, or the target of an event of the page, is our element.
     * @param {EventTarget|null} target
     */
    holds(target) {
      return host !== null && target === host;
    },
    /** Take our element away again. */
    remove() {
      host?.remove();
      host = root = null;
    },
  };
})();
