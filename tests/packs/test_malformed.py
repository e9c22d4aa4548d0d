"""Every kind of malformed pack: a message with file and line, never a trace or a hang, and the other packs still load."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import small
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimlight import packs
from claimlight.cli import main
from claimlight.packs.files import FileProblem, parse, parse_json
from claimlight.packs.lexicon import LexiconError, expand
from claimlight.packs.pattern import PatternError, compile_expression, translate

RULE = "disease/broken.yaml"
LIST = "lexicons/broken.yaml"
BOMB = "a: &a [ha, ha]\n" + "".join(f"{name}: &{name} [*{above}, *{above}, *{above}]\n" for above, name in zip("abcdefgh", "bcdefghi", strict=True))
PARTS = ("claim", "disclosure", "company", "category", "thresholds")
WORDS = {"title": "Words", "source": "Ours."}


def put(name: str, content: object):
    return lambda pack: small.write(pack / name, content)


def listed(*entries: object):
    return put(LIST, WORDS | {"entries": list(entries)})


def matching(pattern: object):
    return put(RULE, small.rule([pattern]))


def linked(name: str, target: str):
    def link(pack: Path) -> None:
        (pack / name).symlink_to(target)

    return link


def many_lexicons(pack: Path) -> None:
    for number in range(3_300):
        (pack / "lexicons" / f"list_{number}.yaml").write_text("title: a\nsource: b\nentries: [c]\n", encoding="utf-8")


#: What is wrong, where, at which line (0: as a whole), and what the message says.
MALFORMED = {
    "no YAML": (put(RULE, "title: [unclosed\nmatch: }"), RULE, 2, "not YAML"),
    "a tab for indentation": (put(RULE, "title: x\nmatch:\n\t- y\n"), RULE, 3, "not YAML"),
    "an empty file": (put(RULE, ""), RULE, 1, "The file is empty"),
    "only a comment": (put(RULE, "# title: x\n"), RULE, 1, "The file is empty"),
    "a list": (put(RULE, "- title: x\n"), RULE, 1, "list of keys and values"),
    "a word": (put(RULE, "title"), RULE, 1, "list of keys and values"),
    "two documents": (put(RULE, "title: x\n---\ntitle: y\n"), RULE, 2, "not YAML"),
    "a billion laughs": (put(RULE, BOMB), RULE, 2, "Aliases"),
    "a billion laughs in a list": (put(LIST, BOMB), LIST, 2, "Aliases"),
    "a billion laughs in JSON": (put("references.json", "[&a [ha, ha], *a]"), "references.json", 1, "not JSON"),
    "an anchor that holds itself": (put(RULE, "title: &me\n  - *me\n"), RULE, 2, "Aliases"),
    "a merge of an alias": (put(RULE, "title: &me {a: b}\nwhy:\n  <<: *me\n"), RULE, 3, "Aliases"),
    "a tag that would run code": (put(RULE, "title: x\nwhy: !!python/object/apply:os.system ['true']\n"), RULE, 2, "not YAML"),
    "a picture": (put(RULE, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), RULE, 1, "no text in UTF-8"),
    "bytes that are no UTF-8": (put(RULE, b"title: x\nwhy: na\xefve\n"), RULE, 2, "no text in UTF-8"),
    "UTF-16": (put(RULE, "title: x\n".encode("utf-16")), RULE, 1, "no text in UTF-8"),
    "a NUL in a text": (put(RULE, "title: x\nwhy: a\x00b\n"), RULE, 2, "not YAML"),
    "ten megabytes of lexicon": (put(LIST, "title: a\nsource: b\nentries:\n" + "  - word\n" * 1_250_000), LIST, 1, "larger than 1,000,000 bytes"),
    "ten megabytes of rule": (put(RULE, "title: " + "x" * 10_000_000), RULE, 1, "larger than"),
    "ten megabytes of sources": (put("references.json", "[" + " " * 10_000_000 + "]"), "references.json", 1, "larger than"),
    "a hundred thousand brackets": (put(RULE, "title: " + "[" * 100_000), RULE, 1, "nesting depth"),
    "a thousand keys in each other": (put(RULE, "\n".join(" " * n + "a:" for n in range(1_000))), RULE, 21, "Nested more than 20 deep"),
    "a hundred thousand brackets of JSON": (put("references.json", "[" * 100_000), "references.json", 1, "Nested more than"),
    "a key that is there twice": (put(RULE, "title: x\nwhy: y\ntitle: z\n"), RULE, 3, "first in line 1"),
    "a key of JSON that is there twice": (put("references.json", '[\n {"id": "a",\n  "id": "b"}\n]'), "references.json", 3, "there twice"),
    "a key that is a list": (put(RULE, "title: x\n? [a, b]\n: c\n"), RULE, 2, "A key must be a single word"),
    "a number without end": (put(RULE, f"title: x\nwhy: {'9' * 5_000}\n"), RULE, 2, "put quotes around it"),
    "a number of JSON without end": (put("references.json", f"[{'9' * 5_000}]"), "references.json", 1, "not JSON"),
    "a day that never was": (put(RULE, "title: x\nsince: 2026-13-45\n"), RULE, 2, "put quotes around it"),
    "numbers for texts": (put(RULE, small.rule(title=5)), RULE, 1, "`title` must be text; put quotes around it"),
    "a text for a list": (put(RULE, small.rule(jurisdiction="us")), RULE, 5, "`jurisdiction` must be a list"),
    "a map for a list": (put(LIST, WORDS | {"entries": {"a": "b"}}), LIST, 3, "`entries` must be a list"),
    "nothing for a text": (put(RULE, small.rule() | {"why": None}), RULE, 9, "`why` must be text"),
    "an entry that YAML reads as false": (put(LIST, "title: a\nsource: b\nentries:\n  - yes\n  - moon\n"), LIST, 4, "put quotes around it"),
    "two sources of one name": (
        put("references.json", json.dumps([{"id": "ftc-guide", "authority": "FTC", "title": "G", "url": "https://ftc.gov/"}] * 2, indent=0)),
        "references.json",
        9,
        "ftc-guide is there twice",
    ),
    "two questions of one name": (
        put("checklist.yaml", {"questions": [{"id": "a", "question": f"{n}?", "answered_by": ["status"], "ask": "c?"} for n in (1, 2)]}),
        "checklist.yaml",
        7,
        "The id a is there twice",
    ),
    "a bracket that nobody closes": (matching("moon ((("), RULE, 8, "not closed"),
    "a thousand groups in each other": (matching("moon " + "(" * 1_000 + "x" + ")" * 1_000), RULE, 8, "Groups nested more than"),
    "a repeat beyond all bounds": (matching("moon a{99999999999999999999}"), RULE, 8, "repeats"),
    "a property that is none": (matching("moon \\p{nonsense}"), RULE, 8, "regex library"),
    "a lexicon that is not there": (matching("{mars} heals"), RULE, 8, "no lexicon named 'mars'"),
    "a brace that is no lexicon": (matching("moon {Mars"), RULE, 8, "lower case"),
    "a pattern of nothing": (matching("   "), RULE, 8, "A pattern is empty"),
    "forty braces": (listed("{a,b}" * 40), LIST, 3, "more than 50,000 words"),
    "braces that count to a billion": (listed("{1..1000000000}"), LIST, 3, "more than 50,000 words"),
    "an entry of nothing": (listed("moon", "  "), LIST, 3, "An entry is empty"),
    "an entry of a sign alone": (listed("moon", "₹"), LIST, 3, "no letter or digit"),
    "a hundred thousand words": (listed("{1..40000} moons", "{1..40000} suns"), LIST, 3, "more than 50,000 words"),
    "more lexicons than can be told apart": (many_lexicons, "pack.yaml", 1, "at most 3,200"),
    "a folder in place of a file": (lambda pack: (pack / RULE).mkdir(), RULE, 0, "no ordinary file"),
    "a pipe that nobody writes to": (lambda pack: os.mkfifo(pack / RULE), RULE, 0, "no ordinary file"),
    "a link to itself": (linked(RULE, "broken.yaml"), RULE, 0, ""),
    "a link to a device without end": (linked(RULE, "/dev/zero"), RULE, 0, "no ordinary file"),
    "a link that leads nowhere": (linked(RULE, "nowhere.yaml"), RULE, 0, "missing"),
    "weights that are words": (put("confidence.json", json.dumps({part: {"bias": "high" if part == "claim" else 1} for part in PARTS}, indent=1)), "confidence.json", 3, "must be a number"),
    "cues that are none": (put("cues.yaml", "stops: [but]\ncues:\n  denied: {forward: [no]}\n"), "cues.yaml", 3, "does not know the key `denied`"),
    "no sources at all": (lambda pack: (pack / "references.json").unlink(), "references.json", 0, "missing"),
    "a pack that is no YAML": (put("pack.yaml", "name: [\n"), "pack.yaml", 2, "not YAML"),
    "a pack without a version": (put("pack.yaml", small.head("moon-en", version=None)), "pack.yaml", 1, "lacks `version`"),
    "a pack of another name": (put("pack.yaml", small.head("mars-en")), "pack.yaml", 1, "its folder moon-en"),
    "a pack that depends on itself": (put("pack.yaml", small.head("moon-en", depends={"moon-en": ">=0"})), "pack.yaml", 9, "in a circle"),
}


@pytest.fixture(params=MALFORMED.values(), ids=MALFORMED)
def malformed(request, tmp_path):
    """A pack with one fault, beside a sound one: the folder, the file at fault, its line, and words of the message."""
    mistake, file, line, words = request.param
    pack = small.pack(tmp_path)
    small.pack(tmp_path, "sound-en")
    mistake(pack)
    return tmp_path, f"moon-en/{file}", line, words


def test_the_loader_names_file_and_line_and_the_other_pack_still_works(malformed):
    folder, file, line, words = malformed
    rules = packs.load_all([folder])
    told = [item for item in rules.problems if item["where"].partition(":")[0] == file]
    assert told, rules.problems
    assert any(words in item["detail"] for item in told), told
    if line:
        assert f"{file}:{line}" in [item["where"] for item in told]
    assert "sound-en/disease/cures" in rules.rules


def test_the_command_tells_it_without_a_trace(malformed):
    folder, file, line, words = malformed
    result = CliRunner().invoke(main, ["rules", "lint", str(folder)])
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit)
    assert f"{file}:{line or 1}: error: " in result.output
    assert words in result.output
    checked = CliRunner().invoke(main, ["check", "-", "--packs", str(folder)], input=small.PAGE)
    assert checked.exit_code == 1, "the sound pack still finds the claim"
    assert (f"{file}:{line}" if line else file) in checked.output


@pytest.mark.parametrize("pattern", ["(moon )?", "moon ((a|aa|a?)+)+ never", "moon (\\w{1,50} ?){1,50}never", "(?:)", "moon(?<=x*)"])
def test_a_pattern_that_would_run_for_ever_is_stopped(tmp_path, pattern):
    small.pack(tmp_path, rules={"disease/cures": small.rule(), "disease/endless": small.rule(["moon dust is", pattern])})
    page = small.PAGE + f"<p>Moon dust never ended {'a' * 300} {'aa ' * 300} and moon dust is here.</p>"
    command = [sys.executable, "-m", "claimlight", "check", "-", "--json", "--packs", str(tmp_path)]
    done = subprocess.run(command, input=page, capture_output=True, text=True, timeout=120)
    assert done.returncode == 1, done.stderr
    assert "moon-en/disease/cures" in [mark["rule"] for mark in json.loads(done.stdout)["highlights"]]


def test_two_packs_of_one_name_in_two_folders(tmp_path):
    small.pack(tmp_path / "one")
    small.pack(tmp_path / "two")
    rules = packs.load_all([tmp_path / "one", tmp_path / "two"])
    assert [pack.name for pack in rules.packs] == ["moon-en"]
    assert [item["where"] for item in rules.problems] == ["moon-en/pack.yaml:1"]


def test_packs_that_depend_on_each_other_in_a_circle(tmp_path):
    small.pack(tmp_path, "sound-en")
    small.dependent(tmp_path, "comet-en", on="venus-en")
    small.dependent(tmp_path, "venus-en", on="comet-en")
    rules = packs.load_all([tmp_path])
    assert [pack.name for pack in rules.packs] == ["sound-en"]
    assert {item["where"] for item in rules.problems} == {"comet-en/pack.yaml:9", "venus-en/pack.yaml:9"}
    assert any("in a circle: comet-en -> venus-en -> comet-en" in item["detail"] for item in rules.problems), rules.problems
    result = CliRunner().invoke(main, ["rules", "lint", str(tmp_path)])
    assert result.exit_code == 1
    assert "in a circle" in result.output


def test_a_bad_source_does_not_take_the_others_with_it(tmp_path):
    pack = small.pack(tmp_path)
    good = {"id": "ftc-guide", "authority": "FTC", "title": "Guide", "url": "https://www.ftc.gov/"}
    small.write(pack / "references.json", json.dumps([good, {"id": "bad"}], indent=1))
    rules = packs.load_all([tmp_path])
    assert list(rules.rules) == ["moon-en/disease/cures"]
    assert [item["where"] for item in rules.problems] == ["moon-en/references.json:8"]


ANYTHING = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
TEXT = st.text(max_size=60) | st.text("{}[]()|*+?.\\,:&*!<>=-'\" abé\n\t0", max_size=60)


@ANYTHING
@given(TEXT)
def test_any_text_is_a_file_or_a_fault(text):
    for read in (parse, parse_json):
        try:
            read(text, "file")
        except FileProblem as problem:
            assert problem.detail


@ANYTHING
@given(TEXT)
def test_any_text_is_a_pattern_or_a_fault(text):
    try:
        compile_expression(translate(text, {"moon": ("\ue000", "\ue001")}).expression)
    except PatternError as error:
        assert str(error)


@ANYTHING
@given(st.lists(TEXT, min_size=1, max_size=3))
def test_any_entries_are_a_list_or_a_fault(entries):
    try:
        assert all(word.strip() for word in expand(entries))
    except LexiconError as error:
        assert str(error)
