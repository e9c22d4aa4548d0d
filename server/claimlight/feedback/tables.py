"""The table of feedback."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ..store import Base


class Row(Base):
    """An `Entry`, in the order in which they came."""

    __tablename__ = "feedback"

    id: Mapped[int] = mapped_column(primary_key=True)
    received: Mapped[date]
    verdict: Mapped[str] = mapped_column(String(5))
    rule: Mapped[str] = mapped_column(String(200), index=True)
    version: Mapped[str] = mapped_column(String(50))
    fingerprint: Mapped[str] = mapped_column(String(64))
    sentence: Mapped[str] = mapped_column(Text)
    start: Mapped[int]
    end: Mapped[int]
    words: Mapped[str] = mapped_column(Text)
