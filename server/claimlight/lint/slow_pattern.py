"""Patterns that can take without end: their repeats can be read in ever more ways.

Analysis (`packs/effort.py`) picks the patterns whose repeats multiply, and shows where; each is then run, under a time
limit, on a sentence that repeats just what the part repeats and ends in something else.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from ..engine.reading import Reader
from ..packs.effort import effort, times
from ..packs.pattern import Item, branches_of
from ..packs.types import Pack, Pattern
from ..text import sentences
from .finding import Finding
from .samples import once, some
from .source import Source

#: Patterns with fewer ways to try (as a power of ten) are never slow.
SUSPICIOUS = 5.0
#: Seconds; a sound pattern takes well under a hundredth, and what takes this long is tried again with four times as much.
PATIENCE = 0.5
LONGEST = 1_500  # characters of what is repeated
REPEATED = 8  # a part that repeats no more often than this is not worth a try of its own
TRIES = 3


def check(source: Source) -> Iterator[Finding]:
    """Each pattern that does not finish on a sentence made to trouble it."""
    pack = source.pack
    if pack is None:
        return
    reader = Reader(pack, [])
    for file, place, pattern in source.patterns():
        branches = branches_of(pattern.source, pack.tags)
        if effort(branches) <= SUSPICIOUS:
            continue
        trouble = _trouble(pattern, branches, pack, reader)
        if trouble:
            part, unit = trouble
            yield source.found(
                "slow-pattern",
                file,
                place,
                f"The pattern {pattern.source!r} does not finish on a sentence that repeats {unit!r}: its part {part!r} can be read in ever more ways",
                "Let what is repeated end in something that cannot be part of it, such as a space, and repeat it less often",
            )


def _trouble(pattern: Pattern, branches: tuple[tuple[Item, ...], ...], pack: Pack, reader: Reader) -> tuple[str, str] | None:
    """The part and the words that trouble a pattern, or None."""
    chance = random.Random(pattern.source)
    whole = some(branches, pack, chance, 1)
    seen: set[str] = set()
    for before, item in _repeats(branches, "", pack, chance):
        for attempt in range(TRIES):
            unit = once(item, pack, chance, attempt)
            text = f"{before}{unit * (LONGEST // max(1, len(unit)))}"[:LONGEST] + f" qq qq; {whole}"
            if unit and text not in seen and _too_slow(pattern, reader, text):
                return item.source, unit
            seen.add(text)
    return None


def _repeats(branches: tuple[tuple[Item, ...], ...], before: str, pack: Pack, chance: random.Random) -> Iterator[tuple[str, Item]]:
    """Each part that is repeated, outermost first, with a text that leads up to it."""
    for items in branches:
        led = before
        for item in items:
            if times(item.quantifier)[1] > REPEATED:
                yield led, item
            if item.branches:
                yield from _repeats(item.branches, led, pack, chance)
            if item.width and not item.optional:
                led += once(item, pack, chance, 1)


def _too_slow(pattern: Pattern, reader: Reader, text: str) -> bool:
    for sentence in sentences(0, text):
        tagged = reader.read(sentence).tagged.text
        for patience in (PATIENCE, 4 * PATIENCE):
            try:
                pattern.expression.search(tagged, timeout=patience)
                break
            except TimeoutError:
                continue
        else:
            return True
    return False
