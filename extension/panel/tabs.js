/**
 * Tabs: one shown at a time, chosen by click or by the arrow keys.
 */
(() => {
  const cl = globalThis.claimlight;

  /**
   * @param {{id: string, title: string, content: HTMLElement}[]} tabs
   * @param {string} chosen the tab that is shown first
   * @param {(id: string) => void} tell called with the tab that the reader chooses
   */
  cl.tabs = (tabs, chosen, tell) => {
    const {element: el, button} = cl;
    /** @type {HTMLElement[]} */
    const buttons = tabs.map(({id, title}) => button(title, () => choose(id), {role: "tab", id: `tab-${id}`, "aria-controls": `panel-${id}`}));
    const list = el("div", {class: "tabs", role: "tablist"}, ...buttons);
    const panels = tabs.map(({id, content}) => el("section", {role: "tabpanel", id: `panel-${id}`, "aria-labelledby": `tab-${id}`}, content));

    /** @param {string} id */
    function choose(id) {
      tabs.forEach((tab, at) => {
        buttons[at].setAttribute("aria-selected", String(tab.id === id));
        buttons[at].tabIndex = tab.id === id ? 0 : -1;
        panels[at].hidden = tab.id !== id;
      });
      tell(id);
    }

    list.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      const step = {ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity}[event.key];
      if (step === undefined) return;
      event.preventDefault();
      const forward = getComputedStyle(list).direction === "rtl" && Number.isFinite(step) ? -step : step;
      const at = buttons.indexOf(/** @type {HTMLElement} */ (document.activeElement));
      const next = Number.isFinite(forward) ? (at + forward + tabs.length) % tabs.length : forward < 0 ? 0 : tabs.length - 1;
      choose(tabs[next].id);
      buttons[next].focus();
    });
    choose(chosen);
    return [list, ...panels];
  };
})();
