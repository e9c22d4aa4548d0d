"""The playground's call: what a rule that is being written does, within limits, for the service's own page only."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import small
import yaml
from contract import client_of
from test_service_privacy import CHROMIUM

PAGE = "Moon dust therapy\n\nMoon dust cures asthma. Moon dust never cures gout. It shines."
RULE = yaml.safe_dump(small.rule(), sort_keys=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small.pack(tmp_path)


@pytest.fixture
def bench(folder: Path):
    return client_of(PACKS=[str(folder.parent)], PLAYGROUND="here", DATABASE="off")


def tried(bench, text: str = RULE, page: str = PAGE, name: str = "cures", **headers: str):
    return bench.post("/v1/try", json={"pack": "moon-en", "name": name, "text": text, "page": page}, headers=headers)


def shown(answer) -> list[str]:
    return [match["words"] for match in answer.json["matches"] if match["shown"]]


def test_a_rule_is_tried_on_a_page_with_its_trace_and_its_tests(bench):
    answer = tried(bench)
    assert shown(answer) == ["Moon dust cures"]
    mark, dropped = answer.json["matches"]
    block = answer.json["blocks"][mark["block"]]
    assert block["text"][mark["start"]:mark["end"]] == "Moon dust cures"
    assert mark["style"] == "alert"
    assert "never" in dropped["said"] and not dropped["shown"]
    assert [(test["test"], test["passed"]) for test in answer.json["tests"]] == [("flag 1", True), ("pass 1", True)]
    assert answer.json["subjects"] == ["moon dust"]


def test_what_is_tried_is_what_the_service_would_do_with_the_same_file(bench, folder):
    changed = yaml.safe_dump(small.rule(["{moon_dust} ... cures?", "shines"], "It [shines]."), sort_keys=False)
    answer = tried(bench, changed)
    (folder / "disease" / "cures.yaml").write_text(changed, encoding="utf-8")
    report = client_of(PACKS=[str(folder.parent)]).check("<h1>Moon dust therapy</h1><p>Moon dust cures asthma. Moon dust never cures gout. It shines.</p>").json
    assert shown(answer) == [mark["quote"]["exact"] for mark in report["highlights"]] == ["Moon dust cures", "shines"]


def test_a_new_rule_stands_beside_the_loaded_ones(bench):
    new = yaml.safe_dump(small.rule("shines", "It [shines].", category="effect"), sort_keys=False)
    answer = tried(bench, new, name="shines")
    assert answer.json["rule"] == "moon-en/effect/shines"
    assert shown(answer) == ["shines"]
    assert [mark["rule"] for mark in answer.json["others"]] == ["moon-en/disease/cures"]
    # It was tried, not kept.
    assert bench.get("/v1/rules").json["count"] == 1


def test_a_weak_pattern_speaks_beside_another_rule_as_it_would_in_the_pack(bench):
    weak = yaml.safe_dump(small.rule([{"weak": "gently"}], "It works [gently].", category="effect"), sort_keys=False)
    page = "Moon dust therapy\n\nFive more words stand here.\n\nSix. Seven. Eight. Nine. Ten. Eleven.\n\n{}\n"
    assert shown(tried(bench, weak, page.format("Lunar dust cures gently."), name="gentle")) == ["gently"]


def test_a_failing_test_says_why(bench):
    failing = yaml.safe_dump(small.rule(tests={"flag": ["Moon dust [never cures] gout."], "pass": ["Moon dust cures gout."]}), sort_keys=False)
    tests = tried(bench, failing).json["tests"]
    assert [test["passed"] for test in tests] == [False, False]
    assert "never" in " ".join(tests[0]["why"]) and tests[1]["why"]
    assert tests[1]["found"] == {"start": 0, "end": 15}


FAULTY = {
    "no YAML": ("title: [unclosed\n", 2, "not YAML"),
    "an unknown key": (RULE.replace("severity:", "sevrity:"), 3, "did you mean `severity`"),
    "an unknown lexicon": (RULE.replace("{moon_dust}", "{sun_dust}"), 8, "sun_dust"),
    "an unknown source": (RULE.replace("- ftc-guide", "- no-such-source"), 11, "no-such-source"),
    "a pattern that cannot be compiled": (RULE.replace("{moon_dust} ... cures?", "cures [z-a]"), 8, "regex"),
    "an open bracket": (RULE.replace("{moon_dust} ... cures?", "cures ((("), 8, "not closed"),
    "a pattern that grows without end": (RULE.replace("{moon_dust} ... cures?", "((a{1000}){1000}){1000}"), 8, "5,000 parts"),
    "patterns that grow without end together": (RULE.replace("- '{moon_dust} ... cures?'", "\n".join(["- a{4000}"] * 6)), 7, "20,000 parts together"),
    "brackets in brackets": (RULE.replace("{moon_dust} ... cures?", "(" * 5000 + "a" + ")" * 5000), 8, "nested"),
    "aliases": ("title: &a x\nask: *a\n", 2, "Aliases"),
    "nothing": ("", 1, "empty"),
}


@pytest.mark.parametrize(("text", "line", "said"), FAULTY.values(), ids=FAULTY)
def test_a_fault_is_told_with_its_line(bench, text, line, said):
    answer = tried(bench, text)
    assert answer.status_code == 200
    faults = answer.json["faults"]
    assert (faults[0]["line"], said in faults[0]["detail"]) == (line, True), faults
    assert "matches" not in answer.json


def test_wording_that_accuses_or_is_hard_to_read_gets_advice_and_the_rule_is_tried_all_the_same(bench):
    answer = tried(bench, yaml.safe_dump(small.rule(why="This clinic is a fraud.", ask="Tell me."), sort_keys=False))
    assert [(item["line"], item["kind"]) for item in answer.json["advice"]] == [(9, "accusing-wording"), (10, "no-question")]
    assert shown(answer) == ["Moon dust cures"]
    assert tried(bench).json["advice"] == []


def test_every_fault_of_a_rule_is_told_at_once(bench):
    answer = tried(bench, RULE.replace("severity:", "sevrity:").replace("ask:", "aks:"))
    said = " ".join(fault["detail"] for fault in answer.json["faults"])
    assert "sevrity" in said and "aks" in said and "lacks" in said


def test_a_pattern_without_end_is_stopped_and_named(bench):
    endless = yaml.safe_dump(small.rule("(a|aa|a?)+ never", "[a never]"), sort_keys=False)
    begun = time.process_time()
    answer = tried(bench, endless, "Moon dust.\n\n" + ("a" * 400 + " and never more. ") * 200)
    assert time.process_time() - begun < 20
    assert "time limit" in answer.json["slow"]
    # The service and its own rules go on as they were.
    assert shown(tried(bench)) == ["Moon dust cures"]


def test_a_pattern_that_marks_every_letter_is_stopped_and_named(bench):
    begun = time.process_time()
    answer = tried(bench, yaml.safe_dump(small.rule(r"\w", "[x]"), sort_keys=False), "Moon dust.\n\n" + "x " * 90_000)
    assert time.process_time() - begun < 20
    assert answer.json["slow"] and len(answer.json["matches"]) <= 1_000


def test_slow_but_not_endless_patterns_share_one_limit(bench):
    slow = yaml.safe_dump(small.rule([f"a[a ]*a[a ]*a[a ]*{letter}z" for letter in "bcdefgh"], "[a a a bz]"), sort_keys=False)
    begun = time.process_time()
    tried(bench, slow, "Moon dust.\n\n" + ("a " * 190 + "bz. cz. ") * 150)
    assert time.process_time() - begun < 20


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"pack": "no-such-pack"}, "pack"), ({"text": "x" * 20_001}, "text"), ({"page": "x" * 200_001}, "page"), ({"name": "../../etc"}, "name"),
        ({"url": "https://clinic.example"}, "url"),
    ],
    ids=str,
)
def test_what_does_not_fit_is_named(bench, change, field):
    answer = bench.post("/v1/try", json={"pack": "moon-en", "name": "cures", "text": RULE, "page": PAGE, **change})
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json["errors"]] == [field]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://clinic.example"}, {"Origin": CHROMIUM}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"}, {"Host": "clinic.example:8642"}, {"Host": "127.0.0.1.clinic.example"},
    ],
    ids=str,
)
def test_only_the_services_own_page_on_this_computer_is_answered(bench, headers):
    answer = tried(bench, **headers)
    assert (answer.status_code, answer.json["type"]) == (403, "/docs#playground-off")
    assert [name for name in answer.headers.keys() if name.startswith("Access-Control-")] == []


def test_the_services_own_page_is_answered(bench):
    assert tried(bench, **{"Origin": "http://127.0.0.1:8642", "Host": "127.0.0.1:8642", "Sec-Fetch-Site": "same-origin"}).status_code == 200


@pytest.mark.parametrize(("setting", "host", "status"), [("off", "localhost", 403), ("here", "clinic.example", 403), ("all", "clinic.example", 200)])
def test_it_is_offered_only_where_it_was_meant_to_be(folder, setting, host, status):
    client = client_of(PACKS=[str(folder.parent)], PLAYGROUND=setting)
    for path in ("/playground", "/playground/rules/moon-en/disease/cures"):
        assert client.get(path, headers={"Host": host}).status_code == status, path
    assert tried(client, Host=host).status_code == status
    assert ("/playground" in client.get("/", headers={"Host": host}).text) is (status == 200)


def test_an_app_that_was_not_told_does_not_offer_it(folder):
    assert client_of(PACKS=[str(folder.parent)]).get("/playground").status_code == 403


def test_the_file_of_a_loaded_rule_is_given_as_it_stands(bench, folder):
    path = folder / "disease" / "cures.yaml"
    path.write_text("# A word to whoever reads this: naïve.\n" + RULE, encoding="utf-8")
    assert bench.get("/playground/rules/moon-en/disease/cures").text == path.read_text(encoding="utf-8")
    for name in ("moon-en/disease/none", "moon-en/../pack", "../../../etc/passwd", "%2e%2e/pack"):
        assert bench.get(f"/playground/rules/{name}").status_code == 404
    path.unlink()
    assert bench.get("/playground/rules/moon-en/disease/cures").status_code == 404


def test_a_new_rule_loads_and_passes_whatever_the_pack(bench, tmp_path):
    for client, pack in ((bench, "moon-en"), (client_of(PLAYGROUND="here", DATABASE="off"), "regenerative-en")):
        text = client.get(f"/playground/new/{pack}").text
        answer = client.post("/v1/try", json={"pack": pack, "name": "my-rule", "text": text, "page": "Words."}).json
        assert answer["faults"] == []
        assert [test["passed"] for test in answer["tests"]] == [True, True], answer["tests"]
        assert client.get(f"/playground/lists/{pack}").json[0]["words"]
    assert bench.get("/playground/new/no-such-pack").status_code == 404


def test_the_page_runs_only_the_services_own_scripts(bench):
    answer = bench.get("/playground")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script-src 'self'" in policy and "connect-src 'self'" in policy and "unsafe" not in policy
    assert "<script>" not in answer.text and " style=" not in answer.text and " onclick" not in answer.text


def test_a_page_without_packs_says_so(tmp_path):
    answer = client_of(PACKS=[str(tmp_path)], PLAYGROUND="here").get("/playground")
    assert "No rule pack is loaded" in answer.text


def test_nothing_that_was_tried_is_kept_or_logged(bench, tmp_path, caplog):
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    tried(bench, page="Moon dust. My private-diagnosis.")
    tried(bench, "title: private-diagnosis [")
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    assert "private-diagnosis" not in caplog.text
