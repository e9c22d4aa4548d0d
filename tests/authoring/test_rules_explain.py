"""`claimlight rules explain`: what became of a sentence, and of a page."""

from __future__ import annotations

import json

import pytest
from authors import run


@pytest.fixture(params=["explain", "rules explain"])
def explain(request, packs):
    return lambda *arguments: run(*request.param.split(), *arguments, "--packs", packs)


def test_a_match_is_told_with_its_rule_its_words_and_its_pattern(explain):
    result = explain("A hair transplant has no side effects.")
    assert result.exit_code == 0
    assert "hair-en/safety/no-side-effects" in result.output
    assert "“no side effects” matched and is a claim (0.60)" in result.output
    assert "by {none_word} (.. )?{bad_event}" in result.output


def test_a_dropped_match_names_its_cue(explain):
    assert "the cue attributed “some clinics claim” drops it" in explain("Some clinics claim that a transplant has no side effects.").output


def test_a_rule_that_did_not_match_says_what_came_nearest(explain):
    output = explain("A hair transplant has side effects.", "--rule", "hair-en/safety/no-side-effects").output
    assert "no word of {none_word}" in output


def test_the_subject_must_be_in_view(explain):
    assert "the subject gate stayed shut" in explain("It has no side effects.", "--about", "Dentistry").output


def test_every_sentence_of_a_page_with_a_match_is_told(explain, tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<h1>Hair transplant</h1><p>It has no side effects. It takes a day.</p><p>Is it without risk?</p>")
    told = json.loads(explain(page, "--format", "json").output)["sentences"]
    assert [one["sentence"] for one in told] == ["It has no side effects.", "Is it without risk?"]
    assert [one["matches"][0]["outcome"].partition(":")[0] for one in told] == ["claim", "question"]
    assert len(json.loads(explain(page, "--all", "--json").output)["sentences"]) == 4


def test_rules_that_woke_in_vain_are_named(explain):
    output = explain("A hair transplant has no price, but side effects.", "--all").output
    assert "1 rule woke and did not match: hair-en/safety/no-side-effects" in output


@pytest.mark.parametrize(("arguments", "words"), [(["page.html"], "There is no file page.html"), (["x y", "--rule", "none"], "No rule begins with none")])
def test_what_cannot_be_explained_is_exit_code_2(explain, arguments, words):
    result = explain(*arguments)
    assert result.exit_code == 2
    assert words in result.output
