/**
 * The service: its address and token, tried before they are kept; and the packs and the jurisdiction that it offers.
 */
(() => {
  const cl = globalThis.claimlight;

  /**
   * @param {any} settings
   * @param {(values: any) => Promise<void>} keep
   */
  cl.serviceSection = (settings, keep) => {
    const {element: el, words, button} = cl;
    const locked = (/** @type {string} */ name) => settings.locked.includes(name);
    const address = el("input", {type: "url", id: "address", value: settings.service, spellcheck: "false", dir: "ltr", disabled: locked("service")});
    const token = el("input", {type: "password", id: "token", value: settings.token, autocomplete: "off", dir: "ltr", disabled: locked("token")});
    const reviewer = el("input", {type: "text", id: "reviewer", value: settings.reviewer, maxlength: 200, autocomplete: "name", dir: "auto"});
    const keepName = async () => {
      if (await cl.settings.keepName(reviewer.value.trim())) await keep({reviewer: reviewer.value.trim()});
    };
    reviewer.addEventListener("keydown", (/** @type {KeyboardEvent} */ {key}) => key === "Enter" && keepName());
    const result = el("p", {id: "result", class: "notice", role: "status"});
    const rules = cl.screen.place("rules");

    /**
     * @param {boolean} good
     * @param {string} title
     * @param {string} [text]
     */
    const tell = (good, title, text = "") => {
      result.className = `notice ${good ? "good" : "bad"}`;
      result.replaceChildren(el("b", {}, title), text);
    };

    /** Try what is in the fields; keep it where the service answers. */
    async function test() {
      const service = cl.settings.address(address.value);
      if (!service) return tell(false, words.say("address_wrong"), words.say("address_wrong_text"));
      // The browser asks the reader for this host alone, and only at once after the click.
      const allowed = await chrome.permissions.request({origins: [cl.settings.origin(service)]}).catch(() => false);
      if (!allowed) return tell(false, words.say("address_refused"), words.say("address_refused_text", new URL(service).hostname));
      result.className = "notice";
      result.replaceChildren(el("span", {class: "wait"}, words.say("testing")));
      const got = await chrome.runtime.sendMessage({type: "test", to: {service, token: token.value.trim()}});
      if (got?.state) {
        const {title, text, todo} = words.state(got);
        return tell(false, title, [text, todo].filter(Boolean).join(" "));
      }
      tell(true, words.say("test_good", got.version), words.say("test_good_text"));
      await keep({...(!locked("service") && {service}), ...(!locked("token") && {token: token.value.trim()})});
      offer(got);
    }

    /**
     * The packs and jurisdictions to choose from.
     * @param {{packs: any[], jurisdictions: string[]}} offered
     */
    function offer({packs, jurisdictions}) {
      const chosen = settings.packs.length ? settings.packs : packs.map(({name}) => name);
      const boxes = packs.map(({name, title, version, language}) => {
        const box = el("input", {type: "checkbox", value: name, checked: chosen.includes(name), disabled: locked("packs")});
        return el("label", {}, box, ` ${title ?? name} `, el("small", {}, `${name} ${version} · ${language}`));
      });
      const group = el("fieldset", {}, el("legend", {}, words.say("packs")), ...boxes);
      group.addEventListener("change", () => {
        const inputs = /** @type {HTMLInputElement[]} */ ([...group.querySelectorAll("input")]);
        const on = inputs.filter((box) => box.checked).map((box) => box.value);
        // None would check nothing; all means also those that come later.
        settings.packs = on.length === packs.length ? [] : on;
        if (!on.length) for (const box of inputs) box.checked = true;
        keep({packs: settings.packs});
      });
      const place = el(
        "select", {id: "jurisdiction", disabled: locked("jurisdiction")},
        el("option", {value: ""}, words.say("jurisdiction_all")),
        ...jurisdictions.map((one) => el("option", {value: one, selected: one === settings.jurisdiction}, one.toUpperCase())),
      );
      place.addEventListener("change", () => keep({jurisdiction: place.value}));
      rules.replaceChildren(
        el("h2", {}, words.say("rules_title")),
        el("p", {class: "soft"}, words.say("rules_text")),
        ...(packs.length ? [group] : []),
        el("label", {class: "above", for: "jurisdiction"}, words.say("jurisdiction")),
        place,
        el("p", {class: "soft"}, words.say("finding_language")),
      );
    }

    cl.screen.place("service").replaceChildren(
      el("h2", {}, words.say("service_title")),
      el("p", {class: "soft"}, words.say("service_text")),
      el("label", {class: "above", for: "address"}, words.say("address")),
      address,
      el("label", {class: "above", for: "token"}, words.say("token")),
      token,
      el("p", {class: "soft"}, words.say("token_text")),
      el("p", {class: "row"}, button(words.say("test"), test, {class: "main", "data-does": "test"})),
      result,
      el("label", {class: "above", for: "reviewer"}, words.say("reviewer")),
      reviewer,
      el("p", {class: "soft"}, words.say("reviewer_text")),
      el("p", {class: "row"}, button(words.say("save_name"), keepName, {"data-does": "name"})),
    );
    rules.replaceChildren(el("h2", {}, words.say("rules_title")), el("p", {class: "soft"}, words.say("rules_none")));
    chrome.runtime.sendMessage({type: "test", to: {service: settings.service, token: settings.token}}).then((got) => got && !got.state && offer(got), () => {});
  };
})();
