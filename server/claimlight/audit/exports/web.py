"""A run as one HTML file that needs nothing else, and as a PDF of it, which an installed Chromium prints."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from jinja2 import Environment, PackageLoader

from ...marking import STYLES, cut
from ..handover import Handover, PageRead
from .files import replacing
from .printing import print_pdf

_LEVELS = ("alert", "caution", "note", "review")


def as_html(hand: Handover) -> str:
    """The report. The run must have been gathered with its text."""
    pages = Environment(loader=PackageLoader("claimlight.audit", "exports"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    rules = Counter(found.rule for found in hand.findings if found.outcome == "claim")
    titles = {found.rule: found.title for found in hand.findings}
    categories = Counter(found.category for found in hand.findings if found.outcome == "claim")
    return pages.get_template("report.html").render(
        hand=hand,
        levels=_LEVELS,
        names=STYLES,
        count=hand.count(),
        sites=hand.sites(),
        rules=[(titles[rule] or rule, count) for rule, count in rules.most_common(12)],
        categories=categories.most_common(),
        lines=_lines,
        states=Counter(state for state, _ in hand.compared),
        missing=_missing(hand),
        since=hand.since,
    )


def _lines(page: PageRead) -> list[tuple[str, bool, tuple]]:
    """A page's blocks as (element, folded, pieces)."""
    marks: dict[int, list] = {}
    for found in page.found:
        marks.setdefault(found.block, []).append(found)
    tags = {True: "h4", False: "p"}
    return [(tags[heading > 0], folded, cut(text, marks.get(number, []))) for number, _, heading, folded, text in page.text]


def _missing(hand: Handover) -> list[tuple[str, int, int]]:
    """Each question of the checklist with how many pages leave it open, of how many that speak of a treatment."""
    asked: Counter[str] = Counter()
    open_: Counter[str] = Counter()
    for page in hand.read:
        if page.report.get("subjects"):
            for item in page.report.get("checklist", ()):
                asked[item["question"]] += 1
                open_[item["question"]] += not item["answered"]
    return [(question, open_[question], asked[question]) for question in asked]


def write_html(hand: Handover, path: Path) -> None:
    """Write the report. Raises `OSError`."""
    with replacing(path) as made:
        made.write_text(as_html(hand), encoding="utf-8")


def write_pdf(hand: Handover, path: Path) -> None:
    """Print the report to PDF. Raises `OSError` when there is no Chromium or it fails."""
    print_pdf(as_html(hand), path)
