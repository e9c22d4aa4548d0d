"""The pages of the rules: a list to search and a page a rule, drawn by the templates that the static site is drawn by."""

from __future__ import annotations

from flask import Blueprint, abort, render_template

from ..rulebook.entries import entry, groups
from ..rulebook.site import STATIC, TEMPLATES
from .api import rule_set

views = Blueprint("rulebook", __name__, template_folder=str(TEMPLATES), static_folder=str(STATIC), static_url_path="/rulebook")


def link(rule: str) -> str:
    """Where a rule's page is."""
    return f"/rules/{rule}"


@views.get("/rules/")
@views.get("/rules")
def rules() -> str:
    """All rules that are loaded, by category."""
    return render_template("rules.html", groups=groups(rule_set()), link=link)


@views.get("/rules/<pack>/<category>/<name>")
def rule(pack: str, category: str, name: str) -> str:
    """One rule."""
    loaded = rule_set()
    found = loaded.rules.get(f"{pack}/{category}/{name}")
    if found is None:
        abort(404)
    return render_template("rule.html", entry=entry(found, loaded), link=link)
