"""The API's views: each reads a request, calls one function and answers."""

from __future__ import annotations

from dataclasses import asdict, is_dataclass
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request

from .. import __version__
from ..check import as_json, check
from ..packs import RuleSet
from ..page import read_html
from . import requests
from .openapi import document
from .problems import Problem
from .schemas import CATEGORIES, REFERENCE, RULE_SUMMARY

views = Blueprint("api", __name__)

#: The versions of the API that are served: the first part of their addresses, as in `/v1/check`.
API = [1]


def rule_set() -> RuleSet:
    """The rules that the app loaded at its start."""
    return current_app.extensions["claimlight"]


def site() -> dict[str, Any]:
    """What a check is told of this service's own decisions: its overrides, and the day by which they end."""
    return {"overrides": current_app.extensions["claimlight.overrides"], "today": current_app.config["TODAY"]()}


def plain(value: Any) -> Any:
    """Turn what a pack holds into JSON's own types."""
    if is_dataclass(value) and not isinstance(value, type):
        value = asdict(value)
    if isinstance(value, dict) or hasattr(value, "items"):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in value]
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)


@views.post("/v1/check")
def check_page() -> Response:
    """Check one page."""
    rules = rule_set()
    wanted = requests.check_request(rules)
    page = read_html(
        wanted["html"], url=wanted["url"], title=wanted.get("title", ""), language=wanted.get("language", "")
    )
    report = check(
        page,
        rules,
        jurisdiction=wanted.get("jurisdiction"),
        packs=wanted.get("packs"),
        language=wanted.get("language") or None,
        traced=False,
        **site(),
    )
    return jsonify(as_json(report))


def _short(rule: Any) -> dict:
    return {name: plain(getattr(rule, name)) for name in RULE_SUMMARY["properties"]}


@views.get("/v1/rules")
def rules_list() -> Response:
    """List the rules, all or those of a category or a pack."""
    rules = rule_set()
    category = request.args.get("category")
    pack = request.args.get("pack")
    errors = []
    if category is not None and category not in CATEGORIES:
        errors.append(("category", f"is not known; known are {', '.join(CATEGORIES)}"))
    if pack is not None:
        errors += [("pack", text) for _, text in requests.unknown_names(rules, [pack], None)]
    if errors:
        raise requests.invalid(errors)
    found = [
        _short(rule)
        for name, rule in sorted(rules.rules.items())
        if (category is None or rule.category == category) and (pack is None or name.split("/", 1)[0] == pack)
    ]
    return jsonify({"count": len(found), "rules": found})


@views.get("/v1/rules/<path:name>")
def rule_whole(name: str) -> Response:
    """One rule, its references written out."""
    rules = rule_set()
    rule = rules.rules.get(name)
    if rule is None:
        raise Problem("not-found", "There is no rule of this name; /v1/rules lists those that are loaded.")
    whole = _short(rule)
    whole |= {"why": rule.why, "ask": rule.ask}
    whole["references"] = {
        key: {name: rules.references[key].get(name) for name in REFERENCE["properties"]}
        for key in rule.references
        if key in rules.references
    }
    whole["tests"] = plain(rule.tests)
    return jsonify(whole)


@views.get("/v1/packs")
def packs_list() -> Response:
    """List the packs and the jurisdictions that a check may be asked to keep to."""
    rules = rule_set()
    found = [
        {
            **pack.identity, "title": pack.title, "language": pack.language, "licence": pack.licence,
            "subjects": list(pack.subjects), "rules": len(pack.rules), "jurisdictions": requests.places(pack.rules.values()),
        }
        for pack in rules.packs
    ]
    return jsonify({"packs": found, "jurisdictions": requests.places(rules.rules.values())})


@views.get("/healthz")
def health() -> Response:
    """Say that the service is there, and with which packs."""
    rules = rule_set()
    return jsonify(
        {
            "status": "ok" if rules.packs else "no-packs",
            "version": __version__,
            "api": API,
            "rule_pages": any(rule.rule.startswith("/rules/") for rule in current_app.url_map.iter_rules()),
            "packs": [{"name": pack.name, "version": pack.version, "language": pack.language} for pack in rules.packs],
            "problems": [plain(problem) for problem in rules.problems],
            "feedback": current_app.extensions["claimlight.feedback"] is not None,
            "audits": current_app.extensions["claimlight.audits"] is not None,
        }
    )


@views.get("/openapi.json")
def openapi() -> Response:
    """Describe all of this."""
    return jsonify(document())
