"""A letter to one site, from the dashboard: shown as a page, or fetched as PDF or Word document."""

from __future__ import annotations

import os
import tempfile
from datetime import date
from pathlib import Path

from flask import Blueprint, Response, render_template, request

from ...review.letters import FORMS, STATES, TemplateFault, Templates, Terms, file_names, gather, sites_to_write_to, write
from ..problems import Problem
from .guard import database

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
    form, site, state = request.args.get("form", ""), request.args.get("site", ""), request.args.get("state", "confirmed")
    if not form:
        return render_template("audits/letters.html", sites=sites_to_write_to(database()), wanted=request.args, today=date.today())
    if form not in FORMS:
        raise Problem("bad-request", f"A letter is written as one of {', '.join(FORMS)}.")
    if state not in STATES:
        raise Problem("bad-request", f"A letter is about one of {', '.join(STATES)}.")
    sender, signature, answer = (request.args.get(name, "")[:1000] for name in ("from", "signature", "answer"))
    found = gather(database(), site, Terms(date.today(), _by(), sender, signature, state, answer, _since()))
    if found is None:
        raise Problem("not-found", f"There are no {state} findings on {site or 'a site without a name'}, so there is no letter.")
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
    made.headers["Content-Disposition"] = f"{'inline' if form == 'html' else 'attachment'}; filename={file_names([site])[site]}.{form}"
    return made


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
    written = request.args.get(name, "")
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise Problem("bad-request", f"{written} is no day. Write it as 2027-01-31.") from None


def _by() -> date | None:
    day = _day("by")
    if day and day < date.today():
        raise Problem("bad-request", f"{day} is past. Give a day that is still to come.")
    return day
