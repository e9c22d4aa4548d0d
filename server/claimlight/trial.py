"""Trying rules: their own tests, and what becomes of any sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from .check import check
from .engine import Trace
from .model import Block, Page
from .packs import Pack, Rule, RuleSet
from .packs.types import Scorer

LEAD = " >> "
ABOUT = "Exosome therapy"
_BRACKETS = re.compile(r"\[([^\[\]]+)\]")


@dataclass(frozen=True, slots=True)
class Example:
    """One test sentence: whether it must be marked, which words, and the lead-in of the list it stands in."""

    rule: str
    flagged: bool
    text: str
    span: tuple[int, int] | None = None
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an example. `found` are the words that were marked, `why` explains a failure in a few words."""

    example: Example
    passed: bool
    found: str
    why: str


def examples(rule: Rule) -> Iterator[Example]:
    """The examples in a rule's file. Raises ValueError when a `flag` sentence has no bracketed words."""
    for written in rule.tests["flag"]:
        lead, text = split(written)
        found = _BRACKETS.search(text)
        if not found:
            raise ValueError(f"{rule.id}: put [brackets] around the words to be marked in {written!r}")
        plain = text[: found.start()] + found[1] + text[found.end() :]
        yield Example(rule.id, True, plain, (found.start(), found.start() + len(found[1])), lead)
    for written in rule.tests["pass"]:
        lead, text = split(written)
        yield Example(rule.id, False, text, None, lead)


def split(written: str) -> tuple[str, str]:
    """Part the lead-in from the sentence."""
    lead, sign, text = written.rpartition(LEAD)
    return (lead, text) if sign else ("", written)


def page_for(text: str, lead: str = "", about: str = ABOUT) -> tuple[Page, int]:
    """A page about a treatment with one sentence on it (an item of a list when there is a lead-in), and its block."""
    blocks = [Block(0, about, "h1", 1)]
    if lead:
        blocks += [Block(1, lead, "p", 0, False, None, (0,)), Block(2, text, "li", 0, False, 1, (0,))]
    else:
        blocks.append(Block(1, text, "p", 0, False, None, (0,)))
    return Page(tuple(blocks), "https://clinic.example/", about, "en"), len(blocks) - 1


def unweighted(rules: RuleSet) -> RuleSet:
    """The same rules without the weights: a match that nothing dropped is a mark."""
    bare = Scorer(thresholds={"claim": 0.0, "review": 0.0, "disclosure": 0.0, "alert": 0.0})
    return replace(rules, packs=tuple(replace(pack, scorer=bare) for pack in rules.packs))


def explain(text: str, rules: RuleSet, lead: str = "", about: str = ABOUT) -> list[Trace]:
    """What every rule that matched the sentence became of."""
    page, block = page_for(text, lead, about)
    return [trace for trace in check(page, rules).traces if trace.block == block]


def try_rules(rules: RuleSet, chosen: Iterable[Rule]) -> Iterator[Outcome]:
    """Run the tests of the chosen rules, without weights."""
    bare = unweighted(rules)
    for rule in chosen:
        pack = next(pack for pack in bare.packs if rule.id in pack.rules)
        try:
            tests = list(examples(rule))
        except ValueError as error:
            yield Outcome(Example(rule.id, True, ""), False, "", str(error))
            continue
        for example in tests:
            yield _try(bare, pack, rule, example)


def _try(rules: RuleSet, pack: Pack, rule: Rule, example: Example) -> Outcome:
    page, block = page_for(example.text, example.lead)
    report = check(page, rules, packs=[pack.name])
    traces = [trace for trace in report.traces if trace.block == block and trace.rule == rule.id]
    shown = [trace for trace in traces if trace.outcome in ("claim", "review", "disclosure", "experimental")]
    if not example.flagged:
        why = "" if not shown else f"marked by {shown[0].pattern!r}"
        return Outcome(example, not shown, shown[0].words if shown else "", why)
    wanted = example.text[example.span[0] : example.span[1]]
    if any(trace.words == wanted for trace in shown):
        return Outcome(example, True, wanted, "")
    if shown:
        return Outcome(example, False, shown[0].words, f"other words than [{wanted}]")
    if traces:
        return Outcome(example, False, traces[0].words, f"dropped: {traces[0].outcome}")
    return Outcome(example, False, "", "no pattern matched")
