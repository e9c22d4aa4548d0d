"""The OpenAPI 3.1 document, written by hand as data. The docs page is drawn from it."""

from __future__ import annotations

from .. import __version__
from . import review_schemas, try_api
from .problems import KINDS
from .schemas import CATEGORIES, COMPONENTS
from .shapes import many, number, record, ref, text

ABOUT = (
    "Claimlight reads the text of a clinic's web page and answers which sentences make claims that regulators restrict, "
    "why that matters, what to ask, and what the page rightly discloses. A check keeps nothing: no page text, no "
    "addresses, no cookies. Only feedback is kept, when a reader sends it."
)

PAGE = {
    "url": "https://clinic.example/exosomes",
    "title": "Exosome programme",
    "language": "en",
    "html": '<h1 data-b="1">Exosome therapy</h1><p data-b="2">Our exosomes have no side effects.</p>',
}

#: What the example page is answered, shortened to one highlight and one question.
REPORT_EXAMPLE = {
    "highlights": [
        {
            "id": "h1", "kind": "claim", "outcome": "claim", "rule": "regenerative-en/safety/no-side-effects",
            "category": "safety", "severity": "alert", "hedged": False, "confidence": 0.94,
            "block": 2, "start": 18, "end": 33,
            "quote": {"exact": "no side effects", "prefix": "Our exosomes have ", "suffix": "."},
            "title": "Says there are no side effects",
            "why": "This page says there are no side effects. Every treatment that does something can also do harm.",
            "ask": "Which side effects have been reported, how often, and how would you handle them?",
            "references": ["fda-2019-exosome-notice"], "because": ["no side effects"],
            "fingerprint": "5d1c0a3e9b7f2846", "folded": False,
        }
    ],
    "checklist": [
        {
            "id": "oversight", "question": "Who decides and who gives the treatment?", "answered": False,
            "highlights": [], "ask": "Which licensed physician decides whether this is right for me?",
        }
    ],
    "summary": {"alert": 1, "caution": 0, "note": 0, "review": 0, "disclosure": 0, "subjects": ["exosome"]},
    "references": {
        "fda-2019-exosome-notice": {
            "authority": "FDA", "title": "Public Safety Notification on Exosome Products", "section": "",
            "url": "https://www.fda.gov/vaccines-blood-biologics/safety-availability-biologics/"
            "public-safety-notification-exosome-products",
            "date": "2019-12-06",
        }
    },
    "coverage": {"blocks": 2, "characters": 49, "truncated": False, "unread": []},
    "incomplete": [],
    "made_with": {
        "claimlight": __version__,
        "packs": [{"name": "regenerative-en", "version": "0.1.0", "sha256": "c0ffee" + "0" * 58}],
    },
    "notice": "This says what the page says and what regulators say. It is not medical or legal advice.",
}

FEEDBACK = {
    "finding": {
        "rule": "regenerative-en/safety/no-side-effects", "fingerprint": "5d1c0a3e9b7f2846",
        "text": "Our exosomes have no side effects.", "start": 18, "end": 33,
    },
    "verdict": "wrong",
    "words": "The page says this of something else.",
}

#: The cause of each problem, and one example of its detail.
PROBLEMS = {
    "not-json": ("The body is no JSON text, or not in UTF-8.", "Line 1, column 1: Expecting value."),
    "bad-request": ("The request could not be read as HTTP.", "The browser (or proxy) sent a request that was not understood."),
    "no-token": (
        "The service was started with a token, and the request did not bring it.",
        "This service asks for a token. Send the header Authorization: Bearer and the token.",
    ),
    "not-found": ("No page, rule or file has this address.", "There is no rule of this name; /v1/rules lists those that are loaded."),
    "method-not-allowed": ("The address is there, but not for this method.", "The method is not allowed for the requested URL."),
    "too-large": ("The body is larger than the service takes.", "A request may hold at most 2000000 bytes; this one is larger."),
    "not-application-json": ("The body was not sent as JSON.", "Send the header Content-Type: application/json."),
    "invalid-request": ("A field is missing, unknown, of a wrong type, or names something unknown.", "html is missing."),
    "feedback-off": ("It was started with `--database off`.", "This service was started without a place for feedback. Nothing was kept."),
    "no-audits": (
        "It was started with `--database off`, or it was asked from elsewhere and has no token.",
        "Audits are shown at the computer they are made on. For others, start the service with a token.",
    ),
    "elsewhere": ("A form came from another site.", "What changes something can only be sent from the service's own pages."),
    "changed": (
        "A finding was decided by somebody else since it was looked at. Nothing of the step was done.",
        "Changed in the meantime: 12 is dismissed by Ann. Look again before you decide.",
    ),
    "role": ("A reader's or a reviewer's token asks for what only an admin's may do.", "Ann may not start runs. Ask whoever runs this service for the admin's token."),
    "refused": ("A decision lacks its reason or its date, or there is no such finding.", "Dismissing needs a reason: say why this is no finding."),
    "no-letter": (
        "A template of letters is broken, or there is no Chromium to print a PDF.",
        "my-letters/closing.html, line 3: 'lettr' is undefined. Mend it, or take it away: then the template that ships is used.",
    ),
    "playground-off": (
        "It was asked from elsewhere than the service's own pages, or it is not offered.",
        "This service does not offer the playground. Run your own: claimlight serve",
    ),
    "too-many": ("A service keeps a bounded number of entries a minute.", "Much feedback came in the last minute. Nothing was kept; try again in a minute."),
    "not-kept": ("The database could not be opened or written.", "The service's database could not be written to. Nothing was kept."),
    "internal-error": ("A fault of the service.", "The request was not answered. Nothing of it was kept."),
}


def problem_kinds() -> list[dict]:
    """Each problem with its status, its title, its cause and one detail."""
    return [
        {"kind": kind, "status": status, "title": title, "cause": PROBLEMS[kind][0], "detail": PROBLEMS[kind][1]}
        for kind, (status, title) in KINDS.items()
    ]


def _problem(kind: str) -> dict:
    status, title = KINDS[kind]
    example = {"type": f"/docs#{kind}", "title": title, "status": status, "detail": PROBLEMS[kind][1]}
    if kind == "invalid-request":
        example["errors"] = [{"field": "html", "detail": "is missing"}]
    return {
        "description": PROBLEMS[kind][0],
        "content": {"application/problem+json": {"schema": ref("Problem"), "example": example}},
    }


def _answers(description: str, schema: dict, example: object, *kinds: str) -> dict:
    """The responses of one address: what it answers, and the problems it may answer with."""
    found = {
        "200": {"description": description, "content": {"application/json": {"schema": schema, "example": example}}}
    }
    for kind in kinds:
        found[str(KINDS[kind][0])] = _problem(kind)
    return found


def _query(name: str, description: str, **more: object) -> dict:
    return {"name": name, "in": "query", "description": description, "schema": {"type": "string", **more}}


RULE_EXAMPLE = {
    "id": "regenerative-en/safety/no-side-effects", "title": "Says there are no side effects", "kind": "claim",
    "category": "safety", "severity": "alert", "status": "stable", "replaced_by": "", "since": "1.0.0", "jurisdiction": ["us", "eu", "uk"],
}


def _paths() -> dict:
    check = {
        "summary": "Check a page",
        "description": "Finds claims and disclosures in the text of one page. Nothing of it is kept.",
        "operationId": "check",
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": ref("CheckRequest"), "example": PAGE}},
        },
        "responses": _answers(
            "What was found.", ref("Report"), REPORT_EXAMPLE,
            "not-json", "no-token", "too-large", "not-application-json", "invalid-request",
        ),
    }
    listing = {
        "summary": "List the rules",
        "description": "All rules that are loaded, or those of one category or pack.",
        "operationId": "rules",
        "parameters": [
            _query("category", "Only this category.", enum=CATEGORIES),
            _query("pack", "Only this pack."),
        ],
        "responses": _answers(
            "The rules, by name.",
            record("Rules.", {"count": number("How many."), "rules": many(ref("RuleSummary"), "The rules.")}),
            {"count": 1, "rules": [RULE_EXAMPLE]},
            "no-token", "invalid-request",
        ),
    }
    rule = {
        "summary": "Show a rule",
        "description": "One rule with its reasons, sources and examples. The name holds slashes; send them as they are.",
        "operationId": "rule",
        "parameters": [
            {"name": "id", "in": "path", "required": True, "schema": text("The rule's name.", example=RULE_EXAMPLE["id"])}
        ],
        "responses": _answers(
            "The rule.", ref("Rule"),
            {
                **RULE_EXAMPLE,
                "why": REPORT_EXAMPLE["highlights"][0]["why"],
                "ask": REPORT_EXAMPLE["highlights"][0]["ask"],
                "references": REPORT_EXAMPLE["references"],
                "tests": {"flag": ["There are [no side effects]."], "pass": ["No product is without side effects."]},
            },
            "no-token", "not-found",
        ),
    }
    packs = {
        "summary": "List the packs",
        "description": "The packs and jurisdictions that a check may be asked to keep to.",
        "operationId": "packs",
        "responses": _answers(
            "What is loaded.",
            record(
                "Packs.",
                {
                    "packs": many(ref("PackOffered"), "The packs."),
                    "jurisdictions": many(text("A place."), "Where any of the rules holds."),
                },
            ),
            {
                "packs": [
                    {
                        "name": "regenerative-en", "version": "0.1.0", "sha256": "c0ffee" + "0" * 58, "title": "Regenerative and wellness interventions, in English",
                        "language": "en", "licence": "Apache-2.0", "subjects": ["exosome", "stem cell"], "rules": 165,
                        "jurisdictions": ["eu", "uk", "us"],
                    }
                ],
                "jurisdictions": ["eu", "uk", "us"],
            },
            "no-token",
        ),
    }
    healthz = {
        "summary": "Ask whether the service is up",
        "description": "Says which packs are loaded and which rule files were set aside.",
        "operationId": "health",
        "responses": _answers(
            "It is up.", ref("Health"),
            {
                "status": "ok", "version": __version__, "api": [1], "rule_pages": True, "problems": [], "feedback": True, "audits": True,
                "packs": [{"name": "regenerative-en", "version": "0.1.0", "language": "en"}],
            },
        ),
    }
    feedback = {
        "summary": "Say whether a finding is right",
        "description": "Keeps one reader's word about one finding: the rule, the sentence and its marked words, the verdict, the "
        "reader's words and the day. No page's address is taken. Rule authors turn it into tests.",
        "operationId": "feedback",
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": ref("FeedbackRequest"), "example": FEEDBACK}},
        },
        "responses": _answers(
            "It was kept.", record("An answer.", {"kept": ref("Kept")}),
            {
                "kept": {
                    "rule": FEEDBACK["finding"]["rule"], "fingerprint": FEEDBACK["finding"]["fingerprint"], "verdict": "wrong",
                    "sentence": "Our exosomes have no side effects.", "exact": "no side effects", "words": FEEDBACK["words"],
                    "received": "2026-11-25",
                }
            },
            "not-json", "no-token", "feedback-off", "too-large", "not-application-json", "invalid-request", "too-many", "not-kept",
        ),
    }
    trying = {
        **try_api.OPERATION,
        "responses": _answers(
            "What it does.", ref("Tried"), try_api.ANSWER_EXAMPLE,
            "not-json", "no-token", "playground-off", "too-large", "not-application-json", "invalid-request",
        ),
    }
    return {
        "/v1/check": {"post": check},
        "/v1/packs": {"get": packs},
        "/v1/rules": {"get": listing},
        "/v1/rules/{id}": {"get": rule},
        "/v1/feedback": {"post": feedback},
        "/v1/try": {"post": trying},
        **review_schemas.operations(_answers),
        "/healthz": {"get": healthz},
    }


def document() -> dict:
    """The whole document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Claimlight",
            "version": __version__,
            "description": ABOUT,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "security": [{}, {"token": []}],
        "paths": _paths(),
        "components": {
            "schemas": COMPONENTS | try_api.COMPONENTS | review_schemas.COMPONENTS,
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "Only where the service was started with a token."}
            },
        },
    }
