"""The second pack: built on the first, marking pages beside it, and measured on labelled pages."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

import pytest

from claimlight import check, packs, trial
from claimlight.model import CLAIMS, DISCLOSURES
from claimlight.page import read_html

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS / "web"), str(TESTS.parent / "tools")]
import accuracy  # noqa: E402
import corpus  # noqa: E402
import running  # noqa: E402

PAGE = """<h1>Drip menu</h1><p>100% absorption: the drip bypasses your gut.</p><p>You will feel better within minutes of our drip.</p>
<p>Hollywood swears by drips.</p><p>Our vitamin C drip fights off colds all winter.</p><p>Compounded drips are not FDA approved.</p>
<p>Only 3 drip chairs left this week.</p>"""


@pytest.fixture(scope="module")
def rules() -> packs.RuleSet:
    return packs.load_all([packs.shipped()])


def own(rules: packs.RuleSet) -> list:
    return [rule for name, rule in rules.rules.items() if name.startswith("iv-drips-en/")]


def test_it_has_forty_rules_and_more_over_every_claim_and_disclosure(rules):
    assert len(own(rules)) >= 40
    assert {rule.category for rule in own(rules)} == {*CLAIMS, *DISCLOSURES}


def test_its_rules_pass_their_own_tests(rules):
    assert [outcome.example.text for outcome in trial.try_rules(rules, own(rules)) if not outcome.passed] == []


def test_both_packs_mark_one_page_and_the_second_sees_what_the_first_does_not(rules):
    report = check.check(read_html(PAGE, language="en"), rules)
    marked = {mark.rule for mark in report.highlights}
    assert {"iv-drips-en/certainty/full-absorption", "iv-drips-en/testimonial/stars-use-it", "iv-drips-en/status/compounded-unapproved"} <= marked
    assert any(rule.startswith("regenerative-en/") for rule in marked)
    alone = check.check(read_html(PAGE, language="en"), rules, packs=["regenerative-en"])
    assert len(report.highlights) > len(alone.highlights)


def test_a_page_about_something_else_stays_quiet(rules):
    page = read_html("<h1>Dental care</h1><p>You will feel better within minutes. Monthly membership, loved by celebrities.</p>", language="en")
    assert [mark.rule for mark in check.check(page, rules, packs=["iv-drips-en"]).highlights] == []


def test_over_http_both_packs_answer_and_no_words_are_marked_twice(tmp_path):
    with running.Service(tmp_path) as service:
        answer = service.check(PAGE).json()
        first = service.check(PAGE, packs=["regenerative-en"]).json()
    assert answer["incomplete"] == []
    assert [pack["name"] for pack in answer["made_with"]["packs"]] == ["iv-drips-en", "regenerative-en"]
    assert {mark["rule"].split("/")[0] for mark in answer["highlights"]} == {"iv-drips-en", "regenerative-en"}
    assert {source for mark in answer["highlights"] for source in mark["references"]} <= set(answer["references"])
    for one, other in itertools.combinations(answer["highlights"], 2):
        if (one["block"], one["category"]) == (other["block"], other["category"]):
            assert one["end"] <= other["start"] or other["end"] <= one["start"], (one["rule"], other["rule"])
    assert len(answer["highlights"]) > len(first["highlights"])


def judged(rules, monkeypatch, folder, chosen=None):
    """The figures of these packs on the labelled pages of a folder."""
    monkeypatch.setattr(accuracy, "check", lambda page, rules: check.check(page, rules, packs=chosen))
    return accuracy.measure(*corpus.read(folder), rules, None, False)


def test_pages_about_drips_gain_more_right_marks_than_false_ones(rules, monkeypatch):
    both = judged(rules, monkeypatch, corpus.DRIPS)
    first = judged(rules, monkeypatch, corpus.DRIPS, ["regenerative-en"])
    gained = both.tallies["any claim"].right - first.tallies["any claim"].right
    assert gained > both.tallies["any claim"].wrong - first.tallies["any claim"].wrong
    assert both.tallies["any claim"].precision >= 0.85
    assert both.tallies["any claim"].recall >= 0.85
    for kind in ("careful", "ordinary"):
        assert both.strata[kind]["false"] == first.strata[kind]["false"]


def test_the_pages_of_the_first_pack_get_no_more_false_marks(rules, monkeypatch):
    both = judged(rules, monkeypatch, corpus.CORPUS)
    first = judged(rules, monkeypatch, corpus.CORPUS, ["regenerative-en"])
    assert both.tallies["any claim"].wrong <= first.tallies["any claim"].wrong
    assert both.tallies["any disclosure"].wrong <= first.tallies["any disclosure"].wrong
    assert both.tallies["any claim"].right >= first.tallies["any claim"].right
