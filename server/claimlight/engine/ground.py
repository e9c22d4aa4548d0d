"""Where the words of a whole page stand.

The words of all sentences are numbered through, with a free number behind each sentence, and a set of places is one long
number with a bit for each word: so a question about all sentences is answered by a few operations on such numbers.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ..packs.lexicon import SIGNS
from ..packs.route import DIGIT

if TYPE_CHECKING:
    from .index import Index

_EDGES = {code: " " for code in range(0x20, 0x3000) if not chr(code).isalnum() and chr(code) not in SIGNS}
#: What may hide a word from the automaton, since it is no edge there: signs that are kept, and letters that are none.
_HIDING = re.compile(r"[%+&$]|[^\0-\x7f\u2014]")
#: Fewer places, or only places before this one, are put into a number sooner one by one, each time copying it.
FEW, SOON = 6, 4_096
#: Between sentences; no normalised text has it.
_APART = "\0"
#: No word that holds one of these is swallowed by a gap (see `packs/pattern.py`).
_BREAK = re.compile(r"[;:!?()\"\u2014]|\.(?!\d)")


class _Letters(dict):
    """Makes spaces of all that is neither letter nor digit."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = character if character.isalpha() or character.isdecimal() else " "
        return self[code]


_LETTERS = _Letters()


def searched(text: str) -> str:
    """A text as the automaton reads it: the same length, words between spaces."""
    return text.translate(_EDGES)


def joined(texts: Iterable[str]) -> str:
    """Sentences as one text, each between spaces."""
    return _APART.join([f" {text} " for text in texts])


class Entry(NamedTuple):
    """What a word of the automaton is in lexicons.

    `lexicons` are their places and `bits` the same as a number, `left` and `right` the spaces that stand around it,
    `exact` the only form in which it counts.
    """

    lexicons: tuple[int, ...]
    bits: int
    left: int
    right: int
    exact: str | None


class Sought(NamedTuple):
    """What meets a need: entries of lexicons, by their places, or words and signs, by their numbers."""

    lexicons: tuple[int, ...]
    words: frozenset[int]


class Ground:
    """The sentences of a page: `texts` in lower case with hyphens as spaces, `cased` the same with their capitals.

    `spots` gives the places of each word or sign that was found, by its number in the index, `lexicons` those of each
    lexicon's entries, by the spaces in them, as numbers. `have` holds for each sentence the bits of its lexicons, `naming`
    for each lexicon those of its sentences.
    """

    def __init__(self, index: Index, texts: Sequence[str], cased: Sequence[str]) -> None:
        self.index = index
        self.spots: defaultdict[int, list[int]] = defaultdict(list)
        self.lexicons: dict[int, dict[int, int]] = {}
        self.naming: dict[int, int] = {}
        self.have: list[int] = [0] * len(texts)
        self._hits: list[list[tuple[int, int, int]]] = [[] for _ in texts]
        self.numbered: dict[int, int] = {}
        self._number(texts)
        self._search(cased)
        sentence_at = self.sentence_at
        self.said = set(self.spots)
        self.saying = {which: numbered([sentence_at[place] for place in places]) for which, places in self.spots.items()}

    def _number(self, texts: Sequence[str]) -> None:
        """Number the words."""
        word_at: list[int] = []
        self.sentence_at: list[int] = []
        self.ends: list[int] = []
        self._begins: list[int] = []  # where each sentence begins in the text, behind its first space
        firsts: list[int] = []
        place = at = 0
        for sentence, text in enumerate(texts):
            begin = place
            firsts.append(begin)
            self._begins.append(at + 1)
            at += len(text) + 3
            word_at.append(place)
            for word in text.split(" "):
                word_at += [place] * (len(word) + 1)
                place += 1
            word_at.append(place - 1)
            self.sentence_at += [sentence] * (place + 1 - begin)
            place += 1
            self.ends.append(place)
        behind = numbered(self.ends)
        self.first, self.last, self.words = numbered(firsts), behind >> 2, ((1 << place) - 1) ^ behind >> 1
        self._word_at = word_at
        self._text = joined(texts)
        self.swallowed = self.words & ~numbered([word_at[match.start()] for match in _BREAK.finditer(self._text)])

    def _search(self, cased: Sequence[str]) -> None:
        """Find all words, entries and signs that the index looks for."""
        index, spots, word_at = self.index, self.spots, self._word_at
        if index.automaton is not None:
            leads, entries, have, hits = index.leads, index.entries, self.have, self._hits
            sentence_at, begins = self.sentence_at, self._begins
            ended: dict[tuple[int, int], list[int]] = {}
            for which, start, end in index.automaton.find_matches_as_indexes(searched(self._text), overlapping=True):
                spot = word_at[start + leads[which]]
                entry = entries[which]
                if entry is not None:
                    _, bits, left, right, exact = entry
                    sentence = sentence_at[spot]
                    begin = begins[sentence]
                    start, end = start + left - begin, end - right - begin
                    if exact is not None and cased[sentence][start:end] != exact:
                        continue
                    have[sentence] |= bits
                    hits[sentence].append((start, end, which))
                    ended.setdefault((which, word_at[end + begin - 1] - spot), []).append(spot)
                spots[which].append(spot)
            self._look_again()
            for (which, spaces), places in ended.items():
                bits = numbered(places)
                sentences = numbered([self.sentence_at[place] for place in places])
                for lexicon in entries[which].lexicons:
                    mine = self.lexicons.setdefault(lexicon, {})
                    mine[spaces] = mine.get(spaces, 0) | bits
                    self.naming[lexicon] = self.naming.get(lexicon, 0) | sentences
        if index.signs:
            for match in index.sign.finditer(self._text):
                sign = match[0] if match[0] in index.signs else DIGIT
                spots[index.signs[sign]].append(word_at[match.start()])

    def _look_again(self) -> None:
        """Find the words beside what hides them."""
        text, done = self._text, 0
        for match in _HIDING.finditer(text):
            if match.start() >= done:
                begin = text.rfind(_APART, 0, match.start()) + 1
                done = (text.find(_APART, begin) + 1 or len(text) + 1) - 1
                for which, start, _ in self.index.automaton.find_matches_as_indexes(text[begin:done].translate(_LETTERS), overlapping=True):
                    self.spots[which].append(self._word_at[begin + start + self.index.leads[which]])

    def places(self, which: int) -> int:
        """The places of a word or sign that was found."""
        if which not in self.numbered:
            self.numbered[which] = numbered(self.spots[which])
        return self.numbered[which]

    def found(self, sentence: int) -> list[tuple[int, int, int]]:
        """(start, end, lexicon's place) of each entry in a sentence."""
        entries = self.index.entries
        return [(start, end, place) for start, end, which in self._hits[sentence] for place in entries[which].lexicons]


def numbered(places: Sequence[int]) -> int:
    """Places as one number, in time proportional to how many they are and to the last of them."""
    if len(places) < FEW or max(places) < SOON:
        bits = 0
        for place in places:
            bits |= 1 << place
        return bits
    octets = bytearray((max(places) >> 3) + 1)
    for place in places:
        octets[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(octets, "little")
