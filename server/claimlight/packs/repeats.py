"""How large an expression grows when its repeats are written out, which is what compiling it costs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .pattern import Item

#: The largest shipped pattern has some 600 parts.
MOST_PARTS = 5_000

_LEAST = re.compile(r"\{(\d+)")


def parts(branches: tuple[tuple[Item, ...], ...]) -> int:
    """The parts of a pattern, each counted as often as it must occur: `(a{10}){10}` has a hundred."""
    return sum(_least(item) * (parts(item.branches) if item.branches else 1) for items in branches for item in items)


def _least(item: Item) -> int:
    found = _LEAST.match(item.quantifier)
    return max(1, int(found[1])) if found else 1
