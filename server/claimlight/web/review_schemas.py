"""The API of reviews as JSON Schema and OpenAPI: what is sent, what is answered."""

from __future__ import annotations

from collections.abc import Callable

from .shapes import flag, many, number, record, ref, text

_CASES = {
    "type": "array",
    "minItems": 1,
    "maxItems": 10_000,
    "description": "The findings, each with the version that was seen: one that has changed since refuses the whole step.",
    "items": {
        "type": "object",
        "properties": {name: {"type": "integer", "minimum": 0, "maximum": 2**63 - 1} for name in ("id", "version")},
        "required": ["id", "version"],
        "additionalProperties": False,
    },
}


def _form(properties: dict, required: list[str]) -> dict:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _words(most: int) -> dict:
    """A text that a database can keep: PostgreSQL takes no null character."""
    return {"type": "string", "maxLength": most, "pattern": "^[^\\u0000]*$"}


FIND_REQUEST = _form(
    {
        "address": _words(4000),
        "fingerprints": {"type": "array", "maxItems": 5000, "items": _words(40)},
    },
    ["address", "fingerprints"],
)
DECIDE_REQUEST = _form(
    {
        "cases": _CASES,
        "state": {"type": "string", "enum": ["open", "confirmed", "dismissed", "accepted"]},
        "reason": _words(2000),
        "until": _words(10),
    },
    ["cases", "state"],
)
ASSIGN_REQUEST = _form(
    {
        "cases": _CASES,
        "owner": _words(200),
        "due": _words(10),
        "note": _words(2000),
    },
    ["cases"],
)
UNDO_REQUEST = _form({"batch": _words(36)}, ["batch"])

ADD_REQUEST = _form(
    {
        "audit": {"type": "integer", "minimum": 0, "maximum": 2**63 - 1, "description": "The audit's number; left out or 0 for a new one."},
        "name": {"type": "string", "maxLength": 200, "pattern": "^[^\\u0000]*$", "description": "What to call a new one."},
        "url": {"type": "string", "maxLength": 4000, "description": "The page's address."},
        "title": {"type": "string", "maxLength": 2000, "pattern": "^[^\\u0000]*$", "description": "The page's title."},
        "language": {"type": "string", "maxLength": 40, "pattern": "^[A-Za-z0-9-]*$", "description": "The page's language."},
        "html": {"type": "string", "description": "The page, as `POST /v1/check` takes it; it is kept as evidence."},
    },
    ["url", "html"],
)

_STATE = text("open, confirmed, dismissed, accepted, fixed, returned or changed.")
_DAY = {"type": ["string", "null"], "description": "A day, such as 2026-12-31, or nothing."}
_RUN = {"type": ["integer", "null"], "description": "The run that found it, or nothing for what a person did."}

CASE = record(
    "A finding of a page through all runs, and what was decided of it.",
    {
        "id": number("Its number."),
        "address": text("The page."),
        "site": text("The page's site."),
        "fingerprint": text("The finding's identity."),
        "rule": text("The rule."),
        "category": text("The kind of claim."),
        "level": text("alert, caution, note or review."),
        "exact": text("The marked words."),
        "sentence": text("The sentence that they stand in."),
        "state": _STATE,
        "reason": text("Why it was decided so, or empty."),
        "until": _DAY,
        "owner": text("Who sees to it, or empty."),
        "due": _DAY,
        "note": text("A note, or empty."),
        "first_run": number("The run that found it first."),
        "last_run": number("The run that found it last."),
        "version": number("Grows with every change; send it back with a decision."),
    },
)
EVENT = record(
    "One thing that happened to a finding. No interface can change it.",
    {
        "id": number("Its number."),
        "at": text("When, as ISO 8601.", format="date-time"),
        "who": text("Who."),
        "what": text("decided, assigned, undone or found."),
        "batch": text("The step by whose name it can be undone, or empty."),
        "before": _STATE,
        "after": _STATE,
        "reason": text("Why."),
        "until": _DAY,
        "owner": text("Who sees to it, or empty."),
        "due": _DAY,
        "note": text("A note, or empty."),
        "sentence": text("What the sentence was then."),
        "run": _RUN,
    },
)
DONE = record("What was done.", {"batch": text("The name by which it can be undone."), "count": number("How many findings.")})
_LAST = record(
    "What happened last to it, and the step by whose name that can be undone.",
    {"who": text("Who."), "what": text("decided, assigned, undone or found."), "at": text("When, as ISO 8601."), "batch": text("The step, or empty.")},
)
SEEN_CASE = record(CASE["description"], CASE["properties"] | {"last": {"anyOf": [_LAST, {"type": "null"}]}})
YOU = record("Who asks.", {"name": text("Under which name a decision would stand."), "decides": flag("Whether this person may decide.")})
CASES = record("Findings.", {"you": YOU, "cases": many(ref("SeenCase"), "The findings.")})
AUDITS = record(
    "Audits.",
    {"audits": many(record("One.", {"number": number("Its number."), "name": text("Its name, or empty."), "day": text("When it began.")}), "The newest first, up to 50.")},
)
ADDED = record(
    "What was kept.",
    {
        "audit": number("The audit."), "page": number("The page, as in /audits/pages/ and its number."),
        "fresh": flag("False when the audit held this very text already."), "opened": number("How many findings wait for a decision because of it."),
    },
)
LISTED = record("A page of the list.", {"total": number("How many there are in all."), "cases": many(ref("Case"), "The first of them.")})
TOLD = record("A finding with its history.", {"case": ref("Case"), "history": many(ref("ReviewEvent"), "The oldest first.")})
COMPONENTS = {"Case": CASE, "SeenCase": SEEN_CASE, "ReviewEvent": EVENT}

CASE_EXAMPLE = {
    "id": 12, "address": "https://clinic.example/exosomes", "site": "clinic.example", "fingerprint": "5d1c0a3e9b7f2846",
    "rule": "regenerative-en/safety/no-side-effects", "category": "safety", "level": "caution", "exact": "no side effects",
    "sentence": "Our exosomes have no side effects.", "state": "open", "reason": "", "until": None, "owner": "Ann", "due": "2026-12-15",
    "note": "", "first_run": 3, "last_run": 4, "version": 2,
}
EVENT_EXAMPLE = {
    "id": 7, "at": "2026-11-25T09:00:00+00:00", "who": "Ann", "what": "assigned", "batch": "4f0c1d1e-8a55-4c1a-9d0e-0f9c1c2b3a4d",
    "before": "open", "after": "open", "reason": "", "until": None, "owner": "Ann", "due": "2026-12-15", "note": "",
    "sentence": "Our exosomes have no side effects.", "run": None,
}
LAST_EXAMPLE = {name: EVENT_EXAMPLE[name] for name in ("who", "what", "at", "batch")}
DONE_EXAMPLE = {"batch": "4f0c1d1e-8a55-4c1a-9d0e-0f9c1c2b3a4d", "count": 1}
SEEN = [{"id": 12, "version": 2}]


def operations(answers: Callable) -> dict:
    """The paths of the API of reviews; `answers` makes the responses of one (see `openapi`)."""

    def post(name: str, summary: str, about: str, request: dict, example: dict, told: dict, shown: dict) -> dict:
        kinds = ("not-json", "no-token", "no-audits", "changed", "too-large", "not-application-json", "refused", "not-kept")
        body = {"required": True, "content": {"application/json": {"schema": request, "example": example}}}
        return {
            "post": {"operationId": name, "summary": summary, "description": about, "requestBody": body, "responses": answers(summary, told, shown, *kinds)}
        }

    filters = [
        {"name": name, "in": "query", "description": about, "schema": {"type": "string"}}
        for name, about in (
            ("state", "Only those in this state; `waiting` is open, changed and returned."), ("site", "Only those of this site."),
            ("rule", "Only those of this rule."), ("category", "Only those of this kind."), ("level", "Only those this severe."),
            ("owner", "Only those that this person sees to."), ("words", "Only those with all these words, or words that begin so, in sentence, address, reason or note, whatever their case and accents. A phrase stands in quotation marks."), ("overdue", "`1`: only those that are due already."), ("count", "How many, up to 500."),
        )
    ]
    listing = {"operationId": "reviews", "summary": "Findings of audits", "description": "The most severe first.", "parameters": filters}
    one = {"operationId": "review", "summary": "One finding with its history", "description": "The history only grows.", "parameters": [
        {"name": "id", "in": "path", "required": True, "description": "The finding's number.", "schema": {"type": "integer"}}
    ]}
    reading = ("no-token", "no-audits", "not-kept")
    return {
        "/v1/reviews": {"get": listing | {"responses": answers("The findings.", LISTED, {"total": 1, "cases": [CASE_EXAMPLE]}, *reading)}},
        "/v1/reviews/{id}": {
            "get": one | {"responses": answers("The finding.", TOLD, {"case": CASE_EXAMPLE, "history": [EVENT_EXAMPLE]}, "not-found", *reading)}
        },
        "/v1/reviews/find": post(
            "findReviews", "The findings of a page that audits know", "The page's address travels in the body, so that no log keeps it.", FIND_REQUEST,
            {"address": CASE_EXAMPLE["address"], "fingerprints": [CASE_EXAMPLE["fingerprint"]]}, CASES,
            {"you": {"name": "Ann", "decides": True}, "cases": [CASE_EXAMPLE | {"last": LAST_EXAMPLE}]},
        ),
        "/v1/reviews/decide": post(
            "decideReviews", "Decide findings", "All or none: a finding that has changed since it was seen refuses the step.", DECIDE_REQUEST,
            {"cases": SEEN, "state": "dismissed", "reason": "Quotes the regulator."}, DONE, DONE_EXAMPLE,
        ),
        "/v1/reviews/assign": post(
            "assignReviews", "Give findings an owner, a due date or a note", "What is left out stays as it is; an empty text takes it away.", ASSIGN_REQUEST,
            {"cases": SEEN, "owner": "Ann", "due": "2026-12-15"}, DONE, DONE_EXAMPLE,
        ),
        "/v1/audits": {
            "get": {"operationId": "audits", "summary": "Audits that a page can be added to", "description": "Those that are done or stopped."}
            | {"responses": answers("The audits.", AUDITS, {"audits": [{"number": 3, "name": "Partners", "day": "2026-11-25"}]}, *reading)}
        },
        "/v1/audits/pages": post(
            "addPage", "Keep a page in an audit", "The text that is sent is kept as evidence, with its address. Another text of a page that the audit has read is refused.", ADD_REQUEST,
            {"audit": 3, "url": "https://clinic.example/exosomes", "title": "Exosomes", "html": "<p data-b=\"0\">Our exosomes have no side effects.</p>"},
            ADDED, {"audit": 3, "page": 41, "fresh": True, "opened": 1},
        ),
        "/v1/reviews/undo": post("undoReviews", "Take a step back", "Unless something has happened since.", UNDO_REQUEST, {"batch": DONE_EXAMPLE["batch"]}, DONE, DONE_EXAMPLE),
    }
