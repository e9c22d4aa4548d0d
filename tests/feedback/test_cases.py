"""What readers said becomes test cases of the rules concerned: once, with brackets, and never against each other."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import small

from claimlight import packs
from claimlight.feedback import Entry, entry_of
from claimlight.feedback.cases import Case, cases

RULE = "moon-en/disease/cures"


@pytest.fixture
def rules(tmp_path: Path) -> packs.RuleSet:
    return packs.load_all([small.pack(tmp_path)])


def said(verdict: str, text: str, exact: str = "Moon dust cures", rule: str = RULE, words: str = "") -> Entry:
    at = text.index(exact)
    rest = {"received": date(2026, 11, 25), "version": "0.1.0", "fingerprint": "5d1c0a3e9b7f2846"}
    return entry_of(text, at, at + len(exact), verdict=verdict, rule=rule, words=words, **rest)


def only(entries: list[Entry], rules: packs.RuleSet) -> Case:
    found, = cases(entries, rules)
    return found


def test_a_wrong_mark_becomes_a_sentence_to_pass(rules):
    case = only([said("wrong", "Nobody believes that Moon dust cures gout.", words="It says nobody.")], rules)
    assert (case.kind, case.written, case.words, case.hindered) == ("pass", "Nobody believes that Moon dust cures gout.", ("It says nobody.",), "")
    assert not case.fits


def test_a_right_mark_becomes_a_sentence_to_flag_with_brackets(rules):
    case = only([said("right", "See  how Moon dust   cures\tgout!", "Moon dust   cures")], rules)
    assert (case.kind, case.written, case.hindered) == ("flag", "See how [Moon dust cures] gout!", "")
    assert case.fits


def test_readers_who_say_the_same_are_one_case(rules):
    case = only([said("wrong", "As if Moon dust cures gout.", words=words) for words in ("A joke.", "", "A joke.", "Irony.")], rules)
    assert (case.readers, case.words) == (4, ("A joke.", "Irony."))


def test_readers_who_disagree_make_no_test(rules):
    found = cases([said("wrong", "Moon dust cures gout."), said("right", "Moon dust cures gout.")], rules)
    assert [case.hindered for case in found] == ["other readers say the opposite"] * 2


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (said("right", "Moon dust cures asthma."), "it is a test already"),
        (said("wrong", "Moon dust shines.", "Moon dust"), "it is a test already"),
        (said("wrong", "Moon dust cures asthma."), "the rule's own tests have it as `flag`"),
        (said("right", "Moon dust cures asthma.", "cures asthma"), "the rule's own tests mark other words of it"),
        (said("wrong", "Moon dust cures gout.", rule="moon-en/disease/gone"), "the rule is not loaded"),
        (said("right", "Moon dust cures [1] gout."), "the sentence holds signs that mean something in a test"),
        (said("wrong", "Home >> Moon dust cures gout."), "the sentence holds signs that mean something in a test"),
    ],
)
def test_what_cannot_become_a_test_is_named_with_the_reason(rules, entry, why):
    assert only([entry], rules).hindered == why
