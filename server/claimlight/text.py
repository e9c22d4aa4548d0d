"""Sentences of a block, normalised, each with its map back to the block's own text.

The ends of sentences are found by rule, after the ideas of Unicode Standard Annex 29 (sentence boundaries) and of the
Punkt papers (Kiss and Strunk 2006: abbreviations, initials and ordinals decide what a full stop means).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .model import Sentence
from .normal import STARTERS, Normal, normalise

__all__ = ["Normal", "normalise", "sentences"]

#: The longest sentence in characters; text that runs on without stops is cut at a space, so that matching stays bounded.
LONGEST = 2_000

# Never the last word of a sentence.
_BEFORE_NAMES = frozenset(
    "dr dra drs mr mrs ms mx prof st sta sto rev hon gen col sgt capt lt fr sr sra srta mt messrs mme mlle doç yrd uzm".split()
)
# The sentence goes on behind these, unless a word follows that opens one.
_INSIDE = frozenset(
    "vs eg ie cf approx ca circa incl excl est resp esp viz nr tel ext ave av blvd rd dept univ assn inc ltd co corp "
    "llc jr plc gmbh jan feb apr jul aug sep sept oct nov dec mon tue wed thu fri bzw zb dh vgl inkl ggf evtl etwa núm "
    "pág aprox ej".split()
)
# Short forms only before a number, else ordinary words: "No. 5", but "No. It is not."
_BEFORE_NUMBERS = frozenset("no nos art fig figs sec mar jun max min sat sun p pp vol ch ed".split())
# As often the last word as not: a capital decides.
_OFTEN_LAST = frozenset("etc al am pm hrs hr yr yrs wks mos usw".split())
# A single capital behind these is no initial: "vitamin C. Cells ..."
_LETTERED = frozenset("vitamin hepatitis type group grade plan phase class appendix part step option stage factor".split())

_STOP = re.compile(
    r"(?<![.!?])[.!?]++[\"')\]]*+(?= |\Z)"  # before a space or the end
    r"|(?<=[a-z]{2})[.!?](?=[A-Z][a-z' ])"  # the space is missing: "results.We"
    r"|[\u3002\u0964\u06d4]+"
)
_STARTER = re.compile(rf"[\"'(]*(?:{STARTERS})\b")
_BRAND = re.compile(r"[a-z]{1,8}[A-Z]")
_ENUMERATOR = re.compile(r"[\"'(]?(?:[0-9]{1,3}|[A-Za-z]|[ivx]{1,4}|[IVX]{1,4})\Z")
_BREAK = re.compile(r"\n\s*")
_BULLET = re.compile(r"(?:^| )[\u2022\u25cf\u25aa\u25a0\u25c6\u27a4\u25ba\u2713\u2714\u2705]+(?: |\Z)")
_WORD = 40  # characters before a stop that are looked at
_WRAPPED = 40  # a shorter line was not wrapped


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """The lines that the reader sees.

    A line break in a block is a <br>, but a source line that was wrapped may come through too: a long line without an
    end, going on in lower case, is such a one.
    """
    start = 0
    for match in _BREAK.finditer(text):
        ended = text[max(start, match.start() - _WORD):match.start()].rstrip()[-1:] in (*".!?:", "")
        wrapped = not ended and match.start() - start >= _WRAPPED and text[match.end():match.end() + 1].islower()
        if not wrapped:
            yield start, match.start()
            start = match.end()
    yield start, len(text)


def _goes_on(text: str, start: int, match: re.Match[str], heading: bool) -> bool:
    """Say whether the sentence that began at `start` goes on behind this stop."""
    stops = match[0].rstrip("\"')]")
    closed = len(stops) < len(match[0])
    rest = match.end() + (text[match.end():match.end() + 1] == " ")
    following = text[rest:rest + 1]
    if following and following in ",;:)\u2014":
        return True
    lower = following.islower() and not _BRAND.match(text, rest)
    if "!" in stops or "?" in stops:
        return lower and closed
    if len(stops) > 1:
        return lower
    if match.start() - start <= 6 and _ENUMERATOR.match(text[start:match.start()].lstrip()):
        return True
    *before, word = text[max(start, match.start() - _WORD):match.start()].rsplit(" ", 2)
    word = word.lstrip("\"'([").rpartition("-")[2]
    short = word.lower()
    opens = not heading and _STARTER.match(text, rest) is not None
    if short in _BEFORE_NAMES and word != "MS":
        return True
    if short in _INSIDE:
        return not opens
    if short in _BEFORE_NUMBERS:
        return following.isdigit() or lower
    if short in _OFTEN_LAST:
        return not following.isupper()
    if len(word) == 1 and word.isupper() and following.isupper():
        return not opens and not (before and before[-1].lower() in _LETTERED)
    return lower and (closed or len(word) < 3)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Trim a span and cut it where it is longer than `LONGEST`."""
    while start < end:
        if text[start] == " ":
            start += 1
            continue
        stop = end
        if end - start > LONGEST:
            space = text.rfind(" ", start + 1, start + LONGEST + 1)
            stop = space if space > 0 else start + LONGEST
        last = stop
        while text[last - 1] == " ":
            last -= 1
        yield start, last
        start = stop


def _spans(text: str, heading: bool) -> Iterator[tuple[int, int]]:
    """The sentences of one normalised line; items that only bullets part are sentences of their own."""
    start = 0
    for bullet in (*_BULLET.finditer(text), None):
        end = bullet.start() if bullet else len(text)
        for match in _STOP.finditer(text, start, end):
            if match.end() < end and not _goes_on(text, start, match, heading):
                yield from _pieces(text, start, match.end())
                start = match.end()
        yield from _pieces(text, start, end)
        if bullet:
            start = bullet.end()


def sentences(block_position: int, text: str, heading: bool = False) -> list[Sentence]:
    """Part a block's own text into sentences.

    In: the block's position in `Page.blocks`; its own text as it was sent, any string; whether it is a heading, where
    capitals say nothing about where a sentence begins. Out: the sentences in order, none empty and none longer than
    `LONGEST`, with offsets in code points of the text given. A line break parts sentences, other white space does not.
    Takes time proportional to the length; raises nothing.
    """
    found = []
    for line_start, line_end in _lines(text):
        line = normalise(text[line_start:line_end])
        for start, end in _spans(line.text, heading):
            offsets, ends = line.offsets[start:end], line.ends[start:end]
            found.append(
                Sentence(
                    block_position,
                    line.text[start:end],
                    line.lower[start:end],
                    tuple([line_start + place for place in offsets]),
                    tuple([line_start + place for place in ends]),
                )
            )
    return found
