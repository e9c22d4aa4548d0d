"""A page that a coordinator has before them, added to an audit: kept with its evidence, decided once for every place."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest
from contract import StrictClient, client_of
from sqlalchemy import select

sys.path.append(str(Path(__file__).resolve().parents[1] / "audit"))

from auditing import PACK, RULE  # noqa: E402

from claimlight.audit.replay import kept_pages  # noqa: E402
from claimlight.audit.tables import Run  # noqa: E402
from claimlight.audit.verifying import verify_run  # noqa: E402
from claimlight.review.tables import Case  # noqa: E402
from claimlight.store import Database, open_database  # noqa: E402

HTML = '<main><h1 data-b="0">Exosomes</h1><p data-b="1">Our exosomes cure pain.</p></main>'
PAGE = {"url": "https://clinic.example/a", "title": "A & B", "language": "en", "html": HTML}


@pytest.fixture
def client(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name, text in {**PACK, "disease/cures.yaml": RULE}.items():
        path = tmp_path / "packs" / "toy-en" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.setenv("CLAIMLIGHT_EVIDENCE", str(tmp_path / "evidence"))
    made = client_of(DATABASE=database_url, PACKS=[str(tmp_path / "packs")])
    yield made
    made.application.extensions["claimlight.audits"].open().close()


@pytest.fixture
def database(client: StrictClient, database_url: str):
    opened = open_database(database_url)
    yield opened
    opened.close()


def mark(client: StrictClient, **page: str) -> str:
    """The fingerprint of the page's one finding, as a check gives it."""
    (found,) = client.post("/v1/check", json={name: value for name, value in {**PAGE, **page}.items() if value}).json["highlights"]
    return found["fingerprint"]


def add(client: StrictClient, **more: object):
    return client.post("/v1/audits/pages", json={**PAGE, **more}, headers={"X-Claimlight-Name": "Ann"})


def find(client: StrictClient, fingerprint: str, address: str = PAGE["url"]) -> list[dict]:
    return client.post("/v1/reviews/find", json={"address": address, "fingerprints": [fingerprint]}).json["cases"]


def test_a_page_is_kept_with_what_was_seen_and_its_finding_waits_for_a_decision(client: StrictClient, database: Database):
    fingerprint = mark(client)
    assert find(client, fingerprint) == []
    done = add(client, name=" Partners ")
    assert done.status_code == 200 and done.json["fresh"] and done.json["opened"] == 1
    (audit,) = client.get("/v1/audits").json["audits"]
    assert (audit["number"], audit["name"]) == (done.json["audit"], "Partners")
    (case,) = find(client, fingerprint)
    assert case["state"] == "open" and case["sentence"] == "Our exosomes cure pain." and case["last"] is None
    verdict = verify_run(database, done.json["audit"])
    assert (verdict.pages, verdict.findings, verdict.problems) == (1, 1, [])
    ((_, again),) = kept_pages(database, done.json["audit"])
    assert HTML.encode() in again.body and b"<title>A &amp; B</title>" in again.body


def test_a_second_page_goes_into_the_same_audit_and_the_first_stays_whole(client: StrictClient, database: Database):
    run = add(client).json["audit"]
    assert add(client, audit=run, url="https://clinic.example/b").json["audit"] == run
    verdict = verify_run(database, run)
    assert (verdict.pages, verdict.problems) == (2, [])
    with database.reading() as session:
        assert session.scalar(select(Run)).order["addresses"] == ["https://clinic.example/a", "https://clinic.example/b"]
    pages = client.get("/v1/reviews").json["cases"]
    assert sorted(case["address"] for case in pages) == ["https://clinic.example/a", "https://clinic.example/b"]


def test_the_same_text_is_added_once_and_another_text_never_replaces_what_was_read(client: StrictClient, database: Database):
    first = add(client).json
    assert add(client, audit=first["audit"]).json == {**first, "fresh": False, "opened": 0}
    refused = add(client, audit=first["audit"], html=HTML.replace("pain", "grief"))
    assert refused.status_code == 422 and "Choose another audit" in refused.json["detail"]
    assert verify_run(database, first["audit"]).problems == []


def test_a_decision_on_an_edited_sentence_comes_back_for_review_when_the_page_is_added_anew(client: StrictClient):
    add(client)
    (case,) = find(client, mark(client))
    seen = [{"id": case["id"], "version": case["version"]}]
    client.post("/v1/reviews/decide", json={"cases": seen, "state": "dismissed", "reason": "A quote."}, headers={"X-Claimlight-Name": "Ay%C5%9Fe"})
    (case,) = find(client, mark(client))
    assert (case["state"], case["reason"], case["last"]["who"]) == ("dismissed", "A quote.", "Ayşe")
    edited = HTML.replace("cure pain", "cure pain today")
    assert find(client, mark(client, html=edited)) == []
    add(client, html=edited)
    (case,) = find(client, mark(client, html=edited))
    assert case["state"] == "changed"


def test_what_the_service_sets_aside_is_set_aside_in_the_audit_too(database_url: str, client: StrictClient, tmp_path: Path):
    (tmp_path / "site.yaml").write_text(
        "disable:\n  - rule: toy-en/disease/cures\n    reason: Settled with the authority.\n    until: 2099-12-31\n", encoding="utf-8"
    )
    other = client_of(DATABASE=database_url, PACKS=[str(tmp_path / "packs")], OVERRIDES=str(tmp_path / "site.yaml"))
    assert add(other).json["opened"] == 0
    other.application.extensions["claimlight.audits"].open().close()


def test_an_added_page_leaves_the_decisions_on_other_pages_of_the_site_alone(client: StrictClient):
    add(client)
    add(client, url="https://clinic.example/b")
    both = {case["address"]: case["state"] for case in client.get("/v1/reviews").json["cases"]}
    assert both == {"https://clinic.example/a": "open", "https://clinic.example/b": "open"}


def test_a_page_named_without_its_query_is_found_unless_several_say_the_same(client: StrictClient):
    fingerprint = mark(client)
    add(client, url="https://clinic.example/a?page=1")
    assert [case["address"] for case in find(client, fingerprint)] == ["https://clinic.example/a?page=1"]
    add(client, url="https://clinic.example/a?page=2")
    assert find(client, fingerprint) == []
    add(client)
    assert [case["address"] for case in find(client, fingerprint)] == [PAGE["url"]]


def test_what_was_accepted_until_a_day_that_is_past_is_open_again(client: StrictClient, database: Database):
    add(client)
    with database.writing() as session:
        case = session.scalar(select(Case))
        case.state, case.until = "accepted", date(2020, 1, 31)
    assert [case["state"] for case in find(client, mark(client))] == ["open"]


@pytest.mark.parametrize(
    ("sent", "said"),
    [({"audit": 99}, "no audit 99"), ({"url": "about:blank"}, "not a web address"), ({"url": ""}, "not a web address")],
    ids=["no-such-audit", "no-web-page", "no-address"],
)
def test_what_cannot_be_added_is_refused_in_words_and_nothing_is_kept(client: StrictClient, sent: dict, said: str):
    refused = add(client, **sent)
    assert refused.status_code == 422 and said in refused.json["detail"]
    assert client.get("/v1/audits").json["audits"] == []


def test_nothing_is_added_to_an_audit_that_runs_or_whose_evidence_is_elsewhere(client: StrictClient, database: Database, tmp_path: Path):
    run = add(client).json["audit"]
    (tmp_path / "evidence" / f"run-{run}.warc.gz").rename(tmp_path / "away")
    assert "not on this computer" in add(client, audit=run, url="https://clinic.example/b").json["detail"]
    with database.writing() as session:
        session.get(Run, run).state = "running"
    assert "still running" in add(client, audit=run, url="https://clinic.example/b").json["detail"]
    assert client.get("/v1/audits").json["audits"] == []
