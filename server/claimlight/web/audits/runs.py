"""Runs: the list, one run with its pages, two side by side, starting one and watching it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from sqlalchemy import func, select
from sqlalchemy.orm import undefer

from ...audit.comparison import Change
from ...audit.differing import differing
from ...audit.evidence import default_folder
from ...audit.ledger import Ledger
from ...audit.order import Order
from ...audit.runs import overview
from ...audit.tables import Finding, Run, RunPage
from ...audit.words import CAUSES
from ...store import Database
from ..problems import Problem
from .asked import queried
from .files import FORMS, file
from .guard import database, person
from .pages import LEVELS, lines_of

views = Blueprint("audit_runs", __name__, url_prefix="/audits")

SHOWN = 100
_MARK = ("block", "start", "end", "exact", "sentence", "outcome", "rule", "category", "severity", "confidence", "hedged", "folded", "fingerprint")
#: Runs that were started here, so that they are not left behind as zombies.
_CHILDREN: list[subprocess.Popen] = []


@views.get("/runs")
def runs() -> Response | str:
    """All runs, and a form to start one."""
    all_runs = overview(database())
    form = request.args.get("form", "")
    return file(form, "runs", all_runs) if form in FORMS else render_template("audits/runs.html", runs=all_runs)


@views.post("/runs")
def start() -> Response:
    """Start a run of the addresses in the form, in a process of its own; then watch it."""
    store, form = database(), request.form
    if not person().starts:
        raise Problem("role", f"{person().name} may not start runs. Ask whoever runs this service for the admin's token.")
    addresses = tuple(line.strip() for line in form.get("addresses", "").splitlines() if line.strip())
    kind = form.get("kind", "addresses")
    if not addresses:
        raise Problem("bad-request", "Write at least one address.")
    order = Order(
        addresses=addresses if kind == "addresses" else (),
        crawls=addresses if kind == "crawl" else (),
        sitemaps=addresses if kind == "sitemap" else (),
        allow_private=form.get("private") == "on",
        delay=0.0 if form.get("private") == "on" else 1.0,
    )
    evidence = default_folder()
    ledger = Ledger.begin(store, order.as_json(), form.get("name", "")[:200], evidence)
    command = [sys.executable, "-m", "claimlight", "audit", "run", str(ledger.run_id), "--resume", "--quiet", "--database", _address(store)]
    log = Path(evidence) / f"run-{ledger.run_id}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as out:
        _CHILDREN.append(subprocess.Popen(command, stdout=out, stderr=out, stdin=subprocess.DEVNULL, start_new_session=True))
    return redirect(url_for(".run", number=ledger.run_id), 303)


def _address(store) -> str:  # noqa: ANN001
    return store.engine.url.render_as_string(hide_password=False)


@views.get("/runs/<row:number>")
def run(number: int) -> Response | str:
    """One run: how far it is, its pages a portion at a time, what failed and why."""
    store = database()
    found = _run(store, number)
    if (form := request.args.get("form", "")) in FORMS:
        return file(form, "pages", _pages(store, number))
    start_at = queried("from")
    with store.reading() as session:
        mine = RunPage.run_id == number
        order = (RunPage.alert.desc(), RunPage.caution.desc(), RunPage.note.desc(), RunPage.id)
        pages = session.scalars(select(RunPage).where(mine, RunPage.state != "failed").order_by(*order).offset(start_at).limit(SHOWN)).all()
        failed = session.scalars(select(RunPage).where(mine, RunPage.state == "failed").order_by(RunPage.id).limit(500)).all()
        earlier = session.scalars(select(Run.id).where(Run.id < number, Run.state == "done").order_by(Run.id.desc()).limit(20)).all()
    progress = _progress(store, number)
    return render_template(
        "audits/run.html", run=found, pages=pages, failed=failed, causes=CAUSES, levels=LEVELS, progress=progress,
        start=start_at, shown=SHOWN, earlier=earlier,
    )


def _pages(store: Database, number: int) -> list[dict]:
    """All pages of a run, also those that were not read, each with what to do about it."""
    names = ("address", "site", "title", "state", "fetched", *LEVELS, "disclosure", "cause", "detail")
    with store.reading() as session:
        rows = session.execute(select(*(getattr(RunPage, name) for name in names)).where(RunPage.run_id == number).order_by(RunPage.id)).all()
    return [dict(row._mapping) | {"what to do": CAUSES.get(row.cause, "")} for row in rows]


@views.get("/runs/<row:number>/progress")
def progress(number: int) -> Response:
    """How far a run is, for the page that watches it."""
    store = database()
    found = _run(store, number)
    return jsonify({"state": found.state, **_progress(store, number)})


@views.get("/pages/<row:page>")
def page(page: int) -> Response | str:
    """A page's text with its marks in place, each with its card beside it."""
    store = database()
    with store.reading() as session:
        found = session.get(RunPage, page, options=[undefer(RunPage.text)])
        if found is None:
            raise Problem("not-found", f"There is no page {page}.")
        marks = session.scalars(select(Finding).where(Finding.page_id == page).order_by(Finding.block, Finding.start)).all()
        if (form := request.args.get("form", "")) in FORMS:
            return file(form, "marks", [{name: getattr(mark, name) for name in _MARK} for mark in marks], address=found.address, digest=found.digest)
        made_with = session.get(Run, found.run_id).made_with
    return render_template(
        "audits/page.html", page=found, marks=marks, lines=lines_of(found, marks), rules=made_with.get("rules", {}), references=made_with.get("references", {}),
    )


@views.get("/compare")
def comparing() -> Response | str:
    """Two runs side by side: what is new, changed, gone; what is as before is only counted."""
    store = database()
    before, after = queried("before"), queried("after")
    _run(store, before), _run(store, after)
    changes, same = differing(store, before, after)
    sums = {state: sum(change.state == state for change in changes) for state in ("new", "changed", "gone", "unread")} | {"unchanged": same}
    shown = [change for change in changes if change.state != "unread"]
    if (form := request.args.get("form", "")) in FORMS:
        return file(form, "changes", [_change(change) for change in changes], before=before, after=after, counts=sums)
    return render_template("audits/compare.html", before=before, after=after, changes=shown[:500], total=len(shown), sums=sums)


def _change(change: Change) -> dict:
    """A change as a row: the state, where, the rule, and what was and is said."""
    known = change.after or change.before
    said = {name: side.sentence if side else "" for name, side in (("before", change.before), ("after", change.after))}
    return {"state": change.state, "address": known.address, "rule": known.rule, "severity": known.severity, **said}


def _run(store, number: int) -> Run:  # noqa: ANN001
    try:
        return Ledger(store, number).run()
    except KeyError:
        raise Problem("not-found", f"There is no run {number}.") from None


def _progress(store, number: int) -> dict[str, int]:  # noqa: ANN001
    for child in [child for child in _CHILDREN if child.poll() is not None]:
        _CHILDREN.remove(child)
    with store.reading() as session:
        counted = {state: count for state, count in session.execute(select(RunPage.state, func.count()).where(RunPage.run_id == number).group_by(RunPage.state))}
        claims = session.scalar(select(func.coalesce(func.sum(RunPage.alert + RunPage.caution + RunPage.note), 0)).where(RunPage.run_id == number))
    done = counted.get("done", 0) + counted.get("unchanged", 0)
    return {"total": sum(counted.values()), "done": done, "failed": counted.get("failed", 0), "waiting": counted.get("waiting", 0), "claims": int(claims)}
