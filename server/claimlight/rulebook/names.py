"""The words in which a reader is told what a category, a severity, a status and a cue are."""

CATEGORIES = {
    "approval": ("Approval by a regulator", "A regulator or an official body is said to approve, license, register or endorse it."),
    "exemption": ("Rules said not to apply", "The rules are said not to apply, or their absence is said to be fine."),
    "disease": ("Treating a disease", "It is said to treat, cure or prevent a disease, an injury or a symptom."),
    "effect": ("An effect on the body", "It is said to change how the body is built or works."),
    "certainty": ("A promised result", "A result is promised, or told in numbers."),
    "safety": ("Safety", "It is said to be safe, natural or without risks."),
    "evidence": ("Research as proof", "Research is told as more than it shows."),
    "testimonial": ("Patient stories and praise", "Patients' stories, numbers of patients or famous names speak for it."),
    "superiority": ("Better than others", "The product or its provider is said to be the best, the first, or better than others."),
    "substitution": ("Instead of usual care", "It is said to take the place of usual care."),
    "suppression": ("Something said to be held back", "The truth is said to be hidden or blocked."),
    "pressure": ("Pressing for a decision", "Haste, scarcity, discounts or fear press for a decision."),
    "status": ("Approval status, openly said", "The page says that it is not approved, or only tried out."),
    "limits": ("Limits of the evidence, openly said", "The page says how far the research goes."),
    "variation": ("Results vary, openly said", "The page says that results differ."),
    "risk": ("Risks, openly said", "The page names risks and side effects."),
    "oversight": ("Who decides and treats, openly said", "The page says who decides and who gives the treatment."),
    "advice": ("Advice to ask a doctor", "The page sends its readers to their own doctor."),
    "role": ("What the publisher is and is not", "The page says what its publisher is not."),
    "terms": ("Costs and terms, openly said", "The page says what it costs and what is put in writing."),
}
SEVERITIES = {"alert": "Look closely", "caution": "Be careful", "note": "Worth knowing"}
STATUSES = {
    "stable": "In use: its marks are shown.",
    "experimental": "Being tried out: it is traced, and never shown.",
    "deprecated": "On its way out: its marks are still shown.",
    "retired": "No longer run. This page keeps its name, so that old reports can be read.",
}
CUES = {
    "negated": "it is said not to be so",
    "hedged": "it is softened (may, could)",
    "attributed": "somebody else is said to say so",
    "question": "it is asked",
    "conditional": "it holds only under a condition",
    "refuted": "it is called wrong",
}
ACTIONS = {"drop": "no mark", "review": "a person must judge", "lower": "one step less severe", "keep": "marked all the same"}
