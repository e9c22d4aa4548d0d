"""How many ways a pattern could try on one stretch of text before it gives up, estimated from its parts.

A repeated part multiplies the ways of what follows it; a repeated part inside a repeated group multiplies them each time.
Where what follows tells at once where a repeat must end (`\\w+` before a space), it adds none. The estimate errs towards
too many; what is really slow is found by trying (see `lint/slow_pattern.py`).
"""

from __future__ import annotations

from math import log10
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from .pattern import Item

#: Longest sentence in characters: no repeat can take more.
LONGEST = 2_000
_REPEAT = regex.compile(r"\{(\d*)(,?)(\d*)\}")
_GAPS = {"..": 3, "...": 8}


def times(quantifier: str) -> tuple[int, int]:
    """The least and the most repeats that a quantifier allows; without a bound, as many as a sentence is long."""
    if quantifier[:1] in ("*", "+", "?"):
        return (int(quantifier[0] == "+"), 1 if quantifier[0] == "?" else LONGEST)
    found = _REPEAT.match(quantifier)
    if not found:
        return 1, 1
    least = int(found[1] or 0)
    most = int(found[3]) if found[3] else LONGEST if found[2] else least
    return least, min(most, LONGEST)


def effort(branches: tuple[tuple[Item, ...], ...]) -> float:
    """The number of ways as a power of ten."""
    return max((sum(_item(item, items[place + 1 : place + 2]) for place, item in enumerate(items)) for items in branches), default=0.0)


def _item(item: Item, behind: tuple[Item, ...]) -> float:
    least, most = times(item.quantifier)
    if item.quantifier.endswith("+") and len(item.quantifier) > 1:
        return 0.0  # possessive: never gives back what it took
    choices = log10(most - least + 1)
    if item.branches:
        inside = effort(item.branches)
        if most > 1 and _alike(item.branches):
            inside += log10(2)
        return inside if most == 1 else choices + inside * most
    gap = _GAPS.get(item.source.removesuffix(item.quantifier).strip(" "))
    if gap:
        return log10(gap + 1)
    return 0.0 if most == 1 or _ends(item, behind) else choices


def _ends(item: Item, behind: tuple[Item, ...]) -> bool:
    """Whether the next part tells where a repeated character ends."""
    if not behind or not behind[0].plain or behind[0].optional:
        return False
    try:
        return not regex.fullmatch(item.source.removesuffix(item.quantifier), behind[0].plain)
    except regex.error:
        return False


def _alike(branches: tuple[tuple[Item, ...], ...]) -> bool:
    """Whether two alternatives begin with the same character, or one may be empty."""
    first = [items[0].source[:1] if items else "" for items in branches]
    return len(set(first)) < len(first) or "" in first
