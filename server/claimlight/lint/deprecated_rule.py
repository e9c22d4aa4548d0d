"""Rules on their way out: their author should not forget them."""

from __future__ import annotations

from collections.abc import Iterator

from .finding import Finding
from .source import Source


def check(source: Source) -> Iterator[Finding]:
    """Each rule that is deprecated, and each that says what replaced it though it stays."""
    for rule in source.own_rules:
        if rule.status == "deprecated":
            yield source.found(
                "deprecated-rule", rule.file, ("status",), f"The rule is deprecated (replaced by: {rule.replaced_by}) and still shown", "Retire it in the next minor version"
            )
        elif rule.replaced_by:
            yield source.found(
                "deprecated-rule", rule.file, ("replaced_by",), "The rule says what replaced it, and is not deprecated", "Set its status to deprecated, or take the key out"
            )
