"""The words in which a file that does not fit its schema is told so."""

from __future__ import annotations

import json
from difflib import get_close_matches
from typing import Any

from jsonschema import Draft7Validator, ValidationError

from .schema import KINDS

_VALIDATORS = {kind: Draft7Validator(schema) for kind, schema in KINDS.items()}
_TYPES = {"string": "text", "array": "a list", "object": "keys and values", "boolean": "true or false", "number": "a number"}

#: Where a fault is, what kind it is (`unknown-key`, `missing-part`, `wrong-type`), and the words.
Fault = tuple[tuple[Any, ...], str, str]


def faults(kind: str, value: Any) -> list[Fault]:
    """What does not fit the schema of this kind of file; empty when all is well."""
    found: list[Fault] = []
    for error in sorted(_VALIDATORS[kind].iter_errors(value), key=lambda error: list(map(str, error.absolute_path))):
        found += _told(error)
    return list(dict.fromkeys(found))


def _told(error: ValidationError) -> list[Fault]:
    path = tuple(error.absolute_path)
    name = f"`{_name(path)}` " if path else "The file "
    wanted = error.validator_value
    if error.validator == "additionalProperties":
        known = list(error.schema.get("properties", {}))
        return [((*path, key), "unknown-key", f"{name}does not know the key `{key}`; {_meant(key, known)}") for key in error.instance if key not in known]
    if error.validator == "required":
        missing = [key for key in wanted if key not in error.instance]
        return [(path, "missing-part", f"{name}lacks {', '.join(f'`{key}`' for key in missing)}")]
    if error.validator in ("minItems", "minProperties", "minLength"):
        return [(path, "missing-part", f"{name}must not be empty")]
    words = {
        "enum": lambda: f"must be one of {', '.join(map(str, wanted))}",
        "type": lambda: f"must be {_TYPES[wanted]}{_quoted(error)}",
        "maxLength": lambda: f"may have at most {wanted} characters",
        "pattern": lambda: f"must look like {_shown(error.schema)}",
        "anyOf": lambda: f"must be text such as {_shown(error.schema)}",
    }
    return [(path, "wrong-type", f"{name}{words[error.validator]()}")]


def _meant(key: Any, known: list[str]) -> str:
    """The known keys, or the one that was probably meant."""
    close = get_close_matches(str(key), known, 1, 0.75)
    return f"did you mean `{close[0]}`?" if close else f"it knows {', '.join(known)}"


def _quoted(error: ValidationError) -> str:
    """YAML reads a bare no, 100 or 2026-01-01 as something else than text."""
    return "" if error.validator_value != "string" or isinstance(error.instance, (list, dict)) else "; put quotes around it"


def _shown(schema: dict) -> str:
    return " or ".join(item if isinstance(item, str) else json.dumps(item) for item in schema.get("examples", [schema.get("pattern", "")]))


def _name(path: tuple) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" if place else str(part) for place, part in enumerate(path))
