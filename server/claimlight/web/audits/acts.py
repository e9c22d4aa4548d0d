"""What a coordinator does: decide, assign, undo, keep a filter. A form from a page; its answer is the page again, or a problem in words."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode, urlsplit

from flask import Blueprint, Response, redirect, render_template, request, url_for

from ...review import Conflict, Decision, Refused, assign, decide, undo
from ...review.filters import forget, keep
from ...review.listing import Filter
from .asked import number
from .guard import database, person

views = Blueprint("audit_acts", __name__, url_prefix="/audits")


@views.post("/decide")
def deciding() -> Response | tuple[str, int]:
    """Decide the cases that are ticked."""
    form = request.form
    decision = Decision(form.get("state", ""), form.get("reason", ""), _day(form.get("until", "")))
    return _acted(lambda: decide(database(), _cases(), decision, person(), _seen()), f"{{count}} {decision.state}")


@views.post("/assign")
def assigning() -> Response | tuple[str, int]:
    """Give the cases that are ticked an owner, a due date, a note."""
    form = request.form
    owner, note = form.get("owner") or None, form.get("note") or None
    return _acted(lambda: assign(database(), _cases(), person(), owner, _day(form.get("due", "")), note, _seen()), "{count} assigned")


@views.post("/undo")
def undoing() -> Response | tuple[str, int]:
    """Take the last step back."""
    return _acted(lambda: undo(database(), request.form.get("batch", ""), person()), "{count} as before", final=True)


@views.post("/filters")
def keeping() -> Response | tuple[str, int]:
    """Keep the filter that is filled in, for the person who asks."""
    wanted = Filter.of(request.form)
    query = urlencode({name: 1 if value is True else value for name, value in wanted.as_dict().items()})
    try:
        keep(database(), person(), request.form.get("name", ""), wanted)
    except Refused as refusal:
        return _refused("Not kept", refusal, f"{url_for('audits.findings')}?{query}", 422)
    return redirect(f"{url_for('audits.findings')}?{query}&said=the+filter+is+kept", 303)


@views.post("/filters/forget")
def forgetting() -> Response:
    """Forget a kept filter."""
    forget(database(), person(), request.form.get("name", ""))
    return redirect(_back(), 303)


def _refused(title: str, why: Exception, back: str, status: int) -> tuple[str, int]:
    return render_template("audits/refused.html", title=title, detail=str(why), back=back), status


def _acted(act, said: str, final: bool = False) -> Response | tuple[str, int]:  # noqa: ANN001
    try:
        done = act()
    except Conflict as conflict:
        return _refused("Changed in the meantime", conflict, _back(), 409)
    except Refused as refusal:
        return _refused("Not done", refusal, _back(), 422)
    told = {"said": said.format(count=done.count)} | ({} if final else {"batch": done.batch})
    back = _back()
    joined = "&".join(f"{name}={value.replace(' ', '+')}" for name, value in told.items())
    return redirect(f"{back}{'&' if '?' in back else '?'}{joined}", 303)


def _back() -> str:
    """Where the form was, on this service only, without what an earlier step said there."""
    back = request.form.get("back", "")
    parts = urlsplit(back)
    if parts.scheme or parts.netloc or not parts.path.startswith("/audits") or back.startswith("//"):
        return url_for("audits.findings")
    kept = "&".join(item for item in parts.query.split("&") if item and not item.startswith(("said=", "batch=")))
    return parts.path + (f"?{kept}" if kept else "")


def _cases() -> list[int]:
    return list(_seen())


def _seen() -> dict[int, int]:
    pairs = (map(number, value.split(":", 1)) for value in request.form.getlist("case") if ":" in value)
    return {case: version for case, version in pairs if case is not None and version is not None}


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return None
