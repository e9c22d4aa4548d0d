"""The pages for people: the start page with its box, the docs drawn from the OpenAPI document, two demo pages."""

from __future__ import annotations

import json
import re

from flask import Blueprint, abort, render_template, request
from markupsafe import Markup, escape

from .. import __version__
from ..check import check
from ..pasted import read_pasted
from .api import rule_set, site
from .marked import REASONS, STYLES, marked, style, tally
from .openapi import document, problem_kinds

views = Blueprint("people", __name__)

DEMOS = ("careful", "promotional")


@views.app_template_filter()
def pretty(value: object) -> str:
    """JSON as a person writes it."""
    return json.dumps(value, indent=2, ensure_ascii=False)


@views.app_template_filter()
def with_code(text: str) -> Markup:
    """A description in which `this` is shown as code."""
    return Markup(re.sub("`([^`]+)`", r"<code>\1</code>", str(escape(text))))


@views.app_context_processor
def everywhere() -> dict:
    """What every template may use."""
    return {"version": __version__, "styles": STYLES, "style_of": style, "reasons": REASONS}


@views.get("/")
def home() -> str:
    """The start page."""
    return render_template("home.html", text="", asked=False, report=None)


@views.post("/")
def home_checked() -> str:
    """The start page with what was found in the pasted text."""
    text = request.form.get("text", "")
    if not text.strip():
        return render_template("home.html", text="", asked=True, report=None)
    page = read_pasted(text)
    report = check(page, rule_set(), traced=False, **site())
    return render_template(
        "home.html", text=text, asked=True, report=report, marked=marked(page, report), tally=tally(report)
    )


@views.get("/docs")
def docs() -> str:
    """The OpenAPI document, readable."""
    return render_template("docs.html", api=document(), problems=problem_kinds())


@views.get("/demo/")
@views.get("/demo")
def demos() -> str:
    """The two demo pages to choose from."""
    return render_template("demo/index.html")


@views.get("/demo/<name>")
def demo(name: str) -> str:
    """A page of a clinic, or of a coordinator, that does not exist."""
    if name not in DEMOS:
        abort(404)
    return render_template(f"demo/{name}.html")
