"""The JSON Schemas of the API, as data: requests are judged by them, and the OpenAPI document shows them."""

from __future__ import annotations

from ..model import CLAIMS, DISCLOSURES, SEVERITIES
from .pack_schemas import OVERRIDES, PACK, PACK_OFFERED
from .shapes import flag, many, number, record, ref, text

CATEGORIES = [*CLAIMS, *DISCLOSURES]

CHECK_REQUEST = {
    "type": "object",
    "description": "One page, as its reader sees it. Fields that are not named here are refused.",
    "properties": {
        "url": text("The page's address, or an empty string. It is not fetched.", maxLength=16384),
        "title": text("The page's title."),
        "language": text("The page's language tag, such as `en` or `en-GB`. Left out, it is told from the text.", maxLength=100),
        "jurisdiction": text("Show only rules that hold there, such as `us`, `eu` or `uk`.", maxLength=20),
        "packs": many(text("A pack's name."), "Use only these packs. Left out, all that are loaded.", minItems=1, maxItems=100),
        "html": text(
            "The page's text in HTML. Blocks may carry `data-b` (their number), `data-folded` (folded away on the page) and, "
            "beside a number, `data-alt` (the description of a picture); blocks without a number are numbered in order. Raw HTML of a whole page is accepted too."
        ),
    },
    "required": ["url", "html"],
    "additionalProperties": False,
}

QUOTE = record(
    "The words, in the form of a W3C Web Annotation TextQuoteSelector.",
    {
        "exact": text("The words themselves: the block's text from `start` to `end`."),
        "prefix": text("Up to 32 characters before them in the block."),
        "suffix": text("Up to 32 characters after them in the block."),
    },
)

HIGHLIGHT = record(
    "A claim or a disclosure with its place on the page.",
    {
        "id": text("Its name in this answer."),
        "kind": text("What it is.", enum=["claim", "disclosure"]),
        "outcome": text("`review`: a person must decide; `because` says why.", enum=["claim", "review", "disclosure"]),
        "rule": text("The rule that found it; see `/v1/rules/{id}`."),
        "category": text("What sort of claim or disclosure.", enum=CATEGORIES),
        "severity": text("How much care it deserves.", enum=list(SEVERITIES)),
        "hedged": flag("Whether the claim is softened, as in \"may help\". A softened claim is one step less severe."),
        "confidence": {"type": "number", "minimum": 0, "maximum": 1, "description": "How sure the mark is, from 0 to 1."},
        "block": number("The number of the block it stands in."),
        "start": number("Where it starts, in Unicode code points of the block's own text."),
        "end": number("Where it ends, exclusive."),
        "quote": ref("Quote"),
        "title": text("What the rule found, in a few words."),
        "why": text("Why a patient should care."),
        "ask": text("What to ask the clinic."),
        "references": many(text("A key of `references`."), "The sources behind the rule."),
        "because": many(text("One reason."), "What led to this outcome."),
        "fingerprint": text("The finding's identity; it survives edits elsewhere on the page."),
        "folded": flag("Whether the text is folded away on the page."),
    },
    optional=("folded",),
)

ANSWER = record(
    "One question that a patient should find answered.",
    {
        "id": text("The question's name."),
        "question": text("The question."),
        "answered": flag("Whether the page answers it."),
        "highlights": many(text("A highlight's `id`."), "Where the page answers it."),
        "ask": text("What to ask when it does not."),
    },
)

SUMMARY = record(
    "How many of each.",
    {
        "alert": number("Claims a regulator would likely act on."),
        "caution": number("Claims to be careful with."),
        "note": number("Claims worth knowing of."),
        "review": number("Marks that a person must decide on."),
        "disclosure": number("Things that a careful page says."),
        "subjects": many(text("A subject."), "What the page is about, of the packs' subjects."),
    },
)

REFERENCE = {
    "type": "object",
    "description": "A source: a law, a regulator's text or a study.",
    "properties": {
        "authority": text("Who says it."),
        "title": text("The text's title."),
        "section": {"type": ["string", "null"], "description": "The part of it that counts here."},
        "url": text("Where to read it."),
        "date": {"type": ["string", "null"], "description": "Its date."},
    },
    "required": ["authority", "title", "url"],
}

COVERAGE = record(
    "How much of the page was read.",
    {
        "blocks": number("Blocks read."),
        "characters": number("Characters read."),
        "truncated": flag("Whether the page was cut because it is very long."),
        "unread": many(text("One part, in words."), "What could not be read."),
    },
)

INCOMPLETE = {
    "type": "object",
    "description": "One reason why the answer may miss something.",
    "properties": {
        "type": text(
            "The kind of reason: `broken-pack`, `broken-file`, `broken-lexicon` or `broken-rule` (it was set aside when the "
            "packs were loaded), `not-reloaded` (a change that is broken; the last good version of its pack is used), `slow-rule` (stopped by its time limit on this page) or `no-pack-for-language`.",
            enum=["broken-pack", "broken-file", "broken-lexicon", "broken-rule", "not-reloaded", "slow-rule", "no-pack-for-language"],
        ),
        "where": text("The file or rule it is about, where there is one."),
        "detail": text("The reason in words."),
    },
    "required": ["type"],
}

REPORT = record(
    "What a check answers.",
    {
        "highlights": many(ref("Highlight"), "Claims, reviews and disclosures in the order of the page."),
        "checklist": many(ref("Answer"), "The questions a patient should find answered."),
        "summary": ref("Summary"),
        "references": {
            "type": "object",
            "description": "The sources that the highlights name.",
            "additionalProperties": ref("Reference"),
        },
        "coverage": ref("Coverage"),
        "incomplete": many(ref("Incomplete"), "Why the answer may miss something; empty when nothing is known."),
        "made_with": record(
            "What made the answer.",
            {
                "claimlight": text("The version of Claimlight."),
                "packs": many(ref("Pack"), "The packs used."),
                "overrides": ref("Overrides"),
            },
            optional=("overrides",),
        ),
        "notice": text("What this answer is and is not."),
    },
)

RULE_SUMMARY = record(
    "A rule in short.",
    {
        "id": text("Its name: pack, category and file."),
        "title": text("What it finds."),
        "kind": text("Claim or disclosure.", enum=["claim", "disclosure"]),
        "category": text("Its category.", enum=CATEGORIES),
        "severity": text("How much care its marks deserve."),
        "status": text(
            "`experimental`: tried out, never shown. `stable`: shown. `deprecated`: shown, on its way out. `retired`: no longer run.",
            enum=["experimental", "stable", "deprecated", "retired"],
        ),
        "replaced_by": text("The rule that takes the place of a deprecated or retired one, or why none does; else empty."),
        "since": text("The pack's version that brought it."),
        "jurisdiction": many(text("A place."), "Where it holds."),
    },
)

RULE = record(
    "A rule with its reasons, sources and examples.",
    {
        **RULE_SUMMARY["properties"],
        "why": text("Why a patient should care."),
        "ask": text("What to ask the clinic."),
        "references": {
            "type": "object",
            "description": "The sources behind it.",
            "additionalProperties": ref("Reference"),
        },
        "tests": {"type": "object", "description": "Sentences that it flags and sentences that it passes."},
    },
)

PROBLEM = record(
    "An error, in the form of RFC 9457.",
    {
        "type": text("Which problem, as a link to this page."),
        "title": text("The problem in short."),
        "status": number("The HTTP status."),
        "detail": text("What is wrong this time."),
        "errors": many(
            record("One field.", {"field": text("The field's name."), "detail": text("What is wrong with it.")}),
            "The fields at fault.",
        ),
    },
    optional=("errors",),
)

HEALTH = record(
    "How the service is.",
    {
        "status": text("`ok`, or `no-packs` when no rule pack could be loaded.", enum=["ok", "no-packs"]),
        "version": text("The version of Claimlight."),
        "api": many(number("A version, the first part of its addresses."), "The versions of the API that it serves."),
        "rule_pages": flag("Whether `/rules/` and a rule's id lead to a page about the rule."),
        "packs": many(
            record("A pack.", {"name": text("Its name."), "version": text("Its version."), "language": text("Its language.")}),
            "The packs that are loaded.",
        ),
        "problems": many(ref("Incomplete"), "What was set aside when the packs were loaded."),
        "feedback": flag("Whether it takes feedback."),
        "audits": flag("Whether it keeps audits, for who may see them."),
    },
)

VERDICT = text("Whether the finding is right, in the reader's view.", enum=["right", "wrong"])
_FINDING = {
    "rule": text("The highlight's `rule`.", maxLength=200),
    "fingerprint": text("The highlight's `fingerprint`.", maxLength=64),
    "text": text(
        "The text of the block that the highlight stands in, as it was sent to be checked, or the part of it that holds the "
        "sentence. Only the sentence is kept.",
        maxLength=20_000,
    ),
    "start": number("Where the marked words start in `text`, in Unicode code points: the highlight's `start`."),
    "end": number("Where they end, exclusive: the highlight's `end`."),
}
FEEDBACK_REQUEST = {
    "type": "object",
    "description": "What a reader says of one finding. Fields that are not named here are refused, a page's address among them.",
    "properties": {
        "finding": {**record("The finding.", _FINDING), "additionalProperties": False},
        "verdict": VERDICT,
        "words": text("What the reader adds, where there is something to add.", maxLength=1000),
    },
    "required": ["finding", "verdict"],
    "additionalProperties": False,
}

KEPT = record(
    "What was kept: this and nothing else.",
    {
        "rule": text("The rule."),
        "fingerprint": text("The finding's identity."),
        "verdict": VERDICT,
        "sentence": text("The sentence that the marked words stand in."),
        "exact": text("The marked words."),
        "words": text("What the reader added, or empty."),
        "received": text("The day, in UTC.", format="date"),
    },
)

COMPONENTS = {
    "CheckRequest": CHECK_REQUEST,
    "Report": REPORT,
    "Highlight": HIGHLIGHT,
    "Quote": QUOTE,
    "Answer": ANSWER,
    "Summary": SUMMARY,
    "Reference": REFERENCE,
    "Coverage": COVERAGE,
    "Incomplete": INCOMPLETE,
    "Pack": PACK,
    "Overrides": OVERRIDES,
    "PackOffered": PACK_OFFERED,
    "RuleSummary": RULE_SUMMARY,
    "Rule": RULE,
    "Health": HEALTH,
    "FeedbackRequest": FEEDBACK_REQUEST,
    "Kept": KEPT,
    "Problem": PROBLEM,
}
