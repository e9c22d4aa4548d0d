"""What is sent to the API of reviews, as JSON Schema."""

from __future__ import annotations

_CASES = {
    "type": "array",
    "minItems": 1,
    "maxItems": 10_000,
    "description": "The findings, each with the version that was seen: one that has changed since refuses the whole step.",
    "items": {
        "type": "object",
        "properties": {"id": {"type": "integer"}, "version": {"type": "integer"}},
        "required": ["id", "version"],
        "additionalProperties": False,
    },
}


def _form(properties: dict, required: list[str]) -> dict:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


FIND_REQUEST = _form(
    {
        "address": {"type": "string", "maxLength": 4000},
        "fingerprints": {"type": "array", "maxItems": 5000, "items": {"type": "string", "maxLength": 40}},
    },
    ["address", "fingerprints"],
)
DECIDE_REQUEST = _form(
    {
        "cases": _CASES,
        "state": {"type": "string", "enum": ["open", "confirmed", "dismissed", "accepted"]},
        "reason": {"type": "string", "maxLength": 2000},
        "until": {"type": "string", "maxLength": 10},
    },
    ["cases", "state"],
)
ASSIGN_REQUEST = _form(
    {
        "cases": _CASES,
        "owner": {"type": "string", "maxLength": 200},
        "due": {"type": "string", "maxLength": 10},
        "note": {"type": "string", "maxLength": 2000},
    },
    ["cases"],
)
UNDO_REQUEST = _form({"batch": {"type": "string", "maxLength": 36}}, ["batch"])
