"""Letters from the dashboard: one to a site, shown as a page or fetched as PDF or Word document, and those that were sent."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from flask import Blueprint, Response, redirect, render_template, request, url_for

from ...review import Refused
from ...review.letters import (
    FORMS, STATES, Letter, TemplateFault, Templates, Terms, file_names, gather, last_day, newest, record, sent, sent_as_json, sites_to_write_to, take_back, write,
)
from ..problems import Problem
from .files import FORMS as FILES
from .files import file
from .guard import database, person

views = Blueprint("audit_letters", __name__, url_prefix="/audits")

_TYPES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
#: A letter brings its own style and nothing else; it is shown as it will be sent.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


@views.get("/letters")
def letter() -> Response | str:
    """The letter to `site` in the form `form`; the rest is as on the command line. Without `form`, a page to ask for one."""
    form, store = request.args.get("form", ""), database()
    if not form:
        return render_template("audits/letters.html", sites=sites_to_write_to(store), wanted=request.args, today=date.today(), newest=newest(store))
    if form not in FORMS:
        raise Problem("bad-request", f"A letter is written as one of {', '.join(FORMS)}.")
    found = _letter()
    folder = os.environ.get("CLAIMLIGHT_LETTERS")
    try:
        html = Templates(Path(folder) if folder else None).render(found)
        body = html.encode() if form == "html" else _made(html, form)
    except TemplateFault as fault:
        raise Problem("no-letter", str(fault)) from None
    except OSError as error:
        raise Problem("no-letter", f"The letter could not be written: {error.strerror}.") from None
    made = Response(body, content_type=_TYPES[form])
    made.headers["Content-Security-Policy"] = _POLICY
    made.headers["Content-Disposition"] = f"{'inline' if form == 'html' else 'attachment'}; filename={file_names([found.site])[found.site]}.{form}"
    return made


@views.get("/letters/sent")
def were_sent() -> Response | str:
    """The letters that were sent, to `site` or to all, as a page or a file."""
    letters, form = sent(database(), request.args.get("site", "")), request.args.get("form", "")
    if form in FILES:
        return file(form, "letters", [sent_as_json(letter) for letter in letters])
    return render_template("audits/sent.html", letters=letters, site=request.args.get("site", ""))


@views.post("/letters/sent")
def sending() -> Response | tuple[str, int]:
    """Note that the letter that the form asks for was sent."""
    return _noted(lambda: record(database(), _letter(), person(), request.values.get("to", ""), _day("day")), "the letter is noted as sent")


@views.post("/letters/sent/<row:number>/take-back")
def not_sent(number: int) -> Response | tuple[str, int]:
    """Note that a letter was not sent after all."""
    return _noted(lambda: take_back(database(), number, person()), "the letter is taken back")


def _noted(act: Callable[[], object], said: str) -> Response | tuple[str, int]:
    try:
        act()
    except Refused as refusal:
        return render_template("audits/refused.html", title="Not noted", detail=str(refusal), back=url_for(".letter")), 422
    return redirect(url_for(".were_sent", said=said), 303)


def _letter() -> Letter:
    """The letter that is asked for. Raises `Problem` when there is nothing to write about."""
    site, state = request.values.get("site", ""), request.values.get("state", "confirmed")
    if state not in STATES:
        raise Problem("bad-request", f"A letter is about one of {', '.join(STATES)}.")
    sender, signature, answer = (request.values.get(name, "")[:1000] for name in ("from", "signature", "answer"))
    since = None if request.values.get("first") else _since() or last_day(database(), site, date.today())
    found = gather(database(), site, Terms(date.today(), _by(), sender, signature, state, answer, since))
    if found is None:
        raise Problem("not-found", f"There are no {state} findings on {site or 'a site without a name'}, so there is no letter.")
    return found


def _made(html: str, form: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"letter.{form}"
        write(html, form, path)
        return path.read_bytes()


def _since() -> date | None:
    day = _day("since")
    if day and day > date.today():
        raise Problem("bad-request", f"{day} is still to come. Give the day of your last letter.")
    return day


def _day(name: str) -> date | None:
    written = request.values.get(name, "")
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise Problem("bad-request", f"{written} is no day. Write it as 2027-01-31.") from None


def _by() -> date | None:
    day = _day("by")
    if day and day < date.today():
        raise Problem("bad-request", f"{day} is past. Give a day that is still to come.")
    return day
