"""What a text must hold for a pattern to match, and where in the text the pattern can begin.

Both are read off the pattern's items and never claim too much: where it cannot be told, a pattern is tried everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .pattern import Item

#: Stands for any digit among the literals of a need.
DIGIT = r"\d"

Branches = "tuple[tuple[Item, ...], ...]"


@dataclass(frozen=True, slots=True)
class Need:
    """Any of these must occur in a text: the names of lexicons, or bits of text."""

    lexicons: frozenset[str] = frozenset()
    literals: frozenset[str] = frozenset()

    def __or__(self, other: Need) -> Need:
        return Need(self.lexicons | other.lexicons, self.literals | other.literals)

    @property
    def strength(self) -> tuple[int, int]:
        """How much it tells: few alternatives tell more, and long words more than short ones."""
        shortest = min((len(literal) for literal in self.literals), default=6)
        return (-len(self.lexicons) * 20 - len(self.literals), shortest)


@dataclass(frozen=True, slots=True)
class Starts:
    """Where a pattern can begin: at an entry of a lexicon, at a word that begins so, at a digit, at the very start.

    A word ends with a space when nothing may follow it directly.
    """

    lexicons: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    digit: bool = False
    anchor: bool = False

    def __or__(self, other: Starts) -> Starts:
        return Starts(
            self.lexicons | other.lexicons, self.words | other.words, self.digit or other.digit, self.anchor or other.anchor
        )


def needs_of(branches: Branches) -> tuple[Need, ...]:
    """All needs of a pattern: each must be met."""
    return tuple(_needs(branches))


def _needs(branches: Branches) -> list[Need]:
    each = [_sequence_needs(items) for items in branches]
    if len(each) == 1:
        return each[0]
    if not all(each):
        return []
    together = Need()
    for needs in each:
        together |= max(needs, key=lambda need: need.strength)
    return [together]


def _sequence_needs(items: tuple[Item, ...]) -> list[Need]:
    needs: list[Need] = []
    for literal in _runs(items):
        if len(literal.strip()) > 1:
            needs.append(Need(literals=frozenset([literal.strip()])))
    for item in items:
        if item.optional or not item.width:
            continue
        if item.lexicon:
            needs.append(Need(lexicons=frozenset([item.lexicon])))
        elif item.digit:
            needs.append(Need(literals=frozenset([DIGIT])))
        elif item.signs:
            needs.append(Need(literals=frozenset(item.signs)))
        elif item.branches:
            needs += _needs(item.branches)
    return needs


def _runs(items: tuple[Item, ...]) -> list[str]:
    """The stretches of plain text."""
    runs = [""]
    for item in items:
        if item.plain and not item.quantifier:
            runs[-1] += item.plain
        else:
            runs.append("")
    return runs


def starts_of(branches: Branches) -> Starts | None:
    """Where a pattern can begin, or None when that cannot be told."""
    found = _starts(branches)
    return None if found is None or found[1] else found[0]


def _starts(branches: Branches) -> tuple[Starts, bool] | None:
    """The starts of some alternatives, and whether one of them may match nothing."""
    together, empty = Starts(), False
    for items in branches:
        found = _sequence_starts(items)
        if found is None:
            return None
        together |= found[0]
        empty = empty or found[1]
    return together, empty


def _sequence_starts(items: tuple[Item, ...]) -> tuple[Starts, bool] | None:
    together = Starts()
    for place, item in enumerate(items):
        empty = item.optional
        if item.anchor:
            return together | Starts(anchor=True), False
        if not item.width:
            continue
        if item.lexicon:
            here = Starts(lexicons=frozenset([item.lexicon]))
        elif item.digit:
            here = Starts(digit=True)
        elif item.branches:
            found = _starts(item.branches)
            if found is None:
                return None
            here, empty = found[0], empty or found[1]
        elif item.plain.isalnum() and not item.quantifier:
            run = _runs(items[place:])[0]
            word = run.rstrip()
            here = Starts(words=frozenset([word + " " if word != run else word]))
        else:
            return None
        together |= here
        if not empty:
            return together, False
    return together, True
