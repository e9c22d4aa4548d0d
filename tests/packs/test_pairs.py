"""Minimal pairs: the same words affirmed, hedged, negated, asked, quoted, refuted."""

from pathlib import Path

import pytest
import yaml

from claimlight import packs, trial
from claimlight.check import check
from claimlight.model import CLAIMS, DISCLOSURES

RULES = packs.load_all([packs.shipped()])
FOLDER = Path(__file__).parents[1] / "pairs"
GROUPS = [
    pytest.param(group, id=f"{path.stem}-{place}")
    for path in sorted(FOLDER.glob("*.yaml"))
    for place, group in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")))
]


def marks(text):
    lead, sentence = trial.split(text)
    page, block = trial.page_for(sentence, lead)
    return [mark for mark in check(page, RULES).highlights if mark.block == block]


@pytest.mark.parametrize("group", GROUPS)
def test_what_is_meant_decides(group):
    category = group["category"]
    wrong = []
    for variant, text in group["marked"].items():
        found = {mark.category for mark in marks(text) if mark.outcome in ("claim", "disclosure")}
        if category not in found:
            wrong.append(f"not marked ({variant}): {text} {sorted(found)}")
    for variant, text in group.get("unmarked", {}).items():
        here = marks(text)
        if category in DISCLOSURES:
            found = {mark.category for mark in here if mark.kind == "disclosure"} & {category}
        else:
            found = {mark.category for mark in here if mark.outcome == "claim"}
        if found:
            wrong.append(f"marked as {sorted(found)} ({variant}): {text}")
    assert not wrong, "\n".join(wrong)


def test_there_are_two_hundred_groups_over_all_claims():
    groups = [param.values[0] for param in GROUPS]
    assert sum(group["category"] in CLAIMS for group in groups) >= 200
    assert {group["category"] for group in groups} >= set(CLAIMS)
