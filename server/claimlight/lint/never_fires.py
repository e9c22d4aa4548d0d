"""Patterns that can never fire: they contradict themselves, or ask for what normalised text never has."""

from __future__ import annotations

from collections.abc import Iterator

from ..engine.reading import Reader, Slow
from ..packs.types import Pattern
from ..text import sentences
from .finding import Finding
from .samples import can_be_made, samples
from .source import Source

#: What an author writes and a page, once normalised, never has.
_NEVER = {
    "\u2019": "a curly quote", "\u2018": "a curly quote", "\u201c": "a curly quote", "\u201d": "a curly quote",
    "\u2013": "a short dash (every dash but a hyphen is \u2014)", "\u00a0": "a no-break space", "\u00ad": "a soft hyphen",
}


def check(source: Source) -> Iterator[Finding]:
    """Each pattern that none of the sentences made from it fires."""
    if source.pack is None:
        return
    every = list(source.patterns())
    reader = Reader(source.pack, [pattern for *_, pattern in every])
    for number, (file, place, pattern) in enumerate(every):
        if can_be_made(pattern) and not any(_fires(reader, number, text) for text in samples(pattern, source.pack)):
            yield source.found(
                "never-fires",
                file,
                place,
                f"The pattern {pattern.source!r} finds none of the sentences that it describes{_because(pattern)}",
                "Write it as the text looks after normalising (lower case, straight quotes, a space for a hyphen), or take it out",
            )


def _because(pattern: Pattern) -> str:
    return "".join(f": it holds {words}" for sign, words in _NEVER.items() if sign in pattern.source)[:80]


def _fires(reader: Reader, number: int, text: str) -> bool:
    try:
        return any(next(reader.read(sentence).spans(number), None) for sentence in sentences(0, text))
    except Slow:
        return True  # said by another check
