"""What people do with cases: decide, assign, undo. Each is one transaction, and each leaves its line in the history."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..store import Database
from .tables import Case, Event
from .words import DECISIONS, SETTLED, Decision, Person


class Refused(Exception):
    """What was asked for is not possible; the message says why and what to do."""


class Conflict(Exception):
    """Somebody else changed a case in the meantime. `cases` are (id, state, who changed it last)."""

    def __init__(self, cases: list[tuple[int, str, str]]) -> None:
        self.cases = cases
        names = ", ".join(f"{case} is {state} by {who}" for case, state, who in cases)
        super().__init__(f"Changed in the meantime: {names}. Look again before you decide.")


@dataclass(frozen=True, slots=True)
class Done:
    """What was done: the name by which it can be undone, and how many cases it changed."""

    batch: str
    count: int


def decide(database: Database, cases: Sequence[int], decision: Decision, who: Person, seen: dict[int, int] | None = None) -> Done:
    """Decide one or many cases.

    `seen` is the version of each case that the person saw. Raises `Conflict` when one has changed since, and then
    changes none; `Refused` for a person who may not, a decision without its reason or date, a case that is not there.
    """
    _allowed(who)
    if decision.state not in DECISIONS:
        raise Refused(f"{decision.state!r} cannot be decided; decide one of {', '.join(DECISIONS)}.")
    if decision.state == "dismissed" and not decision.reason.strip():
        raise Refused("Dismissing needs a reason: say why this is no finding.")
    if decision.state == "accepted":
        if decision.until is None or decision.until < _today():
            raise Refused("Accepting needs a date that is still to come, after which the finding is open again.")
        if not decision.reason.strip():
            raise Refused("Accepting needs a reason: say why this may stay.")
    batch = str(uuid.uuid4())
    with database.writing() as session:
        for case in _taken(session, cases, seen):
            session.add(_event(case, who.name, "decided", batch, after=decision.state, reason=decision.reason.strip(), until=decision.until))
            case.state, case.reason, case.until = decision.state, decision.reason.strip(), decision.until
            case.version += 1
    return Done(batch, len(set(cases)))


def assign(
    database: Database,
    cases: Sequence[int],
    who: Person,
    owner: str | None = None,
    due: date | None = None,
    note: str | None = None,
    seen: dict[int, int] | None = None,
    undated: bool = False,
) -> Done:
    """Give cases an owner, a due date or a note; what is None stays as it is. `undated` takes the date away. Raises as `decide`."""
    _allowed(who)
    if owner is None and due is None and note is None and not undated:
        raise Refused("Say whom to assign it to, by when, or what to note.")
    batch = str(uuid.uuid4())
    with database.writing() as session:
        for case in _taken(session, cases, seen):
            case.owner = case.owner if owner is None else owner.strip()
            case.due = None if undated else case.due if due is None else due
            case.note = case.note if note is None else note.strip()
            case.version += 1
            session.add(_event(case, who.name, "assigned", batch, after=case.state))
    return Done(batch, len(set(cases)))


def untouched(database: Database, cases: Sequence[int], who: Person, what: str) -> dict[int, int]:
    """The versions of cases as they are, to be decided or assigned (`what` is `decided` or `assigned`) by who has not just seen them.

    Raises `Conflict` when somebody else has decided, or assigned, one of them already.
    """
    newest = select(func.max(Event.id)).where(Event.what == what).group_by(Event.case_id)
    theirs, versions = [], {}
    with database.reading() as session:
        for start in range(0, len(cases), 500):
            some = cases[start : start + 500]
            of_some = newest.where(Event.case_id.in_(some))
            by = {case: name for case, name in session.execute(select(Event.case_id, Event.who).where(Event.id.in_(of_some)))}
            for case in session.scalars(select(Case).where(Case.id.in_(some)).order_by(Case.id)):
                versions[case.id] = case.version
                has = case.state in SETTLED if what == "decided" else case.owner or case.due or case.note
                if has and by.get(case.id, who.name) != who.name:
                    theirs.append((case.id, case.state if what == "decided" else f"assigned to {case.owner or 'nobody'}", by[case.id]))
    if theirs:
        raise Conflict(theirs)
    return versions


def undo(database: Database, batch: str, who: Person) -> Done:
    """Take a decision or an assignment back: each case is again what it was before.

    Raises `Conflict` when something has happened to one of the cases since, `Refused` when there is nothing to undo.
    """
    _allowed(who)
    again = str(uuid.uuid4())
    with database.writing() as session:
        events = session.scalars(select(Event).where(Event.batch == batch)).all()
        if not events:
            raise Refused("There is nothing to undo by this name.")
        clashes = []
        for event in events:
            history = session.scalars(select(Event).where(Event.case_id == event.case_id).order_by(Event.id.desc()).limit(2)).all()
            case = session.get(Case, event.case_id)
            if history[0].id != event.id:
                clashes.append((case.id, case.state, history[0].who))
                continue
            earlier = history[1] if len(history) > 1 else None
            before = case.state
            case.state = event.before
            case.reason, case.until = (earlier.reason, earlier.until) if earlier else ("", None)
            case.owner, case.due, case.note = (earlier.owner, earlier.due, earlier.note) if earlier else ("", None, "")
            case.version += 1
            made = _event(case, who.name, "undone", again, after=case.state, reason=case.reason, until=case.until)
            made.before = before
            session.add(made)
        if clashes:
            raise Conflict(clashes)
    return Done(again, len(events))


def _event(case: Case, who: str, what: str, batch: str, after: str, reason: str | None = None, until: date | None = None) -> Event:
    return Event(
        case_id=case.id, at=datetime.now(UTC).replace(microsecond=0), who=who, what=what, batch=batch, before=case.state, after=after,
        reason=case.reason if reason is None else reason, until=case.until if reason is None else until,
        owner=case.owner, due=case.due, note=case.note, sentence=case.sentence, run=None,
    )


def _taken(session: Session, cases: Sequence[int], seen: dict[int, int] | None) -> list[Case]:
    """The cases, locked for this transaction, when nobody has changed them since they were seen."""
    wanted = sorted(set(cases))
    if not wanted:
        raise Refused("No case is named.")
    found = []
    for start in range(0, len(wanted), 500):
        chosen = select(Case).where(Case.id.in_(wanted[start : start + 500])).order_by(Case.id).with_for_update()
        found += session.scalars(chosen).all()
    missing = sorted(set(wanted) - {case.id for case in found})
    if missing:
        raise Refused(f"There is no case {', '.join(map(str, missing[:10]))}.")
    changed = [case for case in found if seen and seen.get(case.id, case.version) != case.version]
    if changed:
        raise Conflict([(case.id, case.state, _last(session, case.id)) for case in changed])
    return found


def _last(session: Session, case: int) -> str:
    return session.scalar(select(Event.who).where(Event.case_id == case).order_by(Event.id.desc()).limit(1)) or "an audit"


def _allowed(who: Person) -> None:
    if not who.name.strip():
        raise Refused("Say who decides.")
    if not who.decides:
        raise Refused(f"{who.name} may look, not decide.")


def _today() -> date:
    return datetime.now(UTC).date()
