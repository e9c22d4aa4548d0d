/**
 * "Not right? Tell us": shows what would be sent, word for word, and sends it only when the reader presses the button.
 */
(() => {
  const cl = (globalThis.claimlight ??= {});
  if (cl.tellView) return;

  const MOST = 1000;

  /**
   * What would be sent, as a reader can read it.
   * @param {any} sent
   */
  const shown = (sent) => JSON.stringify(sent, null, 2);

  /**
   * @param {any} finding as `POST /v1/feedback` takes it
   * @param {string} address the service's
   * @param {() => void} back
   */
  cl.tellView = (finding, address, back) => {
    const {words, element: el, button} = cl;
    const said = el("textarea", {id: "said", rows: 2, maxlength: MOST});
    const sent = el("pre", {tabindex: "0", "aria-label": words.say("tell_sent", address), dir: "ltr"});
    const answer = el("p", {role: "status", class: "soft"});
    const choices = el(
      "fieldset", {},
      el("legend", {}, words.say("tell_is")),
      ...["wrong", "right"].map((verdict) =>
        el("label", {}, el("input", {type: "radio", name: "verdict", value: verdict, checked: verdict === "wrong"}), ` ${words.say(`tell_${verdict}`)}`),
      ),
    );
    const whole = () => {
      const verdict = choices.querySelector("input:checked").value;
      return {finding, verdict, ...(said.value.trim() && {words: said.value.trim()})};
    };
    const show = () => {
      sent.textContent = shown(whole());
    };
    const send = button(words.say("tell_send"), async () => {
      send.disabled = true;
      answer.textContent = words.say("tell_sending");
      const got = await chrome.runtime.sendMessage({type: "tell", sent: whole()}).catch(() => ({state: "service-error"}));
      answer.textContent = got?.kept ? words.say("tell_kept") : words.state(got ?? {state: "service-error"}).title;
      if (got?.kept) send.remove();
      send.disabled = false;
    }, {class: "main", "data-does": "send"});
    choices.addEventListener("change", show);
    said.addEventListener("input", show);
    show();
    return [
      el("h2", {tabindex: "-1", "data-first": true}, words.say("tell_title")),
      el("p", {class: "soft"}, words.say("tell_text")),
      choices,
      el("label", {class: "above", for: "said"}, words.say("tell_words")),
      said,
      el("p", {class: "soft"}, words.say("tell_sent", address)),
      sent,
      el("p", {class: "more"}, send, button(words.say("back"), back)),
      answer,
    ];
  };
})();
