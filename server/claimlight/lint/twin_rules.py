"""Two rules that mark the same words for the same reason, and tests that prove nothing that another rule does not."""

from __future__ import annotations

from collections.abc import Iterator

from ..engine import Trace
from ..packs import Rule
from ..trial import KEPT, Example
from .finding import Finding
from .source import Source


def check(source: Source) -> Iterator[Finding]:
    """Each rule all of whose `flag` tests another rule of its category satisfies, and else each such test."""
    for rule in source.own_rules:
        others = [
            (example, _others(source, rule, example, traces))
            for example, traces in source.traces.items()
            if example.rule == rule.id and example.flagged
        ]
        always = sorted(set.intersection(*(found for _, found in others))) if others else []
        if always:
            yield source.found(
                "twin-rules",
                rule.file,
                ("tests", "flag"),
                f"{always[0]} marks the same words of every `flag` sentence of this rule, for the same reason",
                "Make one rule of the two, or add a `flag` sentence that only this one marks",
            )
            continue
        for example, found in others:
            if found:
                yield source.found(
                    "satisfied-test",
                    rule.file,
                    ("tests", "flag", example.number - 1),
                    f"{sorted(found)[0]} marks the same words of {example.text!r}",
                    "Choose a sentence that only this rule marks",
                )


def _others(source: Source, rule: Rule, example: Example, traces: list[Trace]) -> set[str]:
    """The other rules of the same category that mark just the words wanted."""
    marking = {trace.rule for trace in traces if trace.outcome in KEPT and (trace.start, trace.end) == example.span and trace.rule != rule.id}
    return {name for name in marking if source.rules.rules[name].category == rule.category}
