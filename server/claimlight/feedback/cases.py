"""From what readers said to test cases of the rules concerned."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .. import trial
from ..packs import RuleSet
from .entry import Entry

#: Why a case is left out that nobody need look at.
ALREADY = "it is a test already"

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Case:
    """One sentence as a test of one rule: `pass` where readers found the mark wrong, `flag` where they found it right.

    `written` is the sentence as a rule file has it, with brackets in a `flag`. `readers` is how many said so, `words` what
    they added, oldest first. `hindered` says why it cannot become a test, or is empty; `fits` whether the rule as it is
    does already what the case asks for.
    """

    rule: str
    kind: str
    written: str
    readers: int
    words: tuple[str, ...]
    hindered: str = ""
    fits: bool = False


def cases(entries: Iterable[Entry], rules: RuleSet) -> list[Case]:
    """The cases in the order of their rules; entries that say the same of the same words are one case."""
    groups: dict[tuple[str, str, int, int], list[Entry]] = {}
    for entry in entries:
        before, exact, after = _parts(entry)
        groups.setdefault((entry.rule, before + exact + after, len(before), len(before + exact)), []).append(entry)
    made = []
    for (rule, sentence, start, end), said in sorted(groups.items()):
        for verdict in dict.fromkeys(entry.verdict for entry in said):
            made.append(_case(rule, sentence, (start, end), verdict, said, rules))
    return made


def _parts(entry: Entry) -> tuple[str, str, str]:
    """What stands before the marked words, they themselves, and what follows; any white space is one space."""
    text = entry.sentence
    before, exact, after = (_SPACE.sub(" ", part) for part in (text[: entry.start], entry.exact, text[entry.end :]))
    return before.lstrip(), exact, after.rstrip()


def _case(name: str, sentence: str, span: tuple[int, int], verdict: str, said: list[Entry], rules: RuleSet) -> Case:
    start, end = span
    flagged = verdict == "right"
    written = f"{sentence[:start]}[{sentence[start:end]}]{sentence[end:]}" if flagged else sentence
    agreeing = [entry for entry in said if entry.verdict == verdict]
    words = tuple(dict.fromkeys(entry.words for entry in agreeing if entry.words))
    case = (name, "flag" if flagged else "pass", written, len(agreeing), words)
    rule = rules.rules.get(name)
    if len(agreeing) < len(said):
        return Case(*case, "other readers say the opposite")
    if rule is None or rule.status == "retired":
        return Case(*case, "the rule is not loaded" if rule is None else "the rule is retired")
    if flagged and ("[" in sentence or "]" in sentence) or trial.LEAD in sentence:
        return Case(*case, "the sentence holds signs that mean something in a test")
    for other in trial.examples(rule):
        if other.text.split() == sentence.split() and not other.lead:
            if other.flagged != flagged:
                return Case(*case, f"the rule's own tests have it as `{'flag' if other.flagged else 'pass'}`")
            return Case(*case, ALREADY if other.span in (None, span) else "the rule's own tests mark other words of it")
    pack = rules.pack_of(rule)
    outcome = trial.try_one(trial.unweighted(rules), pack, rule, trial.Example(name, flagged, sentence, span if flagged else None))
    return Case(*case, fits=outcome.passed)
