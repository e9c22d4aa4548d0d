"""`claimlight rules lint`: for a person, for programs and for annotations, and what the exit code says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import small
from click.testing import CliRunner
from jsonschema import Draft4Validator
from test_lint import RULE, change, pack, sound_rule  # noqa: F401 (a fixture)

from claimlight.cli import main
from claimlight.lint import KINDS

SARIF = Path(__file__).parents[1] / "schemas" / "sarif-2.1.0.json"


def run(*arguments: object):
    return CliRunner().invoke(main, ["rules", "lint", *map(str, arguments)])


@pytest.fixture
def faulty(pack, monkeypatch):  # noqa: F811
    """The pack with an error, a warning and a note, seen from the folder above."""
    change(RULE, ask="Ask, 100 % sure:\nwhat.", match=["{moon_dust} ... cures?", "from the moon"], why="It is a scam.")(pack)
    small.write(pack / "effect" / "shines.yaml", sound_rule(category="effect", colour="red"))
    monkeypatch.chdir(pack.parent)
    return pack


def test_a_sound_pack_is_exit_code_0(pack):  # noqa: F811
    result = run(pack)
    assert (result.exit_code, result.output) == (0, "Nothing to mend.\n")


def test_a_person_reads_place_fault_and_remedy(faulty):
    result = run("moon-en")
    assert result.exit_code == 1
    assert "moon-en/effect/shines.yaml:21: error: The file does not know the key `colour`" in result.output
    assert "[accusing-wording]\n    Say what the page says" in result.output
    assert "1 error, 2 warnings." in result.output
    assert "untested-pattern" not in result.output


def test_notes_are_shown_when_asked_for_and_do_not_count(pack):  # noqa: F811
    change(RULE, match=["{moon_dust} ... cures?", "from the moon"])(pack)
    assert run(pack).output == "Nothing to mend.\nWith --notes: 1 note more, on patterns and tests that could be better.\n"
    result = run(pack, "--notes")
    assert result.exit_code == 0
    assert "note: No test fires the pattern 'from the moon'" in result.output


def test_json_says_it_all(faulty):
    result = run("moon-en", "--format", "json", "--notes")
    told = json.loads(result.output)
    assert told["counts"] == {"error": 1, "warning": 2, "note": 1}
    assert {item["kind"] for item in told["findings"]} == {"unknown-key", "accusing-wording", "no-question", "untested-pattern"}
    for item in told["findings"]:
        assert list(item) == ["kind", "level", "file", "line", "detail", "remedy"]
        assert Path(item["file"]).is_file()
        assert item["line"] >= 1


def test_sarif_is_what_the_standard_says(faulty):
    log = json.loads(run("moon-en", "--format", "sarif").output)
    schema = json.loads(SARIF.read_text(encoding="utf-8"))
    assert [error.message for error in Draft4Validator(schema).iter_errors(log)] == []
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(KINDS)
    for result in log["runs"][0]["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]
        assert Path(place["artifactLocation"]["uri"]).is_file()
        assert place["region"]["startLine"] >= 1


def test_sarif_of_a_sound_pack_is_valid_too(pack):  # noqa: F811
    log = json.loads(run(pack, "--format", "sarif").output)
    assert [error.message for error in Draft4Validator(json.loads(SARIF.read_text(encoding="utf-8"))).iter_errors(log)] == []
    assert log["runs"][0]["results"] == []


def test_github_shows_annotations(faulty):
    lines = run("moon-en", "--format", "github").output.splitlines()
    assert len(lines) == 3
    assert lines[-1].startswith("::error file=moon-en/effect/shines.yaml,line=21,title=unknown-key::The file does not know")
    assert [line.split("::")[1].split(" ")[0] for line in lines] == ["warning", "warning", "error"]


def test_github_is_silent_when_nothing_was_found(pack):  # noqa: F811
    assert run(pack, "--format", "github").output == ""


def test_only_what_is_named_is_told_of(faulty):
    assert "scam" not in run("moon-en/effect").output
    assert "colour" in run("moon-en/effect").output
    assert "colour" not in run(faulty / RULE).output
    assert "scam" in run("moon-en/disease/cur", "--packs", faulty.parent).output
    assert run("moon-en/lexicons").exit_code == 0


def test_a_folder_of_packs_and_the_folder_one_stands_in(faulty, monkeypatch):
    assert run(".").exit_code == 1
    monkeypatch.chdir(faulty)
    result = run(".")
    assert result.output.startswith("disease/cures.yaml:")
    assert "wrong-folder" not in result.output


def test_a_pack_that_cannot_be_loaded_is_told_of(tmp_path):
    small.write(tmp_path / "broken-en" / "pack.yaml", "name: broken-en\nversion: one\n")
    result = run(tmp_path / "broken-en")
    assert result.exit_code == 1
    assert "pack.yaml:2: error: `version` must look like 1.0.0" in result.output


@pytest.mark.parametrize("arguments", [["no-such-thing"], ["--packs", "."], ["--format", "xml"]])
def test_nothing_to_look_at_is_exit_code_2(tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert result.output.strip()
