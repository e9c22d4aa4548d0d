"""The tables of audits: runs, their pages, what was found on them, and the text it was found in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, ForeignKey, Index, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..store import Base

#: What a page of a run can be. Only `waiting` ones are still to be read.
STATES = ("waiting", "done", "unchanged", "failed")

_KEY = BigInteger().with_variant(Integer, "sqlite")


class Run(Base):
    """One audit: what was asked for, with what, and how far it is.

    `order` is what `claimlight audit` was asked to do, enough to go on with it. `state` is `running` (or broken off),
    `stopped` by a person, `done`. `written` is the length of the evidence that belongs to pages already noted.
    """

    __tablename__ = "runs"

    id: Mapped[int] = mapped_column(_KEY, primary_key=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[str] = mapped_column(String(10), default="running")
    began: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    ended: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    order: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_with: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    listed: Mapped[bool] = mapped_column(default=False)
    evidence: Mapped[str] = mapped_column(Text, default="")
    written: Mapped[int] = mapped_column(BigInteger, default=0)


#: All that sums over pages need, so that they are counted without reading the pages' texts.
_SUMS = Index("ix_run_pages_sums", "run_id", "state", "alert", "caution", "note", "review")


class RunPage(Base):
    """A page of a run. `cause` and `detail` say why it failed; `offset` is its place in the run's evidence."""

    __tablename__ = "run_pages"
    __table_args__ = (UniqueConstraint("run_id", "address"), Index(None, "run_id", "state"), Index(None, "run_id", "site"), _SUMS)

    id: Mapped[int] = mapped_column(_KEY, primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"))
    address: Mapped[str] = mapped_column(Text)
    site: Mapped[str] = mapped_column(String(255))
    place: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(Text, default="")
    depth: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    cause: Mapped[str] = mapped_column(String(20), default="")
    detail: Mapped[str] = mapped_column(Text, default="")
    final: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[int] = mapped_column(default=0)
    redirects: Mapped[list[Any]] = mapped_column(JSON, default=list)
    fetched: Mapped[str] = mapped_column(String(40), default="")
    etag: Mapped[str] = mapped_column(Text, default="")
    modified: Mapped[str] = mapped_column(Text, default="")
    digest: Mapped[str] = mapped_column(String(80), default="")
    offset: Mapped[int | None] = mapped_column(BigInteger)
    evidence: Mapped[str] = mapped_column(Text, default="")
    title: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(40), default="")
    characters: Mapped[int] = mapped_column(default=0)
    alert: Mapped[int] = mapped_column(default=0)
    caution: Mapped[int] = mapped_column(default=0)
    note: Mapped[int] = mapped_column(default=0)
    review: Mapped[int] = mapped_column(default=0)
    disclosure: Mapped[int] = mapped_column(default=0)
    report: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    text: Mapped[bytes] = mapped_column(LargeBinary, default=b"", deferred=True)


class Finding(Base):
    """A highlight on a page of a run; the names are those of the API."""

    __tablename__ = "findings"
    __table_args__ = (
        Index(None, "run_id", "outcome", "severity"),
        Index(None, "run_id", "rule"),
        Index(None, "run_id", "category", "outcome"),
        Index(None, "page_id", "fingerprint", "outcome"),
        Index(None, "fingerprint"),
    )

    id: Mapped[int] = mapped_column(_KEY, primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"))
    page_id: Mapped[int] = mapped_column(ForeignKey("run_pages.id", ondelete="CASCADE"))
    fingerprint: Mapped[str] = mapped_column(String(40))
    outcome: Mapped[str] = mapped_column(String(12))
    rule: Mapped[str] = mapped_column(String(200))
    category: Mapped[str] = mapped_column(String(20))
    severity: Mapped[str] = mapped_column(String(10))
    confidence: Mapped[float]
    hedged: Mapped[bool]
    folded: Mapped[bool]
    block: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    exact: Mapped[str] = mapped_column(Text)
    prefix: Mapped[str] = mapped_column(Text)
    suffix: Mapped[str] = mapped_column(Text)
    sentence: Mapped[str] = mapped_column(Text)
    because: Mapped[list[Any]] = mapped_column(JSON, default=list)
