"""All that a letter says, read from the cases and from the runs that last saw them. The database does the choosing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import urlsplit

from sqlalchemy import select

from ...audit.tables import Run, RunPage
from ...store import Database
from ..tables import Case
from ..words import WAITING

#: What a letter can be about: what people confirmed, or what still waits for them.
STATES = {"confirmed": ("confirmed",), "waiting": WAITING}


@dataclass(frozen=True, slots=True)
class Terms:
    """What the sender chooses. `by` is the day for findings without one of their own that is still to come."""

    today: date
    by: date | None = None
    sender: str = ""
    signature: str = ""
    state: str = "confirmed"


@dataclass(frozen=True, slots=True)
class Source:
    """A source as the letter lists it; `number` is its place in the list, `url` is empty when it is no web address."""

    number: int
    authority: str
    title: str
    section: str
    date: str
    url: str


@dataclass(slots=True)
class Quote:
    """A sentence of the page: the marked words with what stands before and after them."""

    before: str
    exact: str
    after: str


@dataclass(slots=True)
class Point:
    """One rule on one page: what it is about, what readers are told and advised to ask, the sources, and by when to change it."""

    rule: str
    category: str
    title: str
    why: str
    ask: str
    due: date | None
    sources: list[Source]
    quotes: list[Quote] = field(default_factory=list)


@dataclass(slots=True)
class Page:
    """A page of the site. `link` is its address when a browser can open it, `read` the day on which it was read."""

    address: str
    link: str
    title: str
    read: date | None
    points: list[Point] = field(default_factory=list)


@dataclass(slots=True)
class Letter:
    """One letter to one site."""

    site: str
    terms: Terms
    pages: list[Page]
    sources: list[Source]
    open_questions: list[tuple[str, int]]
    lapsed: int = 0

    @property
    def count(self) -> int:
        """How many sentences it is about."""
        return sum(len(point.quotes) for page in self.pages for point in page.points)

    @property
    def dues(self) -> list[date]:
        """The days by which something is to change, the earliest first."""
        return sorted({point.due for page in self.pages for point in page.points if point.due})


def known_sites(database: Database) -> list[str]:
    """Every site that has cases, by name."""
    with database.reading() as session:
        return list(session.scalars(select(Case.site).distinct().order_by(Case.site)))


def gather(database: Database, site: str, terms: Terms) -> Letter | None:
    """The letter to a site; None when nothing of the chosen state is there.

    Pages come in the order of their most severe finding. `lapsed` counts findings whose day is past and that got no other.
    """
    with database.reading() as session:
        chosen = select(Case).where(Case.site == site, Case.state.in_(STATES[terms.state])).order_by(Case.rank.desc(), Case.id)
        cases = session.scalars(chosen).all()
        runs = {run.id: run.made_with for run in session.scalars(select(Run).where(Run.id.in_({case.last_run for case in cases})))}
        read = select(RunPage.run_id, RunPage.address, RunPage.title, RunPage.fetched, RunPage.report).where(RunPage.run_id.in_(runs), RunPage.site == site)
        rows = {(row.run_id, row.address): row for row in session.execute(read)}
    if not cases:
        return None
    letter = Letter(site, terms, [], [], [])
    pages: dict[str, Page] = {}
    points: dict[tuple[str, str, date | None], Point] = {}
    reports: dict[str, dict] = {}
    numbered: dict[tuple[str, str, str], Source] = {}
    for case in cases:
        row = rows.get((case.last_run, case.address))
        if case.address not in pages:
            pages[case.address] = Page(case.address, _link(case.address), row.title if row else "", _day(row.fetched) if row else None)
            reports[case.address] = row.report if row else {}
        due = case.due if case.due and case.due >= terms.today else terms.by
        letter.lapsed += bool(case.due) and due is None
        key = (case.address, case.rule, due)
        if key not in points:
            points[key] = _point(case, due, runs.get(case.last_run, {}), numbered)
            pages[case.address].points.append(points[key])
        before, exact, after = case.sentence.partition(case.exact)
        points[key].quotes.append(Quote(before, exact, after))
    letter.pages, letter.sources = list(pages.values()), list(numbered.values())
    letter.open_questions = _left_open(reports.values())
    return letter


def _point(case: Case, due: date | None, made_with: dict, numbered: dict[tuple[str, str, str], Source]) -> Point:
    said = made_with.get("rules", {}).get(case.rule, {})
    known = made_with.get("references", {})
    sources = [_source(known[name], numbered) for name in said.get("references", ()) if name in known]
    return Point(
        rule=case.rule, category=case.category, title=said.get("title", ""), why=said.get("why", ""), ask=said.get("ask", ""),
        due=due, sources=sorted(sources, key=lambda source: source.number),
    )


def _source(told: dict, numbered: dict[tuple[str, str, str], Source]) -> Source:
    authority, title, section, day, url = (told.get(name) or "" for name in ("authority", "title", "section", "date", "url"))
    day = "" if "unchecked" in day or day == "undated" else day  # what nobody has checked is not told as a fact
    return numbered.setdefault((authority, title, section), Source(len(numbered) + 1, authority, title, section, day, _link(url)))


def _left_open(reports) -> list[tuple[str, int]]:  # noqa: ANN001
    """The checklist's questions that pages about a treatment do not answer, each with how many of these pages."""
    asked = (report.get("checklist", ()) for report in reports if report.get("subjects"))
    return list(Counter(item["question"] for checklist in asked for item in checklist if not item["answered"]).items())


def _link(address: str) -> str:
    return address if urlsplit(address).scheme in ("http", "https") else ""


def _day(written: str) -> date | None:
    try:
        return datetime.fromisoformat(written).date()
    except ValueError:
        return None
