"""A broken rule file is set aside and named; everything else goes on working."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml
from contract import client_of

CLAIM = "<h1>Exosome therapy</h1><p>Our exosomes have no side effects.</p>"


def changed(pack: Path, **changes: object) -> str:
    """Write a changed copy of a rule beside it; gives the copy's id."""
    path = pack / "safety" / "no-side-effects.yaml"
    rule = yaml.safe_load(path.read_text(encoding="utf-8")) | changes
    copy = path.with_name("changed.yaml")
    copy.write_text(yaml.safe_dump({key: value for key, value in rule.items() if value is not None}), encoding="utf-8")
    return f"{pack.name}/safety/{copy.stem}"


def client_with(pack: Path):
    return client_of(PACKS=[str(pack.parent)])


BROKEN = {
    "no YAML": "title: [unclosed\n  match: }",
    "an empty file": "",
    "a list": "- title: x",
    "bytes that are no text": b"\xff\xfe\x00title",
    "a YAML tag that would run code": "!!python/object/apply:os.system ['true']",
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_file_that_is_no_rule_is_set_aside(pack, content):
    path = pack / "safety" / "broken.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    still_works_but_names(pack, "broken")


@pytest.mark.parametrize(
    "changes",
    [
        {"colour": "red"},
        {"match": ["exosomes ((( are"]},
        {"match": ["{no_such_lexicon} exosomes"]},
        {"match": []},
        {"match": None},
        {"why": None},
        {"ask": None},
        {"tests": None},
        {"tests": {"flag": [], "pass": []}},
        {"references": []},
        {"references": ["no-such-source"]},
        {"severity": "catastrophe"},
        {"category": "nonsense"},
        {"jurisdiction": []},
    ],
    ids=str,
)
def test_an_incomplete_or_unknown_part_sets_the_rule_aside(pack, changes):
    name = changed(pack, **changes)
    still_works_but_names(pack, "changed")
    client = client_with(pack)
    assert client.get(f"/v1/rules/{name}").status_code == 404


def still_works_but_names(pack: Path, stem: str) -> None:
    client = client_with(pack)
    health = client.get("/healthz").json
    assert health["status"] == "ok"
    assert len(health["problems"]) == 1, health["problems"]
    answer = client.check(CLAIM).json
    assert "safety" in [mark["category"] for mark in answer["highlights"]]
    reasons = [item for item in answer["incomplete"] if stem in item["where"]]
    assert len(reasons) == 1, answer["incomplete"]
    assert reasons[0]["type"] == "broken-rule"
    assert reasons[0]["detail"]


def test_the_start_names_what_was_set_aside(pack, caplog):
    changed(pack, colour="red")
    client_with(pack)
    said = [record.getMessage() for record in caplog.records if "changed" in record.getMessage()]
    assert len(said) == 1
    assert "colour" in said[0]


def test_three_broken_rules_are_three_reasons(pack):
    (pack / "safety" / "broken.yaml").write_text("title: [", encoding="utf-8")
    (pack / "safety" / "empty.yaml").write_text("", encoding="utf-8")
    changed(pack, colour="red")
    answer = client_with(pack).check(CLAIM).json
    assert len([item for item in answer["incomplete"] if item["type"] == "broken-rule"]) == 3
    assert answer["highlights"]


@pytest.mark.parametrize("name", ["pack.yaml", "cues.yaml", "checklist.yaml", "references.json"])
@pytest.mark.parametrize("content", ["", "{", "[]", "colour: red"], ids=["empty", "no data", "list", "unknown"])
def test_a_broken_pack_file_is_named_and_the_service_still_answers(pack, name, content):
    (pack / name).write_text(content, encoding="utf-8")
    client = client_with(pack)
    health = client.get("/healthz").json
    assert health["problems"]
    assert client.check(CLAIM).status_code == 200


def test_a_folder_without_packs_answers_that_it_has_none(tmp_path):
    client = client_of(PACKS=[str(tmp_path)])
    assert client.get("/healthz").json["status"] == "no-packs"
    answer = client.check(CLAIM).json
    assert answer["highlights"] == []
    assert answer["incomplete"]


#: It tries every way to cut a row of a's into pieces, and there are 2^n of them.
ENDLESS = {
    "match": ["exosomes ((a|aa|a?)+)+ never"],
    "unless": None,
    "tests": {"flag": ["Our [exosomes aaa never] end."], "pass": ["Our exosomes end."]},
}


def test_a_pattern_without_end_is_stopped_and_named(pack):
    name = changed(pack, **ENDLESS)
    client = client_with(pack)
    assert client.get("/healthz").json["problems"] == []
    page = CLAIM + "<p>Our exosomes " + "a" * 400 + "b never end.</p>"
    start = time.process_time()
    answer = client.check(page).json
    assert time.process_time() - start < 10
    stopped = [item for item in answer["incomplete"] if item["where"] == name]
    assert len(stopped) == 1, answer["incomplete"]
    assert stopped[0]["type"] == "slow-rule"
    assert "time" in stopped[0]["detail"]
    assert "safety" in [mark["category"] for mark in answer["highlights"] if mark["rule"] != name]
    # Only this page lost the rule: the next one is checked with it again.
    assert client.check(CLAIM).json["incomplete"] == []


def test_many_endless_sentences_still_end_in_time(pack):
    changed(pack, **ENDLESS)
    page = CLAIM + ("<p>Our exosomes " + "a" * 400 + "b never end.</p>") * 300
    start = time.process_time()
    answer = client_with(pack).check(page)
    assert time.process_time() - start < 10
    assert len(answer.json["incomplete"]) == 1
