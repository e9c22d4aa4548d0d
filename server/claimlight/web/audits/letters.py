"""A letter to one site, from the dashboard: shown as a page, or fetched as PDF or Word document."""

from __future__ import annotations

import os
import tempfile
from datetime import date
from pathlib import Path

from flask import Blueprint, Response, request

from ...review.letters import FORMS, TemplateFault, Templates, Terms, file_names, gather, write
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
def letter() -> Response:
    """The letter to `site` in the form `form`; `by`, `from` and `signature` are as on the command line."""
    form, site = request.args.get("form", "html"), request.args.get("site", "")
    if form not in FORMS:
        raise Problem("bad-request", f"A letter is written as one of {', '.join(FORMS)}.")
    terms = Terms(date.today(), _by(), request.args.get("from", "")[:200], request.args.get("signature", "")[:1000])
    found = gather(database(), site, terms)
    if found is None:
        raise Problem("not-found", f"There are no confirmed findings on {site or 'a site without a name'}, so there is no letter. Confirm some first.")
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


def _by() -> date | None:
    written = request.args.get("by", "")
    try:
        day = date.fromisoformat(written) if written else None
    except ValueError:
        raise Problem("bad-request", f"{written} is no day. Write it as 2027-01-31.") from None
    if day and day < date.today():
        raise Problem("bad-request", f"{day} is past. Give a day that is still to come.")
    return day
