"""Who may ask the service from a browser, and that nothing of what is asked stays with it."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from claimlight.web import api

CHROMIUM = "chrome-extension://" + "abcdefghijklmnop" * 2
FIREFOX = "moz-extension://0a1b2c3d-4e5f-6789-abcd-ef0123456789"
STRANGERS = [
    "https://clinic.example", "http://127.0.0.1:8642", "http://localhost", "null", "https://chrome-extension.example",
    "https://evil.example/chrome-extension://" + "a" * 32, CHROMIUM + ".evil.example", "x" + CHROMIUM, "moz-extension://",
    "safari-web-extension://0a1b2c3d-4e5f-6789-abcd-ef0123456789", "chrome-extension://" + "z" * 32, CHROMIUM + "\n",
]
PAGE = {"url": "", "html": "<p>Our exosomes have no side effects.</p>"}


def ask_first(client, origin: str, **more):
    """What a browser asks before it sends a page from another origin."""
    return client.options("/v1/check", headers={
        "Origin": origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type", **more,
    })


@pytest.mark.parametrize("origin", [CHROMIUM, FIREFOX])
def test_an_extension_may_ask(client, origin):
    asked = ask_first(client, origin)
    assert asked.status_code == 200
    assert asked.headers["Access-Control-Allow-Origin"] == origin
    assert "POST" in asked.headers["Access-Control-Allow-Methods"]
    assert asked.headers["Access-Control-Allow-Headers"].lower() == "content-type"
    assert "Origin" in asked.headers["Vary"]
    answer = client.post("/v1/check", json=PAGE, headers={"Origin": origin})
    assert answer.headers["Access-Control-Allow-Origin"] == origin


@pytest.mark.parametrize("origin", [CHROMIUM, FIREFOX])
def test_an_extension_may_ask_from_a_public_page(client, origin):
    asked = ask_first(client, origin, **{"Access-Control-Request-Private-Network": "true"})
    assert asked.headers["Access-Control-Allow-Private-Network"] == "true"


@pytest.mark.parametrize("origin", [CHROMIUM, FIREFOX])
def test_an_extension_may_read_a_problem(client, origin):
    for body, status in ((b"{", 400), (b"{}", 422), (b" " * 2_100_000, 413)):
        answer = client.post("/v1/check", data=body, content_type="application/json", headers={"Origin": origin})
        assert answer.status_code == status
        assert answer.headers["Access-Control-Allow-Origin"] == origin


@pytest.mark.parametrize("origin", STRANGERS, ids=repr)
def test_a_web_site_may_not_read_an_answer(client, origin):
    if "\n" in origin:
        origin = origin.replace("\n", "%0a")
    asked = ask_first(client, origin, **{"Access-Control-Request-Private-Network": "true"})
    answer = client.post("/v1/check", json=PAGE, headers={"Origin": origin})
    for response in (asked, answer):
        assert [name for name in response.headers.keys() if name.startswith("Access-Control-")] == []


def test_no_cookie_is_set_and_credentials_are_never_allowed(client):
    for response in (client.get("/"), client.post("/", data={"text": "exosomes"}), client.check("<p>x"), client.get("/docs")):
        assert "Set-Cookie" not in response.headers
    assert "Access-Control-Allow-Credentials" not in ask_first(client, CHROMIUM).headers


@pytest.mark.parametrize("path", ["/", "/docs", "/demo/careful", "/healthz", "/openapi.json", "/v1/rules", "/nothing", "/static/claimlight.css"])
def test_every_answer_carries_the_security_headers(client, path):
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_what_was_checked_is_never_cached(client):
    for response in (client.check("<p>x"), client.post("/", data={"text": "x"}), client.post("/v1/check", data=b"")):
        assert response.headers["Cache-Control"] == "no-store"


def test_no_page_asks_anything_of_another_host(client):
    for path in ("/", "/docs", "/demo/promotional", "/demo/careful", "/static/claimlight.css", "/static/demo/demo.css"):
        text = client.get(path).get_data(as_text=True)
        loaded = re.findall(r"""(?:src|srcset|action)=["']?(https?:)?//|url\(["']?(https?:)?//|@import""", text)
        assert loaded == [], path


def test_a_fault_says_nothing_of_what_was_read(client, monkeypatch, caplog):
    def fail(*_: object, **__: object) -> None:
        raise ValueError("could not read my-private-diagnosis")

    monkeypatch.setattr(api, "read_html", fail)
    answer = FlaskClient(client.application, client.response_wrapper).post(
        "/v1/check", json={"url": "https://private.example", "html": "my-private-diagnosis"})
    assert answer.status_code == 500
    assert answer.content_type == "application/problem+json"
    said = answer.get_data(as_text=True) + caplog.text
    assert "my-private-diagnosis" not in said and "private.example" not in said
    assert "ValueError" in caplog.text
