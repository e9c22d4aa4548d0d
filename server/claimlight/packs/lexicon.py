"""Word lists: entries are written out, cleaned, and kept in the form in which the engine looks for them."""

from __future__ import annotations

import bracex

from .types import Lexicon

MOST_ENTRIES = 50_000
#: Signs that can be an entry, or belong to one, such as "nad+" or "100 %". Any other sign is a word's edge to the engine.
SIGNS = "%+&$\u20ac\u00a3"


class LexiconError(ValueError):
    """A word list that cannot be used; the message says which entry and why."""


def expand(entries: list[str]) -> tuple[str, ...]:
    """Write out the braces of every entry; hyphens become spaces, as in the text that is searched.

    Words keep the order of the file. Raises LexiconError when an entry is empty or holds only signs that are edges of words, or when the list grows past MOST_ENTRIES.
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
    for word in words:
        if not any(sign.isalnum() or sign in SIGNS for sign in word):
            raise LexiconError(f"The entry {word!r} has no letter or digit, so it would never be found; write such a sign into a pattern")
    return tuple(words)


def build(name: str, value: dict) -> Lexicon:
    """A lexicon from its file's content."""
    return Lexicon(name, value["title"], expand(value["entries"]), value.get("source", ""))
