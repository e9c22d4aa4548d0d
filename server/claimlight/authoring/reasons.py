"""Why a rule did not do with a sentence what its author expected, in words that say what to change."""

from __future__ import annotations

from dataclasses import replace

from .. import trial
from ..check import matcher
from ..engine import Trace
from ..engine.judge import THRESHOLDS
from ..engine.reading import Slow
from ..packs import Pack, Rule, RuleSet
from ..text import sentences
from .near import nearest
from .shown import short

_HELP = {
    "subject": "the subject gate stayed shut: no word of the pack's subjects is in the sentence, above it or often on the page",
    "weak": "a weak pattern stood alone: it speaks only beside another rule's match or where the subject is named in the sentence or close above",
    "another category is likelier": "the pack's weights find another category likelier for these words",
    "not sure enough": "the pack's weights are not sure enough",
}


def of_trace(trace: Trace, rule: Rule, pack: Pack) -> str:
    """What became of one match, in words."""
    kind, _, words = trace.outcome.partition(": ")
    if kind in rule.cues:
        return f"“{trace.words}” matched, but the cue {kind} “{words}” {_does(rule.cues[kind])} (cues.yaml; `cues:` in the rule changes that)"
    if kind == "override":
        return f"“{trace.words}” matched, but overrides.yaml takes the mark away: {words}"
    if kind == "unless":
        return f"“{trace.words}” matched, but `unless` found “{words}”"
    if trace.outcome in trial.KEPT:
        sure = f" ({trace.confidence:.2f})" if trace.confidence else ""
        return f"“{trace.words}” matched and is a {trace.outcome}{sure}"
    said = _HELP.get(kind, trace.outcome)
    if trace.outcome == "not sure enough":
        least = (THRESHOLDS | pack.scorer.thresholds)["review" if rule.kind == "claim" else "disclosure"]
        said = f"{said}: {trace.confidence:.2f}, below {least:.2f}"
    return f"“{trace.words}” matched, but {said}"


def _does(action: str) -> str:
    return {"drop": "drops it", "review": "leaves it to a person", "lower": "only lowers it", "keep": "is to be kept"}[action]


def unmatched(rules: RuleSet, pack: Pack, rule: Rule, text: str, lead: str = "") -> str:
    """Why none of the rule's patterns spoke on a sentence that left no trace: its `under`, or which part lacks."""
    page, block = trial.page_for(text, lead, trial.about(pack))
    engine = matcher(rules, pack)
    readings = [engine.reader.read(sentence) for sentence in sentences(block, page.blocks[block].text)]
    number = {id(pattern): place for place, pattern in enumerate(engine.reader.patterns)}
    for reading in readings:
        for pattern in rule.match:
            place = number.get(id(pattern))
            try:
                span = next(reading.spans(place), None) if place is not None else None
            except Slow:
                return f"`{short(pattern.source)}` took too long on this sentence and was stopped; repeat no group without a bound"
            if span:
                words = reading.sentence.text[span.start : span.end]
                return f"“{words}” matched, but no line above says what `under` asks for ({' or '.join(one.source for one in rule.under)})"
    near = [one for one in (nearest(rule.match, reading, pack) for reading in readings) if one]
    if not near:
        return "no part of any pattern is in the sentence"
    best = max(near, key=lambda one: one.share)
    return f"nearest is `{short(best.pattern)}`: {best.there} of {best.parts} parts are there, but {best.lacks}"


def of_failure(rules: RuleSet, rule: Rule, outcome: trial.Outcome) -> list[str]:
    """Why a test failed, most telling first. `rules` are those that were tried."""
    example = outcome.example
    pack = rules.pack_of(rule)
    shown = [trace for trace in outcome.traces if trace.outcome in trial.KEPT]
    if not example.text:
        return [outcome.why]
    if not example.flagged:
        told = [f"`{short(trace.pattern)}` matched “{trace.words}”, and nothing dropped it" for trace in shown]
        return [*told, *_cues_heard(rules, pack, rule, example)]
    if shown:
        wanted = example.text[slice(*example.span)]
        return [f"`{short(trace.pattern)}` marks “{trace.words}”, the test wants “{wanted}”" for trace in shown]
    if outcome.traces:
        return list(dict.fromkeys(of_trace(trace, rule, pack) for trace in outcome.traces))
    return [unmatched(rules, pack, rule, example.text, example.lead)]


def _cues_heard(rules: RuleSet, pack: Pack, rule: Rule, example: trial.Example) -> list[str]:
    """The cues of a sentence that was marked though it should not be, and why they did not drop the match."""
    page, block = trial.page_for(example.text, example.lead, trial.about(pack))
    cut = [one for position, one in enumerate(page.blocks) for one in sentences(position, one.text, one.heading > 0)]
    found = matcher(rules, pack).run(replace(page, language=pack.language), cut)
    heard = [
        (cue.name, cue.words) for number, reading in enumerate(found.readings) if reading.sentence.block == block
        for cue in (found.cued[number].cues if number in found.cued else ())
    ]
    if not heard:
        return ["no cue was heard in the sentence: a negation, a question or a report needs words that cues.yaml knows, or an `unless`"]
    return [
        f"the cue {name} “{words}” was heard, but {_does(rule.cues[name]) if rule.cues[name] != 'drop' else 'does not reach these words'}"
        for name, words in dict.fromkeys(heard)
    ]
