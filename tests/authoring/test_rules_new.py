"""`claimlight rules new`: a rule by a few answers, and a pack for a new subject."""

from __future__ import annotations

import json
import shutil

import pytest
import yaml
from authors import run
from jsonschema import Draft202012Validator

from claimlight.packs import shipped
from claimlight.packs.schema import KINDS

ANSWERS = (
    "--category", "certainty", "--title", "Promises full hair", "--severity", "alert", "--why", "Hair thins with age.", "--ask", "How many keep it?",
    "--reference", "ftc-hpcg-2022", "--reference", "eu-2001-83-90", "--pass", "Hair grows for years.",
)
FLAG = "Our hair transplants [give you full hair in 3 weeks]."


def new(packs, *arguments: str, given: str | None = None):
    return run("rules", "new", "--packs", packs, "--pack", "hair-en", *arguments, given=given)


@pytest.fixture
def made(packs):
    """The file of a rule made by options alone, and what was said."""
    result = new(packs, *ANSWERS, "--flag", FLAG, "--yes")
    assert result.exit_code == 0, result.output
    return packs / "hair-en" / "certainty" / "promises-full-hair.yaml", result.output


def test_the_file_is_whole_and_fits_the_schema(made):
    text = made[0].read_text(encoding="utf-8")
    rule = yaml.safe_load(text)
    assert [error.message for error in Draft202012Validator(KINDS["rule"]).iter_errors(rule)] == []
    assert rule["tests"]["flag"][0] == FLAG
    assert rule["jurisdiction"] == ["us", "eu"]


def test_the_first_line_leads_an_editor_to_the_schema(made):
    first = made[0].read_text(encoding="utf-8").splitlines()[0]
    named = first.partition("$schema=")[2]
    assert first.startswith("# yaml-language-server: ")
    assert json.loads((made[0].parent / named).read_text(encoding="utf-8"))["title"] == "Claimlight: rule"


def test_without_a_schema_folder_above_the_shipped_schema_is_named(packs):
    shutil.rmtree(packs / "schema")
    assert new(packs, *ANSWERS, "--flag", FLAG, "--yes").exit_code == 0
    file = packs / "hair-en" / "certainty" / "promises-full-hair.yaml"
    named = file.read_text(encoding="utf-8").splitlines()[0].partition("$schema=")[2]
    assert not named.startswith("/")
    assert (file.parent / named).resolve() == (shipped() / "schema" / "rule.schema.json").resolve()


def test_the_pattern_takes_word_lists_and_numbers(made):
    pattern = yaml.safe_load(made[0].read_text(encoding="utf-8"))["match"][0]
    named = {path.stem for path in (made[0].parents[1] / "lexicons").glob("*.yaml")}
    used = [part.partition("}")[0] for part in pattern.split("{")[1:]]
    assert used and set(used) <= named
    assert "3" not in pattern


def test_more_tests_are_drafted_and_pass(made):
    tests = yaml.safe_load(made[0].read_text(encoding="utf-8"))["tests"]
    assert "Is it true that our hair transplants give you full hair in 3 weeks?" in tests["pass"]
    assert "Some clinics claim that our hair transplants give you full hair in 3 weeks." in tests["pass"]
    assert "Perhaps our hair transplants [give you full hair in 3 weeks]." in tests["flag"]
    assert "7 of 7 tests passed" in made[1]


def test_what_to_do_next_can_be_typed_as_it_is_told(made):
    told = next(line.split() for line in made[1].splitlines() if "claimlight rules test" in line)
    assert run(*told[1:]).exit_code == 0


def test_without_options_all_is_asked(packs):
    answers = [
        "1", "certainty", "Promises full hair", "1", "No brackets.", FLAG, "", "Hair grows for years.", "", "give you full hair in {time_span}",
        "", "", "-", "", "", "Hair thins with age.", "How many keep it?", "health products", "1", "2001/83", "eu-2001-83-90", "",
    ]
    result = run("rules", "new", "--packs", packs, given="\n".join(answers) + "\n")
    assert result.exit_code == 0, result.output
    assert "Put [brackets] around the words to be marked in: No brackets." in result.output
    rule = yaml.safe_load((packs / "hair-en" / "certainty" / "promises-full-hair.yaml").read_text(encoding="utf-8"))
    assert rule["references"] == ["ftc-hpcg-2022", "eu-2001-83-90"]
    assert rule["match"] == ["give you full hair in {time_span}"]
    assert (len(rule["tests"]["flag"]), len(rule["tests"]["pass"])) == (2, 4)
    assert (packs / "hair-en" / "lexicons" / "time_span.yaml").is_file()


def test_a_draft_that_fails_is_written_and_the_failure_explained(packs):
    result = new(packs, *ANSWERS, "--flag", FLAG, "--match", "give you thick hair", "--yes")
    assert result.exit_code == 1
    assert "no `thick`" in result.output
    assert (packs / "hair-en" / "certainty" / "promises-full-hair.yaml").is_file()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((*ANSWERS, "--yes"), "--flag is missing"),
        ((*ANSWERS, "--flag", "No brackets.", "--yes"), "Put [brackets] around"),
        ((*ANSWERS, "--flag", FLAG, "--reference", "nowhere", "--yes"), "There is no source nowhere"),
        ((*ANSWERS, "--flag", FLAG, "--name", "../../outside", "--yes"), "'../../outside' is not"),
        (("--category", "certainty"), "Stopped; nothing was written"),
    ],
)
def test_a_missing_answer_writes_nothing(packs, arguments, words):
    result = new(packs, *arguments)
    assert result.exit_code == 2
    assert words in result.output
    assert not (packs / "hair-en" / "certainty").exists()


def test_sources_that_cannot_be_read_are_mended_first(packs):
    (packs / "hair-en" / "references.json").write_text("[")
    result = new(packs, *ANSWERS, "--flag", FLAG, "--yes")
    assert result.exit_code == 2
    assert "references.json" in result.output and "Mend this first" in result.output
    assert not (packs / "hair-en" / "certainty").exists()


def test_a_rule_that_is_there_is_not_written_over(packs, made):
    before = made[0].read_bytes()
    assert new(packs, *ANSWERS, "--flag", FLAG, "--yes").exit_code == 2
    assert made[0].read_bytes() == before


def test_a_rule_for_a_pack_that_is_not_there_is_a_mistake(packs):
    result = run("rules", "new", "--packs", packs, "--pack", "hare-en", "--category", "effect", "--yes")
    assert result.exit_code == 2
    assert "There is no pack hare-en" in result.output
    assert not (packs / "hare-en").exists()


def test_a_pack_for_a_new_subject_loads_marks_and_fits_its_schemas(tmp_path):
    result = run("rules", "new", "--packs", tmp_path, "--pack", "teeth-en", "--title", "Dental implants", "--word", "dental implant{,s}", "--yes")
    assert result.exit_code == 0, result.output
    assert "6 of 6 tests passed" in result.output
    page = tmp_path / "page.html"
    page.write_text("<h1>Dental implants</h1><p>They have no side effects.</p>")
    assert run("check", page, "--packs", tmp_path).exit_code == 1
    for path in (tmp_path / "teeth-en").rglob("*.yaml"):
        named = path.read_text(encoding="utf-8").splitlines()[0].partition("$schema=")[2]
        schema = json.loads((path.parent / named).read_text(encoding="utf-8"))
        assert [error.message for error in Draft202012Validator(schema).iter_errors(yaml.safe_load(path.read_text(encoding="utf-8")))] == []


def test_a_new_pack_has_nothing_to_mend(packs):
    assert run("rules", "lint", "--packs", packs).output == "Nothing to mend.\n"


def test_a_pack_that_builds_on_another_holds_only_what_is_its_own(tmp_path):
    made = ("rules", "new", "--packs", tmp_path, "--pack", "teeth-en", "--title", "Dental implants", "--word", "dental implant{,s}", "--yes")
    result = run(*made, "--depends", "regenerative-en")
    assert result.exit_code == 0, result.output
    assert "6 of 6 tests passed" in result.output
    own = {path.relative_to(tmp_path / "teeth-en").as_posix() for path in (tmp_path / "teeth-en").rglob("*") if path.is_file()}
    assert own == {"pack.yaml", "lexicons/product.yaml", "safety/no-side-effects.yaml"}


def test_a_pack_cannot_build_on_one_that_is_not_there(tmp_path):
    result = run("rules", "new", "--packs", tmp_path, "--pack", "teeth-en", "--title", "x", "--word", "x", "--depends", "nothing-en", "--yes")
    assert result.exit_code == 2
    assert "There is no pack nothing-en to depend on" in result.output
    assert list(tmp_path.iterdir()) == []


def test_a_pack_in_another_language_starts_without_english_words(tmp_path):
    result = run("rules", "new", "--packs", tmp_path, "--pack", "haar-de", "--title", "Haare", "--word", "Haartransplantation", "--language", "de", "--yes")
    assert result.exit_code == 0, result.output
    assert "0 tests passed in 0 rules; 0 set aside." in result.output
    assert [path.stem for path in (tmp_path / "haar-de" / "lexicons").iterdir()] == ["product"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--pack", "Hair EN", "--title", "x", "--word", "x"), "'Hair EN' is not"),
        (("--pack", "hair", "--title", "x", "--word", "x", "--language", "English"), "'English' is not"),
        (("--pack", "hair", "--title", "x"), "--word is missing"),
    ],
)
def test_a_pack_that_cannot_be_made_is_not_begun(tmp_path, arguments, words):
    result = run("rules", "new", "--packs", tmp_path, *arguments, "--yes")
    assert result.exit_code == 2
    assert words in result.output
    assert list(tmp_path.iterdir()) == []
