"""The API of reviews, held to its description on SQLite and PostgreSQL: lists, decisions, conflicts, bad input."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from contract import StrictClient, client_of
from sqlalchemy import text

sys.path.append(str(Path(__file__).resolve().parents[1] / "review"))

from runs import write_run  # noqa: E402

from claimlight.review import follow  # noqa: E402
from claimlight.store import open_database  # noqa: E402

PAGE = "https://clinic.example/a"
SENTENCES = ["Our exosomes cure pain.", "Stem cells cure grief.", "PRP cures winter."]


@pytest.fixture
def client(database_url: str, tmp_path: Path):
    database = open_database(database_url)
    follow(database, write_run(database, {PAGE: SENTENCES}))
    database.close()
    made = client_of(DATABASE=database_url, PACKS=[str(tmp_path)])
    yield made
    made.application.extensions["claimlight.audits"].open().close()


def listed(client: StrictClient, **wanted: object) -> list[dict]:
    return client.get("/v1/reviews", query_string=wanted).json["cases"]


def seen(*cases: dict) -> list[dict]:
    return [{"id": case["id"], "version": case["version"]} for case in cases]


def test_findings_are_listed_filtered_and_counted(client):
    assert [case["sentence"] for case in listed(client)] == SENTENCES
    assert client.get("/v1/reviews?count=1").json["total"] == 3
    assert [case["sentence"] for case in listed(client, words="GRIEF")] == [SENTENCES[1]]
    assert listed(client, state="confirmed") == [] and listed(client, site="elsewhere.example") == []
    assert len(listed(client, count=-5)) == 1 and len(listed(client, count="many")) == 3


def test_a_decision_holds_until_it_is_undone_and_its_history_stays(client):
    first, second, _ = listed(client)
    done = client.post("/v1/reviews/decide", json={"cases": seen(first, second), "state": "accepted", "reason": "A new page.", "until": "2099-01-31"})
    assert done.json["count"] == 2
    assert [(case["state"], case["until"]) for case in listed(client, state="accepted")] == [("accepted", "2099-01-31")] * 2
    assert client.post("/v1/reviews/undo", json={"batch": done.json["batch"]}).json["count"] == 2
    history = client.get(f"/v1/reviews/{first['id']}").json["history"]
    assert [(event["what"], event["before"], event["after"]) for event in history] == [("decided", "open", "accepted"), ("undone", "accepted", "open")]
    again = client.post("/v1/reviews/undo", json={"batch": done.json["batch"]})
    assert again.status_code == 409, "what has been undone is not undone once more"


def test_an_owner_a_day_and_a_note_are_given(client):
    case = listed(client)[0]
    client.post("/v1/reviews/assign", json={"cases": seen(case), "owner": "Ann", "due": "2020-01-31", "note": "Written to."})
    (mine,) = listed(client, owner="Ann", overdue="1")
    assert (mine["id"], mine["due"], mine["note"], mine["state"]) == (case["id"], "2020-01-31", "Written to.", "open")


def test_of_two_who_decide_at_once_the_second_changes_nothing_at_all(client):
    first, second, _ = listed(client)
    client.post("/v1/reviews/decide", json={"cases": seen(first), "state": "dismissed", "reason": "A quotation."}, headers={"X-Claimlight-Name": "Ann"})
    late = client.post("/v1/reviews/decide", json={"cases": seen(first, second), "state": "confirmed"})
    assert late.status_code == 409 and f"{first['id']} is dismissed by Ann" in late.json["detail"]
    assert [case["state"] for case in listed(client)] == ["dismissed", "open", "open"]


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("decide", {"state": "confirmed"}, "cases"),
        ("decide", {"cases": [{"id": 1}], "state": "confirmed"}, "cases[0].version"),
        ("decide", {"cases": [{"id": "1", "version": 1}], "state": "confirmed"}, "cases[0].id"),
        ("decide", {"cases": [{"id": 1, "version": 1}], "state": "fixed"}, "state"),
        ("decide", {"cases": [{"id": 1, "version": 1}], "state": "accepted", "reason": "So.", "until": "soon"}, "until"),
        ("assign", {"cases": [{"id": 1, "version": 1}], "due": "2026-02-30"}, "due"),
        ("assign", {"cases": [{"id": 1, "version": 1}], "owner": "A" * 201}, "owner"),
        ("undo", {}, "batch"),
        ("find", {"address": PAGE, "fingerprints": "all"}, "fingerprints"),
        ("find", {"address": PAGE, "fingerprints": [], "colour": "blue"}, "colour"),
    ],
)
def test_bad_input_is_named_by_its_field_and_changes_nothing(client, path, body, field):
    answer = client.post(f"/v1/reviews/{path}", json=body)
    assert answer.status_code == 422 and field in [error["field"] for error in answer.json["errors"]]
    assert {(case["state"], case["owner"], case["version"]) for case in listed(client)} == {("open", "", 1)}


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        ("decide", {"state": "dismissed"}, "needs a reason"),
        ("decide", {"state": "accepted", "reason": "So."}, "needs a date"),
        ("decide", {"state": "accepted", "reason": "So.", "until": "2020-01-01"}, "still to come"),
        ("assign", {}, "Say whom"),
    ],
)
def test_what_a_decision_lacks_is_said(client, path, body, said):
    answer = client.post(f"/v1/reviews/{path}", json={"cases": seen(listed(client)[0])} | body)
    assert answer.status_code == 422 and answer.json["type"] == "/docs#refused" and said in answer.json["detail"]


@pytest.mark.parametrize("number", [2**31, 2**63 - 1, 2**64])
def test_a_number_that_no_finding_has_is_said_to_be_none(client, number):
    body = {"cases": [{"id": number, "version": 1}], "state": "confirmed"}
    assert client.post("/v1/reviews/decide", json=body).status_code == 422
    assert client.get(f"/v1/reviews/{number}").status_code == 404


def test_a_null_character_which_postgresql_cannot_keep_does_no_harm(client):
    assert len(listed(client, words="grief\0")) == 1
    assert client.post("/v1/reviews/find", json={"address": PAGE, "fingerprints": ["\0"]}).status_code == 422
    body = {"cases": seen(listed(client)[0]), "state": "dismissed", "reason": "A\0quotation."}
    assert client.post("/v1/reviews/decide", json=body).json["errors"][0]["field"] == "reason"


def test_a_database_that_fails_is_named(client):
    with client.application.extensions["claimlight.audits"].open().writing() as session:
        session.execute(text("ALTER TABLE review_cases RENAME TO elsewhere"))
    answer = client.get("/v1/reviews")
    assert answer.status_code == 503 and "The database failed" in answer.json["detail"]


def test_what_is_no_json_is_named(client):
    assert client.post("/v1/reviews/decide", data=b"{", content_type="application/json").status_code == 400
    assert client.post("/v1/reviews/decide", data={"state": "confirmed"}).status_code == 415
