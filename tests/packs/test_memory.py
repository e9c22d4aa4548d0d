"""A pack that was read before is not read again, and what is remembered is never trusted blindly."""

import hashlib
import pickle

import pytest
from small import PAGE, pack, rule, write

from claimlight import packs
from claimlight.check import as_json, check
from claimlight.engine import index
from claimlight.packs import files
from claimlight.page import read_html


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    """The folder in which something is remembered."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(index, "WORTH_KEEPING", 0)
    return tmp_path / "cache" / "claimlight" / "packs"


def answer(place):
    rules = packs.load_all([place])
    assert not rules.problems
    return as_json(check(read_html(PAGE, language="en"), rules))


@pytest.fixture
def place(tmp_path):
    return pack(tmp_path / "rules")


def test_a_pack_that_was_read_before_is_not_read_again(place, monkeypatch):
    first = answer(place)
    assert [mark["quote"]["exact"] for mark in first["highlights"]] == ["Moon dust cures"]
    parsed = []
    parse = files.parse
    monkeypatch.setattr(files, "parse", lambda text, name: parsed.append(name) or parse(text, name))
    assert answer(place) == first
    assert parsed == ["moon-en/pack.yaml"]


def test_a_pack_that_was_changed_is_read_again(place):
    answer(place)
    write(place / "disease" / "cures.yaml", rule("{moon_dust} ... heals?", "[Moon dust heals] asthma."))
    assert answer(place)["highlights"] == []


def test_a_remembered_pack_knows_the_folder_that_it_was_asked_for_in(place, tmp_path):
    answer(place)
    other = pack(tmp_path / "elsewhere")
    assert packs.load_all([other]).packs[0].folder == other


def test_faults_are_told_every_time(place):
    write(place / "disease" / "cures.yaml", rule("{nobody} cures"))
    told = [packs.load_all([place]).problems for _ in range(2)]
    assert told[0] == told[1] and told[0][0]["where"].startswith("moon-en/disease/cures.yaml")


class Foreign:
    """What an attacker would have made: loading it writes a file."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return open, (str(self.path), "w")


def checked(content):
    return hashlib.sha256(content).digest() + content


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content, path: b"",
        lambda content, path: content[:-1],
        lambda content, path: content[:50] + b"?" + content[51:],
        lambda content, path: checked(b"no pickle"),
        lambda content, path: checked(pickle.dumps({"a": 1})),
        lambda content, path: checked(pickle.dumps(Foreign(path))),
    ],
    ids=["empty", "cut short", "changed", "nonsense", "something else", "code"],
)
def test_what_is_remembered_is_left_aside_when_it_was_tampered_with(place, cache, tmp_path, spoil):
    first = answer(place)
    kept = [path for path in cache.iterdir()]
    assert len(kept) == 2
    for path in kept:
        path.write_bytes(spoil(path.read_bytes(), tmp_path / "written by code"))
    assert answer(place) == first
    assert not (tmp_path / "written by code").exists()


def test_a_place_where_nothing_can_be_written_only_costs_time(place, cache):
    cache.parent.mkdir(parents=True)
    cache.write_text("a file where a folder should be")
    assert answer(place) == answer(place)
