"""What patients read is short, plain and never an accusation. `lint/wording.py` judges; a second opinion judges lint."""

from statistics import correlation, mean

import pytest
import textstat

from claimlight import packs
from claimlight.lint.reading_grade import grade, syllables
from claimlight.lint.wording import ACCUSING, faults

RULES = packs.load_all([packs.shipped()])


@pytest.mark.parametrize("name", sorted(RULES.rules))
def test_a_rule_speaks_short_plain_and_calm(name):
    rule = RULES.rules[name]
    told = [detail for key in ("title", "why", "ask") for _, detail, _ in faults(key, getattr(rule, key))]
    assert told == []


def test_checklist_asks_questions():
    for pack in RULES.packs:
        assert pack.checklist[0].id == "status", "the status question comes first"
        for question in pack.checklist:
            assert [detail for text in (question.question, question.ask) for _, detail, _ in faults("ask", text)] == []


def test_the_reading_grade_agrees_with_textstat():
    texts = [rule.why for rule in RULES.rules.values()]
    ours, theirs = [grade(text) for text in texts], [textstat.flesch_kincaid_grade(text) for text in texts]
    assert correlation(ours, theirs) > 0.8
    # textstat counts "medicine", "very" and "alone" as one syllable, so it finds texts a little easier than they are.
    assert 0 < mean(ours) - mean(theirs) < 1


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("cure", 1), ("cures", 1), ("table", 2), ("claimed", 1), ("treated", 2), ("doses", 2), ("places", 2), ("medicine", 3), ("very", 2),
        ("carefully", 3), ("studies", 2), ("being", 2), ("approval", 3), ("exosomes", 3), ("regulator", 4), ("patient's", 2), ("people", 2),
    ],
)
def test_syllables_are_counted_as_they_are_spoken(word, count):
    assert syllables(word) == count


def test_a_text_without_words_is_not_hard():
    assert grade("") == grade("?!") == 0


@pytest.mark.parametrize("text", ["It is fraud.", "They lie to you.", "This is unlawful.", "A SCAM", "snake oil"])
def test_an_accusation_is_heard(text):
    assert ACCUSING.search(text)


@pytest.mark.parametrize("text", ["The law asks for a licence.", "Regulators say that it is not approved."])
def test_plain_words_are_no_accusation(text):
    assert not ACCUSING.search(text)
