"""A sentence with tags around the lexicon entries in it, as patterns read it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tagged:
    """Tagged text. Tags stand behind the places in `cuts`; `places` are these places in the plain text, `behind` the ends
    of the tags."""

    text: str
    cuts: list[int]
    places: list[int]
    behind: list[int]

    def plain(self, at: int) -> int:
        """The place in the plain text of a place in the tagged text; a place among tags is the place they mark."""
        which = bisect_right(self.cuts, at) - 1
        if which < 0:
            return at
        return self.places[which] + max(0, at - self.behind[which])


def tagged(text: str, found: Iterable[tuple[int, int, int]], tags: Sequence[tuple[str, str]]) -> Tagged:
    """Put a pair of tags around each entry found: (start, end, lexicon's place), with the tags of each lexicon's place.

    Of one lexicon only the leftmost-longest entries are tagged, and shorter ones that start at the same place.
    """
    opened: dict[int, str] = {}
    closed: dict[int, str] = {}
    reach: dict[int, tuple[int, int]] = {}
    for start, end, place in sorted(found, key=_longest_first):
        first, last = reach.get(place, _NOWHERE)
        opening, closing = tags[place]
        if start != first:
            if start < last:
                continue
            reach[place] = start, end
            opened[start] = opened[start] + opening if start in opened else opening
        closed[end] = closed[end] + closing if end in closed else closing
    pieces: list[str] = []
    places = sorted(opened.keys() | closed.keys())
    cuts: list[int] = []
    behind: list[int] = []
    last = length = 0
    for cut in places:
        added = closed.get(cut, "") + opened.get(cut, "")
        pieces += (text[last:cut], added)
        length += cut - last
        cuts.append(length)
        length += len(added)
        behind.append(length)
        last = cut
    pieces.append(text[last:])
    return Tagged("".join(pieces), cuts, places, behind)


_NOWHERE = -1, -1


def _longest_first(hit: tuple[int, int, int]) -> tuple[int, int]:
    return hit[0], -hit[1]
