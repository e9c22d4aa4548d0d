/**
 * Settings as a file, to take to another browser. Neither the token nor permissions are in it.
 */
(() => {
  const cl = globalThis.claimlight;
  const FORM = "claimlight-settings";

  /**
   * @param {any} settings
   * @param {(values: any) => Promise<void>} keep
   */
  cl.fileSection = (settings, keep) => {
    const {element: el, words, button} = cl;
    const told = el("p", {role: "status", class: "soft"});
    const file = el("input", {type: "file", accept: "application/json,.json", id: "import", hidden: true, "aria-label": words.say("import")});
    const save = () => {
      const content = JSON.stringify({form: FORM, ...cl.settings.fitting(settings, cl.settings.EXPORTED)}, null, 2);
      const address = URL.createObjectURL(new Blob([content], {type: "application/json"}));
      el("a", {href: address, download: "claimlight-settings.json"}).click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
    };
    file.addEventListener("change", async () => {
      const chosen = file.files[0];
      file.value = "";
      if (!chosen) return;
      let read = null;
      try {
        read = JSON.parse(await chosen.text());
      } catch {
        // Said below, with everything else that is no such file.
      }
      if (read?.form !== FORM) {
        told.textContent = words.say("import_wrong", chosen.name);
        return;
      }
      const {form: _, ...values} = read;
      const fitting = cl.settings.fitting(values, cl.settings.EXPORTED);
      const left = Object.keys(values).filter((name) => !Object.hasOwn(fitting, name));
      await keep(fitting);
      sessionStorage.setItem("told", left.length ? words.say("import_partly", left.join(", ")) : words.say("import_good"));
      location.reload();
    });
    told.textContent = sessionStorage.getItem("told") ?? "";
    sessionStorage.removeItem("told");
    cl.screen.place("file").replaceChildren(
      el("h2", {}, words.say("file_title")),
      el("p", {class: "soft"}, words.say("file_text")),
      el("p", {class: "row"}, button(words.say("export"), save, {"data-does": "export"}), button(words.say("import"), () => file.click()), file),
      told,
    );
  };
})();
