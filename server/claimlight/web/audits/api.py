"""Reviews for programs, the extension's panel first: the same decisions as on the pages and on the command line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from flask import Blueprint, Response, jsonify, request

from ...review import Conflict, Decision, Refused, assign, decide, undo
from ...review.following import reopen
from ...review.listing import Filter, listed, one
from ...review.looking import on_page
from ...review.plain import case_as_json, event_as_json, last_as_json
from .. import requests
from ..problems import Problem
from ..review_schemas import ASSIGN_REQUEST, DECIDE_REQUEST, FIND_REQUEST, UNDO_REQUEST
from .guard import database, person

views = Blueprint("reviews", __name__, url_prefix="/v1/reviews")

_find, _decide, _assign, _undo = map(requests.Form, (FIND_REQUEST, DECIDE_REQUEST, ASSIGN_REQUEST, UNDO_REQUEST))


@views.get("")
def cases() -> Response:
    """The findings under a filter, most severe first."""
    found, total = listed(database(), Filter.of(request.args), date.today(), count=min(500, max(1, request.args.get("count", 50, type=int))))
    return jsonify({"total": total, "cases": [case_as_json(case) for case in found]})


@views.get("/<row:case>")
def case(case: int) -> Response:
    """One finding with its history."""
    found = one(database(), case)
    if found is None:
        raise Problem("not-found", f"There is no finding {case}.")
    return jsonify({"case": case_as_json(found[0]), "history": [event_as_json(event) for event in found[1]]})


@views.post("/find")
def find() -> Response:
    """The cases of findings on a page, for those that audits know, and who asks."""
    sent, who = _find.read(), person()
    found = on_page(database(), sent["address"], sent["fingerprints"])
    if any(case.state == "accepted" and case.until < date.today() for case, _ in found):
        reopen(database(), date.today())
        found = on_page(database(), sent["address"], sent["fingerprints"])
    cases = [case_as_json(case) | {"last": last_as_json(event)} for case, event in found]
    return jsonify({"you": {"name": who.name, "decides": who.decides}, "cases": cases})


@views.post("/decide")
def deciding() -> Response:
    """Decide one or many findings."""
    sent = _decide.read()
    until = _day(sent, "until")
    return _acted(lambda: decide(database(), list(sent_cases(sent)), Decision(sent["state"], sent.get("reason", ""), until), person(), sent_cases(sent)))


@views.post("/assign")
def assigning() -> Response:
    """Give findings an owner, a due date or a note."""
    sent = _assign.read()
    undated = sent.get("due") == ""
    due = _day(sent, "due")
    return _acted(lambda: assign(database(), list(sent_cases(sent)), person(), sent.get("owner"), due, sent.get("note"), sent_cases(sent), undated))


@views.post("/undo")
def undoing() -> Response:
    """Take a step back."""
    return _acted(lambda: undo(database(), _undo.read()["batch"], person()))


def sent_cases(sent: dict) -> dict[int, int]:
    """The cases that were sent, each with the version that was seen."""
    return {item["id"]: item["version"] for item in sent["cases"]}


def _day(sent: dict, field: str) -> date | None:
    try:
        return date.fromisoformat(sent[field]) if sent.get(field) else None
    except ValueError:
        raise requests.invalid([(field, "must be a day such as 2026-12-31")]) from None


def _acted(act: Callable) -> Response:
    try:
        done = act()
    except Conflict as conflict:
        raise Problem("changed", str(conflict)) from None
    except Refused as refusal:
        raise Problem("refused", str(refusal)) from None
    return jsonify({"batch": done.batch, "count": done.count})
