"""Trying rules: their own tests, and what becomes of any sentence."""

from __future__ import annotations

import re
import weakref
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from .check import check
from .engine import Trace
from .model import Block, Page
from .packs import Pack, Rule, RuleSet
from .packs.types import Scorer

LEAD = " >> "
ABOUT = "Exosome therapy"
#: The outcomes of a match that the rule's author wanted; a rule that is only tried out has one of its own.
KEPT = ("claim", "review", "disclosure", "experimental")
BRACKETS = re.compile(r"\[([^\[\]]+)\]")
_BARE: weakref.WeakKeyDictionary[RuleSet, RuleSet] = weakref.WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Example:
    """One test sentence: whether it must be marked, which words, and the lead-in of the list it stands in.

    `number` is its place, from 1, among the rule's `flag` or `pass` sentences.
    """

    rule: str
    flagged: bool
    text: str
    span: tuple[int, int] | None = None
    lead: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an example.

    `found` is the place of the words that were marked, or would have been: None when no pattern matched. `why` explains
    a failure in a few words, `traces` are what became of the rule's matches.
    """

    example: Example
    passed: bool
    found: tuple[int, int] | None
    why: str
    traces: tuple[Trace, ...] = ()

    @property
    def words(self) -> str:
        """The words found."""
        return self.example.text[slice(*self.found)] if self.found else ""


def examples(rule: Rule) -> Iterator[Example]:
    """The examples in a rule's file. Raises ValueError when a `flag` sentence has no bracketed words."""
    for number, written in enumerate(rule.tests["flag"], start=1):
        lead, text = split(written)
        found = BRACKETS.search(text)
        if not found:
            raise ValueError(f"{rule.id}: put [brackets] around the words to be marked in {written!r}")
        plain = text[: found.start()] + found[1] + text[found.end() :]
        yield Example(rule.id, True, plain, (found.start(), found.start() + len(found[1])), lead, number)
    for number, written in enumerate(rule.tests["pass"], start=1):
        lead, text = split(written)
        yield Example(rule.id, False, text, None, lead, number)


def split(written: str) -> tuple[str, str]:
    """Part the lead-in from the sentence."""
    lead, sign, text = written.rpartition(LEAD)
    return (lead, text) if sign else ("", written)


def about(pack: Pack) -> str:
    """What the page that a test stands on is about: the first word of the pack's first subject."""
    named = [pack.lexicons[name] for name in pack.subjects.values() if name in pack.lexicons]
    first = named[0].entries[0] if named else ""
    return first[:1].upper() + first[1:] or ABOUT


def page_for(text: str, lead: str = "", about: str = ABOUT) -> tuple[Page, int]:
    """A page about a treatment with one sentence on it (an item of a list when there is a lead-in), and its block."""
    blocks = [Block(0, about, "h1", 1)] if about else []
    section = (0,) if about else ()
    if lead:
        blocks += [Block(1, lead, "p", 0, False, None, section), Block(2, text, "li", 0, False, len(blocks), section)]
    else:
        blocks.append(Block(1, text, "p", 0, False, None, section))
    return Page(tuple(blocks), "https://clinic.example/", about, "en"), len(blocks) - 1


def unweighted(rules: RuleSet) -> RuleSet:
    """The same rules without the weights: a match that nothing dropped is a mark. Made once for a rule set."""
    if rules not in _BARE:
        bare = Scorer(thresholds={"claim": 0.0, "review": 0.0, "disclosure": 0.0, "alert": 0.0})
        _BARE[rules] = replace(rules, packs=tuple(replace(pack, scorer=bare) for pack in rules.packs))
    return _BARE[rules]


def explain(text: str, rules: RuleSet, lead: str = "", about: str = ABOUT) -> list[Trace]:
    """What every rule that matched the sentence became of."""
    page, block = page_for(text, lead, about)
    return [trace for trace in check(page, rules).traces if trace.block == block]


def try_rules(rules: RuleSet, chosen: Iterable[Rule], weighted: bool = False) -> Iterator[Outcome]:
    """Run the tests of the chosen rules; `weighted` judges as the service does, otherwise the weights are left out."""
    used = rules if weighted else unweighted(rules)
    for rule in chosen:
        pack = used.pack_of(rule)
        try:
            tests = list(examples(rule))
        except ValueError as error:
            yield Outcome(Example(rule.id, True, ""), False, None, str(error))
            continue
        for example in tests:
            yield try_one(used, pack, rule, example)


def try_one(rules: RuleSet, pack: Pack, rule: Rule, example: Example) -> Outcome:
    """Try one example on a page about the pack's subject, with the rule set as it is."""
    page, block = page_for(example.text, example.lead, about(pack))
    report = check(replace(page, language=pack.language), rules, packs=[pack.name])
    traces = tuple(trace for trace in report.traces if trace.block == block and trace.rule == rule.id)
    shown = [trace for trace in traces if trace.outcome in KEPT]
    first = next(iter((*shown, *traces)), None)
    found = (first.start, first.end) if first else None
    if not example.flagged:
        why = f"marked by {shown[0].pattern!r}" if shown else ""
        return Outcome(example, not shown, found if shown else None, why, traces)
    if any((trace.start, trace.end) == example.span for trace in shown):
        return Outcome(example, True, example.span, "", traces)
    if shown:
        wanted = example.text[slice(*example.span)]
        return Outcome(example, False, found, f"other words than [{wanted}]", traces)
    return Outcome(example, False, found, f"dropped: {first.outcome}" if first else "no pattern matched", traces)
