"""Several packs on one page: all speak, what they say of the same words is said once, and a request may choose among them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import small

from claimlight.web import create_app

sys.path.insert(0, str(Path(__file__).parents[1] / "web"))
import running  # noqa: E402


@pytest.fixture
def client(tmp_path):
    """A service with two packs about moon dust, whose rules overlap, and one about comets."""
    small.pack(tmp_path)
    wide = small.rule("{moon_dust} ... cures asthma", "[Moon dust cures asthma].", title="Says that it cures asthma", severity="note")
    other = small.rule("asthma", "Moon dust for [asthma].", title="Names asthma", category="effect")
    small.pack(tmp_path, "dust-en", {"disease/asthma": wide, "effect/asthma": other})
    small.write(tmp_path / "dust-en" / "references.json", '[{"id": "ftc-guide", "authority": "FTC", "title": "G", "url": "https://www.ftc.gov/"}, {"id": "fda", "authority": "FDA", "title": "N", "url": "https://www.fda.gov/"}]')
    small.write(tmp_path / "dust-en" / "disease" / "asthma.yaml", {**wide, "references": ["fda"]})
    small.dependent(tmp_path)
    return create_app({"PACKS": [str(tmp_path)]}).test_client()


def ask(client, **more):
    answer = client.post("/v1/check", json={"url": "", "html": small.PAGE + "<p>Lunar dust treats gout.</p>", **more})
    assert answer.status_code == 200
    return answer.json


def test_all_packs_speak_and_the_same_words_are_marked_once(client):
    answer = ask(client)
    assert [(mark["id"], mark["rule"]) for mark in answer["highlights"]] == [
        ("h1", "moon-en/disease/cures"), ("h2", "dust-en/effect/asthma"), ("h3", "comet-en/disease/treats"),
    ]
    first = answer["highlights"][0]
    assert "also: Says that it cures asthma" in first["because"]
    assert first["references"] == ["ftc-guide", "fda"]
    assert set(answer["references"]) == {"ftc-guide", "fda"}
    assert [pack["name"] for pack in answer["made_with"]["packs"]] == ["comet-en", "dust-en", "moon-en"]
    assert answer["summary"]["subjects"] == ["moon dust"]
    assert [question["id"] for question in answer["checklist"]] == ["status"]


@pytest.mark.parametrize(
    ("chosen", "rules"),
    [
        (["moon-en"], ["moon-en/disease/cures"]),
        (["dust-en"], ["dust-en/disease/asthma", "dust-en/effect/asthma"]),
        (["comet-en", "moon-en"], ["moon-en/disease/cures", "comet-en/disease/treats"]),
    ],
)
def test_a_request_chooses_among_them(client, chosen, rules):
    answer = ask(client, packs=chosen)
    assert [mark["rule"] for mark in answer["highlights"]] == rules
    assert sorted(pack["name"] for pack in answer["made_with"]["packs"]) == chosen


def test_an_unknown_pack_is_refused_with_the_names_of_those_there(client):
    answer = client.post("/v1/check", json={"url": "", "html": small.PAGE, "packs": ["sun-en"]})
    assert answer.status_code == 422
    assert "comet-en, dust-en, moon-en" in answer.json["detail"]


def test_the_real_service_answers_with_several_packs_and_the_sites_overrides(tmp_path):
    small.pack(tmp_path / "one")
    small.dependent(tmp_path / "two")
    bound = {"reason": "Agreed with counsel.", "until": "2999-01-01"}
    path = small.write(tmp_path / "site.yaml", {"disable": [{"rule": "moon-en/disease/cures", **bound}, {"rule": "moon-en/safety", **bound}]})
    options = ["--packs", str(tmp_path / "one"), "--packs", str(tmp_path / "two"), "--overrides", str(path), "--workers", "1", "--database", "off"]
    with running.Service(tmp_path, *options) as service:
        assert "moon-en 0.1.0, comet-en 0.1.0" in service.output
        answer = service.check(small.PAGE + "<p>Lunar dust treats gout.</p>").json()
    assert [mark["rule"] for mark in answer["highlights"]] == ["comet-en/disease/treats"]
    told = answer["made_with"]["overrides"]
    assert (told["file"], told["left_out"], [entry["marks"] for entry in told["entries"]]) == ("site.yaml", 1, [1, 0])
    assert told["warnings"] == ["site.yaml:5: No rule that is loaded is named moon-en/safety; correct or remove the entry"]
