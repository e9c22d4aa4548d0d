/**
 * The head of the coordinator's desk: how the page stands, under which name one decides, and adding the page to an audit.
 */
(() => {
  const cl = globalThis.claimlight;

  /**
   * Under which name decisions stand, to be said once.
   * @param {any} desk
   */
  function nameForm(desk) {
    const {words, element: el, step} = cl;
    const name = step.field("name", words.say("reviewer"), el("input", {type: "text", maxlength: 200, autocomplete: "name", dir: "auto"}), Boolean, words.say("name_needed"));
    const made = el("form", {class: "name", novalidate: true}, name.row, el("p", {class: "soft"}, words.say("name_text")), el("p", {class: "row"}, el("button", {type: "submit", class: "main"}, words.say("save_name"))));
    made.addEventListener("submit", async (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      if (!name.input.value.trim()) return name.input.focus();
      if (await cl.settings.keepName(name.input.value.trim())) await desk.load();
    });
    return made;
  }

  /**
   * The form that keeps the page in an audit.
   * @param {any} desk
   * @param {(said: Node[]) => void} tell
   * @param {() => void} close
   */
  async function addForm(desk, tell, close) {
    const {words, element: el, step, screen} = cl;
    const [got, page] = await Promise.all([cl.desk.ask("audits"), screen.look(desk.tabId, "whole").catch(() => null)]);
    if (got.state) return tell(cl.desk.trouble(got));
    if (!page?.html) return tell([words.say("page_gone")]);
    const {audits} = got.answer;
    const choice = el(
      "select", {},
      ...audits.map((/** @type {{number: number, name: string, day: string}} */ {number, name, day}) => el("option", {value: number}, `${number} · ${name || words.say("unnamed")} · ${day}`)),
      el("option", {value: 0}, words.say("audit_new")),
    );
    const where = step.field("audit", words.say("audit"), choice);
    const name = step.field("name", words.say("audit_name"), el("input", {type: "text", maxlength: 200, dir: "auto"}));
    const fields = [where, name];
    const query = page.address !== page.url && page.address.startsWith(page.url) && page.address.includes("?");
    const whole = {name: "whole", input: el("input", {type: "checkbox"}), needs: null, says: "", row: el("div", {})};
    if (query) {
      whole.row.append(el("label", {}, whole.input, ` ${words.say("with_query", page.address.slice(page.url.length))}`));
      fields.push(/** @type {any} */ (whole));
    }
    const made = step.form(`add ${desk.url}`, fields, words.say("add"), async (/** @type {Record<string, string>} */ values) => {
      const {title, html, language} = page;
      const url = values.whole === "true" ? page.address : page.url;
      const sent = {audit: Number(values.audit), name: values.name, url, title: title.slice(0, 2000), html, ...(language && {language})};
      const done = await desk.act("add", sent);
      if (done.answer) {
        const {audit, page: number, fresh, opened} = done.answer;
        const link = el("a", {href: `${desk.service}/audits/pages/${number}`, target: "_blank", rel: "noopener noreferrer"}, words.say("see_page"));
        tell([fresh ? words.say("added", audit) : words.say("added_before", audit), " ", opened > 0 && words.many("opened", opened), " ", link].filter(Boolean));
      }
      return done;
    }, close);
    const show = () => {
      name.row.hidden = choice.value !== "0";
    };
    choice.addEventListener("change", show);
    show();
    made.prepend(
      el("p", {class: "soft"}, words.say("add_text", desk.service)),
      el("p", {class: "address", dir: "ltr"}, page.url),
    );
    return made;
  }

  /**
   * @param {any} desk
   * @param {{waiting: boolean}} filter
   * @param {() => void} filtered called when the list is to be drawn anew
   */
  cl.deskHead = (desk, filter, filtered) => {
    const {words, element: el, button} = cl;
    const counts = el("p", {});
    const told = el("p", {role: "status", class: "told"});
    const place = el("div", {});
    const who = el("div", {});
    const waiting = button(words.say("only_waiting"), () => {
      filter.waiting = !filter.waiting;
      waiting.setAttribute("aria-pressed", String(filter.waiting));
      filtered();
    }, {"aria-pressed": String(filter.waiting), "data-does": "waiting"});
    const add = button(words.say("add_page"), () => desk.add(), {"data-does": "add"});
    desk.add = async () => {
      add.disabled = true;
      told.replaceChildren(words.say("sending"));
      const form = await addForm(desk, (said) => told.replaceChildren(...said), () => {
        add.focus();
        desk.written();
      });
      add.disabled = false;
      if (!form) return;
      told.replaceChildren();
      place.replaceChildren(form);
      form.querySelector("select").focus();
      form.scrollIntoView({block: "nearest"});
    };
    const row = el("p", {class: "row"}, waiting, add);
    const keys = el("details", {class: "keys"}, el("summary", {}, words.say("desk_keys")), el("p", {}, words.say("desk_keys_text")));
    const head = el("section", {class: "desk", "aria-label": words.say("desk")}, el("h2", {}, words.say("desk")), counts, who, row, told, place, keys);
    let named = true;
    desk.on(() => {
      const {waiting: some, decided, unknown} = desk.counts;
      if (desk.loading) counts.replaceChildren(words.say("desk_loading"));
      else if (desk.trouble) counts.replaceChildren(...cl.desk.trouble(desk.trouble), " ", button(words.say("try_again"), () => desk.load(), {class: "quiet", "data-does": "desk-again"}));
      else counts.replaceChildren([words.say("desk_counts", some, decided), unknown > 0 && words.many("desk_unknown", unknown)].filter(Boolean).join(" "));
      row.hidden = keys.hidden = !desk.decides;
      const wanted = desk.you?.decides && !desk.named;
      if (wanted && named) who.replaceChildren(nameForm(desk));
      if (!wanted) who.replaceChildren(desk.you ? el("p", {class: "soft"}, words.say(desk.you.decides ? "desk_as" : "desk_reader", desk.you.name)) : "");
      named = !wanted;
    });
    return head;
  };
})();
