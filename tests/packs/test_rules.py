"""Every rule keeps what its own file promises."""

import pytest

from claimlight import packs, trial

RULES = packs.load_all([packs.shipped()])


def test_nothing_that_ships_was_set_aside():
    assert RULES.problems == ()


@pytest.mark.parametrize("name", sorted(RULES.rules))
def test_rule_marks_and_passes_what_its_file_says(name):
    failed = [outcome for outcome in trial.try_rules(RULES, [RULES.rules[name]]) if not outcome.passed]
    assert not failed, "\n".join(f"{o.example.text!r}: found {o.found!r}; {o.why}" for o in failed)


def test_every_category_has_the_rules_it_needs():
    from claimlight.model import CLAIMS, DISCLOSURES

    count = {name: 0 for name in (*CLAIMS, *DISCLOSURES)}
    for rule in RULES.rules.values():
        count[rule.category] += rule.status == "stable"
    assert all(count[name] >= 3 for name in CLAIMS), count
    assert all(count[name] >= 1 for name in DISCLOSURES), count


@pytest.mark.parametrize("name", sorted(RULES.rules))
def test_rule_says_where_it_comes_from(name):
    import yaml

    rule = RULES.rules[name]
    written = yaml.safe_load((packs.shipped() / rule.file).read_text(encoding="utf-8"))
    assert len(set(rule.references)) >= 2 or written.get("one_reference")
    assert len(rule.tests["flag"]) >= 2 and len(rule.tests["pass"]) >= 2
