"""Reading a rule that is being written, and putting it in its pack's place without loading anything anew."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from yaml import Node

from ..check import lend, matcher
from ..engine import Matcher, Replacing
from ..lint import wording
from ..lint.finding import Finding
from ..packs import FileProblem, Pack, Rule, RuleSet, read_rule, repeats
from ..packs.files import line_of, parse
from ..packs.pattern import PatternError, branches_of
from ..packs.repeats import parts
from ..packs.types import Pattern
from ..trial import unweighted
from .bounded import Bounded, Clock

#: Parts of all patterns together (see `packs.repeats`); a rule with many patterns has some thousands.
MOST_PARTS = 20_000

_LEXICON = re.compile(r"\{([a-z][a-z0-9_]*)\}")


@dataclass(frozen=True, slots=True)
class Draft:
    """A rule that can be tried: `rules` are all that are loaded, this one among them. `advice` is what lint says of its texts."""

    rule: Rule
    rules: RuleSet
    clock: Clock
    advice: tuple[Finding, ...] = ()


def read(text: str, stem: str, pack: Pack, rules: RuleSet) -> Draft:
    """Read a rule of a loaded pack from the text of its file. `stem` is the file's name without `.yaml`.

    Raises FileProblem, with one part for each fault, when it would be set aside.
    """
    node = _judge_size(text, stem, pack)
    clock = Clock()
    written = read_rule(text, stem, pack)
    bounded = {key: tuple(Bounded.of(one, clock) for one in getattr(written, key)) for key in ("match", "unless", "under")}
    rule = replace(written, **bounded)
    whole = replace(pack, rules={**pack.rules, rule.id: rule})
    drafted = RuleSet(
        tuple(whole if one is pack else one for one in rules.packs), {**rules.rules, rule.id: rule}, rules.references, rules.problems
    )
    used = Replacing(matcher(rules, pack), Matcher(_alone(pack, rule)), rule.id)
    for which in (drafted, unweighted(drafted)):
        lend(which, pack.name, used)
        for other in rules.packs:
            if other is not pack:
                lend(which, other.name, matcher(rules, other))
    return Draft(rule, drafted, clock, tuple(_advice(rule, node)))


def _advice(rule: Rule, node: Node) -> Iterator[Finding]:
    for key, words in (("title", rule.title), ("why", rule.why), ("ask", rule.ask)):
        for kind, detail, remedy in wording.faults(key, words):
            yield Finding(rule.file, line_of(node, (key,)), kind, detail, remedy)


def _judge_size(text: str, stem: str, pack: Pack) -> Node:
    """Refuse a rule whose patterns would take much memory together, before any is compiled: raises FileProblem.

    Gives the nodes of the file, which know their lines.
    """
    value, node = parse(text, f"{stem}.yaml")
    total = 0
    for key in ("match", "unless", "under"):
        written = value.get(key)
        for source in written if isinstance(written, list) else ():
            with suppress(PatternError, RecursionError):  # told when the rule is read, as a pattern that is too large by itself
                size = parts(branches_of(source["weak"] if isinstance(source, dict) and "weak" in source else source, pack.tags))
                total += size if size <= repeats.MOST_PARTS else 0
    if total > MOST_PARTS:
        raise FileProblem(f"{stem}.yaml", line_of(node, ("match",)), f"The rule's patterns have more than {MOST_PARTS:,} parts together", "too-large")
    return node


def _alone(pack: Pack, rule: Rule) -> Pack:
    """The pack with this rule only, and only the word lists that it and the cues use: those are quickly indexed."""
    cues = pack.cues
    patterns: list[Pattern] = [*rule.match, *rule.unless, *rule.under, *cues.stops]
    patterns += [cue.pattern for cue in cues.cues] + [pattern for _, pattern in cues.pseudo]
    used = {name for pattern in patterns for name in _LEXICON.findall(pattern.source)} | {*pack.subjects.values(), pack.elsewhere, pack.setting}
    return replace(pack, rules={rule.id: rule}, lexicons={name: lexicon for name, lexicon in pack.lexicons.items() if name in used})
