/**
 * Every word the reader sees comes from here: the card, the popup, the panel and the toolbar button ask by name. The words
 * themselves are in `_locales`. Calm, exact, never an accusation.
 */
(() => {
  const cl = (globalThis.claimlight ??= {});
  if (cl.words) return;

  /** How a mark is drawn, strongest first. A review is drawn as a review whatever its severity. */
  const styles = ["alert", "caution", "note", "review", "disclosure"];
  const RIGHT_TO_LEFT = ["ar", "fa", "he", "ur"];

  let language = "en";
  /** @type {Record<string, string>} */
  let table = {};

  /**
   * The words of this name; `$1` and so on stand for the values.
   * @param {string} name
   * @param {...(string|number)} values
   */
  function say(name, ...values) {
    const shown = values.map((value) => (typeof value === "number" ? value.toLocaleString(language) : value));
    return (table[name] ?? name).replace(/\$(\d)/g, (_, place) => shown[place - 1] ?? "");
  }

  /**
   * The words for so many of something: `name_one`, `name_other`, as the language counts.
   * @param {string} name
   * @param {number} count
   * @param {...(string|number)} values
   */
  function many(name, count, ...values) {
    const form = `${name}_${new Intl.PluralRules(language).select(count)}`;
    return say(form in table ? form : `${name}_other`, count, ...values);
  }

  /**
   * How sure, in words; `confidence` is how often such a mark is right.
   * @param {{outcome: string, confidence: number}} highlight
   */
  function howSure({outcome, confidence}) {
    if (outcome === "review") return say("sure_review");
    if (confidence >= 0.9) return say("sure_very");
    return say(confidence >= 0.7 ? "sure_likely" : "sure_less");
  }

  /**
   * What a state says: a title, sentences, and what to do; what there is nothing to say of is "".
   * @param {{state: string, reason?: string, address?: string, here?: boolean, host?: string}} status
   */
  function state({state, reason, address = "", here = true, host = ""}) {
    const name = `state_${state.replaceAll("-", "_")}${state === "no-service" && !here ? "_away" : ""}`;
    const known = `${name}_title` in table ? name : "state_service_error";
    const part = (/** @type {string} */ which) => (`${known}_${which}` in table ? say(`${known}_${which}`, address || host) : "");
    const why = reason ? say(`personal_${reason}`) : "";
    return {title: part("title"), text: [why, part("text")].filter(Boolean).join(" "), todo: part("todo")};
  }

  cl.words = {
    styles,
    say,
    many,
    howSure,
    state,
    language: () => language,
    direction: () => (RIGHT_TO_LEFT.includes(language) ? "rtl" : "ltr"),

    /**
     * Speak this language from now on.
     * @param {{language: string, table: Record<string, string>}} spoken
     */
    use(spoken) {
      ({language, table} = spoken);
    },

    /** @param {string} style */
    kind: (style) => say(`kind_${style}`),
    /** @param {{category: string}} highlight */
    category: (highlight) => say(`category_${highlight.category}`),
    keys: () => [["Enter", say("key_enter")], ["Tab", say("key_tab")], ["Esc", say("key_esc")]],
    /** @param {{kind: string, outcome: string, severity: string}} highlight */
    style: (highlight) => {
      if (highlight.kind === "disclosure") return "disclosure";
      if (highlight.outcome === "review") return "review";
      return styles.includes(highlight.severity) ? highlight.severity : "note";
    },
  };
})();
