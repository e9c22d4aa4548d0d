"""Reading what was sent: JSON that may be broken in any way becomes clean values, or a problem naming the field."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from flask import request
from jsonschema import Draft202012Validator
from werkzeug.exceptions import RequestEntityTooLarge

from ..packs import Rule, RuleSet
from ..pasted import without_surrogates
from .problems import Problem
from .schemas import CHECK_REQUEST

_KINDS = {"string": "a string", "array": "a list", "object": "an object", "integer": "a whole number"}


def _field(path: Any) -> str:
    name = ""
    for part in path:
        name += f"[{part}]" if isinstance(part, int) else f".{part}" if name else str(part)
    return name or "(body)"


def _clean(value: Any) -> Any:
    """Replace lone surrogates in every string; a JSON text may hold them, nothing that we send may."""
    if isinstance(value, str):
        return without_surrogates(value)
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if isinstance(value, dict):
        return {_clean(key): _clean(item) for key, item in value.items()}
    return value


def read_json() -> Any:
    """Parse the body as JSON text in UTF-8."""
    if not request.is_json:
        raise Problem("not-application-json", "Send the header Content-Type: application/json.")
    body = request.get_data(cache=False)
    if request.content_length is None and len(body) >= request.max_content_length:
        raise RequestEntityTooLarge  # A body sent without its length was cut off at the limit.
    try:
        return _clean(json.loads(body.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        raise Problem("not-json", f"JSON is sent in UTF-8; the byte at {error.start} is not part of such a text.") from None
    except json.JSONDecodeError as error:
        raise Problem("not-json", f"Line {error.lineno}, column {error.colno}: {error.msg}.") from None
    except RecursionError:
        raise Problem("not-json", "The JSON is nested too deeply.") from None
    except ValueError:
        raise Problem("not-json", "The JSON holds a number that is too long.") from None


def _errors(validator: Draft202012Validator, value: Any) -> list[tuple[str, str]]:
    """Say in our own words what is wrong; the words never repeat what was sent, but for a field's name."""
    found = []
    for error in validator.iter_errors(value):
        path = list(error.absolute_path)
        field = _field(path)
        if error.validator == "required":
            found += [(_field([*path, name]), "is missing") for name in error.validator_value if name not in error.instance]
        elif error.validator == "additionalProperties":
            known = error.schema["properties"]
            names = ", ".join(known)
            unknown = [name for name in error.instance if name not in known]
            found += [(_field([*path, name[:80]]), f"is not a known field; known are {names}") for name in unknown]
        elif error.validator == "enum":
            found.append((field, f"must be one of {', '.join(error.validator_value)}"))
        elif error.validator == "type":
            found.append((field, f"must be {_KINDS[error.validator_value]}"))
        elif error.validator == "maxLength":
            found.append((field, f"may hold at most {error.validator_value} characters"))
        elif error.validator in ("minItems", "maxItems"):
            limit = "at least" if error.validator == "minItems" else "at most"
            found.append((field, f"must hold {limit} {error.validator_value} items"))
        else:
            found.append((field, "does not have the form described in /openapi.json"))
    return list(dict.fromkeys(found))


def invalid(errors: list[tuple[str, str]]) -> Problem:
    """The problem of a request whose fields do not fit."""
    return Problem("invalid-request", "; ".join(f"{field} {detail}" for field, detail in errors) + ".", errors)


class Form:
    """What the body of one kind of request must look like."""

    def __init__(self, schema: dict) -> None:
        self._validator = Draft202012Validator(schema)

    def read(self) -> dict:
        """The body of the request, as it should be. Raises Problem naming each field at fault."""
        sent = read_json()
        errors = _errors(self._validator, sent)
        if errors:
            raise invalid(errors)
        return sent


_CHECK = Form(CHECK_REQUEST)


def check_request(rules: RuleSet) -> dict:
    """Read and judge the body of `POST /v1/check`; the packs and the jurisdiction must be known ones."""
    wanted = _CHECK.read()
    errors = unknown_names(rules, wanted.get("packs"), wanted.get("jurisdiction"))
    if errors:
        raise invalid(errors)
    return wanted


def places(rules: Iterable[Rule]) -> list[str]:
    """The jurisdictions in which any of the rules holds."""
    return sorted({place for rule in rules for place in rule.jurisdiction})


def unknown_names(rules: RuleSet, packs: list[str] | None, jurisdiction: str | None) -> list[tuple[str, str]]:
    """Name each pack and jurisdiction that no loaded pack knows."""
    known = sorted(pack.name for pack in rules.packs)
    errors = [
        (f"packs[{place}]", f"names the pack {name[:80]!r}, which is not loaded; known are {', '.join(known) or 'none'}")
        for place, name in enumerate(packs or [])
        if name not in known
    ]
    known = places(rules.rules.values())
    if jurisdiction is not None and jurisdiction not in known:
        errors.append(("jurisdiction", f"is not one that the rules know; known are {', '.join(known) or 'none'}"))
    return errors
