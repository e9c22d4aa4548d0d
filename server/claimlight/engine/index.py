"""Which lexicon entries and required literals occur in a text, found in one pass, and which patterns that wakes.

One Aho-Corasick automaton (Aho and Corasick 1975; here the library `ahocorasick_rs`) holds every lexicon entry and
every literal that some pattern needs. What occurs is a set of bits; a pattern wakes when all its needs are met. So the
cost of a sentence depends on what it says, hardly on how many rules there are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from ..packs.needs import DIGIT, Need, Starts
from ..packs.types import Lexicon, Pattern

#: Signs that belong to entries such as "nad+" or "100 %"; every other sign is a word's edge.
_KEPT = "%+&$\u20ac\u00a3"
_DIGIT = re.compile(r"\d")
_EDGES = {code: " " for code in range(0x20, 0x3000) if not chr(code).isalnum() and chr(code) not in _KEPT}


def searched(text: str) -> str:
    """A text as the automaton reads it: the same length, words between spaces."""
    return f" {text} ".translate(_EDGES)


def key_of(entry: str) -> tuple[str, str | None]:
    """An entry of a lexicon as the automaton looks for it, and the very letters it must have when it has capitals."""
    lower = entry.lower().replace("-", " ")
    return " " * lower[0].isalnum() + searched(lower)[1:-1] + " " * lower[-1].isalnum(), entry if entry != lower else None


@dataclass(frozen=True, slots=True)
class Scan:
    """What occurs in one sentence.

    `have` has a bit for each need that is met. `found` lists (start, end, lexicon's place) in the sentence's text,
    `words` the places of each word at which some pattern can begin, by the word's number.
    """

    have: int
    found: tuple[tuple[int, int, int], ...]
    words: dict[int, list[int]]
    text: str
    tags: tuple[tuple[str, str], ...]

    def tagged(self) -> Tagged:
        """The text with a pair of tags around each entry found.

        Of one lexicon only the leftmost-longest entries are tagged, and shorter ones that start at the same place.
        """
        opened: dict[int, str] = {}
        closed: dict[int, str] = {}
        reach: dict[int, tuple[int, int]] = {}
        tags = self.tags
        for start, end, place in sorted(self.found, key=_longest_first):
            first, last = reach.get(place, (-1, -1))
            if start != first:
                if start < last:
                    continue
                reach[place] = (start, end)
                opened[start] = opened.get(start, "") + tags[place][0]
            closed[end] = closed.get(end, "") + tags[place][1]
        pieces: list[str] = []
        cuts: list[int] = []
        shifts: list[int] = []
        after: dict[int, int] = {}
        starts: dict[str, list[int]] = {}
        last = length = 0
        for cut in sorted(opened.keys() | closed.keys()):
            added = closed.get(cut, "") + opened.get(cut, "")
            pieces += (self.text[last:cut], added)
            length += cut - last
            cuts.append(length)
            shifts.append(cut)
            for step, tag in enumerate(added):
                starts.setdefault(tag, []).append(length + step)
            length += len(added)
            after[cut] = length
            last = cut
        pieces.append(self.text[last:])
        return Tagged("".join(pieces), cuts, shifts, after, starts)


def _longest_first(hit: tuple[int, int, int]) -> tuple[int, int]:
    return hit[0], -hit[1]


@dataclass(frozen=True, slots=True)
class Tagged:
    """Tagged text; `cuts` are the places in it where tags stand, `places` the same places in the plain text.

    `after` gives the place behind the tags for a place in the plain text, `starts` the places of each tag.
    """

    text: str
    cuts: list[int]
    places: list[int]
    after: dict[int, int]
    starts: dict[str, list[int]]

    def plain(self, at: int) -> int:
        """The place in the plain text of a place in the tagged text; a place among tags is the place they mark."""
        which = bisect_right(self.cuts, at) - 1
        if which < 0:
            return at
        place = self.places[which]
        return place + max(0, at - self.after[place])

    def behind(self, place: int) -> int:
        """The place in the tagged text of a place in the plain text, behind any tags."""
        if place in self.after:
            return self.after[place]
        which = bisect_right(self.places, place) - 1
        return place if which < 0 else place - self.places[which] + self.after[self.places[which]]


@dataclass(frozen=True, slots=True)
class _Begin:
    """Where a pattern can begin: at words by their numbers, at tags, at a digit, at the very start."""

    words: frozenset[int]
    tags: tuple[str, ...]
    digit: bool
    anchor: bool


class Index:
    """The automaton of one pack's lexicons and of the literals that its patterns need.

    A pattern is looked at only where the rarest of its needs is met; `sample` is text by which rarity is told.
    """

    def __init__(self, lexicons: Sequence[Lexicon], tags: dict[str, tuple[str, str]], patterns: Sequence[Pattern], sample: Iterable[str] = ()) -> None:
        self.names = [lexicon.name for lexicon in lexicons]
        self.tags = tuple(tags[name] for name in self.names)
        self.place = {name: place for place, name in enumerate(self.names)}
        self._bits: dict[Need, int] = {Need(frozenset([name])): 1 << place for name, place in self.place.items()}
        self._mask_of: list[int] = []
        self._places_of: list[tuple[int, ...]] = []
        self._exact: list[str | None] = []
        self._trim: list[tuple[int, int]] = []
        keys: dict[tuple[str, str | None], int] = {}
        words: list[str] = []

        def key(word: str, exact: str | None, trim: tuple[int, int]) -> int:
            if (word, exact) not in keys:
                keys[word, exact] = len(words)
                words.append(word)
                self._mask_of.append(0)
                self._places_of.append(())
                self._exact.append(exact)
                self._trim.append(trim)
            return keys[word, exact]

        entries: list[list[int]] = [[] for _ in lexicons]
        for place, lexicon in enumerate(lexicons):
            for entry in lexicon.entries:
                word, exact = key_of(entry)
                lower = entry.lower()
                which = key(word, exact, (int(lower[0].isalnum()), int(lower[-1].isalnum())))
                self._mask_of[which] |= 1 << place
                entries[place].append(which)
                self._places_of[which] += (place,)
        self._signs: dict[str, int] = {}
        masks: list[list[int]] = []
        for pattern in patterns:
            bits = []
            for need in pattern.needs:
                if need not in self._bits:
                    bit = self._bits[need] = 1 << len(self._bits)
                    for name in need.lexicons:
                        for which in entries[self.place[name]]:
                            self._mask_of[which] |= bit
                    for literal in need.literals:
                        inner = searched(literal)[1:-1]
                        if literal != DIGIT and inner.strip():
                            self._mask_of[key(inner, None, (0, 0))] |= bit
                        else:
                            self._signs[literal] = self._signs.get(literal, 0) | bit
                bits.append(self._bits[need])
            masks.append(bits)
        self._begins: list[_Begin | None] = []
        for pattern in patterns:
            self._begins.append(self._begin(pattern.starts, key))
        self._word = {which for begin in self._begins if begin for which in begin.words}
        self._automaton = AhoCorasick(words, matchkind=MatchKind.Standard) if words else None
        seen = Counter(bit for text in sample for bit in _bits(self.scan(text.lower().replace("-", " "), text).have))
        self._keys: dict[int, list[tuple[int, int]]] = {}
        self._always: list[int] = []
        for number, bits in enumerate(masks):
            if bits:
                self._keys.setdefault(min(bits, key=lambda bit: seen[bit]), []).append((sum(set(bits)), number))
            else:
                self._always.append(number)
        self._key_bits = sum(self._keys)

    def _begin(self, starts: Starts | None, key: Callable) -> _Begin | None:
        if starts is None:
            return None
        words = frozenset(
            key(" " + searched(word.rstrip())[1:-1] + " " * word.endswith(" "), None, (1, int(word.endswith(" ")))) for word in starts.words
        )
        return _Begin(words, tuple(self.tags[self.place[name]][0] for name in sorted(starts.lexicons)), starts.digit, starts.anchor)

    def begins(self, number: int, scan: Scan, tagged: Tagged) -> list[int] | None:
        """The places in the tagged text where a pattern can begin, in order; None when it may begin anywhere."""
        begin = self._begins[number]
        if begin is None:
            return None
        found: set[int] = {0} if begin.anchor else set()
        for tag in begin.tags:
            found.update(tagged.starts.get(tag, ()))
        for which in begin.words & scan.words.keys():
            found.update(tagged.behind(place) for place in scan.words[which])
        if begin.digit:
            found.update(match.start() for match in _DIGIT.finditer(tagged.text))
        return sorted(found)

    def scan(self, text: str, cased: str) -> Scan:
        """Find what occurs. `text` is lower case with hyphens as spaces, `cased` the same with its capitals."""
        have = 0
        for sign, bits in self._signs.items():
            if sign in text or sign == DIGIT and _DIGIT.search(text):
                have |= bits
        found = []
        words: dict[int, list[int]] = {}
        if self._automaton is not None:
            mask_of, places_of, word = self._mask_of, self._places_of, self._word
            for which, start, end in self._automaton.find_matches_as_indexes(searched(text), overlapping=True):
                exact = self._exact[which]
                left, right = self._trim[which]
                begin, stop = start + left - 1, end - right - 1
                if exact is not None and cased[begin:stop] != exact:
                    continue
                have |= mask_of[which]
                if which in word:
                    words.setdefault(which, []).append(begin)
                for place in places_of[which]:
                    found.append((begin, stop, place))
        return Scan(have, tuple(found), words, text, self.tags)

    def mask(self, names: Iterable[str]) -> int:
        """The bits of some lexicons; a sentence has a word of any of them when one of the bits is in its `have`."""
        return sum(1 << self.place[name] for name in set(names) if name in self.place)

    def woken(self, have: int) -> list[int]:
        """The numbers of the patterns all of whose needs are met, in order."""
        awake = list(self._always)
        for bit in _bits(have & self._key_bits):
            for mask, number in self._keys[bit]:
                if mask & have == mask:
                    awake.append(number)
        awake.sort()
        return awake


def _bits(mask: int) -> Iterator[int]:
    """Each bit of a mask."""
    while mask:
        bit = mask & -mask
        mask ^= bit
        yield bit
