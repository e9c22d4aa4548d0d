"""Entries of a word list that others cover: with or without them the list finds the same words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..engine.index import key_of
from ..packs.lexicon import LexiconError, expand
from .finding import Finding
from .source import Source


def check(source: Source) -> Iterator[Finding]:
    """Each entry all of whose words the list's other entries give, too; what is found can be taken out all at once."""
    if source.pack is None:
        return
    for name, file in source.own_lexicons.items():
        value, _ = source.parsed(file)
        if name in source.pack.lexicons and value:
            for place, entry in covered(value["entries"]):
                yield source.found(
                    "covered-entry", file, ("entries", place), f"The list finds all words of the entry {entry!r} without it", "Take the entry out"
                )


def covered(entries: list[str]) -> list[tuple[int, str]]:
    """The entries that can be taken out together, with their places, shortest first to go.

    An entry in lower case covers one that differs in its capitals only.
    """
    try:
        keys = [{key_of(word) for word in expand([entry])} for entry in entries]
    except LexiconError:
        return []
    count = Counter(key for words in keys for key in words)
    found = []
    for place in sorted(range(len(entries)), key=lambda place: (len(keys[place]), -place)):
        words = keys[place]
        if all(count[key] > 1 or key[1] is not None and count[key[0], None] for key in words):
            count.subtract(words)
            found.append((place, entries[place]))
    return sorted(found)
