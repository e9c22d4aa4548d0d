"""Leaving out packs that a page has nothing to do with saves work and changes no report."""

import dataclasses
import sys
from pathlib import Path

import pytest

from claimlight import packs
from claimlight.check import check, matcher
from claimlight.model import Block, Page
from claimlight.text import sentences

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
import corpus  # noqa: E402

RULES = packs.load_all([packs.shipped()])
PAGES, _ = corpus.read(language=None)
LINES = {
    "a house": "Our house stands near the park, and its doors are open from nine until five.",
    "a subject in capitals": "EXOSOMES have no side effects.",
    "a subject with a hyphen": "Stem-cells cure arthritis.",
    "a subject with a sign": "Our NAD+ drips are FDA-approved.",
    "a setting without a subject": "Our clinic treats patients. Our doctors tell patients of all risks. Not approved by the FDA.",
    "nothing": "",
}


def page(*lines):
    return Page(tuple(Block(number, line) for number, line in enumerate(lines)), "", "", "en")


def same(one):
    whole, quick = check(one, RULES), check(one, RULES, traced=False)
    assert dataclasses.replace(whole, traces=()) == quick


@pytest.mark.parametrize("line", LINES)
def test_a_line_gets_the_same_report_whether_packs_are_left_out_or_not(line):
    same(page(LINES[line]))


def test_corpus_pages_get_the_same_report_whether_packs_are_left_out_or_not():
    for one in PAGES[::25]:
        same(page(*one["sentences"]))


def test_a_page_of_another_kind_is_not_tried_and_one_of_the_packs_own_is():
    packs_of = {name: [sentence for sentence in sentences(0, line)] for name, line in LINES.items()}
    tried = {name: [pack.name for pack in RULES.packs if matcher(RULES, pack).concerns(cut)] for name, cut in packs_of.items()}
    assert tried["a house"] == tried["nothing"] == []
    assert "regenerative-en" in tried["a subject with a hyphen"]
    assert "iv-drips-en" in tried["a subject with a sign"]
