"""The playground's call, `POST /v1/try`, as data: what it takes, what it answers, and its place in the OpenAPI document."""

from __future__ import annotations

from .shapes import flag, many, number, record, ref, text

LARGEST_RULE = 20_000  # characters
LARGEST_PAGE = 200_000

TRY_REQUEST = {
    "type": "object",
    "description": "A rule that is being written, and a page to try it on. Fields that are not named here are refused.",
    "properties": {
        "pack": text("The loaded pack that the rule is for.", maxLength=100),
        "name": text("The rule's file without `.yaml`.", pattern="^[a-z0-9]+(-[a-z0-9]+)*$", maxLength=60),
        "text": text("The text of the rule's file.", maxLength=LARGEST_RULE),
        "page": text("The page: HTML or plain text.", maxLength=LARGEST_PAGE),
    },
    "required": ["pack", "name", "text", "page"],
    "additionalProperties": False,
}

_PLACE = {"start": number("Where it starts, in code points of its text."), "end": number("Where it ends, exclusive.")}


def _place(description: str) -> dict:
    return {**record(description, _PLACE), "type": ["object", "null"]}


FAULT = record(
    "What is wrong with the rule.",
    {"line": number("The line, from 1; 0 where it is about no line."), "kind": text("The kind of mistake."), "detail": text("The mistake, in words.")},
)
MATCH = record(
    "One match of the rule on the page.",
    {
        "block": number("The place of its block in `blocks`."),
        **_PLACE,
        "words": text("The words matched."),
        "pattern": text("The pattern that matched them."),
        "shown": flag("Whether a reader would see a mark."),
        "style": text("How the mark is drawn: its severity, `review`, `disclosure`, or `experimental`; empty where none is."),
        "outcome": text("What became of it, in short."),
        "said": text("What became of it and why, in words."),
    },
)
OTHER = record(
    "A mark of another rule.",
    {"block": number("The place of its block in `blocks`."), **_PLACE, "rule": text("The rule."), "title": text("What it finds."), "style": text("How it is drawn.")},
)
TESTED = record(
    "One of the rule's own tests.",
    {
        "test": text("Which one: `flag` or `pass`, and its number."),
        "sentence": text("The sentence, without brackets."),
        "lead": text("The line that leads into its list, or empty."),
        "expected": _place("The words to be marked; null where none should be."),
        "found": _place("The words that were marked, or would have been; null where no pattern matched."),
        "passed": flag("Whether it passed."),
        "why": many(text("A reason."), "Why it failed."),
    },
)
TRIED = record(
    "What the rule does. Where it has faults, only these are answered.",
    {
        "faults": many(ref("Fault"), "What is wrong with it; empty when it could be tried."),
        "advice": many(ref("Fault"), "What lint says of its texts; the rule works all the same."),
        "aside": many(ref("Incomplete"), "What was set aside when the packs were loaded."),
        "rule": text("The rule's id."),
        "blocks": many(
            record("A block of the page.", {"tag": text("`h`, `li` or `p`."), "text": text("Its text."), "folded": flag("Whether it is folded away.")}),
            "The page as it was read.",
        ),
        "matches": many(ref("Match"), "The rule's matches, in the order of the page."),
        "others": many(ref("Other"), "What the pack's other rules mark."),
        "woke": many(number("A block's place in `blocks`."), "Where words of the rule occur and no pattern matched."),
        "tests": many(ref("Tested"), "Its own tests; empty when the time was spent on the page."),
        "subjects": many(text("A subject."), "What the page is about, of the pack's subjects."),
        "slow": text("Which pattern was stopped by its time limit, or empty."),
    },
    optional=("advice", "rule", "blocks", "matches", "others", "woke", "tests", "subjects", "slow"),
)

COMPONENTS = {"TryRequest": TRY_REQUEST, "Tried": TRIED, "Fault": FAULT, "Match": MATCH, "Other": OTHER, "Tested": TESTED}

EXAMPLE = {
    "pack": "regenerative-en", "name": "no-side-effects", "text": "title: Says there are no side effects\n…\n",
    "page": "Exosome therapy\n\nOur exosomes have no side effects.",
}

#: The operation without its responses, which `openapi.py` puts there.
OPERATION = {
    "summary": "Try a rule that is being written",
    "description": "For the playground: reads a rule from its text and says what it marks on a page, why, and whether its own tests pass. Only "
    "answered to the service's own pages, on a service that listens on its own computer or was started with `--playground`. The rule "
    "runs within limits of time and size, and nothing of it is kept.",
    "operationId": "try",
    "requestBody": {"required": True, "content": {"application/json": {"schema": ref("TryRequest"), "example": EXAMPLE}}},
}
ANSWER_EXAMPLE = {"faults": [{"line": 4, "kind": "unknown-key", "detail": "does not know the key `sevrity`; did you mean `severity`?"}], "aside": []}
