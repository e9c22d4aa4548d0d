"""Packs that build on others: what they share, in which versions, and what happens when that cannot be."""

from __future__ import annotations

import pytest
import small

from claimlight import packs
from claimlight.check import check
from claimlight.page import read_html


def load(folder, *lenders):
    return packs.load_all([folder], lenders)


def details(rules) -> str:
    return "\n".join(f"{item['where']}: {item['detail']}" for item in rules.problems)


def marked(rules, html: str, **more) -> list[str]:
    return [mark.rule for mark in check(read_html(html, language="en"), rules, **more).highlights]


def test_a_pack_uses_the_words_cues_and_sources_of_the_one_it_depends_on(tmp_path):
    small.pack(tmp_path)
    small.dependent(tmp_path)
    rules = load(tmp_path)
    assert details(rules) == ""
    assert marked(rules, "<p>Lunar dust treats asthma.</p>") == ["comet-en/disease/treats"]
    assert marked(rules, "<p>Lunar dust never treats asthma.</p>") == []
    assert [answer.id for answer in check(read_html(small.PAGE), rules, packs=["comet-en"]).checklist] == ["status"]


def test_a_word_list_of_its_own_takes_the_place_of_the_borrowed_one(tmp_path):
    small.pack(tmp_path)
    place = small.dependent(tmp_path)
    small.write(place / "lexicons" / "moon_dust.yaml", {"title": "Comets", "source": "Ours.", "entries": ["comet tail"]})
    rules = load(tmp_path)
    assert marked(rules, "<p>Comet tail treats asthma.</p>") == ["comet-en/disease/treats"]
    assert marked(rules, "<p>Lunar dust treats asthma.</p>") == []
    assert marked(rules, "<p>Lunar dust cures asthma.</p>") == ["moon-en/disease/cures"]


def test_a_borrowed_cue_speaks_of_the_packs_own_word_list(tmp_path):
    lender = small.pack(tmp_path)
    small.write(lender / "cues.yaml", {"stops": ["but"], "cues": {"attributed": {"sentence": ["{moon_dust} sceptics"]}}})
    place = small.dependent(tmp_path)
    small.write(place / "lexicons" / "moon_dust.yaml", {"title": "Comets", "source": "Ours.", "entries": ["comet tail"]})
    rules = load(tmp_path)
    assert marked(rules, "<p>Comet tail treats asthma, say moon dust sceptics.</p>") == ["comet-en/disease/treats"]
    assert marked(rules, "<p>Comet tail treats asthma, say comet tail sceptics.</p>") == []


def test_its_own_cues_come_in_addition(tmp_path):
    small.pack(tmp_path)
    place = small.dependent(tmp_path)
    small.write(place / "cues.yaml", {"stops": ["yet"], "cues": {"negated": {"forward": ["hardly"]}}})
    rules = load(tmp_path)
    assert marked(rules, "<p>Lunar dust hardly treats asthma.</p>") == []
    assert marked(rules, "<p>Lunar dust never treats asthma.</p>") == []
    assert marked(rules, "<p>We never lie yet lunar dust treats asthma.</p>") == ["comet-en/disease/treats"]


def test_its_own_cues_need_no_words_that_end_their_reach(tmp_path):
    small.pack(tmp_path)
    place = small.dependent(tmp_path)
    small.write(place / "cues.yaml", {"cues": {"negated": {"forward": ["hardly"]}}})
    rules = load(tmp_path)
    assert not rules.problems
    assert marked(rules, "<p>Lunar dust hardly treats asthma.</p>") == []
    assert marked(rules, "<p>We hardly lie but lunar dust treats asthma.</p>") == ["comet-en/disease/treats"]


def test_weights_are_borrowed_until_the_pack_has_its_own(tmp_path):
    weights = '{"claim": {"bias": %s}, "disclosure": {}, "company": {}, "category": {}, "thresholds": {}}'
    lender = small.pack(tmp_path)
    small.write(lender / "confidence.json", weights % "2.0")
    place = small.dependent(tmp_path)
    page = read_html("<p>Lunar dust treats asthma.</p>", language="en")
    assert [mark.confidence for mark in check(page, load(tmp_path)).highlights] == [0.88]
    small.write(place / "confidence.json", weights % "4.0")
    assert [mark.confidence for mark in check(page, load(tmp_path)).highlights] == [0.98]


def test_a_report_names_what_the_pack_was_built_on(tmp_path):
    small.pack(tmp_path)
    small.dependent(tmp_path)
    rules = load(tmp_path)
    made_with = check(read_html(small.PAGE), rules, packs=["comet-en"]).made_with
    moon = next(pack for pack in rules.packs if pack.name == "moon-en")
    assert [used["name"] for used in made_with["packs"]] == ["comet-en"]
    assert made_with["packs"][0]["depends"] == [{"name": "moon-en", "version": "0.1.0", "sha256": moon.sha256}]


def test_a_pack_that_only_lends_does_not_speak(tmp_path):
    small.pack(tmp_path / "lenders")
    small.dependent(tmp_path / "mine")
    rules = load(tmp_path / "mine", tmp_path / "lenders")
    assert details(rules) == ""
    assert [pack.name for pack in rules.packs] == ["comet-en"]
    assert marked(rules, "<p>Lunar dust cures and treats asthma.</p>") == ["comet-en/disease/treats"]


def test_what_is_lent_reaches_through_another_pack(tmp_path):
    small.pack(tmp_path)
    small.dependent(tmp_path)
    small.dependent(tmp_path, "apple-en", "comet-en")
    rules = load(tmp_path)
    assert details(rules) == ""
    apple = next(pack for pack in rules.packs if pack.name == "apple-en")
    assert sorted(used["name"] for used in apple.depends) == ["comet-en", "moon-en"]


def test_a_pack_that_is_missing_is_named_with_the_remedy(tmp_path):
    small.dependent(tmp_path)
    rules = load(tmp_path)
    assert "comet-en/pack.yaml:9: This pack depends on moon-en, which is not here" in details(rules)
    assert "claimlight packs add" in details(rules)


def test_another_version_than_asked_for_is_told(tmp_path):
    small.pack(tmp_path, version="2.0.0")
    small.dependent(tmp_path)
    rules = load(tmp_path)
    assert "depends on moon-en >=0.1,<1; here is 2.0.0" in details(rules)
    assert [pack.name for pack in rules.packs] == ["moon-en"]


def test_packs_that_depend_on_each_other_are_set_aside_and_the_circle_is_shown(tmp_path):
    small.pack(tmp_path, "sun-en")
    small.pack(tmp_path, "moon-en", depends={"comet-en": ">=0.1"})
    small.dependent(tmp_path)
    small.dependent(tmp_path, "other-en", "comet-en")
    rules = load(tmp_path)
    assert [pack.name for pack in rules.packs] == ["sun-en"]
    assert len(rules.problems) == 3
    assert "in a circle: comet-en -> moon-en -> comet-en" in details(rules)


def test_a_pack_that_depends_on_itself_is_a_circle(tmp_path):
    small.dependent(tmp_path, "moon-en", "moon-en")
    assert "in a circle: moon-en -> moon-en" in details(load(tmp_path))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"needs": {"claimlight": ">=99"}}, "needs Claimlight >=99, this is"),
        ({"needs": {"claimlight": ">=99"}, "unknown-key": 1}, "needs Claimlight >=99, this is"),
        ({"needs": {"claimlight": "new"}}, "`new` is no range of versions"),
        ({"needs": {"python": ">=3"}}, "does not know the key `python`"),
        ({"needs": ["claimlight"]}, "`needs` must be keys and values"),
        ({"depends": {"sun-en": "any"}}, "`any` is no range of versions"),
        ({"depends": ["sun-en"]}, "`depends` must be keys and values"),
        ({"depends": {"sun-en": 1}}, "`depends.sun-en` must be text"),
    ],
)
def test_a_need_that_cannot_be_met_or_read_is_told_with_its_line(tmp_path, changes, words):
    small.pack(tmp_path, "sun-en")
    small.pack(tmp_path, "moon-en", **changes)
    rules = load(tmp_path)
    assert words in details(rules)
    assert "moon-en/pack.yaml:" in details(rules)
    assert [pack.name for pack in rules.packs] == ["sun-en"]


def test_a_need_that_is_met_loads(tmp_path):
    small.pack(tmp_path, needs={"claimlight": ">=0.1"})
    assert details(load(tmp_path)) == ""
