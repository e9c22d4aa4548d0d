/**
 * What is decided of one finding, by whom and why, and the buttons to decide it here.
 */
(() => {
  const cl = globalThis.claimlight;
  const KEYS = {confirm: "c", dismiss: "d", accept: "a", assign: "s", reopen: "o", undo: "u"};

  /** @param {Date} when */
  const dated = (when) => when.toLocaleDateString(cl.words.language(), {dateStyle: "medium"});
  /** @param {string} day such as 2026-12-31 */
  const day = (day) => dated(new Date(`${day}T12:00`));

  /**
   * The facts of a case.
   * @param {any} one
   */
  function facts(one) {
    const {words, element: el} = cl;
    const by = one.last && one.last.what !== "found" && words.say("by_when", one.last.who, dated(new Date(one.last.at)));
    const care = [one.owner && words.say("owner_is", one.owner), one.due && words.say("due_on", day(one.due))].filter(Boolean).join(" · ");
    return [
      el("p", {}, el("b", {class: `standing ${one.state}`}, words.say(`standing_${one.state}`)), by && el("small", {}, ` · ${by}`)),
      one.until && one.state === "accepted" && el("p", {}, words.say("until_day", day(one.until))),
      one.reason && el("p", {class: "reason", dir: "auto"}, one.reason),
      care && el("p", {dir: "auto"}, care),
      one.note && el("p", {class: "soft", dir: "auto"}, one.note),
    ].filter(Boolean);
  }

  /**
   * A finding's state as a word in the list.
   * @param {any} highlight
   * @param {any} desk
   */
  cl.standing = (highlight, desk) => {
    const {words, element: el} = cl;
    const made = el("small", {class: "standing"});
    desk.on(() => {
      const one = desk.cases.get(highlight.fingerprint);
      made.textContent = one ? [words.say(`standing_${one.state}`), one.owner].filter(Boolean).join(" · ") : "";
      made.className = `standing ${one?.state ?? ""}`;
    });
    return made;
  };

  /**
   * @param {any} highlight
   * @param {any} desk
   * @param {HTMLElement} item the finding in the list
   */
  cl.reviewView = (highlight, desk, item) => {
    const {words, element: el, button, step} = cl;
    const told = el("div", {class: "facts"});
    const acts = el("p", {class: "acts"});
    const place = el("div", {});
    const said = el("p", {role: "status", class: "told"});
    const box = el("section", {class: "decision", "aria-label": words.say("review_label")}, told, said, acts, place);
    const known = () => desk.cases.get(highlight.fingerprint);
    const seen = () => ({cases: [{id: known().id, version: known().version}]});
    let busy = false;
    const back = () => /** @type {HTMLElement} */ (item.querySelector("summary")).focus();

    /**
     * Do a step at once.
     * @param {string} does
     * @param {any} sent
     * @param {string} done what to say when it is done
     */
    async function act(does, sent, done) {
      if (busy) return;
      busy = true;
      said.classList.remove("heard");
      said.replaceChildren(words.say("sending"));
      const got = await send(does, sent, done);
      if (got.state) said.replaceChildren(...cl.desk.trouble(got));
      busy = false;
    }

    /**
     * The same from a form, which says itself what went wrong.
     * @param {string} does
     * @param {any} sent
     * @param {string} done
     */
    async function send(does, sent, done) {
      const got = await desk.act(does, sent);
      // What is done is seen above; this is for who hears the page.
      said.classList.toggle("heard", !got.state);
      if (!got.state) said.replaceChildren(done);
      return got;
    }

    /**
     * Show a form for a step.
     * @param {string} does
     * @param {any[]} fields
     * @param {(values: any) => Promise<any>} sends
     */
    function open(does, fields, sends) {
      said.replaceChildren();
      place.replaceChildren(step.form(`${highlight.fingerprint} ${does}`, fields, words.say(`do_${does}`), sends, () => {
        back();
        desk.written();
      }));
      fields[0].input.focus();
    }

    /**
     * @param {string} state
     * @param {any} [more]
     */
    const decided = (state, more = {}) => /** @type {[string, any, string]} */ (["decide", {...seen(), state, ...more}, words.say(`standing_${state}`)]);
    const reason = (/** @type {string} */ label) => step.field("reason", label, el("textarea", {rows: 2, maxlength: 2000}), Boolean, words.say("reason_needed"));
    const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);

    /** @type {Record<string, () => any>} */
    const does = {
      confirm: () => act(...decided("confirmed")),
      dismiss: () => open("dismiss", [reason(words.say("reason_dismiss"))], (values) => send(...decided("dismissed", values))),
      accept: () =>
        open(
          "accept",
          [
            step.field("until", words.say("until"), el("input", {type: "date", min: today()}), (/** @type {string} */ value) => value >= today(), words.say("until_needed")),
            reason(words.say("reason_accept")),
          ],
          (values) => send(...decided("accepted", values)),
        ),
      assign: () => {
        const {owner, due, note} = known();
        open(
          "assign",
          [
            step.field("owner", words.say("owner"), el("input", {type: "text", value: owner || desk.you.name, maxlength: 200, dir: "auto"})),
            step.field("due", words.say("due"), el("input", {type: "date", value: due ?? ""})),
            step.field("note", words.say("note"), el("input", {type: "text", value: note, maxlength: 2000, dir: "auto"})),
          ],
          (values) => send("assign", {...seen(), ...values}, words.say("assigned")),
        );
      },
      reopen: () => act(...decided("open")),
      undo: () => act("undo", {batch: known().last.batch}, words.say("undone")),
    };

    function draw() {
      const one = known();
      if (desk.loading) told.replaceChildren(el("p", {class: "soft"}, words.say("desk_loading")));
      else if (desk.trouble) told.replaceChildren(el("p", {}, ...cl.desk.trouble(desk.trouble)));
      else if (!one) told.replaceChildren(el("p", {class: "soft"}, words.say("not_in_audit")));
      else told.replaceChildren(...facts(one));
      const mine = one?.last && one.last.who === desk.you?.name && ["decided", "assigned"].includes(one.last.what);
      const offered = one && desk.decides ? ["confirm", "dismiss", "accept", "assign", one.state !== "open" && "reopen", mine && "undo"].filter(Boolean) : [];
      const held = acts.contains(document.activeElement);
      acts.replaceChildren(
        ...offered.map((name) => button(words.say(`do_${name}`), () => does[name](), {"data-does": name, "aria-keyshortcuts": KEYS[/** @type {keyof typeof KEYS} */ (name)].toUpperCase()})),
        ...(one ? [el("a", {href: `${desk.service}/audits/findings/${one.id}`, target: "_blank", rel: "noopener noreferrer"}, words.say("history"))] : []),
        ...(!one && !desk.loading && !desk.trouble && desk.decides ? [button(words.say("add_page"), () => desk.add(), {"data-does": "add-here"})] : []),
        ...(desk.trouble ? [button(words.say("try_again"), () => desk.load(), {"data-does": "again"})] : []),
      );
      if (held) back();
    }

    desk.on(draw);
    for (const name of ["dismiss", "accept", "assign"]) if (cl.desk.drafts.has(`${highlight.fingerprint} ${name}`) && known()) does[name]();
    return box;
  };

  /**
   * The keys of the list: j and k lead from finding to finding, others decide the one that has the focus.
   * @param {HTMLElement} list
   * @param {(by: 1|-1, from: HTMLElement) => void} go
   */
  cl.reviewKeys = (list, go) => {
    list.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      const target = /** @type {HTMLElement} */ (event.target);
      const item = /** @type {HTMLDetailsElement|null} */ (target.closest("details.finding"));
      if (!item || event.ctrlKey || event.metaKey || event.altKey || target.closest("input, textarea, select")) return;
      if (event.key === "j" || event.key === "k") {
        event.preventDefault();
        return go(event.key === "j" ? 1 : -1, item);
      }
      const name = Object.entries(KEYS).find(([, key]) => key === event.key)?.[0];
      if (!name) return;
      event.preventDefault();
      const press = () => /** @type {HTMLElement|null} */ (item.querySelector(`.decision [data-does="${name}"]`))?.click();
      if (item.querySelector(".decision")) return press();
      // What is in it is built when it is first opened.
      item.addEventListener("toggle", press, {once: true});
      item.open = true;
    });
  };
})();
