"""Word lists: entries are written out, cleaned, and kept in the form in which the engine looks for them."""

from __future__ import annotations

import bracex

from .types import Lexicon

MOST_ENTRIES = 50_000


class LexiconError(ValueError):
    """A word list that cannot be used; the message says which entry and why."""


def expand(entries: list[str]) -> tuple[str, ...]:
    """Write out the braces of every entry; hyphens become spaces, as in the text that is searched.

    Words keep the order of the file. Raises LexiconError when an entry is empty or the list grows past MOST_ENTRIES.
    """
    words: dict[str, None] = {}
    for entry in entries:
        try:
            for word in bracex.iexpand(entry, limit=MOST_ENTRIES):
                words[" ".join(word.replace("-", " ").split())] = None
                if len(words) > MOST_ENTRIES:
                    raise LexiconError(f"The list holds more than {MOST_ENTRIES:,} words")
        except bracex.ExpansionLimitException:
            raise LexiconError(f"The entry {entry!r} stands for more than {MOST_ENTRIES:,} words") from None
    if "" in words:
        raise LexiconError("An entry is empty")
    return tuple(words)


def build(name: str, value: dict) -> Lexicon:
    """A lexicon from its file's content."""
    return Lexicon(name, value["title"], expand(value["entries"]), value.get("source", ""))
