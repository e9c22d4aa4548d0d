"""Patterns that fire on nearly everything: they match nothing at all, or plain sentences that are about nothing."""

from __future__ import annotations

from collections.abc import Iterator

from ..engine.reading import Reader, Reading, Slow
from ..text import sentences
from .finding import Finding
from .source import Source

#: Sentences as every site has them, which claim and disclose nothing.
PLAIN = (
    "The office opens at nine and closes at five.",
    "You can park behind the house.",
    "Our team speaks three languages.",
    "Take the second street on the left after the bridge.",
    "This page was last changed in March.",
    "We look forward to your visit.",
    "Coffee and water are in the waiting room.",
    "Please bring a photo of your passport.",
    "The garden was planted by the owner's father.",
    "Follow us for news about the house.",
    "All rights reserved.",
    "There is a lift to the third floor.",
)
SHARE = 0.4


def check(source: Source) -> Iterator[Finding]:
    """Each pattern that may match nothing, or fires on too many of the plain sentences.

    Where a rule asks `under` which line a sentence stands, its patterns may fire on any.
    """
    if source.pack is None:
        return
    every = list(source.patterns())
    reader = Reader(source.pack, [pattern for *_, pattern in every])
    led = {rule.file for rule in source.own_rules if rule.under}
    plain = [reader.read(sentence) for text in PLAIN for sentence in sentences(0, text)]
    for number, (file, place, pattern) in enumerate(every):
        if pattern.expression.match(""):
            detail = f"The pattern {pattern.source!r} matches nothing at all: everything in it may be left out"
        elif not (file in led and place[0] == "match") and sum(_fires(reading, number) for reading in plain) >= SHARE * len(plain):
            detail = f"The pattern {pattern.source!r} fires on nearly every sentence, such as {_example(plain, number)!r}"
        else:
            continue
        yield source.found("always-fires", file, place, detail, "Ask for a word that tells, and leave less of the pattern optional")


def _fires(reading: Reading, number: int) -> bool:
    try:
        return number in reading.awake and next(reading.spans(number), None) is not None
    except Slow:
        return False  # said by another check


def _example(plain: list[Reading], number: int) -> str:
    return next(reading.sentence.text for reading in plain if _fires(reading, number))
