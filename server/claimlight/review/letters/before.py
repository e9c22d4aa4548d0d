"""What became of the passages of the letter before: the history of each case says what it was on that day."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..tables import Case, Event
from ..words import WAITING
from .letter import Before

#: A passage is what the least settled of its findings is.
_ORDER = ("still", "again", "settled", "mended")


def became(session: Session, site: str, day: date) -> Before:
    """What became of what was confirmed on a site at the end of `day` (UTC)."""
    end = datetime.combine(day + timedelta(1), time(), UTC)
    newest = select(func.max(Event.id)).join(Case, Case.id == Event.case_id).where(Case.site == site, Event.at < end).group_by(Event.case_id)
    chosen = select(Event.case_id, Event.sentence, Case.address, Case.state).join(Case, Case.id == Event.case_id)
    passages: dict[tuple[str, str], str] = {}
    for row in session.execute(chosen.where(Event.id.in_(newest), Event.after == "confirmed")):
        key = (row.address, row.sentence or str(row.case_id))
        passages[key] = min(passages.get(key, "mended"), _now(row.state), key=_ORDER.index)
    counted = Counter(passages.values())
    return Before(day, len(passages), counted["mended"], counted["settled"], counted["again"], counted["still"])


def _now(state: str) -> str:
    if state == "confirmed":
        return "still"
    if state in WAITING:
        return "again"
    return "mended" if state == "fixed" else "settled"
