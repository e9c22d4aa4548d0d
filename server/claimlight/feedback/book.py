"""The book of feedback: what readers said, in the database."""

from __future__ import annotations

from dataclasses import asdict, fields

from sqlalchemy import select

from ..store import Later
from .entry import Entry
from .tables import Row


class Book:
    """Feedback in a database that is made with the first entry."""

    def __init__(self, database: Later) -> None:
        self._database = database

    def keep(self, entry: Entry) -> None:
        """Write an entry down. Raises `StoreError` when it cannot be kept."""
        with self._database.open().writing() as session:
            session.add(Row(**asdict(entry)))

    def entries(self, rule: str = "") -> list[Entry]:
        """All entries, or those of rules whose ids begin with `rule`, oldest first. Raises `StoreError`."""
        wanted = select(Row).where(Row.rule.startswith(rule, autoescape=True)).order_by(Row.id)
        with self._database.open().reading() as session:
            return [Entry(**{field.name: getattr(row, field.name) for field in fields(Entry)}) for row in session.scalars(wanted)]
