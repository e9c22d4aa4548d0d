"""Reading a rule that is being written, and putting it in its pack's place without loading anything anew."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..check import lend, matcher
from ..engine import Matcher, Replacing
from ..packs import Pack, Rule, RuleSet, read_rule
from ..packs.types import Pattern
from ..trial import unweighted
from .bounded import Bounded, Clock

_LEXICON = re.compile(r"\{([a-z][a-z0-9_]*)\}")


@dataclass(frozen=True, slots=True)
class Draft:
    """A rule that can be tried: `rules` are all that are loaded, this one among them."""

    rule: Rule
    rules: RuleSet
    clock: Clock


def read(text: str, stem: str, pack: Pack, rules: RuleSet) -> Draft:
    """Read a rule of a loaded pack from the text of its file. `stem` is the file's name without `.yaml`.

    Raises FileProblem, with one part for each fault, when it would be set aside.
    """
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
    return Draft(rule, drafted, clock)


def _alone(pack: Pack, rule: Rule) -> Pack:
    """The pack with this rule only, and only the word lists that it and the cues use: those are quickly indexed."""
    cues = pack.cues
    patterns: list[Pattern] = [*rule.match, *rule.unless, *rule.under, *cues.stops]
    patterns += [cue.pattern for cue in cues.cues] + [pattern for _, pattern in cues.pseudo]
    used = {name for pattern in patterns for name in _LEXICON.findall(pattern.source)} | {*pack.subjects.values(), pack.elsewhere, pack.setting}
    return replace(pack, rules={rule.id: rule}, lexicons={name: lexicon for name, lexicon in pack.lexicons.items() if name in used})
