"""What a site decided otherwise, put to work on one page, and counted: nothing is left out in silence."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from ..model import Highlight, SetAside, Sentence
from ..normal import normalise
from ..packs.overrides import Override, Overrides
from ..packs.types import Rule, RuleSet
from .matching import Candidate


class Overriding:
    """The overrides that act in one check.

    `marks` counts, by entry, the marks that it left out or changed; `set_aside` has those left out, `repeats` how often
    each of their sentences came.
    """

    def __init__(self, overrides: Overrides | None, today: date) -> None:
        self.overrides = overrides
        self.today = today
        self.acting = overrides.acting(today) if overrides else ()
        self.marks: dict[Override, int] = {}
        self.set_aside: list[SetAside] = []
        self.repeats: dict[tuple, int] = {}
        self._phrases = {entry: _finder(entry.phrase) for entry in self.acting if entry.does == "exempt"}
        self._graded: dict[str, Rule] = {}

    def sifted(self, standing: list[Candidate], sentence: Sentence) -> tuple[list[Candidate], list[tuple[Candidate, Override]]]:
        """Part the matches that may speak from those that are left out, each with the entry that does it."""
        if not self.acting:
            return standing, []
        seen = [(item, self._hides(item, sentence)) for item in standing]
        return [item for item, entry in seen if entry is None], [(item, entry) for item, entry in seen if entry]

    def _hides(self, item: Candidate, sentence: Sentence) -> Override | None:
        """The entry that leaves this match out: its rule is disabled, or an exempt phrase covers its words."""
        text = sentence.lower.replace("-", " ")
        for entry in self.acting:
            if not entry.concerns(item.rule.id):
                continue
            if entry.does == "disable":
                return entry
            if entry.does == "exempt" and any(
                found.start() <= item.span.start and item.span.end <= found.end() for found in self._phrases[entry].finditer(text)
            ):
                return entry
        return None

    def leave_out(self, mark: Highlight, item: Candidate, sentence: Sentence) -> None:
        """Count a mark that would have been shown, and set it aside with the entry that leaves it out."""
        entry = self._hides(item, sentence)
        self.marks[entry] = self.marks.get(entry, 0) + 1
        self.set_aside.append(SetAside(mark, entry.line, entry.reason, entry.until.isoformat()))

    def change(self, rule: Rule) -> None:
        """Count a mark that is shown, if its rule has another severity here."""
        entry = self._grades(rule)
        if entry:
            self.marks[entry] = self.marks.get(entry, 0) + 1

    def graded(self, item: Candidate) -> Candidate:
        """The same match, with the severity that the site gives to its rule. Disclosures have none."""
        entry = self._grades(item.rule)
        if entry is None or item.rule.severity == entry.severity:
            return item
        if item.rule.id not in self._graded:
            self._graded[item.rule.id] = replace(item.rule, severity=entry.severity)
        return replace(item, rule=self._graded[item.rule.id])

    def _grades(self, rule: Rule) -> Override | None:
        """The first entry that gives another severity to the rule."""
        if rule.kind != "claim":
            return None
        return next((entry for entry in self.acting if entry.does == "severity" and entry.concerns(rule.id)), None)

    def told(self, rules: RuleSet) -> dict | None:
        """What a report says of it; None when there are no overrides."""
        if self.overrides is None:
            return None
        return {
            "file": self.overrides.file,
            "sha256": self.overrides.sha256,
            "left_out": sum(count for entry, count in self.marks.items() if entry.does != "severity"),
            "changed": sum(count for entry, count in self.marks.items() if entry.does == "severity"),
            "entries": [
                {
                    **{key: getattr(entry, key) for key in ("line", "does", "rule", "phrase", "severity", "reason") if getattr(entry, key)},
                    "until": entry.until.isoformat(),
                    "marks": self.marks.get(entry, 0),
                }
                for entry in self.acting
            ],
            "warnings": self.overrides.warnings(self.today, rules),
        }


#: A site that decided nothing.
NONE = Overriding(None, date.max)


def _finder(phrase: str) -> re.Pattern[str]:
    """Finds a phrase in a sentence as rules read it, whole words only."""
    words = " ".join(normalise(phrase).lower.replace("-", " ").split())
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)" if words[-1:].isalnum() else rf"(?<!\w){re.escape(words)}")
