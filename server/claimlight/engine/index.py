"""Which lexicon entries and required literals a pack looks for, and which patterns each of them may wake.

One Aho-Corasick automaton (Aho and Corasick 1975; here the library `ahocorasick_rs`) holds every lexicon entry and
every literal that some pattern's route passes. A pattern is registered under the rarest of its needs alone, so the cost
of a page depends on what it says, hardly on how many rules there are.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from ahocorasick_rs import AhoCorasick, MatchKind

from ..packs import memory
from ..packs.route import DIGIT, Choice, End, Gap, Need, Pass, Route, Step, needs_of
from ..packs.types import Lexicon, Pattern
from .ground import Entry, Ground, Sought, searched
from .trails import CHOICE, FIRST, GAP, LAST, PASS, STEP, Node

#: An index of fewer patterns is built as fast as it is recalled, and there may be one for every key that an author presses.
WORTH_KEEPING = 500
#: What is kept of an index; the rest is made from it.
_KEPT = frozenset("names tags place leads entries spaces signs sought trails loose others texts woken_by_word woken_by_lexicon always".split())


def key_of(entry: str) -> tuple[str, str | None]:
    """An entry of a lexicon as the automaton looks for it, and the very letters it must have when it has capitals."""
    lower = entry.lower().replace("-", " ")
    return " " * lower[0].isalnum() + searched(lower) + " " * lower[-1].isalnum(), entry if entry != lower else None


class Index:
    """The automaton of one pack's lexicons and patterns. Build it once, use it from any thread.

    `sample` is text by which is told what is rare. For the patterns whose numbers are in `loosely` it can also be asked
    where their needs are met, in any order and anywhere in words.
    """

    def __init__(
        self,
        lexicons: Sequence[Lexicon],
        tags: dict[str, tuple[str, str]],
        patterns: Sequence[Pattern],
        sample: Sequence[str] = (),
        loosely: Collection[int] = (),
    ) -> None:
        self.names = [lexicon.name for lexicon in lexicons]
        self.tags = tuple(tags[name] for name in self.names)
        self.place = {name: place for place, name in enumerate(self.names)}
        self.leads: list[int] = []
        self.entries: list[Entry | None] = []
        self.spaces: list[int] = []
        self.signs: dict[str, int] = {}
        self.sought: list[Sought] = []
        self._keys: dict[tuple[str, str | None, int | None], int] = {}
        self._needs: dict[Need, int] = {}
        for place, lexicon in enumerate(lexicons):
            for entry in lexicon.entries:
                self._enter(place, entry)
        self.trails = [self._trail(pattern.route) for pattern in patterns]
        self.loose = {number: [self._need(need.loose) for need in needs_of(patterns[number].route)] for number in loosely}
        needs = [[self._need(need) for need in dict.fromkeys(needs_of(pattern.route))] for pattern in patterns]
        self.sign = _sign(self.signs)
        self.texts = [text for text, _, _ in self._keys]
        self.automaton = automaton(self.texts)
        self.woken_by_word: dict[int, list[int]] = {}
        self.woken_by_lexicon: dict[int, list[int]] = {}
        self.others: list[list[int]] = []
        self.always: list[int] = []
        self._register(needs, Ground(self, [text.lower().replace("-", " ") for text in sample], sample))
        del self._keys, self._needs

    def _key(self, text: str, exact: str | None = None, spaces: int | None = None) -> int:
        """The number of a word. `exact` is the only form in which an entry counts; `spaces` stand in a literal, where
        "crow's feet" and "crow s feet" are searched for alike."""
        which = self._keys.setdefault((text, exact, spaces), len(self._keys))
        if which == len(self.leads):
            self.leads.append(int(text.startswith(" ")))
            self.spaces.append(spaces or 0)
            self.entries.append(None)
        return which

    def _enter(self, place: int, entry: str) -> None:
        """Look for an entry of the lexicon at this place."""
        text, exact = key_of(entry)
        which = self._key(text, exact)
        known = self.entries[which] or Entry((), 0, int(entry[0].isalnum()), int(entry[-1].isalnum()), exact)
        self.entries[which] = known._replace(lexicons=(*known.lexicons, place), bits=known.bits | 1 << place)

    def _need(self, need: Need) -> int:
        """The number of a need, with what is looked for."""
        if need not in self._needs:
            words = set()
            for literal in sorted(need.literals):
                bare = literal.strip()
                inner = searched(bare)
                if literal == DIGIT or not inner.strip():
                    words.add(self.signs.setdefault(literal, -1 - len(self.signs)))
                else:
                    edged = " " * literal.startswith(" ") + inner + " " * literal.endswith(" ")
                    words.add(self._key(edged, None, bare.count(" ")))
            self._needs[need] = len(self.sought)
            self.sought.append(Sought(tuple(sorted(self.place[name] for name in need.lexicons)), frozenset(words)))
        return self._needs[need]

    def _trail(self, route: Route) -> tuple[Node, ...]:
        made: list[Node] = []
        for node in route:
            if isinstance(node, Pass):
                made.append((PASS, self._need(node.need)))
            elif isinstance(node, Step):
                made.append((STEP, node.least, node.most))
            elif isinstance(node, Gap):
                made.append((GAP, node.words, node.outer, node.fresh))
            elif isinstance(node, End):
                made.append((FIRST,) if node.first else (LAST,))
            elif isinstance(node, Choice):
                made.append((CHOICE, tuple(self._trail(way) for way in node.ways), node.optional))
        return tuple(made)

    def _register(self, needs: list[list[int]], sample: Ground) -> None:
        """Note under what meets the rarest of each pattern's needs that the pattern may wake; `others` are its other needs."""
        often = []
        for sought in self.sought:
            entries = sum(bits.bit_count() for place in sought.lexicons for bits in sample.lexicons.get(place, {}).values())
            often.append(entries + sum(len(sample.spots.get(which, ())) for which in sought.words))
        for number, mine in enumerate(needs):
            first, *others = sorted(mine, key=often.__getitem__) or [None]
            self.others.append(others)
            if first is None:
                self.always.append(number)
                continue
            rarest = self.sought[first]
            for which in rarest.words:
                self.woken_by_word.setdefault(which, []).append(number)
            for place in rarest.lexicons:
                self.woken_by_lexicon.setdefault(place, []).append(number)

    @classmethod
    def remembered(
        cls, lexicons: Sequence[Lexicon], tags: dict[str, tuple[str, str]], patterns: Sequence[Pattern], sample: Sequence[str], loosely: Collection[int]
    ) -> Index:
        """The index of these, as it was kept when it was last built, or built and kept now."""
        if len(patterns) < WORTH_KEEPING:
            return cls(lexicons, tags, patterns, sample, loosely)
        made_from = (
            *(part for lexicon in lexicons for part in (lexicon.name, *tags[lexicon.name], *lexicon.entries)),
            *(pattern.source for pattern in patterns),
            "\0".join(sample),
            str(sorted(loosely)),
        )
        state = memory.recall("index", *made_from)
        if isinstance(state, dict) and state.keys() == _KEPT:
            index = cls.__new__(cls)
            index.__dict__ |= state
            index.automaton = automaton(index.texts)
            index.sign = _sign(index.signs)
            return index
        index = cls(lexicons, tags, patterns, sample, loosely)
        memory.keep("index", {name: index.__dict__[name] for name in _KEPT}, *made_from)
        return index

    def mask(self, names: Iterable[str]) -> int:
        """The bits of some lexicons; a sentence has a word of any of them when one of the bits is in its `have`."""
        return sum(1 << self.place[name] for name in set(names) if name in self.place)


def automaton(texts: list[str]) -> AhoCorasick | None:
    """What finds all of these texts at once, or None when there are none."""
    return AhoCorasick(texts, matchkind=MatchKind.Standard) if texts else None


def _sign(signs: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(DIGIT if sign == DIGIT else re.escape(sign) for sign in signs))
