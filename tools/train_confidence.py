"""Train the weights that say how sure a mark is, and write them to the pack's `confidence.json`.

    python tools/train_confidence.py            trains on the pages that are not held out and on our own, prints what cross-validation says

Logistic regressions with a quadratic penalty (scikit-learn): a sentence's claims, a sentence's disclosures, a claim
among the page's other claims, a disclosure in the light of its page, and which category is right where several match. Features and their use are in `claimlight.engine.confidence` and `company`. Thresholds
are chosen on predictions for pages that the fold's weights have not seen.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from claimlight import packs
from claimlight.engine import Matcher
from claimlight.engine.company import in_company, on_its_page
from claimlight.engine.confidence import features, live, own_features, page_features
from claimlight.engine.judge import second_signals
from claimlight.engine.matching import Matched
from claimlight.model import CLAIMS
from claimlight.text import sentences

from training_texts import Text, own_texts, page_texts

PENALTY = {"claim": 0.15, "disclosure": 0.3, "company": 10.0, "told": 10.0, "category": 0.1}  # inverse strength, chosen by cross-validation
OWN = {"claim": 0.3, "disclosure": 2.0, "category": 1.0}  # the weight of a sentence of ours beside one of the corpus
FULL = "page names:"  # features that help to tell claims only: a disclosure is as good on a page of any words
SMALLEST = 0.02  # weights nearer to nought are left out of the file
FAVOUR = {"claim": 0.8, "disclosure": 0.67}  # the beta of the F measure that sets the thresholds: below 1 a false mark weighs more than a miss
NEAR = 0.004  # thresholds this near to the best are as good; the middle one is taken
REVIEW = 0.2  # how far below the threshold of a claim a mark is still a review
ALERT = 0.97  # the precision asked of alerts, on pages as if unseen; on the whole corpus it is higher
KNOWN = 4  # a pattern that matches on fewer pages may have been written for them: there it is left out where it is right, as it would not know a new page
SAID_ON = 20  # a word said on fewer pages has no weight


class Rows:
    """Feature dictionaries with their truth and page, whether the sentence is ours, and whether a rule would alert."""

    def __init__(self) -> None:
        self.found: list[dict] = []
        self.truth: list[bool] = []
        self.page: list[str] = []
        self.ours: list[bool] = []
        self.number: list[int] = []
        self.alert: list[bool] = []

    def add(self, found: dict, truth: bool, page: str, ours: bool, number: int, alert: bool = False) -> None:
        self.found.append(found)
        self.truth.append(truth)
        self.page.append(page)
        self.ours.append(ours)
        self.number.append(number)
        self.alert.append(alert)


def as_if_unseen(texts: list[Text], matcher: Matcher) -> Iterator[tuple[Text, Matched]]:
    """Each text with what matches in it; where a page that authors read says something, without the patterns that hardly another page knows."""
    found = []
    pages: Counter = Counter()
    for text in texts:
        cut = [s for place, block in enumerate(text.page.blocks) for s in sentences(place, block.text)]
        matched = matcher.run(text.page, cut)
        found.append((text, matched))
        if not text.ours:
            pages.update({(item.rule.id, item.pattern.source) for items in matched.candidates for item in items})
    for text, matched in found:
        if not text.ours and not text.unread:
            said = [text.labels.get(text.page.blocks[reading.sentence.block].number) for reading in matched.readings]
            known = [
                [item for item in items if pages[item.rule.id, item.pattern.source] >= KNOWN or not labels]
                for labels, items in zip(said, matched.candidates)
            ]
            matched = replace(matched, candidates=known)
        yield text, matched


def collect(texts: list[Text], pack) -> tuple[dict[str, Rows], dict[str, int], dict[str, int]]:
    """One row for each sentence with a match of the kind, one for each category that matched; and the labels not matched."""
    rows = {"claim": Rows(), "disclosure": Rows(), "category": Rows()}
    unmatched = {"claim": 0, "disclosure": 0}
    lengths: dict[str, int] = {}
    for text, matched in as_if_unseen(texts, Matcher(pack)):
        lengths[text.name] = len(matched.readings)
        whole = page_features(matched)
        seen: dict[str, set[int]] = {"claim": set(), "disclosure": set()}
        for number, candidates in enumerate(matched.candidates):
            block = text.page.blocks[matched.readings[number].sentence.block].number
            said = text.labels.get(block, set())
            found = None
            for kind in ("claim", "disclosure"):
                standing, _ = second_signals(live(candidates, kind), candidates, matched.places[number].view)
                if not standing or block not in text.judged:
                    continue
                seen[kind].add(block)
                found = found or whole | features(text.page, matched, number)
                own = {name for name in said if (name in CLAIMS) == (kind == "claim")}
                if text.ours in ("", kind):
                    alert = any(item.rule.severity == "alert" and "hedged" not in item.acting for item in standing)
                    learned = found if kind == "claim" else {name: value for name, value in found.items() if not name.startswith(FULL)}
                    rows[kind].add(learned, bool(own), text.name, bool(text.ours), number, alert)
                if own:  # a sentence of ours says only that its own category is right
                    matching = {item.rule.category for item in standing}
                    for category in matching & own if text.ours else matching:
                        items = [item for item in standing if item.rule.category == category]
                        rows["category"].add(own_features(items, found), category in said, text.name, bool(text.ours), number)
        for block, said in text.labels.items():
            for kind in unmatched:
                has = any((name in CLAIMS) == (kind == "claim") for name in said)
                unmatched[kind] += has and not text.ours and block not in seen[kind]
    for kind in unmatched:
        drop_rare_words(rows[kind])
    return rows, unmatched, lengths


def drop_rare_words(rows: Rows) -> None:
    """Leave out the features of words that few pages say."""
    pages: dict[str, set[str]] = {}
    for found, page in zip(rows.found, rows.page):
        for name in found:
            if name.startswith("says:"):
                pages.setdefault(name, set()).add(page)
    rare = {name for name, said_on in pages.items() if len(said_on) < SAID_ON}
    rows.found = [{name: value for name, value in found.items() if name not in rare} for found in rows.found]


def fit(rows: Rows, kind: str) -> tuple[DictVectorizer, LogisticRegression]:
    """One regression on all rows."""
    penalty, own = PENALTY[kind], OWN.get(kind, 1.0)
    vectors = DictVectorizer()
    made = vectors.fit_transform(rows.found)
    return vectors, LogisticRegression(C=penalty, max_iter=2000, fit_intercept=False).fit(made, rows.truth, [own if ours else 1.0 for ours in rows.ours])


def unseen(rows: Rows, kind: str, folds: int = 8) -> numpy.ndarray:
    """The probability of each row by weights that never saw its page."""
    made = numpy.zeros(len(rows.truth))
    groups = numpy.array(rows.page)
    for train, test in GroupKFold(folds).split(groups, groups=groups):
        part = Rows()
        for place in train:
            part.add(rows.found[place], rows.truth[place], rows.page[place], rows.ours[place], rows.number[place], rows.alert[place])
        vectors, model = fit(part, kind)
        made[test] = model.predict_proba(vectors.transform([rows.found[place] for place in test]))[:, 1]
    return made


def balanced(truth: numpy.ndarray, sure: numpy.ndarray, total: int, beta: float) -> float:
    """The threshold with the best F measure (van Rijsbergen 1979); `total` counts misses too."""

    def measure(least: float) -> float:
        kept = sure >= least
        weight = beta**2
        return (1 + weight) * truth[kept].sum() / (kept.sum() + weight * total)

    steps = numpy.arange(0.3, 0.9, 0.01)
    best = max(map(measure, steps))
    return round(float(numpy.median([least for least in steps if measure(least) >= best - NEAR])), 2)


def precise(truth: numpy.ndarray, sure: numpy.ndarray, precision: float) -> float:
    """The lowest threshold at which the precision is reached."""
    for least in numpy.arange(0.5, 0.99, 0.01):
        kept = sure >= least
        if kept.any() and truth[kept].mean() >= precision:
            return round(float(least), 2)
    return 0.99


def by_page(rows: Rows, sure: numpy.ndarray) -> dict[str, dict[int, float]]:
    """For each page how sure each of its sentences is."""
    pages: dict[str, dict[int, float]] = {}
    for page, number, value in zip(rows.page, rows.number, sure):
        pages.setdefault(page, {})[number] = float(value)
    return pages


def told_on_their_pages(rows: Rows, sure: numpy.ndarray, claims: Rows, sure_claims: numpy.ndarray, lengths: dict[str, int]) -> Rows:
    """The disclosures' rows once more, each with what was thought of the page's other disclosures and of its claims.

    Not our single sentences: they have no page.
    """
    pages, claimed = by_page(rows, sure), by_page(claims, sure_claims)
    made = Rows()
    for page, number, truth, ours, found in zip(rows.page, rows.number, rows.truth, rows.ours, rows.found):
        if not ours:
            light = on_its_page(pages[page], number, claimed.get(page, {}), lengths[page], found["page:subject"])
            made.add(light, truth, page, ours, number)
    return made


def in_light_of_the_page(rows: Rows, sure: numpy.ndarray, told: Rows, sure_told: numpy.ndarray, lengths: dict[str, int]) -> Rows:
    """The claims' rows once more, each with what was thought of the page's other claims and of its disclosures.

    Not our single sentences: they have no page.
    """
    pages = by_page(rows, sure)
    disclosed: dict[str, float] = {}
    for page, value in zip(told.page, sure_told):
        disclosed[page] = disclosed.get(page, 0.0) + float(value)
    made = Rows()
    for page, number, truth, ours, alert in zip(rows.page, rows.number, rows.truth, rows.ours, rows.alert):
        if not ours:
            made.add(in_company(pages[page], number, disclosed.get(page, 0.0), lengths[page]), truth, page, ours, number, alert)
    return made


def told(name: str, truth: numpy.ndarray, sure: numpy.ndarray, total: int, chosen: float) -> None:
    """Print precision and recall at a few thresholds; `total` counts what no rule matched, too."""
    print(f"{name:11} rows {len(truth):5}  right {truth.mean():.3f}  matched {truth.sum() / total:.3f} of {total}")
    for least in (0.4, 0.5, 0.6, 0.7, 0.8, chosen):
        kept = sure >= least
        print(f"    at {least:.2f}: precision {truth[kept].mean():.3f}  recall {truth[kept].sum() / total:.3f}")


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pack", type=Path, default=packs.shipped() / "regenerative-en")
    parser.add_argument("--dry", action="store_true", help="print the figures, write nothing")
    chosen = parser.parse_args()
    pack = packs.load_pack(chosen.pack)
    rows, unmatched, lengths = collect([*page_texts(), *own_texts()], pack)
    guessed = {kind: unseen(part, kind) for kind, part in rows.items()}
    rows["company"] = in_light_of_the_page(rows["claim"], guessed["claim"], rows["disclosure"], guessed["disclosure"], lengths)
    guessed["company"] = unseen(rows["company"], "company")
    rows["told"] = told_on_their_pages(rows["disclosure"], guessed["disclosure"], rows["claim"], guessed["claim"], lengths)
    guessed["told"] = unseen(rows["told"], "told")
    thresholds: dict[str, float] = {}
    for kind, name in (("company", "claim"), ("told", "disclosure")):
        real = ~numpy.array(rows[kind].ours)
        truth, sure = numpy.array(rows[kind].truth)[real], guessed[kind][real]
        total = truth.sum() + unmatched[name]
        thresholds[name] = balanced(truth, sure, total, FAVOUR[name])
        told(name, truth, sure, total, thresholds[name])
        if name == "claim":
            alert = numpy.array(rows[kind].alert)[real]
            thresholds["alert"] = precise(truth[alert], sure[alert], ALERT)
            print(f"    alerts: {(sure[alert] >= thresholds['alert']).sum()} of {alert.sum()} at {thresholds['alert']}")
    thresholds["review"] = round(max(0.25, thresholds["claim"] - REVIEW), 2)
    real = ~numpy.array(rows["category"].ours)
    right = (guessed["category"][real] >= 0.5) == numpy.array(rows["category"].truth)[real]
    print(f"category    rows {len(right):5}  right at 0.50: {right.mean():.3f}")
    made: dict[str, dict] = {}
    for kind in ("claim", "disclosure", "company", "told", "category"):
        vectors, model = fit(rows[kind], kind)
        weights = zip(vectors.get_feature_names_out(), model.coef_[0])
        made[kind] = {name: round(float(weight), 3) for name, weight in sorted(weights) if abs(weight) >= SMALLEST}
    made["thresholds"] = thresholds
    print(thresholds, {kind: len(weights) for kind, weights in made.items()})
    if not chosen.dry:
        (chosen.pack / "confidence.json").write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
