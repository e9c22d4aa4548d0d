"""Runs every check on every pack."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from .. import packs
from . import (
    always_fires, covered_entry, deprecated_rule, loose_end, never_fires, references, rule_tests, set_aside, slow_pattern, stray_files, twin_rules,
    untested_pattern, unused_lexicon, wording,
)
from .finding import Finding
from .source import Source

CHECKS = (
    set_aside, stray_files, rule_tests, wording, deprecated_rule, unused_lexicon, covered_entry, always_fires, never_fires, loose_end, slow_pattern,
    twin_rules, untested_pattern,
)


def lint(
    folders: Iterable[Path], chosen: Callable[[str], bool] = lambda file: True, *, today: datetime.date | None = None
) -> Iterator[tuple[Path, Finding]]:
    """Look through packs, each given by its own folder, and there through the files (named `pack/…`) that are chosen.

    Gives each finding with its pack's folder, in the order of files and lines. The packs beside it are loaded, too: it
    may borrow from them, or they from it. `today` is the day by which sources grow old. Raises nothing for any content.
    """
    folders = list(dict.fromkeys(folders))
    rules = packs.load_used(dict.fromkeys(folder.parent for folder in folders))
    for folder in folders:
        source = Source(folder, rules, chosen)
        found = [finding for check in CHECKS for finding in check.check(source)]
        found += references.check(source, today or datetime.date.today())
        yield from ((folder, finding) for finding in sorted(set(found)) if chosen(finding.file))
