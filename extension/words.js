/**
 * Every word the reader sees, in one place: the popup, the card and the toolbar button read it from here.
 * Calm, exact, never an accusation.
 */
(() => {
  const cl = (globalThis.claimlight ??= {});
  if (cl.words) return;

  /** How a mark is drawn, strongest first. A review is drawn as a review whatever its severity. */
  const styles = ["alert", "caution", "note", "review", "disclosure"];

  const styleNames = {
    alert: "Look closely",
    caution: "Be careful",
    note: "Worth knowing",
    review: "For a person to judge",
    disclosure: "Openly said",
  };

  const categories = {
    approval: "Approval by a regulator",
    exemption: "Rules said not to apply",
    disease: "Treating a disease",
    effect: "An effect on the body",
    certainty: "A promised result",
    safety: "Safety",
    evidence: "Research as proof",
    testimonial: "Patient stories and praise",
    superiority: "Better than others",
    substitution: "Instead of usual care",
    suppression: "Something said to be held back",
    pressure: "Pressing for a decision",
    status: "Approval status, openly said",
    limits: "Limits of the evidence, openly said",
    variation: "Results vary, openly said",
    risk: "Risks, openly said",
    oversight: "Who decides and treats, openly said",
    advice: "Advice to ask a doctor",
    role: "What the publisher is and is not",
    terms: "Costs and terms, openly said",
  };

  /** What each state says: a title, a sentence, and what to do. */
  const states = {
    checking: {title: "Checking this page …", text: "Only the text you can see is sent, and nothing is kept."},
    shown: {title: "Checked", text: ""},
    cleared: {title: "Marks cleared", text: "The page is as it was."},
    nothing: {
      title: "Nothing found",
      text: "No wording on this page matched our rules. That does not mean a treatment is proven or right for you.",
    },
    empty: {title: "No text to check", text: "This page shows no text that can be checked, perhaps only pictures."},
    unreadable: {
      title: "This page cannot be read",
      text: "Browsers keep extensions out of their own pages, their stores, PDF files and files on this computer.",
      todo: "Open the clinic's page in a normal tab, or paste its text on the Claimlight start page.",
    },
    "no-service": {
      title: "The Claimlight service is not running",
      text: "The check is done by a small program on your own computer, and it did not answer.",
      todo: "Start it with “make run” in the Claimlight folder, then try again.",
    },
    "too-large": {
      title: "This page is too large",
      text: "It holds more text than one check may take.",
      todo: "Open a single article or section of it and check that.",
    },
    "no-pack": {
      title: "We cannot read this language yet",
      text: "There are no rules for the language of this page, so nothing was marked.",
      todo: "If the clinic has an English page, try that one.",
    },
    slow: {
      title: "The check took too long",
      text: "The service was asked but did not answer in time.",
      todo: "Try again in a moment.",
    },
    "service-error": {
      title: "The check did not work",
      text: "The service answered with an error. Nothing on the page was changed.",
      todo: "Try again in a moment.",
    },
    personal: {
      title: "This page looks personal",
      text: "It was not read, and nothing was sent.",
    },
    moved: {title: "You are on another page now", text: "The marks of the earlier page were cleared."},
  };

  const many = (count, one, more) => `${count} ${count === 1 ? one : more}`;

  /** How sure, in words; `confidence` is how often such a mark is right. */
  function howSure(highlight) {
    if (highlight.outcome === "review") return "How sure: not sure enough to say. A person should decide.";
    if (highlight.confidence >= 0.9) return "How sure: a mark like this is very likely right.";
    if (highlight.confidence >= 0.7) return "How sure: a mark like this is likely right.";
    return "How sure: a mark like this may be wrong.";
  }

  cl.words = {
    styles,
    styleNames,
    states,
    howSure,
    notice: "This is not a legal verdict and not medical advice.",
    hedged: "The page says this cautiously.",
    folded: "This text is folded away on the page.",
    because: "Why a person should decide:",
    ask: "What to ask",
    source: "Source",
    sources: "Sources",
    others: "Also marked here:",
    close: "Close",
    keys: [["Enter", "into this card"], ["Tab", "next mark"], ["Esc", "close"]],
    region: (count) => `Claimlight: ${many(count, "mark", "marks")} on this page. Press Tab for the first one.`,
    care: "To read with care",
    open: "Openly said on this page",
    found: (count) => (count ? many(count, "passage to read with care", "passages to read with care") : "No claims found"),
    foundNothing: "No wording matched a claim that our rules know. That does not mean a treatment is proven or right for you.",
    foundHow: "Point at a mark on the page, or choose one here, to see why it is marked and what to ask.",
    badge: (count) => `Claimlight: ${many(count, "passage", "passages")} to read with care. Click to clear the marks.`,
    more: (count) => `And ${count} more, marked on the page.`,
    grown: "New text has come onto this page since the check.",
    changed: "The page changed meanwhile, so some passages are not marked.",
    partly: "Some parts of this page could not be checked.",
    still: "Still checking. A long page takes a few seconds.",
    checkAgain: "Check again",
    clear: "Clear marks",
    tryAgain: "Try again",
    insist: "Check it all the same",
    reasons: {
      mail: "It looks like somebody's mail.",
      portal: "It looks like a patient's own pages.",
      password: "It asks for a password.",
      form: "You are filling in a form on it.",
    },
    startPage: "Open the start page",
    foldedShort: "folded away",
    category: (highlight) => categories[highlight.category] ?? highlight.category,
    style: (highlight) => {
      if (highlight.kind === "disclosure") return "disclosure";
      if (highlight.outcome === "review") return "review";
      return styles.includes(highlight.severity) ? highlight.severity : "note";
    },
  };
})();
