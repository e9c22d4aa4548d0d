"""`overrides.yaml`: what a site decides otherwise than its rule packs, with a reason and for a time."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from . import files, fitting
from .files import FileProblem
from .types import RuleSet

ACTS = ("disable", "severity", "exempt")


@dataclass(frozen=True, slots=True)
class Override:
    """One entry: what it `does` (`disable`, `severity` or `exempt`), to which rule or category, why, and until which day.

    `rule` is empty when an exempt phrase holds for all rules.
    """

    line: int
    does: str
    rule: str
    phrase: str
    severity: str
    reason: str
    until: date

    def concerns(self, rule: str) -> bool:
        """Whether it is about the rule of this id."""
        return not self.rule or rule == self.rule or rule.startswith(f"{self.rule}/")


@dataclass(frozen=True, slots=True)
class Overrides:
    """A file of overrides: its name, the SHA-256 of its bytes, its entries and its text."""

    file: str
    sha256: str
    entries: tuple[Override, ...]
    text: str = ""

    def acting(self, today: date) -> tuple[Override, ...]:
        """The entries that have not ended."""
        return tuple(entry for entry in self.entries if today <= entry.until)

    def warnings(self, today: date, rules: RuleSet) -> list[str]:
        """What the site should know: entries that have ended, and those that name no rule that is loaded."""
        told = []
        for entry in self.entries:
            where, what = f"{self.file}:{entry.line}", entry.rule or f"\"{entry.phrase}\""
            if today > entry.until:
                told.append(f"{where}: This entry ended on {entry.until} and no longer acts ({entry.does} {what}); renew or remove it")
            elif entry.rule and not any(entry.concerns(rule) for rule in rules.rules):
                told.append(f"{where}: No rule that is loaded is named {entry.rule}; correct or remove the entry")
        return told


def read_overrides(path: Path) -> Overrides:
    """Read a file of overrides. Raises FileProblem, with the line, when any of it cannot be used: half of it would mislead."""
    return parse_overrides(files.read_text(path, path.name), path.name)


def parse_overrides(text: str, name: str) -> Overrides:
    """The text of a file of this name as overrides. Raises FileProblem as `read_overrides` does."""
    value, node = files.parse(text, name)
    plain = _dates_as_text(value)
    fitting.judge("overrides", plain, node, name)
    entries = []
    for does in ACTS:
        for place, item in enumerate(plain.get(does) or ()):
            where = (does, place, "until")
            try:
                until = date.fromisoformat(item["until"])
            except ValueError:
                raise FileProblem(name, files.line_of(node, where), f"`{item['until']}` is no day of the calendar", "wrong-type") from None
            line = files.line_of(node, where[:2])
            entries.append(Override(line, does, item.get("rule", ""), item.get("phrase", ""), item.get("severity", ""), item["reason"].strip(), until))
    return Overrides(name, hashlib.sha256(text.encode()).hexdigest(), tuple(sorted(entries, key=lambda entry: entry.line)), text)


def _dates_as_text(value: Any) -> Any:
    """YAML reads a bare 2027-06-30 as a date, which a schema does not know."""
    if isinstance(value, dict):
        return {key: _dates_as_text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_dates_as_text(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
