"""What a rule that is being written does on a page and with its own tests."""

from __future__ import annotations

from dataclasses import dataclass

from ..authoring import explaining, reasons, trials
from ..check import check
from ..engine import Trace
from ..model import Highlight, Page
from ..trial import KEPT
from .draft import Draft


@dataclass(frozen=True, slots=True)
class Mark:
    """One match of the rule. `shown` says whether a reader would see it, `said` in words what became of it and why."""

    trace: Trace
    shown: bool
    said: str


@dataclass(frozen=True, slots=True)
class Tried:
    """`marks` are the rule's matches in the order of the page, `woke` the positions of the blocks in which it was tried in
    vain, `others` what the other rules show, `slow` the pattern that was stopped by its time limit, or empty.
    """

    marks: tuple[Mark, ...]
    woke: tuple[int, ...]
    others: tuple[Highlight, ...]
    tests: tuple[trials.Tested, ...]
    subjects: tuple[str, ...]
    slow: str


def run(draft: Draft, page: Page) -> Tried:
    """Try the rule on a page, among the other rules of its pack, and on its own tests. Raises nothing for any page."""
    rule, rules = draft.rule, draft.rules
    pack = rules.pack_of(rule)
    report = check(page, rules, packs=[pack.name], language=pack.language)
    told = list(explaining.page(page, rules, (rule.id,), [pack]))
    matches = [(trace, said) for one in told for trace, said in one.traces if trace.rule == rule.id]
    marks = [Mark(trace, trace.outcome in KEPT, said) for trace, said in matches]
    tests = trials.run(rules, [rule]).tests if not draft.clock.spent else ()
    return Tried(
        marks=tuple(sorted(marks, key=lambda mark: (mark.trace.block, mark.trace.start, mark.trace.end))),
        woke=tuple(dict.fromkeys(one.block for one in told if rule.id in one.woke)),
        others=tuple(mark for mark in report.highlights if mark.rule != rule.id),
        tests=tests,
        subjects=tuple(report.summary["subjects"]),
        slow=next((item["detail"] for item in report.incomplete if item["type"] == "slow-rule" and item["where"] == rule.id), ""),
    )
