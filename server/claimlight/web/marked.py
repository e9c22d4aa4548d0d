"""A report as something a person can read: the page's lines with their marks, and a number for each note."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..marking import STYLES, Piece, cut, style
from ..model import Block, Highlight, Page, Report

#: What each kind of reason in `incomplete` is called on the screen.
REASONS = {
    "broken-rule": "A rule could not be loaded and was set aside",
    "broken-lexicon": "A word list could not be loaded, and the rules that need it were set aside",
    "broken-file": "A file of a rule pack could not be loaded and was set aside",
    "broken-pack": "A rule pack could not be loaded and was set aside",
    "not-reloaded": "A change of a rule pack is broken; the last good version of it was used",
    "slow-rule": "A rule took too long on this text and was left out",
    "no-pack-for-language": "There are no rules for the language of this text",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One block as pieces, with the HTML element it is shown as."""

    tag: str
    pieces: tuple[Piece, ...]
    folded: bool = False


@dataclass(slots=True)
class Marked:
    """The page's lines, its notes in their order, and a number for each note."""

    lines: list[Line] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)


def tag(block: Block) -> str:
    """What a block is shown as: `h`, `li` or `p`."""
    if block.heading:
        return "h"
    return "li" if block.tag == "li" else "p"


def marked(page: Page, report: Report) -> Marked:
    """Lay the report's highlights over the page's own text."""
    by_block: dict[int, list[Highlight]] = {}
    for mark in report.highlights:
        by_block.setdefault(mark.block, []).append(mark)
    result = Marked()
    for block in page.blocks:
        result.lines.append(Line(tag(block), cut(block.text, by_block.get(block.number, [])), block.folded))
    for place, mark in enumerate(report.highlights, start=1):
        result.numbers[mark.id] = place
    return result


def tally(report: Report) -> dict[str, int]:
    """How many marks are drawn in each style."""
    return {name: sum(style(mark) == name for mark in report.highlights) for name in STYLES}
