"""Sums for the dashboard: sites by risk, findings over time, what pages leave open. The database does the counting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import JSON, case, column, func, select, true

from ..audit.tables import Finding, Run, RunPage
from ..store import Database
from .tables import Case
from .words import WAITING

_LEVELS = ("alert", "caution", "note", "review")


@dataclass(slots=True)
class SiteRisk:
    """A site: cases that wait or are confirmed by severity; how many of all wait, are settled, fixed or confirmed."""

    site: str
    levels: Counter[str] = field(default_factory=Counter)
    waiting: int = 0
    settled: int = 0
    fixed: int = 0
    confirmed: int = 0

    @property
    def standing(self) -> int:
        """Findings that are still on the site and not settled."""
        return sum(self.levels.values())


def sites(database: Database) -> list[SiteRisk]:
    """Every site with cases, the riskiest first."""
    with database.reading() as session:
        rows = session.execute(select(Case.site, Case.state, Case.level, func.count()).group_by(Case.site, Case.state, Case.level)).all()
    made: dict[str, SiteRisk] = {}
    for site, state, level, count in rows:
        risk = made.setdefault(site, SiteRisk(site))
        if state == "fixed":
            risk.fixed += count
        elif state in ("dismissed", "accepted"):
            risk.settled += count
        else:
            risk.levels[level] += count
            risk.waiting += count if state in WAITING else 0
            risk.confirmed += count if state == "confirmed" else 0
    return sorted(made.values(), key=lambda risk: (*(-risk.levels[level] for level in _LEVELS), risk.site))


def categories(database: Database) -> list[tuple[str, int]]:
    """How many standing findings there are of each category, the most first."""
    made: Counter[str] = Counter()
    with database.reading() as session:
        for category, state, count in session.execute(select(Case.category, Case.state, func.count()).group_by(Case.category, Case.state)):
            if state in (*WAITING, "confirmed"):
                made[category] += count
    return sorted(made.items(), key=lambda item: (-item[1], item[0]))


def over_time(database: Database, count: int = 24) -> list[dict]:
    """The last runs that are done, the oldest first: number, day, pages, and findings by severity."""
    sums = [func.coalesce(func.sum(getattr(RunPage, level)), 0).label(level) for level in _LEVELS]
    with database.reading() as session:
        newest = select(Run.id).where(Run.state == "done").order_by(Run.id.desc()).limit(count)
        chosen = (
            select(Run.id, Run.name, Run.began, func.count(RunPage.id).label("pages"), *sums)
            .join(RunPage, RunPage.run_id == Run.id)
            .where(Run.id.in_(newest))
            .group_by(Run.id, Run.name, Run.began)
            .order_by(Run.id)
        )
        rows = session.execute(chosen).all()
    return [
        {"number": row.id, "name": row.name, "day": row.began.date(), "pages": row.pages} | {level: int(getattr(row, level)) for level in _LEVELS}
        for row in rows
    ]


def kinds_over_time(database: Database, runs: Sequence[int]) -> dict[str, list[int]]:
    """For each category that was found in these runs, the most frequent first, how many findings each run has of it."""
    made: dict[str, list[int]] = {}
    place = {number: at for at, number in enumerate(runs)}
    with database.reading() as session:
        chosen = select(Finding.run_id, Finding.category, func.count()).where(Finding.run_id.in_(runs), Finding.outcome != "disclosure")
        for number, category, count in session.execute(chosen.group_by(Finding.run_id, Finding.category)):
            made.setdefault(category, [0] * len(runs))[place[number]] = count
    return dict(sorted(made.items(), key=lambda item: (-sum(item[1]), item[0])))


def left_open(database: Database, run: int) -> dict[str, dict[str, tuple[int, int]]]:
    """For each site of a run, the checklist's questions: how many pages leave one open, and of how many it is asked.

    Pages that speak of no treatment are not asked.
    """
    made: dict[str, dict[str, tuple[int, int]]] = {}
    with database.reading() as session:
        items, question, answered, subjects = _checklist(database)
        chosen = (
            select(RunPage.site, question.label("question"), func.sum(case((answered, 0), else_=1)).label("open"), func.count().label("asked"))
            .select_from(RunPage)
            .join(items, true())
            .where(RunPage.run_id == run, RunPage.state.in_(("done", "unchanged")), subjects > 0)
            .group_by(RunPage.site, question)
            .order_by(RunPage.site, question)
        )
        for site, asked_for, still_open, asked in session.execute(chosen):
            made.setdefault(site, {})[asked_for] = (int(still_open), asked)
    return made


def _checklist(database: Database) -> tuple:
    """A page's checklist as rows, opened by the database: the rows, their question and answer, and how many subjects it has."""
    if database.engine.dialect.name == "sqlite":
        items = func.json_each(RunPage.report, "$.checklist").table_valued("value")
        item = items.c.value
        return items, func.json_extract(item, "$.question"), func.json_extract(item, "$.answered") == 1, func.json_array_length(RunPage.report, "$.subjects")
    items = func.json_array_elements(RunPage.report["checklist"]).table_valued(column("value", JSON))
    item = items.c.value
    return items, item["question"].as_string(), item["answered"].as_boolean(), func.json_array_length(RunPage.report["subjects"])


def last_run(database: Database) -> int:
    """The newest run that is done and no replay; 0 when there is none."""
    with database.reading() as session:
        for number, order in session.execute(select(Run.id, Run.order).where(Run.state == "done").order_by(Run.id.desc()).limit(50)):
            if not order.get("replay"):
                return number
    return 0


def choices(database: Database) -> dict[str, list[str]]:
    """What a list can be filtered by: the sites, rules, categories and owners that cases have."""
    with database.reading() as session:
        return {
            name: [value for value in session.scalars(select(column).distinct().order_by(column)) if value]
            for name, column in (("site", Case.site), ("rule", Case.rule), ("category", Case.category), ("owner", Case.owner))
        }
