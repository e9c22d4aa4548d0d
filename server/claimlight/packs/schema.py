"""The JSON Schemas of a pack's files, as data, and the words in which a file that does not fit is told so."""

from __future__ import annotations

from typing import Any

from jsonschema import Draft202012Validator

from ..model import CLAIMS, CUES, DISCLOSURES, SEVERITIES

ACTIONS = ("drop", "review", "lower", "keep")


def _text(description: str, **more: Any) -> dict:
    return {"type": "string", "minLength": 1, "description": description, **more}


def _many(items: dict, description: str, **more: Any) -> dict:
    return {"type": "array", "items": items, "description": description, **more}


def _record(properties: dict, optional: tuple[str, ...] = (), **more: Any) -> dict:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
        **more,
    }


PATTERN = {
    "description": "A pattern, or {weak: pattern}: one that speaks only together with a second signal.",
    "anyOf": [_text("A pattern."), _record({"weak": _text("A pattern.")})],
}
_PATTERNS = _many(PATTERN, "Patterns; one that matches is enough.", minItems=1)
_EXAMPLES = _many(_text("A sentence."), "Sentences.", minItems=1)

RULE = _record(
    {
        "title": _text("What the rule finds, in a few words.", maxLength=90),
        "category": _text("A claim's or a disclosure's category.", enum=[*CLAIMS, *DISCLOSURES]),
        "severity": _text("How much care a mark deserves.", enum=list(SEVERITIES)),
        "status": _text("`experimental` rules are traced and never shown.", enum=["stable", "experimental", "deprecated"]),
        "since": _text("The pack's version that brought the rule.", pattern=r"^\d+\.\d+\.\d+$"),
        "jurisdiction": _many(_text("Such as us, eu or uk.", pattern="^[a-z]{2}$"), "Where the rule holds.", minItems=1),
        "match": _PATTERNS,
        "unless": {**_PATTERNS, "description": "Wording in the same sentence that makes the match harmless."},
        "under": {**_PATTERNS, "description": "Wording that the list's lead-in or the heading above must have."},
        "cues": {
            "type": "object",
            "description": "What a cue does to a match, where it differs from the pack's own defaults.",
            "properties": {cue: {"enum": list(ACTIONS)} for cue in CUES},
            "additionalProperties": False,
        },
        "why": _text("One or two plain sentences for a patient."),
        "ask": _text("One question that a patient can read out."),
        "references": _many(_text("An id of references.json."), "The sources.", minItems=1),
        "one_reference": _text("Why one source is enough, where there is only one."),
        "tests": _record({"flag": _EXAMPLES, "pass": _EXAMPLES}, description="Sentences it must mark and must not mark."),
    },
    optional=("severity", "status", "unless", "under", "cues", "one_reference"),
)

LEXICON = _record(
    {
        "title": _text("What the words have in common."),
        "source": _text("Where the words come from."),
        "entries": _many(_text("A word or a phrase; {a,b} stands for each."), "The words.", minItems=1),
    }
)

PACK = _record(
    {
        "name": _text("The pack's name.", pattern="^[a-z0-9]+(-[a-z0-9]+)*$"),
        "version": _text("The pack's version.", pattern=r"^\d+\.\d+\.\d+$"),
        "title": _text("What it is about."),
        "language": _text("A language tag.", pattern="^[a-z]{2,3}$"),
        "licence": _text("An SPDX expression."),
        "subjects": {
            "type": "object",
            "description": "Each subject and the lexicon whose words bring it into view.",
            "additionalProperties": _text("A lexicon."),
            "minProperties": 1,
        },
        "elsewhere": _text("The lexicon of treatments that the pack is not about."),
        "setting": _text("The lexicon of the setting: on a page with its words disclosures count, though no subject is named."),
        "cues": {
            "type": "object",
            "description": "What each cue does to a match unless the rule says otherwise.",
            "properties": {cue: {"enum": list(ACTIONS)} for cue in CUES},
            "additionalProperties": False,
        },
        "depends": _many(_text("A pack."), "Packs that must be there too."),
    },
    optional=("depends", "cues", "elsewhere", "setting"),
)

_STRINGS = _many(_text("A pattern."), "Patterns.", minItems=1)
CUE_FILE = _record(
    {
        "stops": {**_STRINGS, "description": "Words that end a cue's reach."},
        "cues": {
            "type": "object",
            "description": "The cues by name.",
            "properties": {
                cue: _record(
                    {
                        "comma": {"type": "boolean", "description": "Whether a comma ends its reach."},
                        "forward": _STRINGS,
                        "backward": _STRINGS,
                        "sentence": _STRINGS,
                        "heading": _STRINGS,
                        "pseudo": _STRINGS,
                    },
                    optional=("comma", "forward", "backward", "sentence", "heading", "pseudo"),
                )
                for cue in CUES
            },
            "additionalProperties": False,
        },
    }
)

CHECKLIST = _record(
    {
        "questions": _many(
            _record(
                {
                    "id": _text("Its name.", pattern="^[a-z][a-z-]*$"),
                    "question": _text("The question."),
                    "answered_by": _many(_text("A disclosure.", enum=list(DISCLOSURES)), "What answers it.", minItems=1),
                    "ask": _text("What to ask when the page does not say."),
                }
            ),
            "The questions in their order.",
            minItems=1,
        )
    }
)

KINDS = {"rule": RULE, "lexicon": LEXICON, "pack": PACK, "cues": CUE_FILE, "checklist": CHECKLIST}
_VALIDATORS = {kind: Draft202012Validator(schema) for kind, schema in KINDS.items()}


def _name(path: tuple) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" if place else str(part) for place, part in enumerate(path))


def faults(kind: str, value: Any) -> list[tuple[tuple, str]]:
    """What does not fit, as (path, words); empty when all is well."""
    found = []
    for error in sorted(_VALIDATORS[kind].iter_errors(value), key=lambda error: list(map(str, error.absolute_path))):
        path = tuple(error.absolute_path)
        name = f"`{_name(path)}` " if path else ""
        if error.validator == "additionalProperties" and isinstance(error.instance, dict):
            known = error.schema.get("properties", {})
            for key in error.instance:
                if key not in known:
                    found.append(((*path, key), f"{name}does not know the key `{key}`; it knows {', '.join(known)}".strip()))
        elif error.validator == "required":
            missing = [key for key in error.validator_value if key not in error.instance]
            found.append((path, f"{name}lacks {', '.join(f'`{key}`' for key in missing)}".strip()))
        elif error.validator == "enum":
            found.append((path, f"{name}must be one of {', '.join(map(str, error.validator_value))}".strip()))
        elif error.validator == "type":
            wanted = {"string": "text", "array": "a list", "object": "keys and values"}.get(error.validator_value, error.validator_value)
            found.append((path, f"{name}must be {wanted}".strip()))
        elif error.validator == "minItems":
            found.append((path, f"{name}must not be empty".strip()))
        elif error.validator == "maxLength":
            found.append((path, f"{name}may have at most {error.validator_value} characters".strip()))
        else:
            found.append((path, f"{name}does not have the form of {error.validator_value!r}".strip()))
    return list(dict.fromkeys(found))
