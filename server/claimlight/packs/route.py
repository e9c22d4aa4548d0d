"""A pattern's route through a sentence: which words it passes, in which order and how far apart.

A route says less than its pattern but never forbids what the pattern allows, and it can be followed for all sentences of
a page at once (see `engine/ground.py`). So the pattern itself, which costs much more, runs where its route leads through.
Places are words, and words are what stands between spaces: "pain-free," is two words, since a hyphen counts as a space.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .pattern import Item

#: Stands for any digit among the literals of a need.
DIGIT = r"\d"
#: A bit of text tells little when it is shorter and may be a part of any word.
TELLING = 3


@dataclass(frozen=True, slots=True)
class Need:
    """Any of these must occur: the names of lexicons, or bits of text. A space at a bit's end is the edge of a word."""

    lexicons: frozenset[str] = frozenset()
    literals: frozenset[str] = frozenset()

    def __or__(self, other: Need) -> Need:
        return Need(self.lexicons | other.lexicons, self.literals | other.literals)

    @property
    def strength(self) -> tuple[int, int]:
        """How much it tells: few alternatives tell more, and long words more than short ones."""
        shortest = min((len(literal.strip()) for literal in self.literals), default=6)
        return (-len(self.lexicons) * 20 - len(self.literals), shortest)

    @property
    def loose(self) -> Need:
        """The same without edges of words."""
        return Need(self.lexicons, frozenset(literal.strip() for literal in self.literals))


@dataclass(frozen=True, slots=True)
class Pass:
    """Any of these words; the route goes on in the word in which they end."""

    need: Need


@dataclass(frozen=True, slots=True)
class Step:
    """So many spaces further on, whatever stands between; `most` is None where that has no bound."""

    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Gap:
    """At most so many words of the same clause.

    An `outer` gap begins behind the space that follows. Any other begins where the route stands: at the edge of a word, or,
    when it is not `fresh`, perhaps in the middle of one.
    """

    words: int
    outer: bool
    fresh: bool


@dataclass(frozen=True, slots=True)
class End:
    """The sentence's first or last word."""

    first: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several ways, or, when it is optional, none."""

    ways: tuple[Route, ...]
    optional: bool


Node = Pass | Step | Gap | End | Choice
Route = tuple[Node, ...]


def route_of(branches: Iterable[tuple[Item, ...]], left: bool, right: bool) -> Route:
    """The route of a pattern; `left` and `right` tell whether it begins and ends at the edge of a word."""
    ways = [_way(items, left, right) for items in branches]
    return ways[0] if len(ways) == 1 else _choice(ways, False)


def needs_of(route: Route) -> tuple[Need, ...]:
    """What must occur for a route to lead through; each of the needs must be met."""
    found: list[Need] = []
    for node in route:
        if isinstance(node, Pass):
            found.append(node.need)
        elif isinstance(node, Choice) and not node.optional:
            each = [needs_of(way) for way in node.ways]
            if len(each) == 1:
                found += each[0]
            elif all(each):
                together = Need()
                for needs in each:
                    together |= max(needs, key=lambda need: need.strength)
                found.append(together)
    return tuple(found)


def _choice(ways: list[Route], optional: bool) -> Route:
    """A choice, with all ways that are a word and nothing else told as one."""
    words = Need()
    others = []
    for way in dict.fromkeys(ways):
        if len(way) == 1 and isinstance(way[0], Pass):
            words |= way[0].need
        elif way:
            others.append(way)
        else:
            optional = True
    if optional:  # a word that may be there or not, and leads nowhere, says nothing
        words = Need(words.lexicons, frozenset(literal for literal in words.literals if " " in literal.strip()))
    if words != Need():
        others.insert(0, (Pass(words),))
    if not others:
        return ()
    if len(others) == 1 and isinstance(others[0][0], Gap) and not others[0][0].outer and len(others[0]) == 1:
        return others[0]  # it may swallow nothing anyway
    return others[0] if len(others) == 1 and not optional else (Choice(tuple(others), optional),)


def _way(items: tuple[Item, ...], left: bool, right: bool) -> Route:
    """The route of a sequence; `left` and `right` tell whether a space, or the edge of a word, is on either side of it."""
    nodes: list[Node] = []
    place = 0
    while place < len(items):
        run = place
        while run < len(items) and items[run].plain and not items[run].quantifier:
            run += 1
        text = "".join(item.plain for item in items[place:run])
        if text:
            nodes += _words(text, left, _ends(items, run, right))
            left = text.endswith(" ")
        if run < len(items):
            nodes += _repeated(items[run], left, _ends(items, run + 1, right))
            left = _at_edge(items[run], left)
        place = run + 1
    return _joined(nodes)


def _words(text: str, left: bool, right: bool) -> Iterator[Node]:
    """A stretch of plain text."""
    literal = text.strip(" ")
    before, after = len(text) - len(text.lstrip(" ")), len(text) - len(text.rstrip(" "))
    yield Step(before, before)
    left = before > 0 or left and literal[:1].isalnum()
    right = after > 0 or right and literal[-1:].isalnum()
    if sum(map(str.isalnum, literal)) >= (2 if left or right else TELLING):
        edged = " " * left + literal + " " * right
        yield Pass(Need(literals=frozenset([edged])))
    if literal:
        yield Step(after, after)


def _repeated(item: Item, left: bool, right: bool) -> Iterator[Node]:
    """One item with its quantifier; what is repeated is told once, and then only how far it may lead."""
    least, most = item.times
    once = _joined(list(_once(item, left, right and most == 1)))
    further = _widest(item)
    if all(isinstance(node, Step) for node in once):
        yield Step(0 if least == 0 or not once else once[0].least, None if further is None or most is None and further else further * (most or 0))
        return
    yield from _choice([once], True) if least == 0 else once
    if most != 1 and further != 0:
        yield Step(0, None if most is None or further is None else further * (most - 1))


def _once(item: Item, left: bool, right: bool) -> Iterator[Node]:
    """One item without its quantifier."""
    if item.first or item.last:
        yield End(item.first)
    elif not item.width:
        return
    elif item.branches:
        yield from _choice([_way(branch, left, right) for branch in item.branches], False)
    elif item.lexicon:
        yield Pass(Need(lexicons=frozenset([item.lexicon])))
    elif item.digit or item.signs:
        yield Pass(Need(literals=frozenset([DIGIT] if item.digit else item.signs)))
    elif item.gap:
        gap = Gap(item.gap, item.outer, left)
        yield Choice(((gap,),), True) if item.unspaced else gap
    elif item.plain == " ":
        yield Step(1, 1)
    else:
        yield Step(0, item.holds)


def _widest(item: Item) -> int | None:
    """How many spaces the item may hold at most, without its quantifier; None where there is no bound."""
    if not item.width:
        return 0
    return None if item.branches or item.lexicon or item.gap else 1 if item.plain == " " else item.holds


def _ends(items: tuple[Item, ...], place: int, right: bool) -> bool:
    """Whether what stands before this place of a sequence is at the end of a word; `right` says so of the sequence."""
    for item in items[place:]:
        if item.last:
            return True
        if not item.width:
            continue
        if not (item.plain == " " or item.outer or item.signs or item.branches and all(_ends(branch, 0, False) for branch in item.branches)):
            return False
        if item.times[0]:
            return True
    return right


def _at_edge(item: Item, left: bool) -> bool:
    """Whether what stands behind the item begins a word; `left` says so of the item itself."""
    if item.first:
        return True
    if not item.width or item.gap and not item.outer:
        return left
    if item.branches:
        edge = left or item.times[0] > 0
        for branch in item.branches:
            here = left
            for part in branch:
                here = _at_edge(part, here)
            edge = edge and here
        return edge
    return (item.plain == " " or item.outer) and (left or item.times[0] > 0)


def _joined(nodes: list[Node]) -> Route:
    """Steps that follow each other as one, and none that lead nowhere."""
    made: list[Node] = []
    for node in nodes:
        if isinstance(node, Step) and made and isinstance(made[-1], Step):
            last = made.pop()
            node = Step(last.least + node.least, None if last.most is None or node.most is None else last.most + node.most)
        if node != Step(0, 0):
            made.append(node)
    return tuple(made)
