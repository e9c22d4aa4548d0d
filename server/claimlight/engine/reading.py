"""A sentence as a pack reads it: what occurs in it, and the spans of the pack's patterns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from ..model import Sentence
from ..packs.types import Lexicon, Pack, Pattern
from .index import Index, Scan, Tagged

#: Seconds that a risky pattern may take on one sentence; a sound one takes well under a thousandth.
PATIENCE = 0.1


class Slow(Exception):
    """A pattern that did not finish in time."""


@dataclass(frozen=True, slots=True)
class Span:
    """A match in a sentence's text (end exclusive), and the parts of it that a gap swallowed."""

    start: int
    end: int
    gaps: tuple[tuple[int, int], ...] = ()


class Reading:
    """One sentence, scanned. Its tagged text is made when the first pattern is tried."""

    __slots__ = ("sentence", "scan", "reader", "_tagged", "_awake")

    def __init__(self, sentence: Sentence, scan: Scan, reader: Reader) -> None:
        self.sentence = sentence
        self.scan = scan
        self.reader = reader
        self._tagged: Tagged | None = None
        self._awake: list[int] | None = None

    @property
    def awake(self) -> list[int]:
        """The numbers of the patterns whose needs are met here; all of them when the index is off."""
        if self._awake is None:
            reader = self.reader
            self._awake = reader.index.woken(self.scan.have) if reader.use_index else list(range(len(reader.patterns)))
        return self._awake

    def holds(self, mask: int) -> bool:
        """Whether a word of any of the lexicons occurs whose bits are in `mask` (see `Index.mask`)."""
        return bool(self.scan.have & mask)

    def spans(self, number: int) -> Iterator[Span]:
        """Every match of a pattern, from left to right. Raises Slow when it takes too long."""
        if self._tagged is None:
            self._tagged = self.scan.tagged()
        tagged, reader = self._tagged, self.reader
        pattern = reader.patterns[number]
        limit = {"timeout": PATIENCE} if pattern.risky else {}
        begins = reader.index.begins(number, self.scan, tagged) if reader.use_index else None
        try:
            for match in _anywhere(pattern, tagged.text, limit) if begins is None else _there(pattern, tagged.text, limit, begins):
                start, end = tagged.plain(match.start()), tagged.plain(match.end())
                text = self.sentence.lower
                while start < end and text[start] == " ":
                    start += 1
                while start < end and text[end - 1] == " ":
                    end -= 1
                if start < end:
                    gaps = ()
                    if "gap" in match.re.groupindex:
                        gaps = tuple((tagged.plain(a), tagged.plain(b)) for a, b in match.spans("gap") if a < b)
                    yield Span(start, end, gaps)
        except TimeoutError:
            raise Slow(pattern.source) from None


def _anywhere(pattern: Pattern, text: str, limit: dict) -> Iterator[regex.Match]:
    at = 0
    # A search from behind the end begins at the end again: a pattern that matches nothing would be found there for ever.
    while at <= len(text) and (match := pattern.expression.search(text, at, **limit)):
        yield match
        at = match.end() + (match.end() == match.start())


def _there(pattern: Pattern, text: str, limit: dict, begins: list[int]) -> Iterator[regex.Match]:
    at = 0
    for begin in begins:
        if begin >= at:
            match = pattern.expression.match(text, begin, **limit)
            if match:
                yield match
                at = max(match.end(), begin + 1)


class Reader:
    """Reads sentences for one pack. `use_index=False` tries every pattern on every sentence: slower, the same result."""

    def __init__(self, pack: Pack, patterns: list[Pattern], use_index: bool = True) -> None:
        lexicons: list[Lexicon] = [pack.lexicons[name] for name in sorted(pack.lexicons)]
        self.patterns = patterns
        self.use_index = use_index
        self.index = Index(lexicons, pack.tags, patterns, _sample(pack))

    def read(self, sentence: Sentence) -> Reading:
        """Scan one sentence."""
        scan = self.index.scan(sentence.lower.replace("-", " "), sentence.text.replace("-", " "))
        return Reading(sentence, scan, self)


def _sample(pack: Pack) -> list[str]:
    """Sentences by which the index learns what is rare: the tests in the pack's own rules."""
    return [text for rule in pack.rules.values() for texts in rule.tests.values() for text in texts]
