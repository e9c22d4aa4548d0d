"""One word of a reader about one finding: all that is kept of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..text import sentences

VERDICTS = ("right", "wrong")


@dataclass(frozen=True, slots=True)
class Entry:
    """Whether a finding was right or wrong, in a reader's view.

    `version` is that of the rule's pack, `received` the day. `start` and `end` are the marked words' place in `sentence`,
    in code points. `words` are what the reader added, or empty. Neither the page's address nor the text around the
    sentence is part of it.
    """

    received: date
    verdict: str
    rule: str
    version: str
    fingerprint: str
    sentence: str
    start: int
    end: int
    words: str = ""

    @property
    def exact(self) -> str:
        """The marked words."""
        return self.sentence[self.start : self.end]


def entry_of(text: str, start: int, end: int, **rest: object) -> Entry:
    """Keep of a block's text only the sentence in which the words from `start` to `end` stand.

    `rest` are the other fields of an entry. Raises ValueError when there are no such words in the text.
    """
    text = text.replace("\0", "\ufffd")  # PostgreSQL keeps no NUL
    around = [item for item in sentences(0, text) if item.offsets[0] < end and start < item.ends[-1]]
    if not (0 <= start < end <= len(text)) or not around:
        raise ValueError("are no place of words in `text`")
    first = min(start, around[0].offsets[0])
    last = max(end, around[-1].ends[-1])
    return Entry(sentence=text[first:last], start=start - first, end=end - first, **rest)
