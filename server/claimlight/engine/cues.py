"""Cues: wordings that change how a claim is meant, found by the ConText algorithm and rewritten for marketing prose.

After Harkema, Dowling, Thornblade and Chapman, "ConText: an algorithm for determining negation, experiencer, and
temporal status from clinical reports", J Biomed Inform 42 (2009): each cue has a direction, words end its reach, and
pseudo-cues only look like one. Ours differs in two ways: a negation stops at a comma ("No surgery, no downtime,
FDA-approved exosomes" is a claim), and a cue inside a match counts only where a gap of the pattern swallowed it, since
what the pattern itself names ("no side effects") is the claim.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from ..packs.types import Cue
from .reading import Reading, Span

_STOP_SIGNS = re.compile("[;:!?()\u2014]|(?<!\\d)\\.(?!\\d)")
_COMMA = re.compile(r",(?!\d)")


@dataclass(frozen=True, slots=True)
class Found:
    """A cue where it stands. `words` are the text's own, for explanations."""

    name: str
    reach: str
    start: int
    end: int
    comma: bool
    words: str


@dataclass(frozen=True, slots=True)
class Cued:
    """All cues of a sentence, with the places where their reach ends."""

    cues: tuple[Found, ...]
    stops: tuple[tuple[int, int], ...]
    commas: tuple[int, ...]


NOTHING = Cued((), (), ())


def find(reading: Reading, cue_patterns: dict[int, Cue], pseudo_patterns: dict[int, str], stop_patterns: Collection[int]) -> Cued:
    """The cues of a sentence. The numbers are those of the reader's patterns; a pseudo-cue's number gives the cue's name."""
    awake = reading.awake
    hidden: dict[str, list[Span]] = {}
    for number in awake:
        if number in pseudo_patterns:
            hidden.setdefault(pseudo_patterns[number], []).extend(reading.spans(number))
    text = reading.sentence.lower
    cues = []
    for number in awake:
        cue = cue_patterns.get(number)
        if cue is None:
            continue
        for span in reading.spans(number):
            if any(span.start < other.end and other.start < span.end for other in hidden.get(cue.name, ())):
                continue
            cues.append(Found(cue.name, cue.reach, span.start, span.end, cue.comma, text[span.start : span.end]))
    if not cues:
        return NOTHING
    stops = [match.span() for match in _STOP_SIGNS.finditer(text)]
    for number in awake:
        if number in stop_patterns:
            stops += [(span.start, span.end) for span in reading.spans(number)]
    return Cued(tuple(cues), tuple(sorted(stops)), tuple(match.start() for match in _COMMA.finditer(text)))


def acting_on(cued: Cued, span: Span) -> dict[str, Found]:
    """The cues that act on a match, one for each name."""
    acting: dict[str, Found] = {}
    for cue in cued.cues:
        if cue.name not in acting and _reaches(cued, cue, span):
            acting[cue.name] = cue
    return acting


def at_its_end(cued: Cued, length: int) -> dict[str, Found]:
    """The cues of a list's lead-in that act on the items: those that would act on a word at its end."""
    return acting_on(cued, Span(max(0, length - 1), length))


def _reaches(cued: Cued, cue: Found, span: Span) -> bool:
    if cue.reach == "heading":
        return False
    if cue.reach == "sentence":
        return True
    if span.start <= cue.start and cue.end <= span.end:
        return any(start <= cue.start and cue.end <= end for start, end in span.gaps)
    if cue.reach == "forward":
        return cue.end <= span.start + 1 and _clear(cued, cue, cue.end, span.start)
    return cue.start >= span.end - 1 and _clear(cued, cue, span.end, cue.start)


def _clear(cued: Cued, cue: Found, start: int, end: int) -> bool:
    """Whether nothing between two places ends the cue's reach."""
    if any(start <= a and b <= end for a, b in cued.stops):
        return False
    return not (cue.comma and any(start <= comma < end for comma in cued.commas))


def headings(found: Iterable[Found]) -> dict[str, Found]:
    """The cues of a heading that act on all that stands under it."""
    return {cue.name: cue for cue in found if cue.reach == "heading"}
