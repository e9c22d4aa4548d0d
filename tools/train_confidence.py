"""Train the weights that say how sure a mark is, and write them to the pack's `confidence.json`.

    python tools/train_confidence.py            trains on the pages that are not held out and on our own, prints what cross-validation says

Logistic regressions with a quadratic penalty (scikit-learn): a sentence's claims, a sentence's disclosures, a claim
among the page's other claims, a disclosure in the light of its page, and which category is right where several match. Features and their use are in `claimlight.engine.confidence`. Thresholds
are chosen on predictions for pages that the fold's weights have not seen.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy
import yaml
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from claimlight import packs, trial
from claimlight.engine import Matcher
from claimlight.engine.confidence import features, in_company, live, on_its_page, own_features, page_features
from claimlight.engine.judge import second_signals
from claimlight.engine.matching import Matched
from claimlight.model import CLAIMS, Page
from claimlight.page import read_html
from claimlight.text import sentences

import corpus

TESTS = Path(__file__).resolve().parent.parent / "tests"
PENALTY = {"claim": 0.15, "disclosure": 0.15, "company": 10.0, "told": 10.0, "category": 0.1}  # inverse strength, chosen by cross-validation
OWN = 1.0  # the weight of a sentence of ours beside one of the corpus
SMALLEST = 0.02  # weights nearer to nought are left out of the file
FAVOUR = {"claim": 0.92, "disclosure": 0.7}  # the beta of the F measure that sets the thresholds: below 1 a false mark weighs more than a miss
NEAR = 0.004  # thresholds this near to the best are as good; the middle one is taken
REVIEW = 0.2  # how far below the threshold of a claim a mark is still a review
ALERT = 0.96  # the precision asked of alerts, on pages as if unseen; on the whole corpus it is higher
KNOWN = 4  # a pattern that matches on fewer pages may have been written for them: there it is left out where it is right, as it would not know a new page


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


@dataclass(frozen=True)
class Text:
    """A page with the labels of its blocks, by block number. Only the blocks in `judged` are learned from.

    `ours` says that it is a single sentence of our own: it teaches about its claim, not about what else it may say.
    """

    name: str
    page: Page
    labels: dict[int, set[str]]
    judged: frozenset[int]
    ours: bool = False


def page_texts() -> list[Text]:
    """The pages of the corpus that are not held out, and the pages that we wrote ourselves."""
    made = []
    for folder in (corpus.CORPUS, corpus.OWN):
        pages, labels = corpus.read(folder)
        for page in pages:
            if folder == corpus.CORPUS and corpus.held_out(page["id"]):
                continue
            laid = read_html(corpus.as_html(page["sentences"]), language=page["lang"])
            said = {int(number): {label[0] for label in given} for number, given in labels[page["id"]].items()}
            made.append(Text(page["id"], laid, said, frozenset(block.number for block in laid.blocks)))
    return made


def own_texts() -> list[Text]:
    """The sentences of `tests/pairs` and `tests/phrases`, each on a page of its own."""
    written: list[tuple[str, str, str]] = []
    for path in sorted((TESTS / "pairs").glob("*.yaml")):
        for place, group in enumerate(yaml.safe_load(path.read_text(encoding="utf-8"))):
            name = f"{path.stem} {place}"
            written += [(name, text, group["category"]) for text in group["marked"].values()]
            written += [(name, text, "") for text in group.get("unmarked", {}).values()]
    for path in sorted((TESTS / "phrases").glob("*.txt")):
        if path.stem in CLAIMS:
            for place, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
                written.append((f"{path.stem} phrase {place}", line[2:], path.stem if line.startswith("+ ") else ""))
    made = []
    for name, text, category in written:
        lead, sentence = trial.split(text)
        page, block = trial.page_for(sentence, lead)
        made.append(Text(f"{name} {text}", page, {block: {category}} if category else {}, frozenset([block]), True))
    return made


def as_if_unseen(texts: list[Text], matcher: Matcher) -> Iterator[tuple[Text, Matched]]:
    """Each text with what matches in it; where a page says something, without the patterns that hardly another page knows."""
    found = []
    pages: Counter = Counter()
    for text in texts:
        cut = [s for place, block in enumerate(text.page.blocks) for s in sentences(place, block.text)]
        matched = matcher.run(text.page, cut)
        found.append((text, matched))
        if not text.ours:
            pages.update({(item.rule.id, item.pattern.source) for items in matched.candidates for item in items})
    for text, matched in found:
        if not text.ours:
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
                found = found or features(text.page, matched, number, whole)
                own = {name for name in said if (name in CLAIMS) == (kind == "claim")}
                if kind == "claim" or not text.ours:
                    alert = any(item.rule.severity == "alert" and "hedged" not in item.acting for item in standing)
                    rows[kind].add(found, bool(own), text.name, text.ours, number, alert)
                if own:  # a sentence of ours says only that its own category is right
                    matching = {item.rule.category for item in standing}
                    for category in matching & own if text.ours else matching:
                        items = [item for item in standing if item.rule.category == category]
                        rows["category"].add(own_features(items, found), category in said, text.name, text.ours, number)
        for block, said in text.labels.items():
            for kind in unmatched:
                has = any((name in CLAIMS) == (kind == "claim") for name in said)
                unmatched[kind] += has and not text.ours and block not in seen[kind]
    return rows, unmatched, lengths


def fit(rows: Rows, penalty: float) -> tuple[DictVectorizer, LogisticRegression]:
    """One regression on all rows."""
    vectors = DictVectorizer()
    made = vectors.fit_transform(rows.found)
    return vectors, LogisticRegression(C=penalty, max_iter=2000, fit_intercept=False).fit(made, rows.truth, [OWN if ours else 1.0 for ours in rows.ours])


def unseen(rows: Rows, penalty: float, folds: int = 8) -> numpy.ndarray:
    """The probability of each row by weights that never saw its page."""
    made = numpy.zeros(len(rows.truth))
    groups = numpy.array(rows.page)
    for train, test in GroupKFold(folds).split(groups, groups=groups):
        part = Rows()
        for place in train:
            part.add(rows.found[place], rows.truth[place], rows.page[place], rows.ours[place], rows.number[place], rows.alert[place])
        vectors, model = fit(part, penalty)
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
    """The disclosures' rows once more, each with what was thought of the page's other disclosures and of its claims."""
    pages, claimed = by_page(rows, sure), by_page(claims, sure_claims)
    made = Rows()
    for page, number, truth, found in zip(rows.page, rows.number, rows.truth, rows.found):
        light = on_its_page(pages[page], number, claimed.get(page, {}), lengths[page], found["page:subject"])
        made.add(light, truth, page, False, number)
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
    guessed = {kind: unseen(part, PENALTY[kind]) for kind, part in rows.items()}
    rows["company"] = in_light_of_the_page(rows["claim"], guessed["claim"], rows["disclosure"], guessed["disclosure"], lengths)
    guessed["company"] = unseen(rows["company"], PENALTY["company"])
    rows["told"] = told_on_their_pages(rows["disclosure"], guessed["disclosure"], rows["claim"], guessed["claim"], lengths)
    guessed["told"] = unseen(rows["told"], PENALTY["told"])
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
        vectors, model = fit(rows[kind], PENALTY[kind])
        weights = zip(vectors.get_feature_names_out(), model.coef_[0])
        made[kind] = {name: round(float(weight), 3) for name, weight in sorted(weights) if abs(weight) >= SMALLEST}
    made["thresholds"] = thresholds
    print(thresholds, {kind: len(weights) for kind, weights in made.items()})
    if not chosen.dry:
        (chosen.pack / "confidence.json").write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
