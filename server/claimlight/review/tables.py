"""The tables of reviews: one case for each finding of a page, the history of what was decided, which only
grows, the letters that were sent, and kept filters."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Date, DateTime, ForeignKey, Index, Integer, String, Text, event, inspect
from sqlalchemy.orm import Mapped, mapped_column

from ..store import Base
from ..store.search import folded

_KEY = BigInteger().with_variant(Integer, "sqlite")


class Case(Base):
    """A finding of a page through all runs. `version` counts its changes, so that two people cannot overwrite each other.

    `words` is what a search reads: those of `SEARCHED`, folded whenever one of them changes.
    """

    __tablename__ = "review_cases"
    __table_args__ = (
        Index(None, "fingerprint"),
        Index(None, "address"),
        Index(None, "state", "rank"),
        Index(None, "site", "state", "level"),
        Index(None, "category", "state"),
        Index(None, "owner", "state"),
        Index(None, "rule"),
        Index(None, "last_run"),
    )

    id: Mapped[int] = mapped_column(_KEY, primary_key=True)
    address: Mapped[str] = mapped_column(Text)
    site: Mapped[str] = mapped_column(String(255))
    fingerprint: Mapped[str] = mapped_column(String(40))
    rule: Mapped[str] = mapped_column(String(200))
    category: Mapped[str] = mapped_column(String(20))
    level: Mapped[str] = mapped_column(String(12))
    rank: Mapped[int]
    exact: Mapped[str] = mapped_column(Text)
    sentence: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(12), default="open")
    reason: Mapped[str] = mapped_column(Text, default="")
    until: Mapped[date | None] = mapped_column(Date)
    owner: Mapped[str] = mapped_column(String(200), default="")
    due: Mapped[date | None] = mapped_column(Date)
    note: Mapped[str] = mapped_column(Text, default="")
    first_run: Mapped[int]
    last_run: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    words: Mapped[str] = mapped_column(Text, deferred=True)


#: What of a case is searched for words.
SEARCHED = ("sentence", "address", "reason", "note")


@event.listens_for(Case, "before_insert")
def _fold(_mapper: object, _connection: object, case: Case) -> None:
    case.words = folded(" ".join(getattr(case, name) or "" for name in SEARCHED))


@event.listens_for(Case, "before_update")
def _fold_again(mapper: object, connection: object, case: Case) -> None:
    if any(inspect(case).attrs[name].history.has_changes() for name in SEARCHED):
        _fold(mapper, connection, case)


class Event(Base):
    """One thing that happened to a case. The database itself refuses to change or remove one."""

    __tablename__ = "review_events"
    __table_args__ = (Index(None, "case_id", "id"), Index(None, "batch"))

    id: Mapped[int] = mapped_column(_KEY, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("review_cases.id"))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    who: Mapped[str] = mapped_column(String(200))
    what: Mapped[str] = mapped_column(String(20))
    batch: Mapped[str] = mapped_column(String(36), default="")
    before: Mapped[str] = mapped_column(String(12), default="")
    after: Mapped[str] = mapped_column(String(12), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    until: Mapped[date | None] = mapped_column(Date)
    owner: Mapped[str] = mapped_column(String(200), default="")
    due: Mapped[date | None] = mapped_column(Date)
    note: Mapped[str] = mapped_column(Text, default="")
    sentence: Mapped[str] = mapped_column(Text, default="")
    run: Mapped[int | None]


class SentLetter(Base):
    """A letter that was sent, or a word that one was not after all (`takes_back`). The database itself refuses to change or remove one.

    `findings` are pairs of a case's number and the day by which it was to change, or None.
    """

    __tablename__ = "review_letters"

    id: Mapped[int] = mapped_column(_KEY, primary_key=True)
    site: Mapped[str] = mapped_column(String(255), index=True)
    day: Mapped[date] = mapped_column(Date)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    who: Mapped[str] = mapped_column(String(200))
    to: Mapped[str] = mapped_column(Text)
    about: Mapped[str] = mapped_column(String(12))
    findings: Mapped[list[Any]] = mapped_column(JSON)
    takes_back: Mapped[int | None] = mapped_column(ForeignKey("review_letters.id"), unique=True)


class KeptFilter(Base):
    """A filter of the list that a person keeps; `wanted` are its fields."""

    __tablename__ = "review_filters"

    who: Mapped[str] = mapped_column(String(200), primary_key=True)
    name: Mapped[str] = mapped_column(String(100), primary_key=True)
    wanted: Mapped[dict[str, Any]] = mapped_column(JSON)
