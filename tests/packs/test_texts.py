"""What patients read is short, plain and never an accusation."""

import re

import pytest
import textstat

from claimlight import packs

RULES = packs.load_all([packs.shipped()])
LONGEST = 40  # words
GRADE = 9.5  # Flesch-Kincaid (Kincaid 1975); "about grade 9 or lower"
ACCUSING = re.compile(
    r"\b(?:illegal|unlawful|against the law|fraud\w*|scam\w*|lie|lies|lying|liar|cheat\w*|crime|criminal|quack\w*|snake oil|"
    r"dishonest|deceiv\w*|deceptive\w*|bogus|fake|rip[- ]?off|shady|guilty|violat\w*|breaks the law)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("name", sorted(RULES.rules))
def test_why_is_short_plain_and_calm(name):
    why = RULES.rules[name].why
    assert len(why.split()) <= LONGEST
    assert textstat.flesch_kincaid_grade(why) <= GRADE, why
    assert not ACCUSING.search(why), why


@pytest.mark.parametrize("name", sorted(RULES.rules))
def test_ask_is_one_question_that_can_be_read_out(name):
    ask = RULES.rules[name].ask
    assert ask.endswith("?") and ask.count("?") == 1
    assert len(ask.split()) <= 30
    assert not ACCUSING.search(ask), ask


@pytest.mark.parametrize("name", sorted(RULES.rules))
def test_title_says_what_the_page_says(name):
    title = RULES.rules[name].title
    assert len(title) <= 90 and not title.endswith(".")
    assert not ACCUSING.search(title), title


def test_checklist_asks_questions():
    for pack in RULES.packs:
        assert pack.checklist[0].id == "status", "the status question comes first"
        for question in pack.checklist:
            assert question.question.endswith("?") and question.ask.endswith("?")
