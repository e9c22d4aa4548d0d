"""The second pack: written with the project's own tools, built on the first, and marking pages beside it."""

from __future__ import annotations

import pytest

from claimlight import check, packs, trial
from claimlight.model import CLAIMS, DISCLOSURES
from claimlight.page import read_html

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
