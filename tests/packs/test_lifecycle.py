"""Experimental, stable, deprecated and retired rules: which are shown, and who is told what."""

from __future__ import annotations

import json

import pytest
import small
from click.testing import CliRunner

from claimlight import packs, trial
from claimlight.check import check
from claimlight.cli import main
from claimlight.page import read_html
from claimlight.web import create_app


def with_status(folder, match="{moon_dust} ends", **changes):
    """Two rules on different words; the one called `ends` has the status."""
    return small.pack(folder, rules={
        "disease/cures": small.rule(),
        "disease/ends": small.rule(match, "[Moon dust ends] asthma.", title="Says that it ends", **changes),
    })


def shown(folder, html):
    rules = packs.load_all([folder])
    assert rules.problems == ()
    return check(read_html(html, language="en"), rules)


ENDS = "<p>Moon dust ends asthma.</p>"


@pytest.mark.parametrize(("status", "marks"), [("stable", 1), ("deprecated", 1), ("experimental", 0), ("retired", 0)])
def test_stable_and_deprecated_rules_are_shown(tmp_path, status, marks):
    with_status(tmp_path, status=status, replaced_by="moon-en/disease/cures")
    assert len(shown(tmp_path, ENDS).highlights) == marks


def test_an_experimental_rule_is_traced(tmp_path):
    with_status(tmp_path, status="experimental")
    traces = trial.explain("Moon dust ends asthma.", packs.load_all([tmp_path]))
    assert [(trace.rule, trace.outcome) for trace in traces] == [("moon-en/disease/ends", "experimental")]


def test_a_retired_rule_is_not_even_traced(tmp_path):
    with_status(tmp_path, status="retired", replaced_by="nothing, because it was wrong")
    assert trial.explain("Moon dust ends asthma.", packs.load_all([tmp_path])) == []


def test_an_experimental_rule_does_not_make_others_speak(tmp_path):
    """A weak pattern needs company; a rule in the shadow is none."""
    weak = small.rule([{"weak": "gentle"}], "A [gentle] drip.", title="Gentle", category="safety")
    place = with_status(tmp_path, status="experimental", match="dust ends")
    small.write(place / "safety" / "gentle.yaml", weak)
    page = "<p>Here we speak of moon dust.</p>" + "<p>Nothing to read here.</p>" * 9 + "<p>A gentle dust ends it.</p>"
    assert shown(tmp_path, page).highlights == ()
    small.write(place / "disease" / "ends.yaml", small.rule("dust ends", "[dust ends]", title="Ends"))
    assert len(shown(tmp_path, page).highlights) == 2


def test_an_experimental_rule_changes_no_confidence(tmp_path):
    sure = {}
    for status in ("experimental", "retired"):
        with_status(tmp_path / status, status=status, replaced_by="nothing, because it was wrong")
        sure[status] = [mark.confidence for mark in shown(tmp_path / status, "<p>Moon dust ends asthma and cures asthma.</p>").highlights]
    assert sure["experimental"] == sure["retired"]
    assert len(sure["retired"]) == 1


@pytest.mark.parametrize("status", ["deprecated", "retired"])
def test_a_rule_that_goes_must_say_what_replaces_it(tmp_path, status):
    with_status(tmp_path, status=status)
    (problem,) = packs.load_all([tmp_path]).problems
    assert problem["where"].startswith("moon-en/disease/ends.yaml:")
    assert "replaced_by" in problem["detail"]


@pytest.mark.parametrize("name", ["moon-en/disease/no-such", "moon-en/disease/ends"])
def test_it_must_be_replaced_by_another_rule_that_is_there(tmp_path, name):
    with_status(tmp_path, status="retired", replaced_by=name)
    rules = packs.load_all([tmp_path])
    assert "which is no other rule of this pack" in rules.problems[0]["detail"]
    assert list(rules.rules) == ["moon-en/disease/cures"]


def test_a_rule_of_another_pack_may_replace_it(tmp_path):
    with_status(tmp_path, status="retired", replaced_by="sun-en/disease/ends")
    assert packs.load_all([tmp_path]).problems == ()


def test_the_api_says_what_became_of_a_retired_rule(tmp_path):
    with_status(tmp_path, status="retired", replaced_by="moon-en/disease/cures")
    rule = create_app({"PACKS": [str(tmp_path)]}).test_client().get("/v1/rules/moon-en/disease/ends").json
    assert (rule["status"], rule["replaced_by"]) == ("retired", "moon-en/disease/cures")


def test_a_retired_rule_outlives_the_word_lists_it_used(tmp_path):
    with_status(tmp_path, status="retired", replaced_by="nothing, because it was wrong", match="{gone} ends")
    assert packs.load_all([tmp_path]).problems == ()


def test_rules_test_warns_of_deprecated_rules_runs_them_and_passes(tmp_path):
    with_status(tmp_path, status="deprecated", replaced_by="moon-en/disease/cures")
    result = CliRunner().invoke(main, ["rules", "test", "--packs", str(tmp_path)])
    assert "moon-en/disease/ends is deprecated (replaced by moon-en/disease/cures)" in result.output
    assert "4 of 4 tests passed in 2 rules" in result.output
    assert result.exit_code == 0


def test_rules_test_runs_experimental_rules_and_leaves_retired_ones(tmp_path):
    with_status(tmp_path / "a", status="experimental")
    assert "4 of 4 tests passed in 2 rules" in CliRunner().invoke(main, ["rules", "test", "--packs", str(tmp_path / "a")]).output
    with_status(tmp_path / "b", status="retired", replaced_by="nothing, because it was wrong")
    assert "2 of 2 tests passed in 1 rule;" in CliRunner().invoke(main, ["rules", "test", "--packs", str(tmp_path / "b")]).output


def test_explain_names_the_shadow(tmp_path):
    with_status(tmp_path, status="experimental")
    result = CliRunner().invoke(main, ["explain", "Moon dust ends asthma.", "--json", "--packs", str(tmp_path)])
    assert [item["outcome"] for item in json.loads(result.output)["sentences"][0]["matches"]] == ["experimental"]
