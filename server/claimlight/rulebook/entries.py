"""All that a rule's page shows, taken from the rule and its pack."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .. import trial
from ..authoring.revisions import lexicons_of
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A rule as it stands in the list; `marked` are the words that its first example marks."""

    rule: Rule
    kind: str
    category: tuple[str, str]
    severity: str
    marked: str
    searched: str

    @property
    def style(self) -> str:
        """How its marks are drawn."""
        return self.rule.severity if self.kind == "claim" else "disclosure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Listed):
    """One rule's page. `figures` are how often it fired and was right on the labelled pages, or None when unknown."""

    pack: Pack
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
    figures: dict | None


def _listed(rule: Rule) -> dict:
    """The fields of `Listed`."""
    claim = rule.category in CLAIMS
    category = CATEGORIES[rule.category]
    severity = SEVERITIES[rule.severity] if claim else "Openly said"
    marked = [sentence.marked for sentence in _sentences(rule, "flag")]
    return {
        "rule": rule,
        "kind": "claim" if claim else "disclosure",
        "category": category,
        "severity": severity,
        "marked": marked[0],
        "searched": " ".join([rule.id, rule.title, *category, *marked, rule.status, severity]).lower(),
    }


def entry(rule: Rule, rules: RuleSet, accuracy: dict | None = None) -> Entry:
    """The page of one rule; `accuracy` is what `tools/accuracy.py --write` wrote as JSON."""
    pack = rules.pack_of(rule)
    match = tuple(_told(pattern, pack) for pattern in rule.match)
    return Entry(
        **_listed(rule),
        pack=pack,
        status=STATUSES[rule.status],
        flagged=tuple(_sentences(rule, "flag")),
        passed=tuple(_sentences(rule, "pass")),
        match=match[:_FIRST_PATTERNS],
        more=match[_FIRST_PATTERNS:],
        unless=tuple(_told(pattern, pack) for pattern in rule.unless),
        under=tuple(_told(pattern, pack) for pattern in rule.under),
        cues=tuple((CUES[name], ACTIONS[rule.cues[name]]) for name in CUES if name in rule.cues),
        sources=tuple(rules.references[name] for name in rule.references if name in rules.references),
        lexicons=tuple(pack.lexicons[name] for name in sorted(lexicons_of(rule)) if name in pack.lexicons),
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


def groups(rules: RuleSet) -> list[tuple[Pack, list[tuple[str, tuple[str, str], list[Listed]]]]]:
    """Every pack with its categories, in the order of `CATEGORIES`, each with its rules by title."""
    found = []
    for pack in rules.packs:
        listed = sorted((Listed(**_listed(rule)) for rule in pack.rules.values()), key=lambda one: one.rule.title)
        parts = [(name, said, [one for one in listed if one.rule.category == name]) for name, said in CATEGORIES.items()]
        found.append((pack, [part for part in parts if part[2]]))
    return found
