"""Audits for the extension's panel: which there are, and keeping in one the page that a person has before them."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from ...audit.adding import NotAdded, Seen, add, audits
from ...audit.evidence import default_folder
from ...review import follow_page
from .. import requests
from ..api import rule_set, site
from ..problems import Problem
from ..review_schemas import ADD_REQUEST
from .guard import database, person

views = Blueprint("audits_api", __name__, url_prefix="/v1/audits")

_add = requests.Form(ADD_REQUEST)


@views.get("")
def listing() -> Response:
    """The audits that a page can be added to."""
    return jsonify({"audits": audits(database())})


@views.post("/pages")
def adding() -> Response:
    """Keep a page in an audit, and open its findings for review."""
    sent, who, store = _add.read(), person(), database()
    if not who.decides:
        raise Problem("role", f"{who.name} may look, not add pages. Ask whoever runs this service for a reviewer's token.")
    seen = Seen(sent["url"], sent.get("title", ""), sent["html"], sent.get("language", ""), who.name)
    try:
        done = add(store, seen, rule_set(), sent.get("audit", 0), sent.get("name", ""), default_folder(), **site())
    except NotAdded as refusal:
        raise Problem("refused", str(refusal)) from None
    opened = follow_page(store, done.page)
    return jsonify({"audit": done.run, "page": done.page, "fresh": done.fresh, "opened": opened["open"]})
