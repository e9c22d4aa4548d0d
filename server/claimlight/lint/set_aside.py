"""Files and packs that were set aside when they were loaded: one finding for each fault, with its line."""

from __future__ import annotations

from collections.abc import Iterator

from ..packs.files import FileProblem
from .finding import Finding
from .source import Source

REMEDIES = {
    "unreadable-file": "Mend the file, or take it out of the pack",
    "too-large": "Split the file in two",
    "duplicate-key": "Keep one of the two",
    "unknown-key": "Correct or remove the key; docs/rule-format.md lists those that are known",
    "missing-part": "Write what is missing; docs/rule-format.md says what each file holds",
    "wrong-type": "Write a value of the right type",
    "wrong-folder": "Move the file, or correct the name inside",
    "duplicate-id": "Give each its own name",
    "unmet-need": "Bring what is needed, or change the line",
    "broken-entry": "Write the entry out in a simpler way",
    "broken-pattern": "Correct the pattern; docs/rule-format.md explains what may stand in one",
    "unknown-lexicon": "Correct the name, or add the lexicon to the pack",
    "unknown-reference": "Correct the id, or add the source to references.json",
    "unknown-rule": "Correct the id of the rule",
}


def check(source: Source) -> Iterator[Finding]:
    """What the loader said of this pack's files."""
    for aside in source.rules.problems:
        fault: FileProblem = aside.fault
        if fault.file.partition("/")[0] == source.name:
            for part in fault.parts:
                yield Finding(part.file, max(1, part.line), part.kind, part.detail, REMEDIES[part.kind])
