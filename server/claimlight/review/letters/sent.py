"""Which letters were sent: to whom, when, by whom, about which findings and by when. The list only grows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import select

from ...store import Database
from ..deciding import Refused
from ..tables import SentLetter
from ..words import Person
from .letter import Letter


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter that was sent. `findings` are the numbers of its findings, each with the day by which it was to change; `taken_back` is who said that it was not sent."""

    number: int
    site: str
    day: date
    who: str
    to: str
    about: str
    findings: dict[int, date | None]
    taken_back: str

    @property
    def dues(self) -> list[date]:
        """The days by which something was to change, the earliest first."""
        return sorted({due for due in self.findings.values() if due})


def sent(database: Database, site: str = "") -> list[Sent]:
    """The letters that were sent, to one site or to all, the newest first."""
    chosen = select(SentLetter).order_by(SentLetter.day.desc(), SentLetter.id.desc())
    with database.reading() as session:
        rows = session.scalars(chosen.where(SentLetter.site == site) if site else chosen).all()
    back = {row.takes_back: row.who for row in rows if row.takes_back}
    return [
        Sent(row.id, row.site, row.day, row.who, row.to, row.about, {case: due and date.fromisoformat(due) for case, due in row.findings}, back.get(row.id, ""))
        for row in rows if not row.takes_back
    ]


def newest(database: Database, site: str = "") -> dict[str, Sent]:
    """The last letter to each site, or to one, without those that were taken back."""
    return {letter.site: letter for letter in reversed(sent(database, site)) if not letter.taken_back}


def last_day(database: Database, site: str, today: date) -> date | None:
    """The day of the last letter to a site about what was confirmed, before today; None when there is none."""
    return next((letter.day for letter in sent(database, site) if letter.day < today and letter.about == "confirmed" and not letter.taken_back), None)


def record(database: Database, letter: Letter, who: Person, to: str = "", day: date | None = None) -> int:
    """Note that a letter was sent, today or on another day that is not to come. Out: its number. Raises `Refused`."""
    if not who.decides:
        raise Refused(f"{who.name} may look, not note what was sent.")
    day = day or letter.terms.today
    if day > letter.terms.today:
        raise Refused(f"{day} is still to come. Note a letter when it has been sent.")
    row = SentLetter(
        site=letter.site, day=day, at=_now(), who=who.name, to=" ".join(to.replace("\0", "").split())[:1000], about=letter.terms.state,
        findings=[[case, due and due.isoformat()] for case, due in letter.findings.items()], takes_back=None,
    )
    with database.writing() as session:
        session.add(row)
    return row.id


def take_back(database: Database, number: int, who: Person) -> None:
    """Note that a letter was not sent after all; that it was noted stays to be seen. Raises `Refused`."""
    if not who.decides:
        raise Refused(f"{who.name} may look, not note what was sent.")
    with database.writing() as session:
        row = session.get(SentLetter, number)
        if row is None or row.takes_back:
            raise Refused(f"No letter {number} was noted.")
        if session.scalar(select(SentLetter.id).where(SentLetter.takes_back == number)):
            raise Refused(f"Letter {number} was taken back already.")
        session.add(SentLetter(site=row.site, day=row.day, at=_now(), who=who.name, to="", about=row.about, findings=[], takes_back=number))


def sent_as_json(letter: Sent) -> dict:
    """A letter that was sent, as plain data; days as ISO 8601."""
    return {
        "number": letter.number, "site": letter.site, "day": letter.day.isoformat(), "who": letter.who, "to": letter.to, "about": letter.about,
        "findings": ", ".join(map(str, letter.findings)), "change by": ", ".join(due.isoformat() for due in letter.dues), "taken back by": letter.taken_back,
    }


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
