"""What the rules made of a sentence or of a page: which woke, which matched, and what became of every match."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace

from .. import trial
from ..check import check, matcher
from ..engine import Trace
from ..model import Page
from ..packs import Pack, RuleSet
from ..text import sentences
from . import reasons


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence, with what became of each match and the same in words; `woke` are rules that were tried in vain."""

    block: int
    sentence: str
    traces: tuple[tuple[Trace, str], ...]
    woke: tuple[str, ...]
    unmatched: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> dict:
        return {
            "block": self.block,
            "sentence": self.sentence,
            "matches": [asdict(trace) | {"said": said} for trace, said in self.traces],
            "woke": list(self.woke),
            "unmatched": [{"rule": rule, "said": said} for rule, said in self.unmatched],
        }


def _wanted(name: str, only: tuple[str, ...]) -> bool:
    return not only or name.startswith(only)


def page(page: Page, rules: RuleSet, only: tuple[str, ...] = (), packs: Iterable[Pack] | None = None) -> Iterator[Told]:
    """Tell of every sentence of a page, in order. `only` are beginnings of rules' ids; others are left out."""
    cut = [one for position, block in enumerate(page.blocks) for one in sentences(position, block.text, block.heading > 0)]
    told: dict[tuple[int, str], tuple[list, list]] = {(one.block, one.text): ([], []) for one in cut}
    for pack in packs or rules.packs:
        for trace in check(replace(page, language=pack.language), rules, packs=[pack.name]).traces:
            if _wanted(trace.rule, only) and (trace.block, trace.sentence) in told:
                said = reasons.of_trace(trace, rules.rules[trace.rule], pack)
                told[trace.block, trace.sentence][0].append((trace, said))
        engine = matcher(rules, pack)
        for sentence in cut:
            kept = told[sentence.block, sentence.text]
            matched = {trace.rule for trace, _ in kept[0]}
            awake = {rule.id for _, rule, _ in engine.tried(engine.reader.read(sentence))}
            kept[1].extend(sorted(name for name in awake - matched if _wanted(name, only) and name not in kept[1]))
    for (block, text), (traces, woke) in told.items():
        order = sorted(traces, key=lambda pair: (pair[0].outcome not in trial.KEPT, -pair[0].confidence, pair[0].rule, pair[0].start))
        yield Told(block, text, tuple(order), tuple(woke))


def sentence(text: str, rules: RuleSet, lead: str = "", about: str | None = None, only: tuple[str, ...] = ()) -> Iterator[Told]:
    """Tell of a sentence on a page about a treatment: `about`, or else each pack's own first subject.

    A rule named in `only` by its whole id that did not match says which of its patterns came nearest.
    """
    found: dict[tuple[int, str], Told] = {}
    for pack in rules.packs:
        made, block = trial.page_for(text, lead, trial.about(pack) if about is None else about)
        for told in page(made, rules, only, [pack]):
            if told.block == block:
                before = found.get((0, told.sentence), Told(0, told.sentence, (), ()))
                found[0, told.sentence] = Told(0, told.sentence, before.traces + told.traces, before.woke + told.woke)
    for told in found.values():
        matched = {trace.rule for trace, _ in told.traces}
        silent = [rules.rules[name] for name in only if name in rules.rules and name not in matched]
        said = tuple((rule.id, reasons.unmatched(rules, rules.pack_of(rule), rule, told.sentence, lead)) for rule in silent)
        yield replace(told, unmatched=said)
