"""A block's text cut into plain and marked pieces, as a screen or a report draws them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

#: How a mark is drawn, strongest first, and what that is called on the screen.
STYLES = {
    "alert": "Look closely",
    "caution": "Be careful",
    "note": "Worth knowing",
    "review": "For a person to judge",
    "disclosure": "Openly said",
}


class Mark(Protocol):
    """What a mark must say to be drawn: its name, its words in the block (code points), and what it is."""

    id: str
    start: int
    end: int
    outcome: str
    severity: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text under the same marks. `opens` are marks that begin here, `closes` those that end here."""

    text: str
    style: str = ""
    opens: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()


def style(mark: Mark) -> str:
    """A review is drawn as a review and a disclosure as a disclosure, whatever their severity."""
    return mark.severity if mark.outcome == "claim" else mark.outcome


def cut(text: str, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    """Cut a block's text where marks begin and end; where marks overlap, the strongest is drawn."""
    edges = {0, len(text)}
    for mark in marks:
        edges |= {mark.start, mark.end}
    places = sorted(edge for edge in edges if 0 <= edge <= len(text))
    order = list(STYLES)
    pieces = []
    for start, end in zip(places, places[1:]):
        over = [mark for mark in marks if mark.start <= start and end <= mark.end]
        pieces.append(
            Piece(
                text[start:end],
                min((style(mark) for mark in over), key=order.index, default=""),
                tuple(mark.id for mark in over if mark.start == start),
                tuple(mark.id for mark in over if mark.end == end),
            )
        )
    return tuple(pieces)
