"""Sentences of our own, claim by claim: `+` makes the claim, `-` is a near miss. Written to widen the rules beyond the corpus."""

from pathlib import Path

import pytest

from claimlight import packs, trial
from claimlight.model import CLAIMS

RULES = packs.load_all([packs.shipped()])
FILES = sorted((Path(__file__).parents[1] / "phrases").glob("*.txt"))
FOUND = 0.9  # of the sentences that make the claim


def matched(text):
    lead, sentence = trial.split(text)
    kept = ("claim", "review", "disclosure", "not sure enough", "another category is likelier")
    return {trace.rule.split("/")[1] for trace in trial.explain(sentence, RULES, lead) if trace.outcome in kept}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_rules_find_the_claim_in_other_words(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    wanted = [line[2:] for line in lines if line.startswith("+ ")]
    kind = set(CLAIMS) if path.stem in CLAIMS else {path.stem}
    missed = [text for text in wanted if not matched(text) & kind]
    assert len(missed) <= (1 - FOUND) * len(wanted), "\n".join(missed)


def test_every_claim_has_phrases():
    assert {path.stem for path in FILES} >= set(CLAIMS)
