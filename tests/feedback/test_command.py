"""`claimlight feedback`, run as people run it: listed, exported, written into the rule's file, once."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import small
import yaml

from claimlight.feedback import Book, entry_of
from claimlight.store import Later

WRONG = "As if Moon dust cures gout."
RIGHT = "See how Moon dust cures gout!"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return small.pack(tmp_path)


def fill(url: str) -> None:
    book = Book(Later(url))
    for verdict, text, words in (("wrong", WRONG, "It is a joke."), ("right", RIGHT, ""), ("wrong", WRONG, "")):
        at = text.index("Moon dust")
        rest = {"received": date(2026, 11, 25), "version": "0.1.0", "fingerprint": "5d1c0a3e9b7f2846", "words": words}
        book.keep(entry_of(text, at, at + len("Moon dust cures"), verdict=verdict, rule="moon-en/disease/cures", **rest))


def run(*words: object, answer: str = "") -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "claimlight", "feedback", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, input=answer)


def test_what_was_kept_is_listed_from_either_database(database_url: str):
    fill(database_url)
    ended = run("list", "--database", database_url)
    assert ended.returncode == 0
    assert "As if [Moon dust cures] gout." in ended.stdout and "It is a joke." in ended.stdout and "3 entries." in ended.stdout
    listed = json.loads(run("list", "--database", database_url, "--format", "json", "--rule", "moon-en/").stdout)
    assert [entry["verdict"] for entry in listed] == ["wrong", "right", "wrong"]
    assert "No feedback" in run("list", "--database", database_url, "--rule", "other/").stdout


def test_a_database_that_is_not_there_is_not_made(tmp_path):
    ended = run("list", "--database", tmp_path / "none.sqlite3")
    assert (ended.returncode, ended.stdout) == (0, "No feedback was kept.\n")
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_cannot_be_read_is_named(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("These are my notes, not a database. " * 50)
    ended = run("list", "--database", path)
    assert ended.returncode == 2 and "not a database" in ended.stderr and "Traceback" not in ended.stderr


def test_cases_are_shown_written_and_never_written_twice(pack, tmp_path):
    url = f"sqlite:///{tmp_path / 'feedback.sqlite3'}"
    fill(url)
    ended = run("export", "--database", url, "--packs", pack)
    assert ended.returncode == 0
    assert "pass (2 readers; the rule does not do so yet)" in ended.stdout and "2 new cases, 0 left out." in ended.stdout
    exported = yaml.safe_load(run("export", "--database", url, "--packs", pack, "--format", "yaml").stdout)
    assert exported == {"moon-en/disease/cures": {"flag": ["See how [Moon dust cures] gout!"], "pass": [WRONG]}}

    path = pack / "disease" / "cures.yaml"
    before = "# Read me first.\n" + path.read_text(encoding="utf-8")
    path.write_text(before, encoding="utf-8")
    assert f"Write {path}?" in run("export", "--database", url, "--packs", pack, "--write", answer="n\n").stdout
    assert path.read_text(encoding="utf-8") == before
    ended = run("export", "--database", url, "--packs", pack, "--write", answer="y\n")
    assert ended.returncode == 0 and f'+  - "{WRONG}"' in ended.stdout
    after = path.read_text(encoding="utf-8")
    assert after.startswith("# Read me first.\n") and len(after.splitlines()) == len(before.splitlines()) + 2
    ended = run("export", "--database", url, "--packs", pack, "--write", "--yes")
    assert "0 new cases, 2 left out." in ended.stdout and path.read_text(encoding="utf-8") == after

    tested = subprocess.run([sys.executable, "-m", "claimlight", "rules", "test", str(path)], capture_output=True, text=True, timeout=120)
    assert tested.returncode == 1 and WRONG in tested.stdout


def test_what_readers_dispute_needs_eyes(pack, tmp_path):
    url = f"sqlite:///{tmp_path / 'feedback.sqlite3'}"
    book = Book(Later(url))
    for verdict in ("right", "wrong"):
        rest = {"received": date(2026, 11, 25), "version": "0.1.0", "fingerprint": "5d1c0a3e9b7f2846"}
        book.keep(entry_of(WRONG, 6, 21, verdict=verdict, rule="moon-en/disease/cures", **rest))
    ended = run("export", "--database", url, "--packs", pack, "--format", "json")
    assert ended.returncode == 1
    assert {case["hindered"] for case in json.loads(ended.stdout)} == {"other readers say the opposite"}
