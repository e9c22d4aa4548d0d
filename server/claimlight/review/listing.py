"""Finding cases: filters, words, pages of a list, and one case with its whole history. The database does the work."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import date

from sqlalchemy import ColumnElement, Select, func, or_, select

from ..store import Database
from ..store.search import having
from .tables import Case, Event
from .words import STATES, WAITING

LARGEST = 500


@dataclass(frozen=True, slots=True)
class Filter:
    """What to list. An empty field takes all; `state` may be `waiting`, `words` are asked as `claimlight.store.search` says."""

    state: str = ""
    site: str = ""
    rule: str = ""
    category: str = ""
    level: str = ""
    owner: str = ""
    words: str = ""
    address: str = ""
    overdue: bool = False

    @classmethod
    def of(cls, given: dict) -> Filter:
        """A filter out of a query's or a file's values; what is none of its fields is passed over."""
        known = {item.name for item in fields(cls)}
        kept = {name: value.replace("\0", "") if isinstance(value, str) else value for name, value in given.items() if name in known and value}
        return cls(**kept | ({"overdue": str(kept["overdue"]).lower() in ("1", "true", "yes", "on")} if "overdue" in kept else {}))

    @property
    def states(self) -> tuple[str, ...]:
        """The states that it takes."""
        return WAITING if self.state == "waiting" else (self.state,) if self.state else tuple(STATES)

    def as_dict(self) -> dict:
        """What is filtered by, without what takes all."""
        return {name: value for name, value in asdict(self).items() if value}

    def conditions(self, database: Database, today: date) -> list[ColumnElement[bool]]:
        """The filter as conditions of a query."""
        made = [getattr(Case, name) == value for name in ("site", "rule", "category", "level", "owner", "address") if (value := getattr(self, name))]
        if self.state:
            made.append(Case.state.in_(self.states))
        if self.words.strip():
            made.append(having(database.engine.dialect.name, Case.id, Case.words, self.words))
        if self.overdue:
            made.append(Case.due < today)
            made.append(Case.state.in_((*WAITING, "confirmed")))
        return made


def listed(database: Database, wanted: Filter, today: date, *, after: tuple[int, int] | None = None, count: int = 50) -> tuple[list[Case], int]:
    """A page of the list as `cases` has it, and how many there are in all."""
    with database.reading() as session:
        total = session.scalar(select(func.count()).select_from(Case).where(*wanted.conditions(database, today)))
    return cases(database, wanted, today, after=after, count=count), total or 0


def cases(database: Database, wanted: Filter, today: date, *, after: tuple[int, int] | None = None, count: int = 50) -> list[Case]:
    """A page of the list, the most severe first, then the oldest.

    `after` is (rank, id) of the last case of the page before: the database begins there, however long the list is.
    """
    chosen: Select = select(Case).where(*wanted.conditions(database, today))
    if after:
        rank, last = after
        chosen = chosen.where(or_(Case.rank < rank, (Case.rank == rank) & (Case.id > last)))
    chosen = chosen.order_by(Case.rank.desc(), Case.id).limit(min(count, LARGEST))
    with database.reading() as session:
        return list(session.scalars(chosen))


def one(database: Database, case: int) -> tuple[Case, list[Event]] | None:
    """A case and its history, the oldest event first; None when there is none."""
    with database.reading() as session:
        found = session.get(Case, case)
        return (found, list(session.scalars(select(Event).where(Event.case_id == case).order_by(Event.id)))) if found else None


def by_finding(database: Database, findings: list[tuple[str, str]]) -> dict[tuple[str, str], Case]:
    """The cases of (address, fingerprint) pairs, for those that there are."""
    found = {}
    with database.reading() as session:
        for start in range(0, len(findings), 300):
            part = findings[start : start + 300]
            prints = {fingerprint for _, fingerprint in part}
            for case in session.scalars(select(Case).where(Case.fingerprint.in_(prints))):
                found[case.address, case.fingerprint] = case
    return {key: found[key] for key in findings if key in found}


def counts(database: Database, wanted: Filter, today: date) -> dict[str, int]:
    """How many cases are in each state, under the filter without its state."""
    conditions = Filter(**{**asdict(wanted), "state": ""}).conditions(database, today)
    with database.reading() as session:
        rows = session.execute(select(Case.state, func.count()).where(*conditions).group_by(Case.state))
        counted = {state: count for state, count in rows}
    return {state: counted.get(state, 0) for state in STATES}
