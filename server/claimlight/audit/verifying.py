"""Whether a report still says what was read: every digest, every quote, offline."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import undefer

from ..store import Database
from .evidence import pages
from .tables import Finding, Run, RunPage
from .texts import unpack_text
from .words import Failure


@dataclass(slots=True)
class Verdict:
    """What was looked at, and what does not fit: each problem in one line."""

    pages: int = 0
    findings: int = 0
    problems: list[str] = field(default_factory=list)


def verify_run(database: Database, number: int) -> Verdict:
    """Hold a run's notes against its evidence. Raises `KeyError` for a run that does not exist."""
    verdict = Verdict()
    with database.reading() as session:
        if session.get(Run, number) is None:
            raise KeyError(number)
        read = RunPage.state.in_(("done", "unchanged"))
        rows = session.scalars(select(RunPage).where(RunPage.run_id == number, read).options(undefer(RunPage.text)))
        for row in rows:
            found = session.scalars(select(Finding).where(Finding.page_id == row.id)).all()
            quotes = [(mark.block, mark.start, mark.end, mark.exact) for mark in found] + _aside(row.report)
            _page(verdict, row.address, Path(row.evidence), row.offset, row.digest, unpack_text(row.text), quotes)
    return verdict


def verify_report(report: Path) -> Verdict:
    """Hold a report in JSON against the evidence that it names. Raises `Failure` ("file") when it is no such report."""
    try:
        said = json.loads(report.read_text(encoding="utf-8"))
        evidence, read = Path(said["run"]["evidence"]), [page for page in said["pages"] if page["state"] in ("done", "unchanged")]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Failure("file", f"{report} is no report of an audit in JSON: {error}.") from None
    verdict = Verdict()
    kept = {}
    try:
        for _, body, text in pages(evidence):
            kept[text["digest"]] = text["blocks"]
    except Failure as failure:
        verdict.problems.append(failure.detail)
    for page in read:
        verdict.pages += 1
        blocks = kept.get(page["digest"])
        if blocks is None:
            verdict.problems.append(f"{page['address']}: its evidence is not in {evidence.name}.")
            continue
        quotes = [(mark["block"], mark["start"], mark["end"], mark["exact"]) for mark in page["findings"]] + _aside(page)
        _quotes(verdict, page["address"], blocks, quotes)
    return verdict


def verify_archive(path: Path) -> Verdict:
    """Read a file of evidence to its end; damage and digests that do not fit are the problems."""
    verdict = Verdict()
    try:
        for _ in pages(path):
            verdict.pages += 1
    except Failure as failure:
        verdict.problems.append(failure.detail)
    return verdict


def _aside(report: dict) -> list[tuple[int, int, int, str]]:
    """The quotes of what the site's overrides set aside: they too must be where the report says."""
    return [(mark["block"], mark["start"], mark["end"], mark["exact"]) for mark in report.get("set_aside", ())]


def _page(verdict: Verdict, address: str, evidence: Path, offset: int, mark: str, text: list, quotes: list) -> None:
    verdict.pages += 1
    try:
        _, _, said = next(pages(evidence, offset))
    except Failure as failure:
        verdict.problems.append(f"{address}: {failure.detail}")
        return
    except StopIteration:
        verdict.problems.append(f"{address}: there is nothing at its place in {evidence}.")
        return
    if said["digest"] != mark:
        verdict.problems.append(f"{address}: the evidence at its place is of another page.")
    if [tuple(block) for block in said["blocks"]] != text:
        verdict.problems.append(f"{address}: its text in the database is not the text in the evidence.")
    _quotes(verdict, address, said["blocks"], quotes)


def _quotes(verdict: Verdict, address: str, blocks: list, quotes: list) -> None:
    text = {block[0]: block[4] for block in blocks}
    for block, start, end, exact in quotes:
        verdict.findings += 1
        if text.get(block, "")[start:end] != exact:
            verdict.problems.append(f"{address}: the words \u201c{exact}\u201d are not where the report says.")


def lines(verdict: Verdict) -> Iterator[str]:
    """The verdict for a person."""
    yield from verdict.problems
    held = "All fits." if not verdict.problems else f"{len(verdict.problems)} problems."
    yield f"{verdict.pages} pages, {verdict.findings} findings looked at. {held}"
