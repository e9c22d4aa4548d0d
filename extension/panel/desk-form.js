/**
 * The forms of a coordinator's steps. What is written stays until it is sent or given up, whatever goes wrong.
 */
(() => {
  const cl = globalThis.claimlight;
  let count = 0;

  /**
   * A form for one step: Enter sends it, Escape gives it up.
   * @param {string} key by which what was written is kept
   * @param {any[]} fields as `field` made them
   * @param {string} does the words of its button
   * @param {(values: Record<string, string>) => Promise<any>} send gives `{state}` when it did not work
   * @param {() => void} close
   */
  function form(key, fields, does, send, close) {
    const {words, element: el, button, desk} = cl;
    const told = el("p", {role: "alert", class: "told"});
    const main = el("button", {type: "submit", class: "main"}, does);
    const made = el("form", {class: "step", novalidate: true}, ...fields.map((one) => one.row), told, el("p", {class: "row"}, main, button(words.say("cancel"), () => giveUp(), {"data-does": "cancel"})));
    const values = () => Object.fromEntries(fields.map(({name, input}) => [name, input.type === "checkbox" ? String(input.checked) : input.value.trim()]));
    for (const {name, input} of fields) if (name in (desk.drafts.get(key) ?? {}) && input.type !== "checkbox") input.value = desk.drafts.get(key)[name];
    const giveUp = () => {
      desk.drafts.delete(key);
      made.remove();
      close();
    };

    made.addEventListener("input", () => desk.drafts.set(key, values()));
    made.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      event.stopPropagation();
      if (event.key === "Escape") giveUp();
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing && /** @type {HTMLElement} */ (event.target).localName === "textarea") {
        event.preventDefault();
        made.requestSubmit();
      }
    });
    made.addEventListener("submit", async (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      const missing = fields.find(({input, needs}) => needs && !input.closest("[hidden]") && !needs(input.value.trim()));
      for (const {input} of fields) input.toggleAttribute("aria-invalid", false);
      if (missing) {
        missing.input.setAttribute("aria-invalid", "true");
        told.replaceChildren(missing.says);
        return missing.input.focus();
      }
      main.disabled = true;
      told.replaceChildren(words.say("sending"));
      const got = await send(values());
      main.disabled = false;
      if (got.state) return told.replaceChildren(...desk.trouble(got));
      giveUp();
    });
    return made;
  }

  /**
   * A field with its words above it.
   * @param {string} name
   * @param {string} label
   * @param {any} input
   * @param {((value: string) => boolean)|null} [needs] whether a value will do
   * @param {string} [says] what to say when it does not
   */
  function field(name, label, input, needs = null, says = "") {
    const {element: el} = cl;
    input.id = `step-${name}-${(count += 1)}`;
    return {name, input, needs, says, row: el("div", {}, el("label", {class: "above", for: input.id}, label), input)};
  }

  cl.step = {form, field};
})();
