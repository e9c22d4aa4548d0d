"""A report as something a person can read: each block cut into plain and marked pieces, with a note for each mark."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..model import Block, Highlight, Page, Report

#: How a mark is drawn, strongest first, and what that is called on the screen.
STYLES = {
    "alert": "Look closely",
    "caution": "Be careful",
    "note": "Worth knowing",
    "review": "For a person to judge",
    "disclosure": "Openly said",
}

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


def style(highlight: Highlight) -> str:
    """A review is drawn as a review and a disclosure as a disclosure, whatever their severity."""
    return highlight.severity if highlight.outcome == "claim" else highlight.outcome


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text under the same marks. `opens` are highlights that begin here, `closes` those that end here."""

    text: str
    style: str = ""
    opens: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()


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


def cut(text: str, highlights: list[Highlight]) -> tuple[Piece, ...]:
    """Cut a block's text where marks begin and end; where marks overlap, the strongest is drawn."""
    edges = {0, len(text)}
    for mark in highlights:
        edges |= {mark.start, mark.end}
    places = sorted(edge for edge in edges if 0 <= edge <= len(text))
    order = list(STYLES)
    pieces = []
    for start, end in zip(places, places[1:]):
        over = [mark for mark in highlights if mark.start <= start and end <= mark.end]
        pieces.append(
            Piece(
                text[start:end],
                min((style(mark) for mark in over), key=order.index, default=""),
                tuple(mark.id for mark in over if mark.start == start),
                tuple(mark.id for mark in over if mark.end == end),
            )
        )
    return tuple(pieces)


def _tag(block: Block) -> str:
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
        result.lines.append(Line(_tag(block), cut(block.text, by_block.get(block.number, [])), block.folded))
    for place, mark in enumerate(report.highlights, start=1):
        result.numbers[mark.id] = place
    return result


def tally(report: Report) -> dict[str, int]:
    """How many marks are drawn in each style."""
    return {name: sum(style(mark) == name for mark in report.highlights) for name in STYLES}
