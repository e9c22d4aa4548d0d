"""All that a letter says, read from the cases and from the runs that last saw them. The database does the choosing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import groupby
from urllib.parse import urlsplit

from sqlalchemy import func, select
from sqlalchemy.orm import Session, undefer

from ...audit.texts import unpack_text
from ...audit.tables import Finding, Run, RunPage
from ...store import Database
from ..tables import Case
from ..words import WAITING
from .before import became
from .letter import Letter, OpenQuestion, Page, Passage, Point, Quote, Rule, Source, Terms, Unread

#: What a letter can be about: what people confirmed, or what still waits for them.
STATES = {"confirmed": ("confirmed",), "waiting": WAITING}
_NOWHERE = (1 << 60, 0, "")


def known_sites(database: Database) -> list[str]:
    """Every site that has cases, by name."""
    with database.reading() as session:
        return list(session.scalars(select(Case.site).distinct().order_by(Case.site)))


def sites_to_write_to(database: Database) -> list[tuple[str, dict[str, int]]]:
    """Every site with something confirmed or waiting, and how many findings of each of `STATES`."""
    with database.reading() as session:
        counted = session.execute(select(Case.site, Case.state, func.count()).group_by(Case.site, Case.state).order_by(Case.site)).all()
    found: dict[str, dict[str, int]] = {}
    for site, state, count in counted:
        for about, states in STATES.items():
            if state in states:
                of_site = found.setdefault(site, dict.fromkeys(STATES, 0))
                of_site[about] += count
    return list(found.items())


def gather(database: Database, site: str, terms: Terms) -> Letter | None:
    """The letter to a site; None when nothing of the chosen state is there, and nothing was confirmed on the day `terms.since`.

    Pages come in the order of their most severe finding, what stands on a page in the order of the page.
    """
    with database.reading() as session:
        chosen = select(Case).where(Case.site == site, Case.state.in_(STATES[terms.state])).order_by(Case.rank.desc(), Case.id)
        cases = session.scalars(chosen).all()
        before = became(session, site, terms.since) if terms.since else None
        if not cases and not (before and before.count):
            return None
        letter = Letter(site, terms, [], [], [], _unread(session, site), before)
        made_with = {run.id: run.made_with for run in session.scalars(select(Run).where(Run.id.in_({case.last_run for case in cases})))}
        numbered: dict[tuple[str, str, str], Source] = {}
        by_page = groupby(sorted(cases, key=_first_of(cases)), lambda case: case.address)
        for address, found in by_page:
            on_page = list(found)
            row = _row(session, on_page[0].last_run, address)
            page = Page(address, _link(address), row.title if row else "", _day(row.fetched) if row else None, _parts_unread(row.report if row else {}))
            letter.pages.append(page)
            _passages(letter, page, on_page, _places(session, row), made_with.get(on_page[0].last_run, {}), numbered)
            _left_open(letter, page, row.report if row else {})
    letter.sources = list(numbered.values())
    return letter


def _first_of(cases: Sequence[Case]):  # noqa: ANN202 (a key to sort by)
    """Sort by page, the page whose case comes first at the beginning."""
    places = {case.address: place for place, case in reversed(list(enumerate(cases)))}
    return lambda case: places[case.address]


def _row(session: Session, run: int, address: str) -> RunPage | None:
    return session.scalar(select(RunPage).where(RunPage.run_id == run, RunPage.address == address).options(undefer(RunPage.text)))


def _places(session: Session, row: RunPage | None) -> dict[str, tuple[int, int, str]]:
    """Where each finding of a page stands, by fingerprint: its block, its place in that, the heading it stands under."""
    if row is None:
        return {}
    under, above = {}, []
    for number, _, level, _, text in unpack_text(row.text):
        if level:
            above = [heading for heading in above if heading[0] < level]
        under[number] = above[-1][1] if above else ""
        if level:
            above.append((level, " ".join(text.split())))
    found = session.scalars(select(Finding).where(Finding.page_id == row.id).order_by(Finding.block.desc(), Finding.start.desc()))
    return {item.fingerprint: (item.block, item.start, under.get(item.block, "")) for item in found}


def _passages(letter: Letter, page: Page, cases: Iterable[Case], places: dict[str, tuple[int, int, str]], made_with: dict, numbered: dict) -> None:
    """Put what was found on a page into the letter, each sentence once, neighbours with the same points together."""
    ordered = sorted(cases, key=lambda case: (*places.get(case.fingerprint, _NOWHERE), case.id))
    sentences: dict[tuple[str, str], list[Case]] = {}
    for case in ordered:
        sentences.setdefault((case.sentence, places.get(case.fingerprint, _NOWHERE)[2]), []).append(case)
    rules: set[str] = set()
    number = letter.count
    for (sentence, heading), same in sentences.items():
        number += 1
        dues = [case.due if case.due and case.due >= letter.terms.today else letter.terms.by for case in same]
        letter.lapsed += sum(bool(case.due) and due is None for case, due in zip(same, dues, strict=True))
        letter.findings.update(zip((case.id for case in same), dues, strict=True))
        due = min(filter(None, dues), default=None)
        quote = Quote(number, marked(sentence, {case.exact for case in same}))
        last = page.passages[-1] if page.passages else None
        if last and (last.heading, last.due, rules) == (heading, due, {case.rule for case in same}):
            last.quotes.append(quote)
        else:
            rules = {case.rule for case in same}
            page.passages.append(Passage(heading, due, [quote], _points(same, made_with, numbered)))


def _points(cases: Iterable[Case], made_with: dict, numbered: dict) -> list[Point]:
    points: dict[str, Point] = {}
    for case in cases:
        point = points.setdefault(case.category, Point(case.category))
        if case.rule in (rule.id for rule in point.rules):
            continue
        said = made_with.get("rules", {}).get(case.rule, {})
        known = made_with.get("references", {})
        point.rules.append(Rule(case.rule, said.get("title", ""), said.get("why", ""), said.get("ask", "")))
        sources = {_source(known[name], numbered) for name in said.get("references", ()) if name in known}
        point.sources = sorted(sources.union(point.sources), key=lambda source: source.number)
    return list(points.values())


def marked(sentence: str, words: Iterable[str]) -> tuple[tuple[str, bool], ...]:
    """A sentence cut into parts, each with whether it is one of the words found; what overlaps is one part."""
    spans = []
    for exact in (" ".join(word.split()) for word in words):
        if exact and (start := sentence.find(exact)) >= 0:
            spans.append((start, start + len(exact)))
    parts, done = [], 0
    for start, end in sorted(spans):
        if end <= done:
            continue
        if start < done and parts:
            parts[-1] = (parts[-1][0] + sentence[done:end], True)
        else:
            parts += [(sentence[done:start], False), (sentence[start:end], True)]
        done = end
    return tuple(part for part in (*parts, (sentence[done:], False)) if part[0])


def _source(told: dict, numbered: dict[tuple[str, str, str], Source]) -> Source:
    authority, title, section, day, url = (told.get(name) or "" for name in ("authority", "title", "section", "date", "url"))
    day = day if day[:4].isdecimal() and "unchecked" not in day else ""  # what nobody has checked is not told as a fact
    return numbered.setdefault((authority, title, section), Source(len(numbered) + 1, authority, title, section, day, _link(url)))


def _left_open(letter: Letter, page: Page, report: dict) -> None:
    """Add the checklist's questions that a page about a treatment does not answer."""
    if not report.get("subjects"):
        return
    known = {question.id: question for question in letter.open_questions}
    for item in report.get("checklist", ()):
        if not item["answered"]:
            name = item.get("id", item["question"])
            if name not in known:
                known[name] = OpenQuestion(name, item["question"])
                letter.open_questions.append(known[name])
            known[name].pages.append(page)


def _parts_unread(report: dict) -> list[str]:
    coverage = report.get("coverage", {})
    return [*coverage.get("unread", ()), *(["what comes after the first part of a long page"] if coverage.get("truncated") else [])]


def _unread(session: Session, site: str) -> list[Unread]:
    """The pages of a site that the newest run could not read."""
    newest = select(func.max(RunPage.run_id)).where(RunPage.site == site).scalar_subquery()
    failed = select(RunPage.address, RunPage.detail).where(RunPage.site == site, RunPage.run_id == newest, RunPage.state == "failed")
    return [Unread(address, detail) for address, detail in session.execute(failed.order_by(RunPage.address))]


def _link(address: str) -> str:
    return address if urlsplit(address).scheme in ("http", "https") else ""


def _day(written: str) -> date | None:
    try:
        return datetime.fromisoformat(written).date()
    except ValueError:
        return None
