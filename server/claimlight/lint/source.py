"""A pack as lint sees it: what was loaded, what was set aside, and the line of everything that its files say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from .. import trial
from ..check import check
from ..engine import Trace
from ..packs import Pack, Rule, RuleSet, files
from ..packs.files import FileProblem
from ..packs.types import Pattern
from .finding import Finding

#: The keys of a rule that hold patterns.
PATTERN_KEYS = ("match", "unless", "under")


class Source:
    """One pack's folder.

    `rules` is the rule set it was loaded with, so that packs that borrow from it are known; `pack` is None when the pack
    was set aside as a whole. `chosen` says of a file whether anybody asked for it.
    """

    def __init__(self, folder: Path, rules: RuleSet, chosen: Callable[[str], bool]) -> None:
        self.folder = folder
        self.name = folder.name
        self.rules = rules
        self.chosen = chosen
        self.pack: Pack | None = next((pack for pack in rules.packs if pack.name == self.name), None)
        self._parsed: dict[str, tuple[Any, Any]] = {}

    def parsed(self, file: str) -> tuple[Any, Any]:
        """What a file (named `pack/…`) says, with its node tree; (None, None) when it cannot be read."""
        if file not in self._parsed:
            read = files.parse_json if file.endswith(".json") else files.parse
            try:
                self._parsed[file] = read(files.read_text(self.folder.parent / file, file), file)
            except FileProblem:
                self._parsed[file] = (None, None)
        return self._parsed[file]

    def found(self, kind: str, file: str, place: tuple[Any, ...], detail: str, remedy: str) -> Finding:
        """A finding at a place of a file, such as ("match", 2)."""
        return Finding(file, files.line_of(self.parsed(file)[1], place), kind, detail, remedy)

    @cached_property
    def own_rules(self) -> list[Rule]:
        """The pack's rules that run."""
        return [rule for rule in self.pack.rules.values() if rule.status != "retired"] if self.pack else []

    @cached_property
    def own_lexicons(self) -> dict[str, str]:
        """The files of the pack's own word lists, by the list's name."""
        return {path.stem: f"{self.name}/lexicons/{path.name}" for path in sorted((self.folder / "lexicons").glob("*.yaml"))}

    def patterns(self) -> Iterator[tuple[str, tuple[Any, ...], Pattern]]:
        """Every pattern of the rules that are chosen: its file, its place there, and the pattern."""
        for rule in filter(lambda rule: self.chosen(rule.file), self.own_rules):
            for key in PATTERN_KEYS:
                for place, pattern in enumerate(getattr(rule, key)):
                    yield rule.file, (key, place), pattern

    @cached_property
    def traces(self) -> dict[trial.Example, list[Trace]]:
        """What became of every test sentence of the pack, when all its rules look at it, without weights."""
        found: dict[trial.Example, list[Trace]] = {}
        if self.pack is None:
            return found
        bare = trial.unweighted(self.rules)
        for rule in self.own_rules:
            for example in readable(rule):
                page, block = trial.page_for(example.text, example.lead)
                report = check(replace(page, language=self.pack.language), bare, packs=[self.name])
                found[example] = [trace for trace in report.traces if trace.block == block]
        return found


def readable(rule: Rule) -> list[trial.Example]:
    """A rule's examples; none when one of them has no brackets, which is a finding of its own."""
    try:
        return list(trial.examples(rule))
    except ValueError:
        return []
