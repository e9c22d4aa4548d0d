"""A sentence as a pack reads it: what occurs in it, and the spans of the pack's patterns."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import regex

from ..model import Sentence
from ..packs.types import Lexicon, Pack, Pattern
from .ground import Ground
from .index import Index
from .tagging import Tagged, tagged
from .trails import Trails

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
    """One sentence of a page, by its number there. Its tagged text is made when the first pattern is tried.

    `awake` are the numbers of the patterns that are worth trying; all of them when the index is off.
    """

    __slots__ = ("sentence", "reader", "awake", "_ground", "_number", "_found", "_tagged")

    def __init__(self, sentence: Sentence, reader: Reader, awake: Sequence[int], ground: Ground, number: int) -> None:
        self.sentence = sentence
        self.reader = reader
        self.awake = awake
        self._ground = ground
        self._number = number
        self._found: list[tuple[int, int, int]] | None = None
        self._tagged: Tagged | None = None

    @property
    def found(self) -> list[tuple[int, int, int]]:
        """(start, end, lexicon's place) of each entry in the text."""
        if self._found is None:
            self._found = self._ground.found(self._number)
        return self._found

    def holds(self, mask: int) -> bool:
        """Whether a word of any of the lexicons occurs whose bits are in `mask` (see `Index.mask`)."""
        return bool(self._ground.have[self._number] & mask)

    @property
    def tagged(self) -> Tagged:
        """The text with tags around the entries."""
        if self._tagged is None:
            self._tagged = tagged(unhyphened(self.sentence.lower), self.found, self.reader.index.tags)
        return self._tagged

    def spans(self, number: int) -> Iterator[Span]:
        """Every match of a pattern, from left to right. Raises Slow when it takes too long."""
        made = self.tagged
        pattern = self.reader.patterns[number]
        limit = {"timeout": PATIENCE} if pattern.risky else {}
        try:
            for match in _every(pattern, made.text, limit):
                start, end = made.plain(match.start()), made.plain(match.end())
                text = self.sentence.lower
                while start < end and text[start] == " ":
                    start += 1
                while start < end and text[end - 1] == " ":
                    end -= 1
                if start < end:
                    gaps = ()
                    if "gap" in match.re.groupindex:
                        gaps = tuple((made.plain(a), made.plain(b)) for a, b in match.spans("gap") if a < b)
                    yield Span(start, end, gaps)
        except TimeoutError:
            raise Slow(pattern.source) from None


def _every(pattern: Pattern, text: str, limit: dict) -> Iterator[regex.Match]:
    at = 0
    # A search from behind the end begins at the end again: a pattern that matches nothing would be found there for ever.
    while at <= len(text) and (match := pattern.expression.search(text, at, **limit)):
        yield match
        at = match.end() + (match.end() == match.start())


def unhyphened(text: str) -> str:
    """A text as lexicons and patterns read it."""
    return text.replace("-", " ")


class Reader:
    """Reads pages for one pack. `use_index=False` tries every pattern on every sentence: slower, the same result.

    `loosely` are the numbers of the patterns of which is asked where they could match, by a glance.
    """

    def __init__(self, pack: Pack, patterns: list[Pattern], use_index: bool = True, loosely: Collection[int] = ()) -> None:
        lexicons: list[Lexicon] = [pack.lexicons[name] for name in sorted(pack.lexicons)]
        self.patterns = patterns
        self.use_index = use_index
        self.index = Index.remembered(lexicons, pack.tags, patterns, _sample(pack), loosely)

    def read(self, sentence: Sentence) -> Reading:
        """Read one sentence."""
        return self.read_all([sentence])[0][0]

    def read_all(self, sentences: Sequence[Sentence]) -> tuple[list[Reading], Trails]:
        """Read the sentences of a page together, which costs far less than one after the other."""
        texts, cased = ([unhyphened(getattr(sentence, name)) for sentence in sentences] for name in ("lower", "text"))
        trails = Trails(Ground(self.index, texts, cased))
        awake = trails.woken() if self.use_index else [range(len(self.patterns))] * len(sentences)
        return [Reading(sentence, self, awake[number], trails.ground, number) for number, sentence in enumerate(sentences)], trails


def _sample(pack: Pack) -> list[str]:
    """Sentences by which the index learns what is rare: the tests in the pack's own rules."""
    return [text for rule in pack.rules.values() for texts in rule.tests.values() for text in texts]
