"""A page that a person has before them, kept in an audit: its text as the browser showed it, and what is found in it.

The evidence is a WARC `resource` record with that text as an HTML page: what was seen, not what a server sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from ..packs import Overrides, RuleSet
from ..store import Database
from .addresses import page_address, site
from .evidence import Evidence, digest
from .fetch import moment
from .ledger import Ledger, Result, now
from .order import Order
from .reading import Checked, Job, read_and_check
from .tables import Run, RunPage
from .words import Failure, Fetched

_TYPE = "text/html; charset=utf-8"
_CHOICES = 50


class NotAdded(Exception):
    """The page cannot be kept there; the message says why and what to do. Nothing was written."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as a browser shows it: `html` is what an extension sends to be checked, `who` has it before them."""

    address: str
    title: str
    html: str
    language: str
    who: str


@dataclass(frozen=True, slots=True)
class Added:
    """The run and the page by their numbers; `fresh` is false when the audit held this very text already."""

    run: int
    page: int
    fresh: bool


def audits(database: Database) -> list[dict]:
    """The runs that a page can be added to, the newest first: number, name, and the day on which they began."""
    chosen = select(Run).where(Run.state != "running").order_by(Run.id.desc()).limit(_CHOICES)
    with database.reading() as session:
        return [{"number": run.id, "name": run.name, "day": run.began.date().isoformat()} for run in session.scalars(chosen) if not run.order.get("replay")]


def add(
    database: Database, seen: Seen, rules: RuleSet, run: int, name: str, folder: str, overrides: Overrides | None = None, today: date | None = None
) -> Added:
    """Keep a page in a run, or in a new one.

    In: what was seen; the rules to check it by, and the site's overrides as they hold today; the number of the run, or 0 for a new one of this `name` whose
    evidence lies in `folder`. What a run has read stays: another text of the same page is refused. Raises `NotAdded`;
    `StoreError` when the database fails.
    """
    try:
        address = page_address(seen.address)
    except Failure as failure:
        raise NotAdded(failure.detail) from None
    body = _document(seen)
    checked = read_and_check(Job(0, address, body, _TYPE, language=seen.language, overrides=overrides, day=today), rules)
    if checked.failure:
        raise NotAdded(f"The page could not be checked: {checked.failure[1]}")
    fetched = Fetched(address, address, 200, "", (("Content-Type", _TYPE),), (), body, moment(), 0.0)
    with database.writing() as session:
        kept = _run(session, run, name, folder, address)
        page = _page(session, kept.id, address, f"added by {seen.who}")
        mark = digest(body)
        if page.state in ("done", "unchanged"):
            if page.digest == mark:
                return Added(kept.id, page.id, False)
            raise NotAdded(f"Audit {kept.id} holds this page as it was at {page.fetched}, and what an audit has read stays. Choose another audit, or a new one.")
        said = {"digest": mark, "made_with": checked.made_with, "title": checked.title, "language": checked.language, "blocks": checked.blocks, "seen_by": seen.who}
        offset, written = _written(kept, fetched, said)
        Ledger(database, kept.id).keep_in(session, [Result(page.id, fetched, checked, mark, kept.evidence, offset)], written)
        kept.made_with = _merged(kept.made_with, checked)
        if address not in kept.order.get("addresses", ()):
            kept.order = {**kept.order, "addresses": [*kept.order.get("addresses", ()), address]}
        return Added(kept.id, page.id, True)


def _document(seen: Seen) -> bytes:
    language = f' lang="{escape(seen.language)}"' if seen.language else ""
    return f'<!doctype html>\n<html{language}><head><meta charset="utf-8"><title>{escape(seen.title)}</title></head><body>{seen.html}</body></html>\n'.encode()


def _run(session: Session, number: int, name: str, folder: str, address: str) -> Run:
    """The run, and nobody else adds to it until this transaction is over."""
    if not number:
        run = Run(name=name.strip(), state="done", began=now(), ended=now(), listed=True, order=Order(addresses=(address,)).as_json())
        session.add(run)
        session.flush()
        run.evidence = f"{folder}/run-{run.id}.warc.gz"
        return run
    run = session.get(Run, number, with_for_update=True)
    if run is None:
        raise NotAdded(f"There is no audit {number}.")
    if run.state == "running":
        raise NotAdded(f"Audit {number} is still running. Wait until it is done, or choose another.")
    if run.order.get("replay"):
        raise NotAdded(f"Audit {number} repeats an earlier one, and nothing new belongs into it. Choose another.")
    if run.written and not Path(run.evidence).exists():
        raise NotAdded(f"The evidence of audit {number} is not on this computer. Choose another, or a new one.")
    return run


def _page(session: Session, run: int, address: str, source: str) -> RunPage:
    """What is noted of the page in the run; noted now when it was not."""
    wanted = select(RunPage).where(RunPage.run_id == run, RunPage.address == address)
    found = session.scalar(wanted)
    if found is None:
        session.execute(insert(RunPage).values(run_id=run, address=address, site=site(address), source=source, place="", depth=0, state="waiting"))
        found = session.scalars(wanted).one()
    return found


def _written(run: Run, fetched: Fetched, said: dict) -> tuple[int, int]:
    """Write the evidence; out: where it begins, and how long the file is now."""
    try:
        evidence = Evidence(Path(run.evidence), run.written)
        try:
            return evidence.add(fetched, said), evidence.flush()
        finally:
            evidence.close()
    except OSError as error:
        raise NotAdded(f"The evidence could not be written: {error.strerror}. Nothing was kept.") from None


def _merged(made_with: dict, checked: Checked) -> dict:
    """What a run was made with, and the page's own."""
    rules, references = ({**made_with.get(name, {}), **added} for name, added in (("rules", checked.rules), ("references", checked.references)))
    return {**made_with, **checked.made_with, "rules": rules, "references": references}
