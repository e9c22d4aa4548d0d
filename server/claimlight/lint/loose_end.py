"""Patterns that end in a space before a part that may be left out.

The words of a match are whole words, and a space with a word behind it is no end of one. Without its last part such a
pattern is found only where, by chance, an entry of some lexicon follows.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..packs.pattern import Item, branches_of
from .finding import Finding
from .source import Source


def check(source: Source) -> Iterator[Finding]:
    """Each such pattern of the rules that are chosen."""
    for file, place, pattern in source.patterns():
        if _is_loose(branches_of(pattern.source, source.pack.tags)):
            yield source.found(
                "loose-end",
                file,
                place,
                f"The pattern {pattern.source!r} ends in a space before a part that may be left out; without it only chance finds it",
                "Put the space into the part, as in `in( the| our)?`, or make the part compulsory",
            )


def _is_loose(branches: tuple[tuple[Item, ...], ...]) -> bool:
    return any(_ends_loosely(items) for items in branches)


def _ends_loosely(items: tuple[Item, ...]) -> bool:
    last = len(items)
    while last and items[last - 1].optional:
        last -= 1
    if not last:
        return False
    end = items[last - 1]
    return end.plain == " " if last < len(items) else end.width and _is_loose(end.branches)
