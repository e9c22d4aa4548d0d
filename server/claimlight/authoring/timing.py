"""How long each rule takes on real pages, the slowest first."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

from ..check import matcher
from ..engine.reading import Reading, Slow
from ..model import Page
from ..packs import RuleSet
from ..text import sentences


@dataclass(slots=True)
class Spent:
    """What one rule took: `seconds` in its patterns, `calls` tries of a pattern on a sentence, `matches` of them with a find.

    `slowest` is the pattern that took longest, `slow` counts tries that its time limit ended.
    """

    rule: str
    seconds: float = 0.0
    calls: int = 0
    matches: int = 0
    slow: int = 0
    slowest: str = ""


@dataclass(frozen=True, slots=True)
class Timing:
    """All rules that woke, slowest first. `seconds` is the time of all their patterns together, for `rounds` rounds."""

    rules: tuple[Spent, ...]
    seconds: float
    pages: int
    sentences: int
    rounds: int

    def as_json(self, most: int | None = None) -> dict:
        return {
            "pages": self.pages, "sentences": self.sentences, "rounds": self.rounds, "seconds": round(self.seconds, 6),
            "rules": [
                {
                    "rule": one.rule, "seconds": round(one.seconds, 6), "share": round(one.seconds / (self.seconds or 1), 4), "calls": one.calls,
                    "matches": one.matches, "stopped": one.slow, "slowest_pattern": one.slowest,
                }
                for one in self.rules[:most]
            ],
        }


def measure(rules: RuleSet, pages: Iterable[Page], only: tuple[str, ...] = (), rounds: int = 3) -> Timing:
    """Run the patterns of the rules that wake on each sentence and time them.

    Every pattern is tried once before the clock runs, so that compiling is not measured. `only` are beginnings of rules'
    ids. Only a rule's own `match` is timed: `unless` and `under` run after a match, seldom.
    """
    spent: dict[str, Spent] = {}
    worst: dict[str, dict[str, float]] = {}
    total = sentence_count = page_count = 0
    for page in pages:
        page_count += 1
        cut = [one for position, block in enumerate(page.blocks) for one in sentences(position, block.text, block.heading > 0)]
        sentence_count += len(cut)
        for pack in rules.packs:
            engine = matcher(rules, pack)
            for sentence in cut:
                reading = engine.reader.read(sentence)
                for number, rule, pattern in engine.tried(reading):
                    if only and not rule.id.startswith(only):
                        continue
                    one = spent.setdefault(rule.id, Spent(rule.id))
                    took, found, stopped = _time(reading, number, rounds)
                    one.seconds += took
                    one.calls += 1
                    one.matches += found
                    one.slow += stopped
                    total += took
                    patterns = worst.setdefault(rule.id, {})
                    patterns[pattern.source] = patterns.get(pattern.source, 0.0) + took
    for name, patterns in worst.items():
        spent[name].slowest = max(patterns, key=patterns.get)
    order = sorted(spent.values(), key=lambda one: (-one.seconds, one.rule))
    return Timing(tuple(order), total, page_count, sentence_count, rounds)


def _time(reading: Reading, number: int, rounds: int) -> tuple[float, bool, bool]:
    """The seconds of all rounds, whether something was found, and whether the time limit ended it."""
    began = time.perf_counter()
    try:
        found = any(True for _ in reading.spans(number))
        began = time.perf_counter()
        for _ in range(rounds):
            for _ in reading.spans(number):
                pass
    except Slow:
        return time.perf_counter() - began, False, True
    return time.perf_counter() - began, found, False
