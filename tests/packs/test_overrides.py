"""`overrides.yaml`: a site turns rules off, changes severities and exempts phrases, with a reason, for a time, in the open."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date

import pytest
import small
from click.testing import CliRunner

from claimlight import packs
from claimlight.check import check
from claimlight.cli import main
from claimlight.page import read_html
from claimlight.web import create_app

DAY = date(2026, 6, 30)
BOUND = {"reason": "Agreed with counsel.", "until": "2026-06-30"}
OFF = {"disable": [{"rule": "moon-en/disease/cures", **BOUND}]}


def site(folder, content):
    return packs.read_overrides(small.write(folder / "overrides.yaml", content))


def report(folder, overrides, html=small.PAGE, today=DAY):
    return check(read_html(html, language="en"), packs.load_all([folder / "moon-en"]), overrides=site(folder, overrides), today=today)


@pytest.mark.parametrize("rule", ["moon-en/disease/cures", "moon-en/disease"])
def test_a_rule_or_category_that_is_off_marks_nothing_and_is_counted(tmp_path, rule):
    small.pack(tmp_path)
    found = report(tmp_path, {"disable": [{"rule": rule, **BOUND}]})
    assert found.highlights == ()
    told = found.made_with["overrides"]
    assert (told["left_out"], told["changed"]) == (1, 0)
    assert told["entries"] == [{"line": 2, "does": "disable", "rule": rule, "reason": "Agreed with counsel.", "until": "2026-06-30", "marks": 1}]
    assert [trace.outcome for trace in found.traces] == ["override: Agreed with counsel."]


def test_a_rule_whose_name_only_begins_alike_stays_on(tmp_path):
    small.pack(tmp_path)
    found = report(tmp_path, {"disable": [{"rule": "moon-en/disease/cure", **BOUND}]})
    assert len(found.highlights) == 1
    assert "No rule that is loaded is named moon-en/disease/cure" in found.made_with["overrides"]["warnings"][0]


def test_another_rule_still_marks_the_words_of_one_that_is_off(tmp_path):
    small.pack(tmp_path, rules={"disease/cures": small.rule(), "disease/cures-more": small.rule(severity="note", title="Also")})
    found = report(tmp_path, OFF)
    assert [(mark.rule, mark.severity) for mark in found.highlights] == [("moon-en/disease/cures-more", "note")]
    assert found.made_with["overrides"]["left_out"] == 0


@pytest.mark.parametrize(("severity", "today", "shown", "changed"), [("note", DAY, "note", 1), ("caution", DAY, "caution", 1), ("note", date(2026, 7, 1), "alert", 0)])
def test_a_severity_is_the_sites_own_until_it_ends(tmp_path, severity, today, shown, changed):
    small.pack(tmp_path)
    small.write(tmp_path / "moon-en" / "confidence.json", '{"claim": {"bias": 4.0}, "disclosure": {}, "company": {}, "category": {}, "thresholds": {}}')
    found = report(tmp_path, {"severity": [{"rule": "moon-en/disease/cures", "severity": severity, **BOUND}]}, today=today)
    assert [mark.severity for mark in found.highlights] == [shown]
    assert found.made_with["overrides"]["changed"] == changed


@pytest.mark.parametrize(
    ("phrase", "html", "left"),
    [
        ("moon dust cures", small.PAGE, 0),
        ("Moon-Dust  CURES asthma", small.PAGE, 0),
        ("moon dust", small.PAGE, 1),
        ("moon dust cures as", small.PAGE, 1),
        ("moon dust cures", "<p>Moon dust cures. But moon dust really cures.</p>", 1),
        ("moon\u00a0dust cures", "<p>Moon\u2011dust cures asthma.</p>", 0),
    ],
)
def test_an_exempt_phrase_covers_what_is_marked_within_it_and_no_more(tmp_path, phrase, html, left):
    small.pack(tmp_path)
    assert len(report(tmp_path, {"exempt": [{"phrase": phrase, **BOUND}]}, html).highlights) == left


def test_a_phrase_may_be_exempt_for_one_rule_only(tmp_path):
    small.pack(tmp_path)
    entry = {"phrase": "moon dust cures", **BOUND}
    assert len(report(tmp_path, {"exempt": [{**entry, "rule": "moon-en/safety"}]}).highlights) == 1
    assert len(report(tmp_path, {"exempt": [{**entry, "rule": "moon-en/disease"}]}).highlights) == 0


def test_an_entry_acts_through_its_last_day_and_then_a_warning_says_so(tmp_path):
    small.pack(tmp_path)
    assert report(tmp_path, OFF, today=DAY).highlights == ()
    found = report(tmp_path, OFF, today=date(2026, 7, 1))
    assert len(found.highlights) == 1
    told = found.made_with["overrides"]
    assert told["entries"] == [] and told["left_out"] == 0
    assert told["warnings"] == [
        "overrides.yaml:2: This entry ended on 2026-06-30 and no longer acts (disable moon-en/disease/cures); renew or remove it"
    ]


def test_without_overrides_a_report_says_nothing_of_them(tmp_path):
    small.pack(tmp_path)
    assert "overrides" not in check(read_html(small.PAGE), packs.load_all([tmp_path])).made_with


BROKEN = {
    "no reason": ("disable:\n  - rule: a/b/c\n    until: 2027-01-31\n", ":2: `disable[0]` lacks `reason`"),
    "empty reason": ('disable:\n  - rule: a/b/c\n    reason: " "\n    until: 2027-01-31\n', ":3: `disable[0].reason`"),
    "no end": ("disable:\n  - rule: a/b/c\n    reason: x\n", ":2: `disable[0]` lacks `until`"),
    "no date": ("disable:\n  - rule: a/b/c\n    reason: x\n    until: never\n", ":4: `disable[0].until` must look like 2027-06-30"),
    "no such day": ("disable:\n  - rule: a/b/c\n    reason: x\n    until: '2027-02-30'\n", ":4: `2027-02-30` is no day"),
    "no such day, bare": ("disable:\n  - rule: a/b/c\n    reason: x\n    until: 2027-02-30\n", ":4: "),
    "a time": ("disable:\n  - rule: a/b/c\n    reason: x\n    until: 2027-02-20 10:00:00\n", ":4: "),
    "unknown key": ("disabel:\n  - rule: a/b/c\n", ":1: The file does not know the key `disabel`; did you mean `disable`?"),
    "no rule": ("disable:\n  - reason: x\n    until: 2027-01-31\n", ":2: `disable[0]` lacks `rule`"),
    "no severity": ("severity:\n  - rule: a/b/c\n    severity: high\n    reason: x\n    until: 2027-01-31\n", ":3: `severity[0].severity` must be one of"),
    "empty phrase": ("exempt:\n  - phrase: '.'\n    reason: x\n    until: 2027-01-31\n", ":2: `exempt[0].phrase`"),
    "no list": ("disable: a/b/c\n", ":1: `disable` must be a list"),
    "no YAML": ("disable: [\n", "This is not YAML"),
    "empty": ("", ":1: The file is empty"),
    "no text": (b"\xff\xfe", "no text in UTF-8"),
}


@pytest.mark.parametrize(("content", "words"), BROKEN.values(), ids=BROKEN)
def test_a_file_that_cannot_be_used_is_told_with_its_line(tmp_path, content, words):
    small.pack(tmp_path)
    path = small.write(tmp_path / "overrides.yaml", content)
    page = small.write(tmp_path / "page.html", small.PAGE)
    result = CliRunner().invoke(main, ["check", str(page), "--packs", str(tmp_path / "moon-en"), "--overrides", str(path)])
    assert result.exit_code == 2
    assert "overrides.yaml" in result.output and words in result.output, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)


@pytest.mark.parametrize("arguments", [["serve"], ["check", "-"]])
def test_a_file_that_is_missing_is_told_before_anything_starts(tmp_path, arguments):
    ended = subprocess.run(
        [sys.executable, "-m", "claimlight", *arguments, "--overrides", str(tmp_path / "none.yaml")],
        capture_output=True, text=True, timeout=60, input="",
    )
    assert ended.returncode == 2
    assert "none.yaml: The file is missing" in ended.stderr and len(ended.stderr.strip().splitlines()) == 1


def test_check_says_what_was_left_out_and_why(tmp_path):
    small.pack(tmp_path)
    path = small.write(tmp_path / "overrides.yaml", {"disable": [{**OFF["disable"][0], "until": "2999-01-01"}]})
    page = small.write(tmp_path / "page.html", small.PAGE)
    environment = {"CLAIMLIGHT_OVERRIDES": str(path)}
    for options, given in ((["--overrides", str(path)], {}), ([], environment)):
        result = CliRunner().invoke(main, ["check", str(page), "--packs", str(tmp_path / "moon-en"), *options], env=given)
        assert result.exit_code == 0
        assert "overrides.yaml of this site: 1 left out" in result.output and "because: Agreed with counsel." in result.output


def test_the_service_keeps_to_them_and_its_clock_ends_them(tmp_path):
    small.pack(tmp_path)
    days = [DAY]
    path = small.write(tmp_path / "overrides.yaml", OFF)
    app = create_app({"PACKS": [str(tmp_path / "moon-en")], "OVERRIDES": str(path), "TODAY": lambda: days[-1]})
    client = app.test_client()
    ask = {"url": "", "html": small.PAGE}
    assert client.post("/v1/check", json=ask).json["highlights"] == []
    assert client.post("/v1/check", json=ask).json["made_with"]["overrides"]["left_out"] == 1
    assert "1 mark left out: Agreed with counsel." in client.post("/", data={"text": small.PAGE}).text
    days.append(date(2026, 7, 1))
    later = client.post("/v1/check", json=ask).json
    assert len(later["highlights"]) == 1 and later["made_with"]["overrides"]["warnings"]


def test_the_answer_is_the_one_that_the_api_describes(tmp_path):
    from jsonschema import Draft202012Validator

    from claimlight.web.schemas import COMPONENTS

    small.pack(tmp_path)
    app = create_app({"PACKS": [str(tmp_path / "moon-en")], "OVERRIDES": str(small.write(tmp_path / "overrides.yaml", OFF)), "TODAY": lambda: DAY})
    answer = app.test_client().post("/v1/check", json={"url": "", "html": small.PAGE}).json
    judge = Draft202012Validator({"$ref": "#/components/schemas/Report", "components": {"schemas": COMPONENTS}})
    assert [error.message for error in judge.iter_errors(answer)] == []
    assert json.dumps(answer["made_with"]["overrides"])
