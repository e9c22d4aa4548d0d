"""Patterns that no test of the pack fires: nobody would notice if they stopped working."""

from __future__ import annotations

from collections.abc import Iterator

from .finding import Finding
from .source import Source


def check(source: Source) -> Iterator[Finding]:
    """Each pattern of a rule's `match` that fires on none of the pack's test sentences."""
    fired = {(trace.rule, trace.pattern) for traces in source.traces.values() for trace in traces}
    for rule in source.own_rules:
        for place, pattern in enumerate(rule.match):
            if (rule.id, pattern.source) not in fired:
                yield source.found(
                    "untested-pattern", rule.file, ("match", place), f"No test fires the pattern {pattern.source!r}", "Add a `flag` sentence that it marks"
                )
