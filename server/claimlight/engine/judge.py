"""Decides what is shown: every threshold and every preference of one mark over another is here."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from ..model import SEVERITIES, Highlight, Page, Quote, Sentence
from ..packs.lifecycle import SHOWN
from ..packs.types import Pack
from .company import claims_sureness, disclosures_sureness
from .confidence import agreeing, by_category, features, live, of_the_page, page_features, sureness
from .matching import Candidate, Matched
from .overriding import NONE, Overriding

#: Below `claim` a mark is a review, below `review` it is not shown; an `alert` less sure than `alert` is a caution.
#: Of several categories on the same words those at least as likely as `category` are shown, or else the likeliest.
#: A pack's confidence.json may set its own.
THRESHOLDS = {"claim": 0.5, "review": 0.3, "alert": 0.8, "disclosure": 0.5, "category": 0.5}
APART = 0.05  # a category less likely than this is not shown, even on words of its own
AROUND = 32  # characters of prefix and suffix in a quote


@dataclass(frozen=True, slots=True)
class Trace:
    """What became of one match, for explanations: `outcome` is shown, review, or why it was dropped.

    `start` and `end` are the match's place in its block's own text, as in a highlight.
    """

    block: int
    sentence: str
    rule: str
    pattern: str
    words: str
    outcome: str
    confidence: float
    start: int = 0
    end: int = 0


def lowered(severity: str) -> str:
    """One step less severe."""
    return SEVERITIES[max(0, SEVERITIES.index(severity) - 1)]


def fingerprint(rule: str, sentence: Sentence, above: str, repeat: int) -> str:
    """The identity of a finding: rule, sentence, the heading or lead-in it stands under, and which of several it is."""
    told = "\x1f".join((rule, " ".join(sentence.lower.split()), above, str(repeat)))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def judge(
    page: Page, pack: Pack, matched: Matched, jurisdiction: str | None, site: Overriding = NONE
) -> tuple[list[Highlight], list[Trace]]:
    """Turn candidates into highlights (without ids) and traces. `site` is what the site decided otherwise."""
    thresholds = THRESHOLDS | pack.scorer.thresholds
    whole = page_features(matched)
    known = of_the_page(pack.scorer, whole)
    shown: list[Highlight] = []
    traces: list[Trace] = []
    repeats: dict[tuple, int] = {}
    seen: dict[int, dict[str, float] | None] = {}
    spoken: dict[tuple[int, str], list[Candidate]] = {}
    first: dict[str, dict[int, float]] = {"claim": {}, "disclosure": {}}
    for number, candidates in enumerate(matched.candidates):
        if not candidates:
            continue
        seen[number] = features(page, matched, number) if pack.scorer.claim else None
        sentence = matched.readings[number].sentence
        for kind in ("claim", "disclosure"):
            standing = [item for item in live(candidates, kind) if jurisdiction in (None, *item.rule.jurisdiction)]
            standing, alone = second_signals(standing, candidates, matched.places[number].view)
            traces += [_trace(item, sentence, "weak: no second signal", 0.0) for item in alone]
            if standing:
                spoken[number, kind] = standing
                first[kind][number] = sureness(pack.scorer, kind, seen[number], agreeing(standing), known[kind])
    length = len(matched.readings)
    sures = {
        "claim": claims_sureness(pack.scorer, first["claim"], sum(first["disclosure"].values()), length),
        "disclosure": disclosures_sureness(pack.scorer, first["disclosure"], first["claim"], length, whole["page:subject"]),
    }
    for number, found in seen.items():
        sentence = matched.readings[number].sentence
        for kind in ("claim", "disclosure"):
            standing = spoken.get((number, kind), [])
            if not standing:
                continue
            sure = sures[kind][number]
            likely = by_category(pack.scorer, standing, found)
            standing, hidden = site.sifted(standing, sentence)
            if hidden:
                would = _fitting([*standing, *(item for item, _ in hidden)], likely, thresholds["category"])
                alone = [item for item, _ in hidden if item in would and not any(_alike(item, other) for other in standing)]
                for group in _merged(alone):
                    mark, _ = _mark(page, sentence, group, sure, thresholds, site.repeats, matched, number)
                    if mark:
                        site.leave_out(mark, group[0], sentence)
                traces += [_trace(item, sentence, f"override: {entry.reason}", sure) for item, entry in hidden]
                likely = {item.rule.category: likely[item.rule.category] for item in standing}
            fitting = _fitting(standing, likely, thresholds["category"]) if standing else []
            unfit = [item for item in standing if item not in fitting]
            traces += [_trace(item, sentence, "another category is likelier", likely[item.rule.category]) for item in unfit]
            for group in _merged([site.graded(item) for item in fitting]):
                mark, outcome = _mark(page, sentence, group, sure, thresholds, repeats, matched, number)
                traces += [_trace(item, sentence, outcome, sure) for item in group]
                if mark:
                    shown.append(mark)
                    site.change(group[0].rule)
        for item in matched.candidates[number]:
            if item.dropped or item.rule.status not in SHOWN:
                traces.append(_trace(item, sentence, item.dropped or item.rule.status, 0.0))
    return shown, traces


def second_signals(standing: list[Candidate], every: list[Candidate], view: str) -> tuple[list[Candidate], list[Candidate]]:
    """Part the matches that may speak from weak ones that stand alone.

    A weak pattern speaks with another rule's match in its sentence, or with the treatment named in it or close above.
    """
    kept, alone = [], []
    for item in standing:
        company = any(other.rule is not item.rule and not other.dropped and other.rule.status in SHOWN for other in every)
        (kept if not item.pattern.weak or company or view in ("sentence", "near") else alone).append(item)
    return kept, alone


def _fitting(standing: list[Candidate], likely: dict[str, float], least: float) -> list[Candidate]:
    """The matches of the categories that fit the sentence.

    The likeliest category is kept, and each that is likely enough. A less likely one keeps what it says of other words
    than those, unless it hardly fits at all.
    """
    least = min(least, max(likely.values()))
    sure = [item for item in standing if likely[item.rule.category] >= least]
    return sure + [
        item
        for item in standing
        if APART <= likely[item.rule.category] < least and not any(_overlap(item, other) for other in sure)
    ]


def _overlap(one: Candidate, other: Candidate) -> bool:
    return one.span.start < other.span.end and other.span.start < one.span.end


def _alike(one: Candidate, other: Candidate) -> bool:
    return one.rule.category == other.rule.category and _overlap(one, other)


def _merged(standing: list[Candidate]) -> list[list[Candidate]]:
    """Matches of one category whose words overlap are one mark; the most severe and longest speaks for it."""
    groups: list[list[Candidate]] = []
    order = sorted(
        standing, key=lambda item: (-SEVERITIES.index(item.rule.severity), item.pattern.weak, item.span.start - item.span.end)
    )
    for item in order:
        for group in groups:
            if _alike(item, group[0]):
                group.append(item)
                break
        else:
            groups.append([item])
    return groups


def _mark(
    page: Page, sentence: Sentence, group: list[Candidate], sure: float, thresholds: dict, repeats: dict, matched: Matched, number: int
) -> tuple[Highlight | None, str]:
    first = group[0]
    rule = first.rule
    block = page.blocks[sentence.block]
    because: list[str] = []
    outcome = "disclosure"
    severity = rule.severity
    hedged = "hedged" in first.acting and rule.cues["hedged"] != "keep"
    if rule.kind == "claim":
        if hedged:
            severity = lowered(severity)
            because.append(f"softened by \"{first.acting['hedged'].words}\"")
        outcome = "claim"
        for name, cue in first.acting.items():
            if rule.cues[name] == "review":
                outcome = "review"
                because.append(f"{name}: \"{cue.words}\"")
        if sure < thresholds["review"]:
            return None, "not sure enough"
        if sure < thresholds["claim"]:
            outcome = "review"
            because.append("the wording is not clear enough to be sure")
        if severity == "alert" and sure < thresholds["alert"]:
            severity = lowered(severity)
    elif sure < thresholds["disclosure"]:
        return None, "not sure enough"
    others = dict.fromkeys(item.rule.title for item in group[1:] if item.rule is not rule)
    because += [f"also: {title}" for title in others]
    if block.folded:
        because.append("folded away on the page")
    if block.pictured:
        because.append("in the description of a picture")
    start, end = sentence.original(first.span.start, first.span.end)
    above = _above(page, matched, number)
    key = (rule.id, sentence.lower, above)
    repeats[key] = repeats.get(key, -1) + 1
    mark = Highlight(
        id="",
        kind=rule.kind,
        outcome=outcome,
        rule=rule.id,
        category=rule.category,
        severity=severity,
        hedged=hedged,
        confidence=round(sure, 2),
        block=block.number,
        start=start,
        end=end,
        quote=Quote(block.text[start:end], block.text[max(0, start - AROUND) : start], block.text[end : end + AROUND]),
        title=rule.title,
        why=rule.why,
        ask=rule.ask,
        references=rule.references,
        because=tuple(because),
        fingerprint=fingerprint(rule.id, sentence, above, repeats[key]),
        folded=block.folded,
    )
    return mark, outcome


def _above(page: Page, matched: Matched, number: int) -> str:
    block = page.blocks[matched.readings[number].sentence.block]
    position = block.lead_in if block.lead_in is not None else block.section[-1] if block.section else None
    return "" if position is None else " ".join(page.blocks[position].text.lower().split())


def _trace(item: Candidate, sentence: Sentence, outcome: str, sure: float) -> Trace:
    words = sentence.text[item.span.start : item.span.end]
    place = sentence.original(item.span.start, item.span.end)
    return Trace(sentence.block, sentence.text, item.rule.id, item.pattern.source, words, outcome, round(sure, 3), *place)


def numbered(marks: list[Highlight]) -> list[Highlight]:
    """Give the highlights their ids in reading order."""
    return [replace(mark, id=f"h{place}") for place, mark in enumerate(marks, start=1)]
