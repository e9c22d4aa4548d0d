"""`claimlight rules diff`: what a change marks and unmarks, and the version it asks for."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
from authors import run


@pytest.fixture
def sides(packs, write, tmp_path):
    """A pack as it was and as it is to be (the same yet), and a page on which to compare them."""
    write()
    old = tmp_path / "old" / "hair-en"
    shutil.copytree(packs / "hair-en", old)
    page = tmp_path / "pages" / "one.html"
    page.parent.mkdir()
    page.write_text("<h1>Hair transplant</h1><p>A hair transplant lasts for life. It has no side effects. It is for good hair.</p>")
    return old, packs / "hair-en", page.parent


def version(pack, number: str) -> None:
    head = pack / "pack.yaml"
    head.write_text(head.read_text().replace("version: 0.1.0", f"version: {number}"))


def compared(sides) -> dict:
    result = run("rules", "diff", sides[0], sides[1], "--on", sides[2], "--format", "json")
    assert result.exit_code in (0, 1), result.output
    return json.loads(result.output) | {"exit": result.exit_code}


def test_the_same_pack_makes_no_difference(sides):
    told = compared(sides)
    assert (told["exit"], told["changes"], told["bump"]["asked"]) == (0, [], "none")


def test_a_wider_pattern_marks_more_and_asks_for_a_minor_version(sides, write):
    write(match=["{product} ... (for life|for good)", "it is for good"])
    told = compared(sides)
    assert told["exit"] == 1
    assert [(change["kind"], change["new"]["words"]) for change in told["changes"]] == [("marked", "It is for good")]
    assert (told["bump"]["asked"], told["bump"]["enough"]) == ("minor", False)
    version(sides[1], "0.2.0")
    assert compared(sides)["bump"]["enough"]


def test_a_narrower_pattern_unmarks_and_a_patch_is_enough(sides, write):
    write(match=["{product} lasts for ever"])
    told = compared(sides)
    assert [(change["kind"], change["old"]["words"]) for change in told["changes"]] == [("unmarked", "hair transplant lasts for life")]
    assert told["bump"]["asked"] == "patch"


def test_other_words_of_the_same_claim_are_a_change_not_two(sides, write):
    write(match=["{product} lasts"], severity="note")
    told = compared(sides)
    assert [change["kind"] for change in told["changes"]] == ["changed"]


def test_a_rule_that_is_gone_asks_for_a_major_version(sides):
    (sides[1] / "certainty" / "for-life.yaml").unlink()
    told = compared(sides)
    assert told["bump"]["asked"] == "major"
    assert "hair-en/certainty/for-life is gone" in told["bump"]["why"][0]


def test_a_rule_that_is_tried_out_is_told_apart(sides, write):
    write("certainty/tried", status="experimental", match=["it is for good"])
    told = compared(sides)
    assert (told["shadow"], told["marked"], told["bump"]["asked"]) == (1, 0, "patch")


def test_a_person_reads_what_came_and_went(sides, write):
    write(match=["it is for good"])
    output = run("rules", "diff", sides[0], sides[1], "--on", sides[2]).output
    assert "+ marked" in output and "[It is for good]" in output
    assert "- unmarked" in output and "[hair transplant lasts for life]" in output
    assert "asks for: minor; the version is not enough" in output


def test_html_stands_alone_and_escapes_the_page(sides, write):
    (sides[2] / "two.html").write_text("<p>A hair transplant &lt;script&gt;lasts&lt;/script&gt; for ever</p>")
    write(match=["script .. lasts"])
    output = run("rules", "diff", sides[0], sides[1], "--on", sides[2], "--format", "html").output
    assert output.lstrip().startswith("<!doctype html>")
    assert "<script" not in output and "http" not in output.replace("http-equiv", "")


def test_a_revision_of_git_and_a_zip_are_sides_too(sides, write, packs, tmp_path, monkeypatch):
    def git(*arguments: str) -> None:
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b.example", *arguments], cwd=packs, check=True, capture_output=True)

    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "first")
    assert run("packs", "build", sides[0], "-o", tmp_path / "hair-en-0.1.0.zip", "--no-check").exit_code == 0
    write(match=["it is for good"])
    monkeypatch.chdir(packs)
    answers = [
        json.loads(run("rules", "diff", old, new, "--on", sides[2], "--format", "json").output)
        for old, new in [("git:HEAD", sides[1]), ("HEAD:hair-en", sides[1]), (tmp_path / "hair-en-0.1.0.zip", sides[1])]
    ]
    assert [(answer["marked"], answer["unmarked"]) for answer in answers] == [(1, 1)] * 3
    assert "git knows no revision named nothing" in run("rules", "diff", "git:nothing", sides[1], "--on", sides[2]).output


def test_a_corpus_is_read_line_by_line(sides, write, tmp_path):
    write(match=["it is for good"])
    corpus = tmp_path / "pages.jsonl"
    lines = [{"id": "a", "lang": "en", "sentences": ["Hair transplant", "It is for good."]}, {"id": "b", "html": "<p>A hair transplant: it is for good.</p>"}]
    corpus.write_text("\n".join(map(json.dumps, lines)))
    told = json.loads(run("rules", "diff", sides[0], sides[1], "--on", corpus, "--format", "json").output)
    assert [change["new"]["page"] for change in told["changes"]] == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "words"), [("", "There is no page"), ("{", "pages.jsonl:1: This is not JSON"), ("[]", "pages.jsonl:1: A line needs"), ('{"id": 1}', ":1: A line needs")]
)
def test_a_corpus_that_cannot_be_read_names_its_line(sides, tmp_path, text, words):
    corpus = tmp_path / "pages.jsonl"
    corpus.write_text(text)
    result = run("rules", "diff", sides[0], sides[1], "--on", corpus)
    assert result.exit_code == 2
    assert words in result.output


def test_a_side_that_could_not_be_loaded_whole_is_named(sides, write):
    write(match=["("])
    result = run("rules", "diff", sides[0], sides[1], "--on", sides[2], "--format", "json")
    assert "SET ASIDE in NEW: hair-en/certainty/for-life.yaml" in result.stderr
    assert json.loads(result.stdout)["aside"]["new"][0]["type"] == "broken-rule"
    for path in (sides[0] / "safety").iterdir():
        path.write_text("title: x")
    (sides[0] / "certainty" / "for-life.yaml").unlink()
    result = run("rules", "diff", sides[0], sides[1], "--on", sides[2])
    assert result.exit_code == 2
    assert "No rule of OLD could be loaded" in result.stderr


def test_what_is_no_pack_is_exit_code_2(sides, tmp_path):
    assert run("rules", "diff", tmp_path / "none", sides[1], "--on", sides[2]).exit_code == 2
    assert run("rules", "diff", sides[0], tmp_path, "--on", sides[2]).exit_code == 2
    assert run("rules", "diff", sides[0], sides[1], "--on", tmp_path / "none").exit_code == 2
