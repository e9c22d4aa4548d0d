"""All that is handed over of a run, read from the database once: every report and export is a form of it."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import undefer

from ..model import SEVERITIES
from ..store import Database
from .comparison import Change, compare
from .order import Order
from .tables import Finding, Run, RunPage
from .texts import unpack_text
from .words import CAUSES, Failure


@dataclass(slots=True)
class Found:
    """A finding with the page it is on and what its rule says. `state` and `before` are told by a comparison.

    `review` is what people decided of it, with their reason; empty when nobody was asked.
    """

    id: str
    address: str
    site: str
    fingerprint: str
    outcome: str
    rule: str
    category: str
    severity: str
    confidence: float
    hedged: bool
    folded: bool
    block: int
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    sentence: str
    because: list[str]
    title: str = ""
    why: str = ""
    ask: str = ""
    references: tuple[str, ...] = ()
    state: str = ""
    before: str = ""
    review: str = ""
    reason: str = ""

    @property
    def settled(self) -> bool:
        """Whether a person has decided that this may stay."""
        return self.review in ("dismissed", "accepted")

    @property
    def level(self) -> str:
        """Its severity, or `review` or `disclosure` for what is no claim."""
        return self.severity if self.outcome == "claim" else self.outcome


@dataclass(frozen=True, slots=True)
class SetAside:
    """A finding that the site's overrides leave out: the line of the entry, its reason, and the day until which it acts."""

    found: Found
    line: int
    reason: str
    until: str


@dataclass(slots=True)
class PageRead:
    """A page of the run. `text` is (number, tag, heading, folded, text) of each block when it was asked for."""

    address: str
    site: str
    state: str
    title: str
    fetched: str
    final: str
    status: int
    redirects: list
    digest: str
    counts: dict[str, int]
    report: dict
    cause: str = ""
    detail: str = ""
    remedy: str = ""
    found: list[Found] = field(default_factory=list)
    aside: list[SetAside] = field(default_factory=list)
    text: list[tuple[int, str, int, bool, str]] = field(default_factory=list)

    @property
    def read(self) -> bool:
        """Whether it could be read."""
        return self.state in ("done", "unchanged")

    @property
    def unanswered(self) -> list[str]:
        """The checklist's questions that the page does not answer; none where no treatment is spoken of."""
        return [item["question"] for item in self.report.get("checklist", ()) if not item["answered"]] if self.report.get("subjects") else []


@dataclass(slots=True)
class Handover:
    """A run to be handed over."""

    number: int
    name: str
    state: str
    began: datetime
    ended: datetime | None
    order: dict
    made_with: dict
    evidence: str
    pages: list[PageRead]
    references: dict[str, dict]
    baseline: str = ""
    gone: list[Change] = field(default_factory=list)

    @property
    def findings(self) -> list[Found]:
        """Every finding, page by page."""
        return [found for page in self.pages for found in page.found]

    @property
    def aside(self) -> list[SetAside]:
        """Every finding that the site's overrides leave out; none of them counts."""
        return [item for page in self.pages for item in page.aside]

    @property
    def read(self) -> list[PageRead]:
        """The pages that could be read."""
        return [page for page in self.pages if page.read]

    @property
    def failed(self) -> list[PageRead]:
        """The pages and parts of sources that could not be read."""
        return [page for page in self.pages if page.state == "failed"]

    @property
    def since(self) -> str:
        """What it is compared with, in words."""
        return f"run {self.baseline}" if self.baseline.isdigit() else self.baseline

    @property
    def compared(self) -> list[tuple[str, Found]]:
        """What became since the baseline of each claim and each finding for a person to judge. What is openly said does not count."""
        told = [(found.state, found) for found in self.findings] + [(change.state, change.before) for change in self.gone]
        return [(state, found) for state, found in told if found.outcome != "disclosure"]

    def changes(self, by: str) -> dict[str, Counter[str]]:
        """What is new, changed, unchanged and gone since the baseline, by `site` or by `title` of the rule, most changes first."""
        counted: dict[str, Counter[str]] = {}
        for state, found in self.compared:
            counted.setdefault(getattr(found, by) or found.rule, Counter())[state] += 1
        return dict(sorted(counted.items(), key=lambda item: (item[1]["unchanged"] - item[1].total(), item[0])))

    def count(self) -> dict[str, int]:
        """How many findings there are of each severity, and reviews and disclosures."""
        counted = Counter(found.level for found in self.findings)
        return {name: counted[name] for name in (*reversed(SEVERITIES), "review", "disclosure")}

    def sites(self) -> dict[str, list[PageRead]]:
        """The pages of each site, those with the most severe findings first."""
        grouped: dict[str, list[PageRead]] = {}
        for page in self.pages:
            if page.site:
                grouped.setdefault(page.site, []).append(page)

        def weight(pages: list[PageRead]) -> tuple[int, ...]:
            return tuple(-sum(page.counts[name] for page in pages) for name in reversed(SEVERITIES))

        return dict(sorted(grouped.items(), key=lambda item: (weight(item[1]), item[0])))


def gather(database: Database, number: int, *, baseline: int | Path = 0, text: bool = False) -> Handover:
    """Read a run.

    `baseline` is what to compare with: an earlier run, or the file of its report in JSON; `text` asks for the pages'
    text. Raises `KeyError` for a run that does not exist, `Failure` ("file") for a file that is no report.
    """
    with database.reading() as session:
        run = session.get(Run, number)
        if run is None or isinstance(baseline, int) and baseline and session.get(Run, baseline) is None:
            raise KeyError(baseline if run is not None else number)
        chosen = select(RunPage).where(RunPage.run_id == number).order_by(RunPage.id)
        rows = session.scalars(chosen.options(undefer(RunPage.text)) if text else chosen).all()
        pages = {row.id: _page(row, text) for row in rows}
        rules = run.made_with.get("rules", {})
        marks = select(Finding).where(Finding.run_id == number).order_by(Finding.page_id, Finding.block, Finding.start)
        for place, row in enumerate(session.scalars(marks), start=1):
            page = pages[row.page_id]
            page.found.append(_found(row, page, rules, f"f{place}"))
        for page in pages.values():
            page.aside = [_aside(row, page, rules) for row in page.report.get("set_aside", ())]
        if isinstance(baseline, Path):
            earlier = _reported(baseline)
        else:
            earlier = _earlier(session, baseline) if baseline else []
    hand = Handover(
        number=run.id, name=run.name, state=run.state, began=run.began, ended=run.ended, order=run.order, evidence=run.evidence,
        made_with={name: value for name, value in run.made_with.items() if name not in ("rules", "references")},
        pages=list(pages.values()), references=run.made_with.get("references", {}), baseline=str(baseline or ""),
    )
    if baseline:
        _compared(hand, earlier)
    return hand


def _compared(hand: Handover, earlier: list[Found]) -> None:
    now = hand.findings + [item.found for item in hand.aside]  # what was set aside is still on its page, and not gone
    asked = None if Order.from_json(hand.order).whole(len(hand.pages)) else {page.address for page in hand.pages}
    for change in compare(earlier, now, {page.address for page in hand.read}, asked):
        if change.after is None:
            hand.gone.append(change)
            continue
        change.after.state = change.state
        change.after.before = change.before.sentence if change.state == "changed" else ""


def _reported(path: Path) -> list[Found]:
    """The findings in a report that was written as JSON."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return [Found(**found) for page in said["pages"] for found in page["findings"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Failure("file", f"{path} is no report of an audit in JSON: {error}.") from None


def _earlier(session, number: int) -> list[Found]:  # noqa: ANN001
    rows = session.execute(select(Finding, RunPage.address, RunPage.site).join(RunPage).where(Finding.run_id == number).order_by(Finding.id))
    rules = session.get(Run, number).made_with.get("rules", {})
    return [_found(row, _Place(address, site), rules, "") for row, address, site in rows]


@dataclass(frozen=True, slots=True)
class _Place:
    address: str
    site: str


def _page(row: RunPage, text: bool) -> PageRead:
    return PageRead(
        address=row.address, site=row.site, state=row.state, title=row.title, fetched=row.fetched, final=row.final, status=row.status,
        redirects=row.redirects, digest=row.digest, report=row.report, cause=row.cause, detail=row.detail,
        remedy=CAUSES.get(row.cause, ""), counts={name: getattr(row, name) for name in (*SEVERITIES, "review", "disclosure")},
        text=unpack_text(row.text) if text else [],
    )


_KEPT = (
    "fingerprint", "outcome", "rule", "category", "severity", "confidence", "hedged", "folded", "block", "start", "end",
    "exact", "prefix", "suffix", "sentence", "because",
)


def _found(row: Finding, page: PageRead | _Place, rules: dict, name: str) -> Found:
    return _told({key: getattr(row, key) for key in _KEPT}, page, rules, name)


def _aside(row: dict, page: PageRead, rules: dict) -> SetAside:
    return SetAside(_told({key: row[key] for key in _KEPT}, page, rules, ""), row["line"], row["reason"], row["until"])


def _told(row: dict, page: PageRead | _Place, rules: dict, name: str) -> Found:
    said = rules.get(row["rule"], {})
    return Found(
        id=name, address=page.address, site=page.site, **row,
        title=said.get("title", ""), why=said.get("why", ""), ask=said.get("ask", ""), references=tuple(said.get("references", ())),
    )
