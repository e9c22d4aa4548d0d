"""Which sentences of a page the patterns' routes lead through.

A route is followed through all sentences at once, by a few operations on numbers with a bit for each word: the
bit-parallel simulation of Baeza-Yates and Gonnet ("A new approach to text searching", CACM 35, 1992), with words for
letters. `Index` turns a route into a trail, which is the same with numbers for the needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from .ground import Ground

PASS, STEP, GAP, CHOICE, FIRST, LAST = range(6)
#: (PASS, need), (STEP, least, most), (GAP, words, outer, fresh), (CHOICE, trails, optional), (FIRST,) or (LAST,)
Node = tuple


class Trails:
    """Follows the trails of an index over one ground."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.index = ground.index
        self._sentences: dict[int, int] = {}
        self._places: dict[int, int | list[tuple[int, int]]] = {}
        self._behind: dict[int, int] = {}
        self._open: dict[int, int] = {}
        self._next = self._within(1)

    def woken(self) -> list[list[int]]:
        """For each sentence the numbers of the patterns whose trails lead through it, in order."""
        index, ground = self.index, self.ground
        everywhere = (1 << len(ground.have)) - 1
        waking = dict.fromkeys(index.always, everywhere)  # pattern -> sentences that meet the first of its needs
        for woken_by, said in ((index.woken_by_word, ground.saying), (index.woken_by_lexicon, ground.naming)):
            for which in said.keys() & woken_by.keys():
                sentences = said[which]
                for number in woken_by[which]:
                    waking[number] = waking.get(number, 0) | sentences
        awake: list[list[int]] = [[] for _ in ground.have]
        known = self._sentences
        for number in sorted(waking):
            possible = waking[number]
            for need in index.others[number]:
                met = known.get(need)
                possible &= self._met(need) if met is None else met
                if not possible:
                    break
            else:
                places = self.follow(index.trails[number], ground.words)
                while places:
                    place = (places & -places).bit_length() - 1
                    sentence = ground.sentence_at[place]
                    if possible >> sentence & 1:
                        awake[sentence].append(number)
                    behind = ground.ends[sentence]
                    places = places >> behind << behind
        return awake

    def loosely(self, number: int) -> int:
        """The sentences where all needs of a pattern are met, whatever their order, as a number (see `Index`)."""
        possible = (1 << len(self.ground.have)) - 1
        for need in self.index.loose[number]:
            possible &= self._met(need)
        return possible

    def _met(self, need: int) -> int:
        """The sentences in which a need is met, as a number."""
        sentences = self._sentences.get(need)
        if sentences is None:
            ground, sought = self.ground, self.index.sought[need]
            sentences = 0
            for lexicon in sought.lexicons:
                sentences |= ground.naming.get(lexicon, 0)
            for which in sought.words & ground.said:
                sentences |= ground.saying[which]
            self._sentences[need] = sentences
        return sentences

    def _where(self, need: int) -> int | list[tuple[int, int]]:
        """The places where what meets a need begins; with the spaces in it, where it may have any."""
        ground, sought = self.ground, self.index.sought[need]
        numbered, spaces_in = ground.numbered, self.index.spaces
        plain = 0
        spaced: dict[int, int] = {}
        for which in sought.words & ground.said:
            bits = numbered.get(which) or ground.places(which)
            spaces = spaces_in[which] if which >= 0 else 0
            if spaces:
                spaced[spaces] = spaced.get(spaces, 0) | bits
            else:
                plain |= bits
        for lexicon in sought.lexicons:
            for spaces, bits in ground.lexicons.get(lexicon, {}).items():
                spaced[spaces] = spaced.get(spaces, 0) | bits
        plain |= spaced.pop(0, 0)
        return [(0, plain), *spaced.items()] if spaced else plain

    def follow(self, trail: Iterable[Node], places: int) -> int:
        """Where a trail leads from some places."""
        known = self._places
        for node in trail:
            kind = node[0]
            if kind == PASS:
                need = node[1]
                found = known.get(need)
                if found is None:
                    found = known[need] = self._where(need)
                if type(found) is int:
                    places &= found
                else:
                    reached = 0
                    for spaces, bits in found:
                        reached |= (places & bits) << spaces
                    places = reached
            elif kind == STEP:
                _, least, most = node
                if least == 1:
                    places = places << 1 & self._next
                elif least:
                    places = places << least & self._within(least)
                if most is None:  # an addition carries from a place to the end of its sentence
                    words = self.ground.words
                    places = (words + places ^ words | places) & words
                elif most > least:
                    places = self._spread(places, most - least, self._within)
            elif kind == GAP:
                _, words, outer, fresh = node
                if outer:
                    places = places << 1 & self._next
                elif not fresh:
                    places |= places << 1 & self._next
                    words -= 1
                places = self._spread(places, words, self._swallowing)
            elif kind == CHOICE:
                reached = places if node[2] else 0
                for way in node[1]:
                    reached |= self.follow(way, places)
                places = reached
            else:
                places &= self.ground.first if kind == FIRST else self.ground.last
            if not places:
                break
        return places

    @staticmethod
    def _spread(places: int, most: int, within: Callable[[int], int]) -> int:
        """The places and up to so many behind each, in ever longer strides."""
        done = 0
        while done < most:
            stride = min(done + 1, most - done)
            places |= places << stride & within(stride)
            done += stride
        return places

    def _within(self, words: int) -> int:
        """The places that have so many words of their sentence before them."""
        return self._reach(self._behind, self.ground.words, words)

    def _swallowing(self, words: int) -> int:
        """The places before which so many words of their sentence can be swallowed by a gap."""
        return self._reach(self._open, self.ground.swallowed, words)

    def _reach(self, known: dict[int, int], base: int, words: int) -> int:
        reach = known.get(words)
        if reach is None:
            before = self._reach(known, base, words - 1) if words > 1 else self.ground.words
            reach = known[words] = (before & base) << 1 & self.ground.words
        return reach
