"""All that a rule's page shows, taken from the rule and its pack."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .. import trial
from ..model import CLAIMS
from ..packs import Pack, Rule, RuleSet
from ..packs.types import Lexicon, Pattern
from .names import ACTIONS, CATEGORIES, CUES, SEVERITIES, STATUSES
from .words import Piece, in_words

_FIRST_PATTERNS = 6


@dataclass(frozen=True, slots=True)
class Sentence:
    """An example: its words before, in and after the mark (`marked` is empty where nothing is to be marked)."""

    before: str
    marked: str
    after: str
    lead: str


@dataclass(frozen=True, slots=True)
class Told:
    """A pattern as it is written, and in pieces."""

    source: str
    weak: bool
    branches: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule's page. `figures` are how often it fired and was right on the labelled pages, or None when unknown."""

    rule: Rule
    pack: Pack
    kind: str
    category: tuple[str, str]
    severity: str
    status: str
    flagged: tuple[Sentence, ...]
    passed: tuple[Sentence, ...]
    match: tuple[Told, ...]
    more: tuple[Told, ...]
    unless: tuple[Told, ...]
    under: tuple[Told, ...]
    cues: tuple[tuple[str, str], ...]
    sources: tuple[dict, ...]
    lexicons: tuple[Lexicon, ...]
    replaced_by: str
    figures: dict | None

    @property
    def style(self) -> str:
        """How its marks are drawn."""
        return self.rule.severity if self.kind == "claim" else "disclosure"

    @property
    def searched(self) -> str:
        """What a search looks in."""
        words = [self.rule.id, self.rule.title, *self.category, *(sentence.marked for sentence in self.flagged), self.rule.status, self.severity]
        return " ".join(words).lower()


def entry(rule: Rule, rules: RuleSet, accuracy: dict | None = None) -> Entry:
    """The page of one rule; `accuracy` is what `tools/accuracy.py --write` wrote as JSON."""
    pack = rules.pack_of(rule)
    match = [_told(pattern, pack) for pattern in rule.match]
    used = dict.fromkeys(name for part in (rule.match, rule.unless, rule.under) for one in part for name in re.findall(r"\{([a-z]\w*)\}", one.source))
    return Entry(
        rule=rule,
        pack=pack,
        kind="claim" if rule.category in CLAIMS else "disclosure",
        category=CATEGORIES[rule.category],
        severity=SEVERITIES[rule.severity] if rule.category in CLAIMS else "Openly said",
        status=STATUSES[rule.status],
        flagged=tuple(_sentences(rule, "flag")),
        passed=tuple(_sentences(rule, "pass")),
        match=tuple(match[:_FIRST_PATTERNS]),
        more=tuple(match[_FIRST_PATTERNS:]),
        unless=tuple(_told(pattern, pack) for pattern in rule.unless),
        under=tuple(_told(pattern, pack) for pattern in rule.under),
        cues=tuple((CUES[name], ACTIONS[rule.cues[name]]) for name in CUES if name in rule.cues),
        sources=tuple(rules.references[name] for name in rule.references if name in rules.references),
        lexicons=tuple(pack.lexicons[name] for name in sorted(used) if name in pack.lexicons),
        replaced_by=rule.replaced_by,
        figures=(accuracy or {}).get("rules", {}).get(rule.id),
    )


def _told(pattern: Pattern, pack: Pack) -> Told:
    return Told(pattern.source, pattern.weak, in_words(pattern.source, pack.tags))


def _sentences(rule: Rule, kind: str) -> Iterator[Sentence]:
    """A rule's examples; brackets tell what is to be marked, where there are any."""
    for written in rule.tests[kind]:
        lead, text = trial.split(written)
        found = trial.BRACKETS.search(text) if kind == "flag" else None
        yield Sentence(text[: found.start()], found[1], text[found.end() :], lead) if found else Sentence(text, "", "", lead)


def groups(rules: RuleSet, accuracy: dict | None = None) -> list[tuple[Pack, list[tuple[str, tuple[str, str], list[Entry]]]]]:
    """Every pack with its categories, in the order of `CATEGORIES`, each with its rules' entries by title."""
    found = []
    for pack in rules.packs:
        entries = [entry(rule, rules, accuracy) for rule in pack.rules.values()]
        parts = [
            (name, said, sorted((one for one in entries if one.rule.category == name), key=lambda one: one.rule.title))
            for name, said in CATEGORIES.items()
        ]
        found.append((pack, [part for part in parts if part[2]]))
    return found
