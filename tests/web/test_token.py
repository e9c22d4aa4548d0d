"""A service with a token answers those who know it, and tells the others what to do."""

from __future__ import annotations

import pytest
from contract import client_of

TOKEN = "a long secret of ours"
PAGE = {"url": "", "html": "<p>Our exosomes have no side effects.</p>"}


@pytest.fixture(scope="module")
def guarded(tmp_path_factory):
    return client_of(TOKEN=TOKEN, PACKS=[tmp_path_factory.mktemp("packs")])


def bearer(token: str) -> dict:
    return {"Authorization": f"Bearer {token}"}


@pytest.mark.parametrize("address", ["/v1/packs", "/v1/rules"])
def test_who_knows_the_token_is_answered(guarded, address):
    assert guarded.get(address, headers=bearer(TOKEN)).status_code == 200


@pytest.mark.parametrize("headers", [{}, bearer("another"), bearer(""), bearer("é"), {"Authorization": TOKEN}])
def test_who_does_not_is_told_that_a_token_is_asked_for(guarded, headers):
    for answer in (guarded.post("/v1/check", json=PAGE, headers=headers), guarded.get("/v1/rules", headers=headers)):
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert answer.json["type"] == "/docs#no-token" and "token" in answer.json["detail"]
        assert TOKEN not in answer.text


def test_the_box_of_the_start_page_is_no_way_round_the_token(guarded):
    assert guarded.post("/", data={"text": "Our exosomes have no side effects."}).status_code == 401
    page = guarded.get("/").text
    assert "<form" not in page and "token" in page


def test_whether_it_is_up_is_told_to_everybody(guarded):
    assert guarded.get("/healthz").json["api"] == [1]
    assert guarded.get("/docs").status_code == 200


def test_a_browser_that_asks_first_is_told_that_the_token_may_be_sent(guarded):
    asked = {"Origin": f"chrome-extension://{'a' * 32}", "Access-Control-Request-Method": "POST",
             "Access-Control-Request-Headers": "authorization,content-type"}
    allowed = guarded.options("/v1/check", headers=asked).headers
    assert "authorization" in allowed["Access-Control-Allow-Headers"].lower()


def test_without_a_token_nobody_is_asked_for_one(client):
    assert client.check(PAGE["html"]).status_code == 200


def test_the_packs_and_places_on_offer_are_those_that_a_check_takes(client):
    offered = client.get("/v1/packs").json
    names = [pack["name"] for pack in offered["packs"]]
    assert names == [pack["name"] for pack in client.get("/healthz").json["packs"]]
    for place in offered["jurisdictions"]:
        assert client.check(PAGE["html"], jurisdiction=place, packs=names).status_code == 200
