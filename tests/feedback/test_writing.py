"""Test cases are added to a rule's file, and every other character of it stays as it was."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from claimlight import packs
from claimlight.feedback.cases import Case
from claimlight.feedback.writing import save, with_cases

FLAG = Case("p/c/r", "flag", 'Our "moon" [dust: cures] #1 – naïve 🌙.', 1, ())
PASS = Case("p/c/r", "pass", "- It's no 'cure', and never: was.", 1, ())

WAYS = {
    "block": "title: x  # why\ntests:\n  flag:\n    - '[a] b'   # the first\n  # a word\n  pass:\n    - c\n    - d # last\n# the end\n",
    "no end of line": "tests:\n  flag:\n  - '[a] b'\n  pass:\n  - c",
    "flow": "tests:\n  flag: ['[a] b', \"[c]\"]   # both\n  pass: [ d ]\nwhy: x\n",
    "flow of all": "tests: {flag: ['[a] b'], pass: [c]}\n",
    "flow over lines": "tests:\n  flag: [\n    '[a] b',\n  ]\n  pass: [c,\n    d]\n",
    "folded": "tests:\n  flag:\n    - '[a]\n      b'\n    - >-\n      [c]\n      d\n  pass:\n    - |-\n      e\n\n# the end\n",
    "windows": "tests:\r\n  flag:\r\n    - '[a] b'\r\n  pass:\r\n    - c\r\nwhy: x\r\n",
}


@pytest.mark.parametrize("text", WAYS.values(), ids=WAYS)
def test_cases_are_added_and_nothing_else_changes(text):
    after = with_cases(text, "r.yaml", [FLAG, PASS, FLAG])
    before, now = yaml.safe_load(text), yaml.safe_load(after)
    assert now["tests"]["flag"] == [*before["tests"]["flag"], FLAG.written, FLAG.written]
    assert now["tests"]["pass"] == [*before["tests"]["pass"], PASS.written]
    rest = after
    for case in (FLAG, PASS):
        rest = rest.replace(f", {repr_of(case)}", "")
    ending = "\r\n" if "\r\n" in text else "\n"
    kept = [line for line in rest.split(ending) if not any(repr_of(case) in line for case in (FLAG, PASS))]
    assert [line for line in kept if line] == [line for line in text.split(ending) if line]
    assert ("\r\n" in text) == ("\r\n" in after) and after.replace("\r\n", "").count("\r") == 0


def repr_of(case: Case) -> str:
    return '"' + case.written.replace('"', '\\"') + '"'


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_any_sentence_comes_out_as_it_went_in_or_is_refused(sentence):
    try:
        after = with_cases(WAYS["block"], "r.yaml", [Case("p/c/r", "pass", sentence, 1, ())])
    except packs.FileProblem:
        assert any(not (sign.isprintable() or sign.isspace()) for sign in sentence), sentence
    else:
        assert yaml.safe_load(after)["tests"]["pass"][-1] == sentence


def test_every_shipped_rule_can_take_a_case():
    files = [path for path in packs.shipped().glob("*/*/*.yaml") if path.parent.name != "lexicons"]
    for path in random.Random(7).sample(files, 40):
        text = path.read_text(encoding="utf-8")
        assert len(with_cases(text, path.name, [PASS]).splitlines()) <= len(text.splitlines()) + 1


def test_a_file_is_written_whole_with_its_rights_or_stays(tmp_path: Path):
    path = tmp_path / "rule.yaml"
    path.write_text("before")
    path.chmod(0o640)
    save(path, "after\r\n")
    assert path.read_bytes() == b"after\r\n" and path.stat().st_mode & 0o777 == 0o640
    assert [item.name for item in tmp_path.iterdir()] == ["rule.yaml"]
    shutil.rmtree(tmp_path)
    with pytest.raises(OSError):
        save(path, "lost")
