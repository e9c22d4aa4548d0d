"""What became of the passages of the letter before: the letter that was noted as sent says which they were, or else the history of each case."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from ..tables import Case, Event, SentLetter
from ..words import WAITING
from .letter import Before

#: A passage is what the least settled of its findings is.
_ORDER = ("still", "again", "settled", "mended")


def became(session: Session, site: str, day: date) -> Before:
    """What became of what the letters of `day` to a site were about; when none was noted, of what was confirmed at its end (UTC)."""
    passages: dict[tuple[str, str], str] = {}
    noted = _of_letters(session, site, day)
    for row in session.execute(_of_history(site, day) if noted is None else noted):
        key = (row.address, row.sentence or str(row.id))
        passages[key] = min(passages.get(key, "mended"), _now(row.state), key=_ORDER.index)
    counted = Counter(passages.values())
    return Before(day, len(passages), counted["mended"], counted["settled"], counted["again"], counted["still"])


def _of_history(site: str, day: date) -> Select:
    end = datetime.combine(day + timedelta(1), time(), UTC)
    newest = select(func.max(Event.id)).join(Case, Case.id == Event.case_id).where(Case.site == site, Event.at < end).group_by(Event.case_id)
    chosen = select(Case.id, Event.sentence, Case.address, Case.state).join(Event, Case.id == Event.case_id)
    return chosen.where(Event.id.in_(newest), Event.after == "confirmed")


def _of_letters(session: Session, site: str, day: date) -> Select | None:
    back = select(SentLetter.takes_back).where(SentLetter.takes_back.is_not(None))
    noted = select(SentLetter.findings).where(SentLetter.site == site, SentLetter.day == day, SentLetter.about == "confirmed", SentLetter.id.not_in(back))
    letters = session.scalars(noted.where(SentLetter.takes_back.is_(None))).all()
    cases = {case for findings in letters for case, _ in findings}
    return select(Case.id, Case.sentence, Case.address, Case.state).where(Case.id.in_(cases)) if letters else None


def _now(state: str) -> str:
    if state == "confirmed":
        return "still"
    if state in WAITING:
        return "again"
    return "mended" if state == "fixed" else "settled"
