"""`claimlight check`: files and standard input, for people and for programs, and what the exit code says."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from claimlight import __version__
from claimlight.cli import main
from claimlight.web.schemas import COMPONENTS

CLAIM = "<h1>Exosome therapy</h1><p>Our exosomes have no side effects.</p>"
CALM = "<h1>Exosome therapy</h1><p>Individual results may vary.</p>"


def run(*arguments: object, given: bytes | str | None = None):
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=given)


@pytest.fixture
def page(tmp_path):
    """A saved page with a claim."""
    path = tmp_path / "page.html"
    path.write_text(CLAIM, encoding="utf-8")
    return path


def test_a_claim_is_shown_with_its_reason_and_exit_code_1(page):
    result = run("check", page)
    assert result.exit_code == 1
    assert "no side effects" in result.output
    assert "Ask:" in result.output


def test_no_claim_is_exit_code_0(tmp_path):
    path = tmp_path / "calm.html"
    path.write_text(CALM, encoding="utf-8")
    result = run("check", path)
    assert result.exit_code == 0
    assert "openly said" in result.output


def test_standard_input_is_read(page):
    assert run("check", "-", given=CLAIM).output == run("check", page).output


def test_json_is_the_answer_of_the_api(page):
    answer = json.loads(run("check", "--json", page).output)
    components = {"schemas": COMPONENTS}
    report = Draft202012Validator({"$ref": "#/components/schemas/Report", "components": components})
    assert [error.message for error in report.iter_errors(answer)] == []
    assert "safety" in [mark["category"] for mark in answer["highlights"]]


def test_plain_text_is_read_by_its_lines():
    result = run("check", "--json", "-", given="Exosome therapy\n\n- Our exosomes have no side effects.\n")
    marks = json.loads(result.output)["highlights"]
    assert "safety" in [mark["category"] for mark in marks]


def test_a_page_in_another_charset_is_read(tmp_path):
    path = tmp_path / "latin.html"
    text = "<meta charset='windows-1252'><h1>Exosome th\u00e9rapie</h1><p>Our exosomes \u201chave\u201d no side effects.</p>"
    path.write_bytes(text.encode("windows-1252"))
    marks = json.loads(run("check", "--json", path).output)["highlights"]
    assert "safety" in [mark["category"] for mark in marks]


@pytest.mark.parametrize("data", [b"", b"\x00", b"\xff\xfe\xfd", bytes(range(256)) * 50], ids=["empty", "NUL", "odd", "binary"])
def test_bytes_of_any_kind_are_read_without_a_fault(data):
    assert run("check", "-", given=data).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check", "no-such-file.html"], "no-such-file.html cannot be read"),
        (["check", "."], "cannot be read"),
        (["check", "-", "--pack", "no-such-pack"], "no-such-pack"),
        (["check"], "Missing argument"),
        (["check", "-", "--packs", "no-such-folder"], "no-such-folder"),
        (["nonsense"], "nonsense"),
    ],
)
def test_what_cannot_be_done_is_exit_code_2_and_says_why(arguments, words):
    result = run(*arguments, given="")
    assert result.exit_code == 2
    assert words in result.output
    assert "Traceback" not in result.output


def test_a_folder_without_packs_is_exit_code_2(tmp_path, page):
    result = run("check", page, "--packs", tmp_path)
    assert result.exit_code == 2
    assert "No rule pack" in result.output


def test_another_language_is_said_to_be_unread(page):
    result = run("check", page, "--language", "de")
    assert result.exit_code == 0
    assert "Incomplete: no-pack-for-language" in result.output


def test_the_help_shows_examples_and_exit_codes():
    for arguments in (["--help"], ["check", "--help"], ["serve", "--help"]):
        result = run(*arguments)
        assert result.exit_code == 0
        assert "Examples:" in result.output
        assert "Exit codes:" in result.output


def test_the_version_is_shown():
    assert run("--version").output.strip().endswith(__version__)


def test_it_is_a_program_of_its_own(page):
    ended = subprocess.run([sys.executable, "-m", "claimlight", "check", page], capture_output=True, text=True, timeout=60)
    assert ended.returncode == 1
    assert ended.stderr == ""
