"""Two kept runs compared where they differ: what is the same on a page is counted by the database and never read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from ..store import Database
from .comparison import Change, compare
from .runs import asked_for
from .tables import Finding, Run, RunPage

_PORTION = 400


def differing(database: Database, before: int, after: int) -> tuple[list[Change], int]:
    """What is new, changed, gone or unread between two runs, as `compare` says it, and how many findings are as before.

    A finding that only moved on its site is as before, too. What the later run's overrides set aside is still there, and not told.
    """
    with database.reading() as session:
        earlier, later = (_fingerprints(session, number) for number in (before, after))
        same, pages, differ = 0, ([], []), set()
        for address in earlier.keys() | later.keys():
            (old, before_it), (new, after_it) = earlier.get(address, (0, "")), later.get(address, (0, ""))
            if before_it == after_it:
                same += after_it.count(",") + 1
                continue
            had, has = Counter(filter(None, before_it.split(","))), Counter(filter(None, after_it.split(",")))
            for fingerprint in had.keys() | has.keys():
                if had[fingerprint] == has[fingerprint]:
                    same += has[fingerprint]
                else:
                    differ |= {(old, fingerprint), (new, fingerprint)}
            pages[0].append(old)
            pages[1].append(new)
        rows = [_findings(session, some, differ) for some in pages]
        read = set(session.scalars(select(RunPage.address).where(RunPage.run_id == after, RunPage.state.in_(("done", "unchanged")))))
        asked, aside = asked_for(session, after), _set_aside(session, after)
    rows[0] = [row for row in rows[0] if (row.address, row.fingerprint) not in aside]
    changes = compare(*rows, read, asked)
    return [change for change in changes if change.state != "unchanged"], same + sum(change.state == "unchanged" for change in changes)


def _fingerprints(session: Session, run: int) -> dict[str, tuple[int, str]]:
    """The number of each page with findings and their fingerprints in one text, by address."""
    rows = session.execute(
        select(RunPage.address, RunPage.id, func.aggregate_strings(Finding.fingerprint, ","))
        .join(Finding, Finding.page_id == RunPage.id)
        .where(RunPage.run_id == run, Finding.outcome != "disclosure")
        .group_by(RunPage.address, RunPage.id)
    )
    return {address: (page, prints) for address, page, prints in rows}


def _findings(session: Session, pages: list[int], differ: set[tuple[int, str]]) -> Sequence[Row]:
    """The findings of pages that are among those that differ, in their order. The index tells which, so only they are read."""
    keys = select(Finding.id, Finding.page_id, Finding.fingerprint).where(Finding.outcome != "disclosure")
    wanted = [key for part in _portions(pages) for key, page, print_ in session.execute(keys.where(Finding.page_id.in_(part))) if (page, print_) in differ]
    columns = (Finding.id, Finding.fingerprint, Finding.rule, Finding.sentence, Finding.exact, Finding.severity, RunPage.address, RunPage.site)
    chosen = select(*columns).join(RunPage, RunPage.id == Finding.page_id)
    found = [row for part in _portions(wanted) for row in session.execute(chosen.where(Finding.id.in_(part)))]
    return sorted(found, key=lambda row: row.id)


def _set_aside(session: Session, run: int) -> set[tuple[str, str]]:
    """The address and fingerprint of what a run's overrides set aside."""
    if not session.get(Run, run).made_with.get("overrides"):
        return set()
    pages = session.execute(select(RunPage.address, RunPage.report).where(RunPage.run_id == run))
    return {(address, row["fingerprint"]) for address, report in pages for row in report.get("set_aside", ())}


def _portions(items: list[int]) -> Iterable[list[int]]:
    return (items[start : start + _PORTION] for start in range(0, len(items), _PORTION))
