"""`claimlight rules bench`: the slowest rules, on pages of one's own."""

from __future__ import annotations

import json

import pytest
from authors import run


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "pages" / "page.html"
    path.parent.mkdir()
    path.write_text("<h1>Hair transplant</h1>" + "<p>A hair transplant has no side effects and lasts for life.</p>" * 3)
    return path


def test_each_rule_that_woke_is_measured(packs, write, page):
    write()
    answer = json.loads(run("rules", "bench", "--packs", packs, "--on", page, "--format", "json").output)
    assert (answer["pages"], answer["sentences"]) == (1, 4)
    assert {rule["rule"]: (rule["calls"], rule["matches"]) for rule in answer["rules"]} == {
        "hair-en/certainty/for-life": (3, 3), "hair-en/safety/no-side-effects": (3, 3),
    }
    assert sum(rule["share"] for rule in answer["rules"]) == pytest.approx(1, abs=0.01)
    assert [rule["seconds"] for rule in answer["rules"]] == sorted((rule["seconds"] for rule in answer["rules"]), reverse=True)


def test_a_person_reads_the_slowest_rule_and_pattern(packs, write, page):
    output = run("rules", "bench", write(), "--on", page.parent).output
    assert "hair-en/certainty/for-life" in output
    assert "{product} ... (for life|for good)" in output
    assert "hair-en/safety" not in output


def test_without_pages_the_demo_page_is_read(packs):
    assert "sentences of 1 page" in run("rules", "bench", "--packs", packs).output


def test_a_pattern_that_its_time_limit_stops_is_named(packs, write, tmp_path):
    text = tmp_path / "bad.txt"
    text.write_text(f"Hair transplant {'a' * 60}; c")
    place = write(match=["hair transplant (a|a)+c"], tests={"flag": ["[Hair transplant ac]."], "pass": ["Hair."]})
    result = run("rules", "bench", place, "--on", text)
    assert result.exit_code == 1
    assert "stopped 1 time" in result.output


def test_what_cannot_be_measured_is_exit_code_2(packs, tmp_path):
    assert run("rules", "bench", "nothing", "--packs", packs).exit_code == 2
    assert run("rules", "bench", "--packs", packs, "--on", tmp_path / "nothing.html").exit_code == 2
    (tmp_path / "empty").mkdir()
    assert "There is no page" in run("rules", "bench", "--packs", packs, "--on", tmp_path / "empty").output
