"""Filters that people keep by a name: they belong to the person, whatever browser is used."""

from __future__ import annotations

from sqlalchemy import delete, func, select

from ..store import Database
from .deciding import Refused
from .listing import Filter
from .tables import KeptFilter
from .words import Person

MOST = 100


def kept(database: Database, who: Person) -> dict[str, Filter]:
    """The filters that a person has kept, by name."""
    with database.reading() as session:
        rows = session.scalars(select(KeptFilter).where(KeptFilter.who == who.name).order_by(KeptFilter.name)).all()
    return {row.name: Filter.of(row.wanted) for row in rows}


def keep(database: Database, who: Person, name: str, wanted: Filter) -> None:
    """Keep a filter, in the place of one that had its name. Without a name it is called what it filters by.

    Raises `Refused` when the person has kept `MOST` of them.
    """
    values = wanted.as_dict()
    named = " ".join(name.replace("\0", "").split()) or ", ".join(value if isinstance(value, str) else field for field, value in values.items()) or "all"
    row = KeptFilter(who=who.name, name=named[:100], wanted=values)
    with database.writing() as session:
        others = select(func.count()).select_from(KeptFilter).where(KeptFilter.who == row.who, KeptFilter.name != row.name)
        if session.scalar(others) >= MOST:
            raise Refused(f"You have kept {MOST} filters. Forget one first.")
        session.merge(row)


def forget(database: Database, who: Person, name: str) -> None:
    """Forget a filter of a person; one that is not there is forgotten already."""
    with database.writing() as session:
        session.execute(delete(KeptFilter).where(KeptFilter.who == who.name, KeptFilter.name == name))
