"""How sure a mark is in the light of its page: a second, tiny regression over what `confidence` said of each sentence."""

from __future__ import annotations

import math

from ..packs.types import Scorer
from .confidence import SHORT_PAGE, weigh

#: A page is taken to have so many more claims (`PRIOR`) that are so sure (`USUAL`), so that one other says little.
PRIOR = 2
USUAL = 0.65
#: The rest of a short page is taken to disclose, to claim and to name a subject in this share of its sentences.
USUALLY = 0.3


def in_company(first: dict[int, float], number: int, told: float, sentences: int) -> dict[str, float]:
    """The features by which a claim is weighed again in the light of the whole page.

    `first` holds what `sureness` said of each sentence with a matched claim, by the sentence's number; `told` is the same
    summed over matched disclosures; `sentences` is how many the page has. A page that warns or explains has few claims for
    its length, of which none is sure, and many disclosures; one that sells has many claims that are.
    """
    sure = min(max(first[number], 1e-4), 1 - 1e-4)
    odds = math.log(sure / (1 - sure))
    rest = sum(first.values()) - first[number]
    others = (rest + USUAL * PRIOR) / (len(first) - 1 + PRIOR)
    near = sum(first.get(number + step, 0.0) for step in (-2, -1, 1, 2)) / 4
    length = max(SHORT_PAGE, sentences)
    return {
        "bias": 1.0,
        "sentence": odds,
        "sentence beside sure claims": odds * others,
        "other claims": 2 * others,
        "near claims": 2 * near,
        "claims of the page": 3 * (rest + USUAL * (length - sentences)) / length,
        "disclosures of the page": 3 * told / length,
    }


def claims_sureness(scorer: Scorer, first: dict[int, float], told: float, sentences: int) -> dict[int, float]:
    """How sure each sentence's claims are, seen together; unchanged when the pack has no weights for it."""
    if not scorer.company:
        return first
    return {number: weigh(scorer.company, in_company(first, number, told, sentences)) for number in first}


def on_its_page(
    first: dict[int, float], number: int, claims: dict[int, float], sentences: int, subject: float
) -> dict[str, float]:
    """The features by which a disclosure is weighed again in the light of the whole page.

    `first` and `claims` hold what `sureness` said of each sentence with a matched disclosure and with a matched claim, by
    the sentence's number; `subject` is the page's feature of that name: in how many sentences it names one. A page about
    another treatment has its own prices, risks and advice; they are none of the pack's.
    """
    sure = min(max(first[number], 1e-4), 1 - 1e-4)
    rest = sum(first.values()) - first[number]
    length = max(SHORT_PAGE, sentences)
    usual = USUALLY * (length - sentences)
    return {
        "bias": 1.0,
        "sentence": math.log(sure / (1 - sure)),
        "other disclosures": 2 * (rest + USUAL * PRIOR) / (len(first) - 1 + PRIOR),
        "near disclosures": sum(first.get(number + step, 0.0) for step in (-2, -1, 1, 2)) / 2,
        "disclosures of the page": 3 * (rest + usual) / length,
        "claims of the page": 3 * (sum(claims.values()) + usual) / length,
        "subject of the page": subject + usual / length,
    }


def disclosures_sureness(
    scorer: Scorer, first: dict[int, float], claims: dict[int, float], sentences: int, subject: float
) -> dict[int, float]:
    """How sure each sentence's disclosures are, seen together; unchanged when the pack has no weights for it."""
    if not scorer.told:
        return first
    return {number: weigh(scorer.told, on_its_page(first, number, claims, sentences, subject)) for number in first}
