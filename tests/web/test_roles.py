"""Readers look, reviewers decide, admins start runs; which one somebody is, their token says."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from contract import StrictClient, client_of

sys.path.append(str(Path(__file__).resolve().parents[1] / "review"))

from runs import write_run  # noqa: E402

from claimlight.audit.runs import overview  # noqa: E402
from claimlight.review import follow  # noqa: E402
from claimlight.review.letters import sent  # noqa: E402
from claimlight.review.listing import one  # noqa: E402
from claimlight.store import Database, open_database  # noqa: E402

TOKENS = {"reader": "only-to-look", "reviewer": "to-decide-too", "admin": "to-do-it-all"}
OWN = {"Origin": "http://localhost"}


@pytest.fixture
def database(database_url: str):
    opened = open_database(database_url)
    follow(opened, write_run(opened, {"https://clinic.example/a": ["Our exosomes cure pain."]}))
    yield opened
    opened.close()


@pytest.fixture
def client(database: Database, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StrictClient:
    monkeypatch.setenv("CLAIMLIGHT_EVIDENCE", str(tmp_path / "evidence"))
    return client_of(DATABASE=database_url, PACKS=[str(tmp_path)], TOKEN=TOKENS["admin"], REVIEWER_TOKEN=TOKENS["reviewer"], READER_TOKEN=TOKENS["reader"])


def test_a_page_is_added_by_who_decides(client: StrictClient):
    def add(role: str):
        page = {"url": "https://clinic.example/b", "html": "<p>Exosomes.</p>"}
        return client.post("/v1/audits/pages", json=page, headers={"Authorization": f"Bearer {TOKENS[role]}", "X-Claimlight-Name": "Ann"})

    refused = add("reader")
    assert refused.status_code == 403 and "Ann may look" in refused.json["detail"]
    assert add("reviewer").status_code == 200


def state(database: Database) -> tuple[str, list[str]]:
    case, history = one(database, 1)
    return case.state, [event.who for event in history]


def as_json(role: str) -> dict:
    return {"Authorization": f"Bearer {TOKENS[role]}", "X-Claimlight-Name": role}


def test_a_reader_sees_everything_and_changes_nothing(client, database):
    reader = ("Rita", TOKENS["reader"])
    for path in ("/audits", "/audits/findings", "/audits/findings/1", "/audits/runs", "/audits/runs/1", "/audits/pages/1", "/audits/findings?form=csv"):
        page = client.get(path, auth=reader)
        assert page.status_code == 200
        assert '<form method="post"' not in page.text, path
    for path, form in (("decide", {"state": "confirmed"}), ("assign", {"owner": "Rita"}), ("undo", {"batch": "any"})):
        answer = client.post(f"/audits/{path}", data=form | {"case": "1:1"}, headers=OWN, auth=reader)
        assert answer.status_code == 422 and "Rita may look, not decide" in answer.text
    answer = client.post("/v1/reviews/decide", json={"cases": [{"id": 1, "version": 1}], "state": "confirmed"}, headers=as_json("reader"))
    assert answer.status_code == 422
    assert client.post("/audits/letters/sent", data={"site": "clinic.example", "state": "waiting"}, headers=OWN, auth=reader).status_code == 422
    assert "Note that it was sent" not in client.get("/audits/letters", auth=reader).text and sent(database) == []
    assert state(database) == ("open", [])


@pytest.mark.parametrize("role", ["reviewer", "admin"])
def test_reviewers_and_admins_decide_on_the_pages_and_by_the_api(client, database, role):
    assert client.post("/audits/decide", data={"case": "1:1", "state": "confirmed"}, headers=OWN, auth=("Ann", TOKENS[role])).status_code == 303
    answer = client.post("/v1/reviews/decide", json={"cases": [{"id": 1, "version": 2}], "state": "open"}, headers=as_json(role))
    assert answer.status_code == 200
    assert state(database) == ("open", ["Ann", role])


@pytest.mark.parametrize("role", ["reader", "reviewer"])
def test_only_an_admin_starts_runs(client, database, role):
    assert 'name="addresses"' not in client.get("/audits/runs", auth=("Ann", TOKENS[role])).text
    answer = client.post("/audits/runs", data={"addresses": "http://localhost:9/"}, headers=OWN, auth=("Ann", TOKENS[role]))
    assert answer.status_code == 403 and len(overview(database)) == 1
    assert 'name="addresses"' in client.get("/audits/runs", auth=("Ann", TOKENS["admin"])).text


def test_a_token_that_is_none_of_these_is_asked_again(client):
    assert client.get("/audits", auth=("Ann", "guessed")).status_code == 401
    assert client.get("/v1/reviews", headers={"Authorization": "Bearer guessed"}).status_code == 401


def test_a_service_with_only_a_readers_token_lets_nobody_decide(database, database_url, tmp_path):
    client = client_of(DATABASE=database_url, PACKS=[str(tmp_path)], READER_TOKEN=TOKENS["reader"])
    assert client.get("/audits").status_code == 401
    assert client.post("/audits/decide", data={"case": "1:1", "state": "confirmed"}, headers=OWN, auth=("Rita", TOKENS["reader"])).status_code == 422
    assert state(database) == ("open", [])


def test_on_ones_own_computer_nobody_is_asked(database, database_url, tmp_path):
    client = client_of(DATABASE=database_url, PACKS=[str(tmp_path)])
    assert 'name="addresses"' in client.get("/audits/runs").text
    assert client.post("/audits/decide", data={"case": "1:1", "state": "confirmed"}, headers=OWN).status_code == 303
    assert state(database)[0] == "confirmed"
