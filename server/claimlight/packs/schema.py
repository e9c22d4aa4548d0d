"""The JSON Schemas of a pack's files, as data: they judge a file that is loaded and help an editor with one that is written.

`faults.py` puts what does not fit into words. `published` gives each schema as the file that an editor reads; draft 7 is
what YAML language servers know best.
"""

from __future__ import annotations

import json
from typing import Any

from ..model import CLAIMS, CUES, DISCLOSURES, SEVERITIES

ACTIONS = ("drop", "review", "lower", "keep")

_CUE_MEANS = {
    "negated": "It is said not to be so",
    "hedged": "It is softened: may, could, hopes to",
    "attributed": "Somebody else is said to say so",
    "question": "It is asked",
    "conditional": "It is said to hold only if something else does",
    "refuted": "It is called wrong, a myth, a promise to distrust",
}


def _text(description: str, **more: Any) -> dict:
    return {"type": "string", "minLength": 1, "description": description, **more}


def _many(items: dict, description: str, **more: Any) -> dict:
    return {"type": "array", "items": items, "description": description, **more}


def _record(description: str, properties: dict, optional: tuple[str, ...] = (), **more: Any) -> dict:
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
        **more,
    }


def _actions(description: str) -> dict:
    each = {cue: {"enum": list(ACTIONS), "description": f"{means}: drop, review, lower or keep the match."} for cue, means in _CUE_MEANS.items()}
    return _record(description, each, optional=CUES)


def _version(description: str) -> dict:
    return _text(description, pattern=r"^\d+\.\d+\.\d+$", examples=["1.0.0"])


PATTERN = {
    "description": "A pattern, or {weak: pattern}: one that speaks only together with a second signal.",
    "anyOf": [_text("A pattern."), _record("A weak pattern.", {"weak": _text("A pattern that speaks only together with a second signal.")})],
    "examples": ["no side effects", {"weak": "{product} ... gentle"}],
}
_PATTERNS = _many(PATTERN, "Patterns; one that matches is enough.", minItems=1)

RULE = _record(
    "A rule: one pattern of language, why it matters, what to ask, its sources and its own tests.",
    {
        "title": _text("What the rule finds, in a few words for a patient; no full stop.", maxLength=90),
        "category": _text("A claim's or a disclosure's category; also the name of the folder.", enum=[*CLAIMS, *DISCLOSURES]),
        "severity": _text(
            "How much care a mark deserves: alert (a regulator would likely act on it), caution or note. Left out for disclosures.",
            enum=list(SEVERITIES),
        ),
        "status": _text(
            "stable rules are shown (so is a rule without this key), experimental ones traced and never shown, deprecated ones shown and "
            "on their way out, retired ones not run: the file only keeps the id.",
            enum=["stable", "experimental", "deprecated", "retired"],
        ),
        "replaced_by": _text(
            "For a deprecated or retired rule: the id of the rule that took over, or `nothing, because …`.",
            pattern=r"^([a-z0-9-]+/[a-z]+/[a-z0-9-]+|nothing, because .+)$",
            examples=["my-pack/safety/no-side-effects"],
        ),
        "since": _version("The pack's version that brought the rule."),
        "jurisdiction": _many(
            _text("A country or union, two letters.", pattern="^[a-z]{2}$", examples=["us"]), "Where the rule holds, such as us, eu or uk.", minItems=1
        ),
        "match": _PATTERNS,
        "unless": {**_PATTERNS, "description": "Wording in the same sentence that makes the match harmless."},
        "under": {**_PATTERNS, "description": "Wording that the list's lead-in or the heading above must have."},
        "cues": _actions("What a cue does to a match, where it differs from the pack's own defaults."),
        "why": _text("One or two plain sentences for a patient: at most 40 words, no accusation."),
        "ask": _text("One question that a patient can read out, with its question mark."),
        "references": _many(_text("An id of references.json."), "The sources, at least two.", minItems=1),
        "one_reference": _text("Why one source is enough, where there is only one that was read."),
        "tests": _record(
            "Sentences the rule must mark and must leave alone: asserted, negated, quoted, asked and hedged.",
            {
                "flag": _many(_text("A sentence with [brackets] around the exact words to be marked."), "Sentences to be marked.", minItems=1),
                "pass": _many(_text("A sentence that looks alike and must not be marked."), "Sentences to be left alone.", minItems=1),
            },
        ),
    },
    optional=("severity", "status", "replaced_by", "unless", "under", "cues", "one_reference"),
)

LEXICON = _record(
    "A word list; {name} in a pattern stands for any of its entries.",
    {
        "title": _text("What the words have in common."),
        "source": _text("Where the words come from."),
        "entries": _many(
            _text("A word or a phrase; {a,b} stands for each. With capitals it is found only with these capitals.", examples=["clinic{,s}"]),
            "The words, each inflection written out.",
            minItems=1,
        ),
    },
)

PACK = _record(
    "What a rule pack is: its name, its language, and the subjects it speaks about.",
    {
        "name": _text("The pack's name; also the name of its folder.", pattern="^[a-z0-9]+(-[a-z0-9]+)*$", examples=["hair-transplants-en"]),
        "version": _version("The pack's version."),
        "title": _text("What it is about."),
        "language": _text("The language of the pages it reads.", pattern="^[a-z]{2,3}$", examples=["en"]),
        "licence": _text("An SPDX expression.", examples=["Apache-2.0"]),
        "subjects": {
            "type": "object",
            "description": "Each subject and the lexicon whose words bring it into view.",
            "additionalProperties": _text("The name of a lexicon."),
            "minProperties": 1,
        },
        "elsewhere": _text("The lexicon of treatments that the pack is not about."),
        "setting": _text("The lexicon of the setting: on a page with its words disclosures count, though no subject is named."),
        "established": _text("The lexicon of proven care that shares the subjects' words: on a page full of it claims do not count."),
        "cues": _actions("What each cue does to a match unless the rule says otherwise."),
        "needs": _record("The engine that the pack needs.", {"claimlight": _text("A range of versions.", examples=[">=0.1"])}),
        "depends": {
            "type": "object",
            "description": "Each pack whose word lists, cues, sources, checklist and weights this one uses, and in which versions.",
            "additionalProperties": _text("A range of versions.", examples=[">=0.1,<1"]),
        },
    },
    optional=("needs", "depends", "cues", "elsewhere", "setting", "established"),
)

_REACHES = {
    "forward": "Wordings that act on what follows them in their clause.",
    "backward": "Wordings that act on what precedes them in their clause.",
    "sentence": "Wordings that act on all of their sentence.",
    "heading": "Wordings that act on all that stands under a heading with them.",
    "pseudo": "Wordings that only look like the cue.",
}
CUE_FILE = _record(
    "Wordings that change how a claim is meant.",
    {
        "stops": _many(_text("A pattern."), "Words that end a cue's reach.", minItems=1),
        "cues": _record(
            "The cues by name.",
            {
                cue: _record(
                    f"{means}.",
                    {
                        "comma": {"type": "boolean", "description": "Whether a comma ends its reach."},
                        **{reach: _many(_text("A pattern."), words, minItems=1) for reach, words in _REACHES.items()},
                    },
                    optional=("comma", *_REACHES),
                )
                for cue, means in _CUE_MEANS.items()
            },
            optional=CUES,
        ),
    },
    optional=("stops",),
)

CHECKLIST = _record(
    "The questions that a patient should find answered on a page.",
    {
        "questions": _many(
            _record(
                "One question.",
                {
                    "id": _text("Its name.", pattern="^[a-z][a-z-]*$", examples=["status"]),
                    "question": _text("The question to the page, with its question mark."),
                    "answered_by": _many(
                        _text("A kind of disclosure.", enum=list(DISCLOSURES)), "The disclosures that answer it; any is enough.", minItems=1
                    ),
                    "ask": _text("What to ask when the page does not say."),
                },
            ),
            "The questions in their order.",
            minItems=1,
        )
    },
)

REFERENCES = _many(
    _record(
        "One source.",
        {
            "id": _text("Its name, which rules use.", pattern="^[a-z0-9]+(-[a-z0-9]+)*$", examples=["fda-2021-patient-info"]),
            "authority": _text("Who published it."),
            "jurisdiction": _text("Where it holds, such as us, eu or us-fl."),
            "title": _text("Its title."),
            "section": {"type": "string", "description": "The article, section or rule in it."},
            "url": _text("Where it can be read.", pattern="^https?://", examples=["https://www.fda.gov/…"]),
            "date": {"type": "string", "description": "When it was published or came into force, in any form."},
            "checked": _text(
                "The day on which somebody last read it and found that it says so. Left out when nobody has.",
                pattern=r"^\d{4}-\d{2}-\d{2}$",
                examples=["2026-11-22"],
            ),
            "note": _text("What a rule's author should know about it."),
        },
        optional=("jurisdiction", "section", "date", "checked", "note"),
    ),
    "The sources that the pack's rules name.",
)

_NUMBERS = {"type": "object", "additionalProperties": {"type": "number", "description": "A weight."}}
CONFIDENCE = _record(
    "The weights that say how often a mark is right. They are trained, not written by hand.",
    {
        "claim": {**_NUMBERS, "description": "Of a sentence that seems to make a claim."},
        "disclosure": {**_NUMBERS, "description": "Of a sentence that seems to disclose something."},
        "company": {**_NUMBERS, "description": "Of a claim among the page's others."},
        "told": {**_NUMBERS, "description": "Of a disclosure in the light of its page. Without them it is weighed by its sentence alone."},
        "category": {**_NUMBERS, "description": "Of one category's matches in a sentence that is marked."},
        "thresholds": {**_NUMBERS, "description": "How sure a mark must be to be shown, by outcome."},
    },
    optional=("told",),
)

_WHICH = _text(
    "The id of a rule, or a pack and a category for all rules of it.",
    pattern=r"^[a-z0-9-]+(/[a-z0-9-]+){1,2}$",
    examples=["regenerative-en/pressure/few-places", "regenerative-en/pressure"],
)
_BOUND = {
    "reason": _text("Why this site decides so; it stands in every report that the entry changes.", pattern=r"\S", examples=["Agreed with counsel."]),
    "until": _text("The last day on which the entry acts.", pattern=r"^\d{4}-\d{2}-\d{2}$", examples=["2027-06-30"]),
}
OVERRIDES = _record(
    "What a site decides otherwise than its rule packs, each time with a reason and for a time.",
    {
        "disable": _many(_record("A rule that is not to speak.", {"rule": _WHICH, **_BOUND}), "Rules that are turned off."),
        "severity": _many(
            _record(
                "A rule whose marks deserve another care.",
                {"rule": _WHICH, "severity": _text("The severity its marks start from.", enum=list(SEVERITIES)), **_BOUND},
            ),
            "Rules of another severity.",
        ),
        "exempt": _many(
            _record(
                "Words that are not to be marked.",
                {"phrase": _text("The words; what is marked within them is left out.", pattern=r"\w", examples=["no side effects were seen"]), "rule": _WHICH, **_BOUND},
                optional=("rule",),
            ),
            "Phrases that are exempt.",
        ),
    },
    optional=("disable", "severity", "exempt"),
)

#: Each kind of file, by the name under which its schema is published.
KINDS = {
    "rule": RULE,
    "lexicon": LEXICON,
    "pack": PACK,
    "cues": CUE_FILE,
    "checklist": CHECKLIST,
    "references": REFERENCES,
    "confidence": CONFIDENCE,
    "overrides": OVERRIDES,
}


def published(kind: str) -> str:
    """The schema of one kind of file as the text of `<kind>.schema.json`."""
    schema = {"$schema": "http://json-schema.org/draft-07/schema#", "title": f"Claimlight: {kind}", **KINDS[kind]}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
