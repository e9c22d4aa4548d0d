"""What is noted of a run, step by step: every method is one transaction, so that a run can be broken off anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import ColumnElement, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from ..store import Database
from .addresses import site
from .reading import Checked
from .tables import Finding, Run, RunPage
from .words import Failure, Fetched, Known, Wanted

#: Many pages are noted at once, past the objects: a run keeps tens of thousands.
_PAGES, _FINDINGS = RunPage.__table__, Finding.__table__
_CHANGE = update(_PAGES).where(_PAGES.c.id == bindparam("key"))


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a page: checked with its place in the evidence, unchanged since, or failed."""

    page_id: int
    fetched: Fetched | None = None
    checked: Checked | None = None
    digest: str = ""
    evidence: str = ""
    offset: int | None = None
    unchanged: bool = False
    failure: Failure | None = None


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC).replace(microsecond=0)


class Ledger:
    """The pages of one run in the database."""

    def __init__(self, database: Database, run_id: int) -> None:
        self._database = database
        self.run_id = run_id

    @classmethod
    def begin(cls, database: Database, order: dict, name: str, evidence: str) -> Ledger:
        """Note a new run. `evidence` is the folder for its file; the file is named after the run's number."""
        with database.writing() as session:
            run = Run(name=name, began=now(), order=order)
            session.add(run)
            session.flush()
            run.evidence = f"{evidence}/run-{run.id}.warc.gz"
            return cls(database, run.id)

    def run(self) -> Run:
        """The run as it is noted now. Raises `KeyError` when there is none."""
        with self._database.reading() as session:
            found = session.get(Run, self.run_id)
        if found is None:
            raise KeyError(self.run_id)
        return found

    def add(self, wanted: Iterable[Wanted]) -> int:
        """Note pages to be read; those noted already stay as they are. Out: how many are new."""
        rows = [
            {"run_id": self.run_id, "address": page.address, "site": _site(page), "place": page.place}
            | {"source": page.source, "depth": page.depth, "state": "waiting"}
            for page in wanted
        ]
        with self._database.writing() as session:
            return sum(
                session.execute(self._insert(session).values(rows[start : start + 500]).on_conflict_do_nothing()).rowcount
                for start in range(0, len(rows), 500)
            )

    def lose(self, place: str, failure: Failure) -> bool:
        """Note a part of a source that could not be read, once. Out: whether it is new."""
        row = {"run_id": self.run_id, "address": place, "site": "", "source": "", "state": "failed"}
        with self._database.writing() as session:
            values = row | {"cause": failure.cause, "detail": failure.detail}
            return bool(session.execute(self._insert(session).values(values).on_conflict_do_nothing()).rowcount)

    def set(self, **values: object) -> None:
        """Change what is noted of the run itself."""
        with self._database.writing() as session:
            session.execute(update(Run).where(Run.id == self.run_id).values(values))

    def waiting(self, after: int, count: int) -> list[RunPage]:
        """The next pages to be read, in the order in which they were found."""
        chosen = select(RunPage).where(self._mine, RunPage.state == "waiting", RunPage.id > after).order_by(RunPage.id).limit(count)
        with self._database.reading() as session:
            return list(session.scalars(chosen))

    def pages(self, addresses: Sequence[str]) -> dict[str, RunPage]:
        """What is noted of some addresses."""
        with self._database.reading() as session:
            return {page.address: page for page in session.scalars(select(RunPage).where(self._mine, RunPage.address.in_(addresses)))}

    def counts(self) -> dict[str, int]:
        """How many pages are in each state, and `findings` (claims) so far."""
        with self._database.reading() as session:
            counted = session.execute(select(RunPage.state, func.count()).where(self._mine).group_by(RunPage.state)).all()
            claims = select(func.count()).where(Finding.run_id == self.run_id, Finding.outcome == "claim")
            return {state: count for state, count in counted} | {"findings": session.scalar(claims)}

    def keep(self, results: Iterable[Result], written: int) -> None:
        """Note what became of pages: all of it or nothing. `written` is the evidence's length with them in it."""
        with self._database.writing() as session:
            self.keep_in(session, results, written)

    def keep_in(self, session: Session, results: Iterable[Result], written: int) -> None:
        """`keep` within a transaction that is under way."""
        results = list(results)
        failed = [{"key": result.page_id, "cause": result.failure.cause, "detail": result.failure.detail} for result in results if result.failure]
        read = [result for result in results if not result.failure]
        if failed:
            session.execute(_CHANGE.values(state="failed"), failed)
        if read:
            session.execute(_CHANGE, [_row(result) for result in read])
            session.execute(delete(_FINDINGS).where(_FINDINGS.c.page_id.in_([result.page_id for result in read])))
        findings = [{**row, "run_id": self.run_id, "page_id": result.page_id} for result in read for row in result.checked.findings]
        if findings:
            session.execute(insert(_FINDINGS), findings)
        session.execute(update(Run).where(Run.id == self.run_id).values(written=written))

    def known(self, previous: int, address: str) -> tuple[Known, RunPage] | None:
        """What an earlier run knows of a page that it read: enough to ask whether it has changed."""
        chosen = select(RunPage).where(
            RunPage.run_id == previous, RunPage.address == address, RunPage.state.in_(("done", "unchanged"))
        )
        with self._database.reading() as session:
            page = session.scalar(chosen)
        return (Known(page.etag, page.modified, page.digest), page) if page else None

    @property
    def _mine(self) -> ColumnElement[bool]:
        return RunPage.run_id == self.run_id

    @staticmethod
    def _insert(session: Session):  # noqa: ANN205 (an SQLAlchemy statement)
        dialect = {"sqlite": sqlite, "postgresql": postgresql}[session.get_bind().dialect.name]
        return dialect.insert(_PAGES)


def _row(result: Result) -> dict:
    """What a page that was read is noted with."""
    page, checked = result.fetched, result.checked
    counts = {name: checked.summary[name] for name in ("alert", "caution", "note", "review", "disclosure")}
    return counts | {
        "key": result.page_id, "state": "unchanged" if result.unchanged else "done", "cause": "", "detail": "",
        "final": page.final, "status": page.status, "redirects": list(map(list, page.redirects)), "fetched": page.when,
        "etag": page.header("etag"), "modified": page.header("last-modified"), "digest": result.digest, "evidence": result.evidence, "offset": result.offset,
        "title": checked.title, "language": checked.language, "characters": checked.characters, "report": checked.report, "text": checked.text,
    }


def _site(page: Wanted) -> str:
    """The site of a page; saved pages belong to the folder they lie in."""
    return site(page.address) if not page.address.startswith("file:") else Path(page.place).parent.name or "files"


def last_broken_off(database: Database) -> int | None:
    """The number of the newest run that is not done."""
    with database.reading() as session:
        return session.scalar(select(func.max(Run.id)).where(Run.state != "done"))
