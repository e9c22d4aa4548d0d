"""What a coordinator looks at: sites by risk, the list of findings, one finding on its page."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote_plus

from flask import Blueprint, Response, current_app, render_template, request
from sqlalchemy import func, select
from sqlalchemy.orm import undefer

from ...audit.tables import Finding, Run, RunPage
from ...audit.texts import unpack_text
from ...marking import cut
from ...review import STATES
from ...review.filters import kept
from ...review.following import reopen
from ...review.letters import newest as newest_letters
from ...review.letters import sent
from ...review.listing import LARGEST, Filter, cases, counts, one
from ...review.numbers import categories, choices, kinds_over_time, last_run, left_open, over_time, sites
from ...review.plain import case_as_json, event_as_json
from ...store import Database
from ..problems import Problem
from .asked import number
from .files import FORMS, file
from .guard import database, person

views = Blueprint("audits", __name__, url_prefix="/audits")

SHOWN = 50
LEVELS = ("alert", "caution", "note", "review")


@views.app_template_global()
def query(**changed: object) -> str:
    """The address of this list with some of its filters changed."""
    values = {**request.args.to_dict(), **{name: value for name, value in changed.items()}}
    return "&".join(f"{name}={quote_plus(str(value))}" for name, value in values.items() if value not in ("", None))


@views.get("")
def home() -> Response | str:
    """The state of all sites; with `list` and `form`, one of its lists as a file."""
    store = database()
    reopen(store, date.today())
    newest = last_run(store)
    form, wanted = request.args.get("form", ""), request.args.get("list", "sites")
    if form in FORMS and wanted in LISTS:
        return file(form, wanted, LISTS[wanted](store, newest))
    times = over_time(store)
    return render_template(
        "audits/home.html", risks=sites(store), kinds=categories(store), times=times, kinds_then=kinds_over_time(store, [time["number"] for time in times]),
        open_questions=_questions(store, newest), newest=newest, levels=LEVELS, waiting=counts(store, Filter(), date.today()),
        letters=newest_letters(store),
    )


def _sites(store: Database, _: int) -> list[dict]:
    numbers = ("standing", "waiting", "confirmed", "settled", "fixed")
    letters = {site: letter.day.isoformat() for site, letter in newest_letters(store).items()}
    return [
        {"site": risk.site} | {level: risk.levels[level] for level in LEVELS} | {name: getattr(risk, name) for name in numbers} | {"last letter": letters.get(risk.site, "")}
        for risk in sites(store)
    ]


def _times(store: Database, _: int) -> list[dict]:
    times = over_time(store)
    kinds = kinds_over_time(store, [time["number"] for time in times])
    return [time | {"day": time["day"].isoformat()} | {name: counted[place] for name, counted in kinds.items()} for place, time in enumerate(times)]


def _kinds(store: Database, _: int) -> list[dict]:
    return [{"kind": name, "findings": count} for name, count in categories(store)]


def _open(store: Database, newest: int) -> list[dict]:
    return [
        {"site": site, "question": question, "pages that leave it open": still, "pages asked": of}
        for site, questions in _questions(store, newest).items() for question, (still, of) in questions.items()
    ]


def _questions(store: Database, run: int) -> dict[str, dict[str, tuple[int, int]]]:
    """What pages leave open. What a run has read stays, so it is counted again only when there is another run, or more of it was read."""
    if not run:
        return {}
    with store.reading() as session:
        read = session.scalar(select(func.count()).select_from(RunPage).where(RunPage.run_id == run, RunPage.state.in_(("done", "unchanged"))))
    known = current_app.extensions.get("claimlight.open_questions")
    if known is None or known[0] != (run, read):
        known = current_app.extensions["claimlight.open_questions"] = (run, read), left_open(store, run)
    return known[1]


#: The lists of the first page, by the name they are exported under.
LISTS = {"sites": _sites, "times": _times, "kinds": _kinds, "open": _open}


@views.get("/findings")
def findings() -> Response | str:
    """The findings under a filter, most severe first; as a page, or as a file of all of them."""
    store = database()
    wanted = Filter.of(request.args)
    form = request.args.get("form", "")
    if form in FORMS:
        return _file(store, wanted, form)
    after = _place(request.args.get("after", ""))
    shown, waiting = cases(store, wanted, date.today(), after=after, count=SHOWN), counts(store, wanted, date.today())
    total = sum(waiting.get(state, 0) for state in wanted.states)
    more = f"{shown[-1].rank}.{shown[-1].id}" if len(shown) == SHOWN else ""
    return render_template(
        "audits/findings.html", cases=shown, total=total, wanted=wanted, more=more, states=STATES, levels=LEVELS,
        choices=choices(store), waiting=waiting, today=date.today(), kept=kept(store, person()),
    )


def _place(written: str) -> tuple[int, int] | None:
    rank, _, case = written.partition(".")
    place = number(rank), number(case)
    return None if None in place else place


def _file(store: Database, wanted: Filter, form: str) -> Response:
    rows, after = [], None
    while True:
        part = cases(store, wanted, date.today(), after=after, count=LARGEST)
        rows += [case_as_json(case) for case in part]
        if len(part) < LARGEST:
            break
        after = (part[-1].rank, part[-1].id)
    return file(form, "findings", rows, filter=wanted.as_dict())


@views.get("/findings/<row:case>")
def finding(case: int) -> Response | str:
    """One finding: its card, its page's text around it, its history; the history as a file, too."""
    store = database()
    found = one(store, case)
    if found is None:
        raise Problem("not-found", f"There is no finding {case}.")
    told, events = found
    if (form := request.args.get("form", "")) in FORMS:
        return file(form, "history", [event_as_json(event) for event in events], case=case_as_json(told))
    with store.reading() as session:
        run = session.get(Run, told.last_run)
        page = session.scalar(select(RunPage).where(RunPage.run_id == told.last_run, RunPage.address == told.address).options(undefer(RunPage.text)))
        marks = session.scalars(select(Finding).where(Finding.page_id == page.id)).all() if page else []
    said = run.made_with.get("rules", {}).get(told.rule, {}) if run else {}
    sources = [run.made_with["references"][name] for name in said.get("references", ()) if name in run.made_with.get("references", {})] if run else []
    return render_template(
        "audits/finding.html", case=told, events=events, said=said, sources=sources, page=page, states=STATES,
        lines=lines_of(page, marks) if page else [], here=next((mark.block for mark in marks if mark.fingerprint == told.fingerprint), None),
        fingerprint=told.fingerprint, today=date.today(), letters=[letter for letter in sent(store, told.site) if case in letter.findings],
    )


def lines_of(page: RunPage, marks: list[Finding]) -> list[tuple[int, str, bool, tuple]]:
    """A page's blocks as (number, element, folded, pieces)."""
    by_block: dict[int, list[Finding]] = {}
    for mark in marks:
        by_block.setdefault(mark.block, []).append(mark)
    return [
        (number, "h3" if heading else "p", folded, cut(text, by_block.get(number, [])))
        for number, _, heading, folded, text in unpack_text(page.text)
    ]
