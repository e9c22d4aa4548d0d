"""How sure a mark is: a small logistic regression over what the rules found, the words around it and where the sentence stands.

The weights ship in a pack's `confidence.json`, one readable number for each feature; `tools/train_confidence.py` makes
them from the labelled corpus. The regression only ranks what rules found: a sentence without a match never gets a
mark. A pack without weights falls back on agreement, with the shares a first trial measured.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable

from ..model import Page
from ..packs.lifecycle import SHOWN
from ..packs.types import Scorer
from .context import is_short
from .matching import Candidate, Matched
from .reading import Reading

#: How often a mark was right by the number of patterns that agree, in a first trial on labelled pages.
AGREEMENT = {0: 0.0, 1: 0.6, 2: 0.75, 3: 0.85}
AGREEMENT_MORE = 0.94

#: A page of fewer sentences counts as one of this many (the rest with the usual claims), so that a single sentence says
#: little about the page.
SHORT_PAGE = 12

_WE = re.compile(r"\b(?:we|our|us|ours)\b")
_YOU = re.compile(r"\b(?:you|your|yours)\b")
_NUMBER = re.compile(r"\d")
_QUOTED = re.compile(r"\"[^\"]{8,}\"")


#: A sentence's words, and the signs that tell.
_SAID = re.compile(r"[a-z']+|[?!%$\u00a3\u20ac:;+]")
#: How large features of words are beside those of what rules found, and so how freely the penalty lets them weigh: a word of the
#: sentence, an entry of a lexicon in the sentence before or after, and a lexicon named in every sentence of the page.
SAID, BESIDE, THROUGHOUT = 0.8, 0.3, 2.0

#: Lexicons whose place beside the matched words tells who does what to whom.
_TELLING = frozenset(
    "product product_generic out_of_scope condition regulator person_patient provider physician study_word biology_word "
    "warning_talk".split()
)
_OPENINGS = {
    "opens:pronoun": frozenset("it they this these that those its such each one".split()),
    "opens:we": frozenset("we our i my".split()),
    "opens:you": frozenset("you your".split()),
    "opens:question": frozenset("what how why who when where which is are can does do will should".split()),
    "opens:clause": frozenset("if when while although because since as after before once in at on for with".split()),
}
#: The kinds of a sentence's features by which its categories are weighed as they stand.
_OWN = frozenset(["words", "short line", "question", "number", "view", "cue"])
_MODALS = ("can", "will", "may", "must", "should", "could", "would", "has been", "have been", "not")
_DEFINITION = re.compile(
    r"\W*(?:[\w'-]+ ){1,6}(?:is|are|was|were|means|refers to|stands for|comes?) (?:an?|the|one|made|derived|from|known|called|short)\b"
)


def live(candidates: Iterable[Candidate], kind: str) -> list[Candidate]:
    """The candidates of a kind that nothing dropped; those of rules that are only tried out are none."""
    return [item for item in candidates if not item.dropped and item.rule.kind == kind and item.rule.status in SHOWN]


def agreeing(items: Iterable[Candidate]) -> int:
    """How many patterns agree; one that matches twice counts once."""
    return len({(item.rule.id, item.pattern.source) for item in items})


def page_features(matched: Matched) -> dict[str, float]:
    """What the page as a whole is like: how much of it claims, discloses, tells of others' claims, or names the words of each lexicon."""
    total = max(SHORT_PAGE, len(matched.readings))
    claims = sum(bool(live(items, "claim")) for items in matched.candidates)
    told = sum(bool(live(items, "disclosure")) for items in matched.candidates)
    ours = sum(bool(_WE.search(reading.sentence.lower)) for reading in matched.readings)
    named = sum(place.view == "sentence" for place in matched.places)
    other = sum(place.elsewhere for place in matched.places)
    names: Counter = Counter()
    for reading in matched.readings:
        names.update({lexicon for _, _, lexicon in reading.found})
    lexicons = matched.readings[0].reader.index.names if matched.readings else []
    return {f"page names:{lexicons[lexicon]}": THROUGHOUT * count / total for lexicon, count in names.items()} | {
        "page:subject": named / total,
        "page:elsewhere": other / total,
        "page:claims": claims / total,
        "page:disclosures": told / total,
        "page:attributed": matched.distant / total,
        "page:first person": ours / total,
    }


def features(page: Page, matched: Matched, number: int) -> dict[str, float]:
    """The features of one sentence by name; most are 1 or absent. Those of its page are `page_features`."""
    reading, place = matched.readings[number], matched.places[number]
    block = page.blocks[reading.sentence.block]
    text = reading.sentence.lower
    found: dict[str, float] = {"bias": 1.0}
    for kind in ("claim", "disclosure"):
        items = live(matched.candidates[number], kind)
        if items:
            found |= _around(reading, kind, items)
        for item in items:
            found[f"rule:{item.rule.id.partition('/')[2]}"] = 1.0
            found[f"category:{item.rule.category}"] = 1.0
            if "hedged" in item.acting:
                found[f"{kind} hedged"] = 1.0
        count = agreeing(items)
        for least in range(1, min(count, 4) + 1):
            found[f"{kind} patterns:{least}"] = 1.0
        if items and all(item.pattern.weak for item in items):
            found[f"{kind} only weak"] = 1.0
        for step, name in ((-1, "before"), (1, "after")):
            if 0 <= number + step < len(matched.candidates) and live(matched.candidates[number + step], kind):
                found[f"{kind} {name}"] = 1.0
    for item in matched.candidates[number]:
        if item.dropped and item.rule.status in SHOWN:
            found[f"dropped {item.rule.kind}:{item.dropped.partition(':')[0]}"] = 1.0
    for cue in matched.cued[number].cues:
        found[f"cue:{cue.name}"] = 1.0
    names = reading.reader.index.names
    for _, _, lexicon in reading.found:
        found[f"word:{names[lexicon]}"] = 1.0
    for step, name in ((-1, "before"), (1, "after")):
        if 0 <= number + step < len(matched.readings):
            for _, _, lexicon in matched.readings[number + step].found:
                found[f"{name}:{names[lexicon]}"] = BESIDE
    found[f"view:{place.view or 'none'}"] = 1.0
    if place.elsewhere:
        found["elsewhere"] = 1.0
    if matched.others:
        found[f"others lead, view:{place.view or 'none'}"] = 1.0
        if place.elsewhere:
            found["others lead, elsewhere"] = 1.0
    if is_short(block):
        found["short line"] = 1.0
    if block.heading:
        found["heading"] = 1.0
    if text.endswith("?"):
        found["question"] = 1.0
    if _WE.search(text):
        found["we"] = 1.0
    if _YOU.search(text):
        found["you"] = 1.0
    if _NUMBER.search(text):
        found["number"] = 1.0
    if _QUOTED.search(text):
        found["quoted"] = 1.0
    opening = text.partition(" ")[0].strip("\"'")
    found |= {name: 1.0 for name, words in _OPENINGS.items() if opening in words}
    found |= {f"has:{word}": 1.0 for word in _MODALS if f" {word} " in f" {text} "}
    if _DEFINITION.match(text):
        found["definition"] = 1.0
    if "!" in text:
        found["exclaims"] = 1.0
    for word in set(_SAID.findall(text)):
        found[f"says:{word}"] = SAID
    words = text.count(" ") + 1
    found[f"words:{'few' if words < 6 else 'some' if words < 16 else 'many' if words < 31 else 'very many'}"] = 1.0
    return found


def _around(reading: Reading, kind: str, items: list[Candidate]) -> dict[str, float]:
    """Where the telling words stand beside the words matched, and how much of the sentence was matched."""
    first, last = min(item.span.start for item in items), max(item.span.end for item in items)
    names = reading.reader.index.names
    found = {}
    for start, end, lexicon in reading.found:
        name = names[lexicon]
        if name in _TELLING:
            found[f"{kind} {'after' if end <= first else 'before' if start >= last else 'holds'}:{name}"] = 1.0
    found[f"{kind} share"] = (last - first) / max(1, len(reading.sentence.text))
    found[f"{kind} longest"] = min(60, max(item.span.end - item.span.start for item in items)) / 30
    found[f"{kind} strong"] = min(4, agreeing(item for item in items if not item.pattern.weak)) / 2
    return found


def own_features(items: list[Candidate], found: dict[str, float]) -> dict[str, float]:
    """The features of one category's matches in a sentence: `items` are those matches, `found` the sentence's features."""
    category = items[0].rule.category
    own = {"bias": 1.0, f"own:{category}": 1.0}
    for item in items:
        own[f"own rule:{item.rule.id.partition('/')[2]}"] = 1.0
    for least in range(2, min(agreeing(items), 3) + 1):
        own[f"own patterns:{least}"] = 1.0
    if all(item.pattern.weak for item in items):
        own["own only weak"] = 1.0
    for name, value in found.items():
        kind = name.partition(":")[0]
        if kind == "word":
            own[f"own:{category} {name}"] = value
        elif kind in _OWN:
            own[name] = value
        elif kind == "category" and name != f"category:{category}":
            own[f"own:{category} with {name[9:]}"] = value
    return own


def summed(weights: dict[str, float], found: dict[str, float]) -> float:
    """The log odds that the weights give to the features."""
    weight = weights.get
    return sum([weight(name, 0.0) * value for name, value in found.items()])


def weigh(weights: dict[str, float], found: dict[str, float], more: float = 0.0) -> float:
    """The probability that the weights give to the features; `more` are log odds that are known already."""
    total = summed(weights, found) + more
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def by_agreement(count: int) -> float:
    """The probability by the number of patterns that agree, for a pack without weights."""
    return AGREEMENT.get(count, AGREEMENT_MORE)


def of_the_page(scorer: Scorer, whole: dict[str, float]) -> dict[str, float]:
    """What the page's features add to the log odds of each kind, for all of its sentences."""
    return {"claim": summed(scorer.claim, whole), "disclosure": summed(scorer.disclosure, whole)}


def sureness(scorer: Scorer, kind: str, found: dict[str, float] | None, count: int, page: float) -> float:
    """How often a sentence with such matches is rightly marked, from 0 to 1, by the sentence and its place alone.

    `page` is what `of_the_page` says of the kind.
    """
    weights = scorer.claim if kind == "claim" else scorer.disclosure
    return weigh(weights, found, page) if weights and found is not None else by_agreement(count)


def by_category(scorer: Scorer, standing: list[Candidate], found: dict[str, float] | None) -> dict[str, float]:
    """How often each category is the right one for the sentence; 1 for each when the pack has no weights."""
    groups: dict[str, list[Candidate]] = {}
    for item in standing:
        groups.setdefault(item.rule.category, []).append(item)
    if not scorer.category or found is None:
        return dict.fromkeys(groups, 1.0)
    return {name: weigh(scorer.category, own_features(items, found)) for name, items in groups.items()}
