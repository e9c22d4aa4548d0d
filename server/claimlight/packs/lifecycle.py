"""The life of a rule: tried out in the shadow, shown, on its way out, gone.

`experimental` rules run and are traced, but never shown and never weighed. `stable` ones are shown. `deprecated` ones are
shown too, and their author is told what will replace them. `retired` ones no longer run: their file keeps the id, so
that old reports can still be read, and says what replaced them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .files import FileProblem
from .types import Rule

#: The statuses whose matches are shown.
SHOWN = frozenset(["stable", "deprecated"])
#: The statuses that must say what takes the rule's place.
LEAVING = frozenset(["deprecated", "retired"])


def unknown_successors(rules: Mapping[str, Rule]) -> Iterator[tuple[str, FileProblem]]:
    """The ids of the rules that say they were replaced by a rule of their own pack that is not there, and the fault."""
    for rule in rules.values():
        own = rule.replaced_by.startswith(rule.id.partition("/")[0] + "/")
        if own and (rule.replaced_by not in rules or rule.replaced_by == rule.id):
            detail = f"`replaced_by` names {rule.replaced_by}, which is no other rule of this pack"
            yield rule.id, FileProblem(rule.file, 0, detail, "unknown-rule")


def leaving(rules: Mapping[str, Rule]) -> Iterator[str]:
    """What the author of a pack should know of its deprecated rules, a line each."""
    for rule in rules.values():
        if rule.status == "deprecated":
            yield f"{rule.id} is deprecated (replaced by {rule.replaced_by}); it is still shown. Retire it in the next minor version"
