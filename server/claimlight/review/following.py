"""What a run means for the cases: new ones open, words that are gone are fixed, edited ones are reviewed again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..audit.comparison import compare
from ..audit.runs import asked_for
from ..audit.tables import Finding, RunPage
from ..store import Database
from .tables import Case, Event

#: Worked first: the most severe. Reviews come after claims.
RANK = {"alert": 3, "caution": 2, "note": 1, "review": 0}
_BATCH = 200


def follow(database: Database, run: int) -> Counter[str]:
    """Bring the cases up to date with a run; doing it twice changes nothing. Out: how many came to be what.

    A case is (page, fingerprint). What moved on its site stays decided; what was edited on its page is `changed` when it
    had been decided. Pages that the run could not read, or did not ask for, leave their cases as they are.
    """
    happened: Counter[str] = Counter()
    with database.reading() as session:
        sites = session.scalars(select(RunPage.site).where(RunPage.run_id == run, _read()).distinct().order_by(RunPage.site)).all()
    for site in sites:
        with database.writing() as session:
            _site(session, run, site, happened)
    return happened


def follow_page(database: Database, page: int) -> Counter[str]:
    """Bring the cases of one page up to date that was added to a run by itself, as it is shown now.

    The run may be older than others of the site: it still says nothing of other pages.
    """
    happened: Counter[str] = Counter()
    with database.writing() as session:
        added = session.get(RunPage, page)
        cases = session.scalars(select(Case).where(Case.address == added.address)).all()
        _compared(session, _counting(cases, [added]), _findings(session, {added.id: added}), {added.address}, {added.address}, added.run_id, happened)
    return happened


def reopen(database: Database, today: date) -> int:
    """Open what was accepted until a day that is past. Out: how many."""
    with database.writing() as session:
        cases = session.scalars(select(Case).where(Case.state == "accepted", Case.until < today)).all()
        for case in cases:
            _happens(session, case, "open", "its time is over", None)
        return len(cases)


def _read():  # noqa: ANN202 (an SQLAlchemy condition)
    return RunPage.state.in_(("done", "unchanged"))


def _site(session: Session, run: int, site: str, happened: Counter[str]) -> None:
    newer = select(func.max(Case.last_run)).where(Case.site == site)
    if (session.scalar(newer) or 0) > run:
        return  # an older run says nothing about today
    pages = {page.id: page for page in session.scalars(select(RunPage).where(RunPage.run_id == run, RunPage.site == site, _read()))}
    cases = session.scalars(select(Case).where(Case.site == site)).all()
    read, asked = {page.address for page in pages.values()}, asked_for(session, run)
    _compared(session, _counting(cases, pages.values()), _findings(session, pages), read, asked, run, happened)


def _counting(cases: Sequence[Case], pages: Iterable[RunPage]) -> list[Case]:
    """The cases without those whose finding a site's overrides set aside: their words are still there, and they stay as they are."""
    aside = {(page.address, row["fingerprint"]) for page in pages for row in page.report.get("set_aside", ())}
    return [case for case in cases if (case.address, case.fingerprint) not in aside]


def _findings(session: Session, pages: dict[int, RunPage]) -> list[_Found]:
    """What was found on pages, each once on its page."""
    found: list[_Found] = []
    seen: set[tuple[str, str]] = set()
    for place in _portions(list(pages)):
        rows = select(Finding).where(Finding.page_id.in_(place), Finding.outcome != "disclosure").order_by(Finding.id)
        for row in session.scalars(rows):
            key = (pages[row.page_id].address, row.fingerprint)
            if key not in seen:
                seen.add(key)
                found.append(_Found(row, pages[row.page_id]))
    return found


def _compared(
    session: Session, cases: Sequence[Case], found: list[_Found], read: set[str], asked: set[str] | None, run: int, happened: Counter[str],
) -> None:
    for change in compare(cases, found, read, asked):
        if change.state == "unread":
            continue
        case, item = change.before, change.after
        if case is None:
            session.add(_opened(item, run))
            happened["open"] += 1
        elif item is None:
            if case.state != "fixed":
                _happens(session, case, "fixed", "the words are gone", run)
                happened["fixed"] += 1
        else:
            _seen_again(session, case, item, change.state, run, happened)


def _seen_again(session: Session, case: Case, item: _Found, change: str, run: int, happened: Counter[str]) -> None:
    moved = (case.address, case.fingerprint) != (item.address, item.fingerprint)
    before = case.sentence
    case.address, case.fingerprint = item.address, item.fingerprint
    case.exact, case.sentence, case.level, case.rank = item.exact, item.sentence, item.level, RANK[item.level]
    case.last_run = max(case.last_run, run)
    if case.state == "fixed":
        _happens(session, case, "returned", "the words are back", run)
        happened["returned"] += 1
    elif change == "changed" and case.state in ("confirmed", "dismissed", "accepted"):
        _happens(session, case, "changed", f"it said: {before}", run)
        happened["changed"] += 1
    elif moved and change == "unchanged":
        _happens(session, case, case.state, "the words moved", run)
        happened["moved"] += 1


class _Found:
    """A finding of the run, as the comparison and a case want it."""

    def __init__(self, row: Finding, page: RunPage) -> None:
        self.address, self.site = page.address, page.site
        self.rule, self.category, self.fingerprint = row.rule, row.category, row.fingerprint
        self.sentence, self.exact = row.sentence, row.exact
        self.level = row.severity if row.outcome == "claim" else "review"


def _opened(item: _Found, run: int) -> Case:
    return Case(
        address=item.address, site=item.site, fingerprint=item.fingerprint, rule=item.rule, category=item.category, level=item.level,
        rank=RANK[item.level], exact=item.exact, sentence=item.sentence, first_run=run, last_run=run,
    )


def _happens(session: Session, case: Case, state: str, reason: str, run: int | None) -> None:
    session.add(
        Event(
            case_id=case.id, at=datetime.now(UTC).replace(microsecond=0), who="audit", what="found", before=case.state, after=state,
            reason=reason, until=case.until, owner=case.owner, due=case.due, note=case.note, sentence=case.sentence, run=run,
        )
    )
    case.state = state
    case.version += 1


def _portions(items: list[int]) -> Iterable[list[int]]:
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]
