"""Marks of several packs on one page: where two packs mark the same words for the same reason, a reader sees one mark."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..model import SEVERITIES, Highlight

_OUTCOMES = ("review", "disclosure", "claim")


def merged(found: Iterable[list[Highlight]]) -> list[Highlight]:
    """The marks of all packs, in their order. Of marks that overlap, in one category and from different packs, one speaks for all.

    It is the one to heed most: a claim before a review, then the more severe, the longer, the surer, and that of the pack
    that comes first. It says what the others found and names their sources, too.
    """
    marks = [(pack, mark) for pack, several in enumerate(found) for mark in several]
    kept: dict[int, Highlight] = {}
    around: dict[tuple[int, str], list[int]] = {}  # by block and category
    for place in sorted(range(len(marks)), key=lambda place: _weight(marks[place][1]), reverse=True):
        pack, mark = marks[place]
        near = around.setdefault((mark.block, mark.category), [])
        other = next((other for other in near if marks[other][0] != pack and _overlap(kept[other], mark)), None)
        if other is None:
            kept[place] = mark
            near.append(place)
        else:
            kept[other] = _speaking_for(kept[other], mark)
    return [kept[place] for place in sorted(kept)]


def _weight(mark: Highlight) -> tuple:
    return _OUTCOMES.index(mark.outcome), SEVERITIES.index(mark.severity), mark.end - mark.start, mark.confidence


def _overlap(one: Highlight, other: Highlight) -> bool:
    return one.start < other.end and other.start < one.end


def _speaking_for(first: Highlight, other: Highlight) -> Highlight:
    also = [] if other.title == first.title else [f"also: {other.title}"]
    return replace(
        first,
        because=tuple(dict.fromkeys([*first.because, *also])),
        references=tuple(dict.fromkeys([*first.references, *other.references])),
    )
