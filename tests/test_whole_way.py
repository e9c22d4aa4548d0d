"""From HTML to the mark on the page: every mark stands on exactly the words that it names."""

from __future__ import annotations

import json
from collections import Counter
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimlight import packs
from claimlight.check import check
from claimlight.page import read_html
from claimlight.web import create_app

CORPUS = Path(__file__).resolve().parent / "corpus" / "pages.jsonl"
RULES = packs.load_all([packs.shipped()])
PAGES = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
DEMOS = {name: create_app().test_client().get(f"/demo/{name}").get_data(as_text=True) for name in ("promotional", "careful")}

#: What may stand before a claim: outside the first plane, joined by marks, of one sign for two letters, right to left.
BEFORE = ["", "\U0001f468\U0001f3fd\u200d\u2695\ufe0f ", "Ame\u0301lie, ", "the \ufb01nest \ufb03: ", "\u202b\u05e9\u05dc\u05d5\u05dd\u202c ", "\u00ad\u200b\ufeff"]


def html_of(page: dict, before: str = "") -> str:
    """A corpus page as HTML, each of its sentences a paragraph."""
    parts = [f'<p data-b="{number}">{escape(before + text)}</p>' for number, text in enumerate(page["sentences"], start=1)]
    return f"<html lang='{page['lang']}'><body>" + "\n".join(parts)


def misplaced(html: str) -> list[str]:
    """The marks whose place on the page does not hold the words, the words before or the words after that they name."""
    page = read_html(html)
    texts = {block.number: block.text for block in page.blocks}
    wrong = []
    for mark in check(page, RULES).highlights:
        text = texts[mark.block]
        seen = (text[max(0, mark.start - 32):mark.start], text[mark.start:mark.end], text[mark.end:mark.end + 32])
        if seen != (mark.quote.prefix, mark.quote.exact, mark.quote.suffix) or not mark.quote.exact.strip():
            wrong.append(f"{mark.rule}: {seen} is not {mark.quote}")
    return wrong


@pytest.mark.parametrize("name", DEMOS)
def test_every_mark_of_a_demo_page_stands_on_its_words(name):
    assert misplaced(DEMOS[name]) == []
    assert check(read_html(DEMOS[name]), RULES).highlights


@pytest.mark.parametrize("before", BEFORE, ids=ascii)
def test_every_mark_of_the_corpus_stands_on_its_words(before):
    wrong = [words for page in PAGES for words in misplaced(html_of(page, before))]
    assert wrong == []


def test_the_corpus_is_marked_at_all():
    marks = sum(len(check(read_html(html_of(page)), RULES).highlights) for page in PAGES)
    assert marks > len(PAGES)


CLAIMS = [
    "Our exosomes have no side effects.",
    "Exosome therapy cures arthritis.",
    "Stem cells are FDA-approved.",
    "Exosomes may help people with Alzheimer's disease.",
    "Exosome products are not approved by the FDA.",
    "Individual results may vary.",
]
UNSEEN = "\u00ad\u200b\u2060\ufeff\u200e\u200f"


def found(texts: list[str]) -> list[tuple[str, str, str]]:
    """The rule, outcome and block of each mark."""
    html = "<h1 data-b='0'>Exosome therapy</h1>" + "".join(f"<p data-b='{n}'>{escape(t)}</p>" for n, t in enumerate(texts, 1))
    assert misplaced(html) == []
    return [(mark.rule, mark.outcome, mark.block) for mark in check(read_html(html), RULES).highlights]


@settings(max_examples=120)
@given(
    claim=st.sampled_from(CLAIMS),
    before=st.text(st.characters(exclude_characters=UNSEEN, exclude_categories=["Cs", "Cc"]), max_size=12),
    place=st.integers(0, 40),
    unseen=st.text(st.sampled_from(UNSEEN), max_size=3),
)
def test_a_mark_stands_on_its_words_whatever_stands_before_and_inside(claim, before, place, unseen):
    found([f"{before} {claim[:place]}{unseen}{claim[place:]}"])


@settings(max_examples=60)
@given(claim=st.sampled_from(CLAIMS), places=st.lists(st.integers(1, 30), max_size=4), unseen=st.sampled_from(UNSEEN))
def test_what_a_reader_cannot_see_changes_nothing_that_is_found(claim, places, unseen):
    text = claim
    for place in places:
        text = text[:place] + unseen + text[place:]
    assert Counter(found([text])) == Counter(found([claim]))


@pytest.mark.parametrize(
    ("plain", "dressed"),
    [
        ("FDA-approved", "FDA\u2011approved"),
        ("FDA-approved", "F.D.A.-approved"),
        ("FDA-approved", "\uff26\uff24\uff21-approved"),
        ("no side effects", "no\u00a0side\u00a0effects"),
        ("no side effects", "no side e\ufb00ects"),
        ("no side effects", "no side\n   effects"),
        ("no side effects", "<b>no</b> side <i>eff</i>ects"),
        ("no side effects", "no side ef\u00adfects"),
        ("Alzheimer's", "Alzheimer\u2019s"),
    ],
)
def test_the_same_words_in_another_dress_are_found_the_same(plain, dressed):
    claim = next(claim for claim in CLAIMS if plain in claim)
    frame = "<h1>Exosome therapy</h1><p>{}</p>"
    marks = [
        [(mark.rule, mark.outcome) for mark in check(read_html(frame.format(text)), RULES).highlights]
        for text in (claim, claim.replace(plain, dressed))
    ]
    assert marks[0] and marks[0] == marks[1]
    assert misplaced(frame.format(claim.replace(plain, dressed))) == []
