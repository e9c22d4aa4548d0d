"""What bad input gets: an answer with right offsets, or a problem document. Never a fault, a hang or a crash."""

from __future__ import annotations

import json
import time

import pytest
from contract import client_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimlight.page import read_html
from claimlight.pasted import without_surrogates

PATIENCE = 30  # seconds of work, so that a busy machine does not count
CLAIM = "<h1>Exosome therapy</h1><p>Our exosomes have no side effects.</p>"


def refused(response, status: int, kind: str, field: str | None = None):
    assert response.status_code == status, response.get_data(as_text=True)[:300]
    assert response.content_type == "application/problem+json"
    assert response.json["type"] == f"/docs#{kind}"
    if field is not None:
        assert field in [error["field"] for error in response.json["errors"]], response.json
        assert field in response.json["detail"]


@pytest.mark.parametrize(
    "body",
    [
        b"", b"   ", b"{", b"no json", b"{'html': 'single quotes'}", b"<p>html</p>", b'{"html": "\x00"}', b"\xff\xfe",
        '{"url": "", "html": "caf\u00e9"}'.encode("latin-1"), '{"url": "", "html": "x"}'.encode("utf-16"),
        b"[" * 100_000, b'{"a":' * 100_000, b'{"url": ' + b"9" * 5000 + b"}",
    ],
    ids=lambda body: repr(body[:24]),
)
def test_what_is_not_json_is_refused(client, body):
    response = client.post("/v1/check", data=body, content_type="application/json")
    refused(response, 400, "not-json")


@pytest.mark.parametrize("content_type", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_json_must_be_sent_as_json(client, content_type):
    response = client.post("/v1/check", data=b'{"url": "", "html": ""}', content_type=content_type)
    refused(response, 415, "not-application-json")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"url": ""}, "html"),
        ({"html": ""}, "url"),
        ({}, "url"),
        ([], "(body)"),
        ("text", "(body)"),
        (None, "(body)"),
        (7, "(body)"),
        (True, "(body)"),
        ({"url": 1, "html": ""}, "url"),
        ({"url": None, "html": ""}, "url"),
        ({"url": "", "html": 7}, "html"),
        ({"url": "", "html": None}, "html"),
        ({"url": "", "html": ["<p>"]}, "html"),
        ({"url": "", "html": "", "title": {}}, "title"),
        ({"url": "", "html": "", "language": 1}, "language"),
        ({"url": "", "html": "", "language": "x" * 101}, "language"),
        ({"url": "", "html": "", "jurisdiction": []}, "jurisdiction"),
        ({"url": "", "html": "", "jurisdiction": "atlantis"}, "jurisdiction"),
        ({"url": "", "html": "", "packs": "regenerative-en"}, "packs"),
        ({"url": "", "html": "", "packs": []}, "packs"),
        ({"url": "", "html": "", "packs": [1]}, "packs[0]"),
        ({"url": "", "html": "", "packs": ["regenerative-en", "no-such-pack"]}, "packs[1]"),
        ({"url": "", "html": "", "packs": ["p"] * 101}, "packs"),
        ({"url": "", "html": "", "color": "red"}, "color"),
        ({"url": "", "html": "", "HTML": ""}, "HTML"),
        ({"url": "x" * 20_000, "html": ""}, "url"),
    ],
    ids=lambda value: json.dumps(value)[:48],
)
def test_wrong_types_and_unknown_names_are_refused_by_field(client, body, field):
    response = client.post("/v1/check", data=json.dumps(body), content_type="application/json")
    refused(response, 422, "invalid-request", field)


def test_all_fields_at_fault_are_named_at_once(client):
    response = client.post("/v1/check", json={"html": 1, "title": 2, "spare": 3})
    assert {error["field"] for error in response.json["errors"]} == {"url", "html", "title", "spare"}


def test_a_problem_does_not_repeat_the_page(client):
    secret = "my-private-diagnosis"
    for body in ({"url": 1, "html": secret}, {"url": secret, "html": []}, {"url": "", "html": "", "language": secret * 9}):
        assert secret not in client.post("/v1/check", json=body).get_data(as_text=True)


@pytest.mark.parametrize("depth", [100, 300, 400, 900, 5_000])
def test_json_nested_in_a_field_is_refused(client, depth):
    body = '{"url": "", "html": ' + "[" * depth + "]" * depth + "}"
    response = client.post("/v1/check", data=body, content_type="application/json")
    assert response.status_code in (400, 422)


def test_a_body_over_the_limit_is_refused():
    client = client_of(MAX_BODY=5_000)
    refused(client.check("x" * 6_000), 413, "too-large")
    assert client.check("x" * 4_000).status_code == 200
    assert "5000 bytes" in client.check("x" * 6_000).json["detail"]


def test_the_limit_is_two_megabytes_unless_said_otherwise(client):
    assert client.check("<p>" + "word " * 380_000).status_code == 200
    refused(client.check("<p>" + "word " * 420_000), 413, "too-large")


@pytest.mark.parametrize("html", ["", " \n\t ", "<html></html>", "<script>claim()</script>", "<!-- nothing -->", "<p></p>", "\u200b"])
def test_an_empty_page_finds_nothing_and_says_so(client, html):
    answer = client.check(html)
    assert answer.status_code == 200
    assert answer.json["highlights"] == []
    assert answer.json["coverage"]["characters"] <= 1
    assert {answer.json["summary"][key] for key in ("alert", "caution", "note", "review", "disclosure")} == {0}


def blocks_of(html: str) -> dict[int, str]:
    """The text of each block, as the service itself reads it."""
    return {block.number: block.text for block in read_html(html).blocks}


def answered_rightly(client, html: str) -> None:
    """The page is answered in time and every mark stands where it says; or it is refused with a 4xx."""
    start = time.process_time()
    response = client.check(html)
    assert time.process_time() - start < PATIENCE
    assert response.status_code == 200 or 400 <= response.status_code < 500
    if response.status_code != 200:
        return
    texts = blocks_of(without_surrogates(json.loads(json.dumps(html))))
    for mark in response.json["highlights"]:
        assert texts[mark["block"]][mark["start"]:mark["end"]] == mark["quote"]["exact"]


HOSTILE = {
    "10,000 nested elements": "<div>" * 10_000 + CLAIM + "</div>" * 10_000,
    "10,000 nested inline elements": "<p>" + "<b>" * 10_000 + "Our exosomes have no side effects.",
    "10,000 nested lists": "<ul><li>" * 10_000 + "Our exosomes have no side effects.",
    "10,000 nested tables": "<table><tr><td>" * 10_000 + "Our exosomes have no side effects.",
    "one paragraph of 1 MB": CLAIM + "<p>" + "Our exosomes have no side effects and " * 26_000,
    "one word of 1 MB": CLAIM + "<p>" + "x" * 1_000_000,
    "1 MB of spaces": CLAIM + "<p>no" + " " * 1_000_000 + "side effects",
    "1 MB of full stops": CLAIM + "<p>" + "." * 1_000_000,
    "1 MB of quotation marks": CLAIM + "<p>" + "\"'" * 500_000,
    "1 MB of commas and no's": CLAIM + "<p>" + "no, " * 250_000,
    "100,000 blocks": "<h1>Exosomes</h1>" + "<p>exosome</p>" * 100_000,
    "100,000 headings": "<h2>exosome</h2>" * 100_000,
    "100,000 list items": "<ul>" + "<li>exosome" * 100_000 + "</ul>",
    "100,000 line breaks": "<p>exosome" + "<br>exosome" * 100_000,
    "NUL bytes": CLAIM.replace("no side", "no\0 side") + "\0<p>\0\0</p>",
    "control characters": "".join(map(chr, range(32))) + CLAIM,
    "lone surrogates": "\ud800" + CLAIM.replace("no side", "no \udfff side") + "\udc00",
    "right-to-left marks": CLAIM.replace("no side", "\u202eno\u200f side\u202c"),
    "broken entities": "&#xFFFFFFFF; &#0; &#55296; &nosuch; &amp &lt&gt; &#; &" + CLAIM,
    "unclosed tags": CLAIM.replace("</p>", "").replace("</h1>", "") + "<p<div <<>> </ <!-- <![CDATA[ <?php",
    "wrong charset in a meta": "<meta charset='utf-16'>" + CLAIM + "<p>caf\u00c3\u00a9 \ufffd\ufffd",
    "an unknown charset": "<?xml version='1.0' encoding='no-such-charset'?>" + CLAIM,
    "zero-width and soft hyphens": CLAIM.replace("side", "s\u200bi\u00add\u2060e\ufeff"),
    "10,000 combining marks": CLAIM + "<p>no" + "\u0301" * 10_000 + " side effects",
    "noncharacters": "\uffff\ufffe\U0010ffff" + CLAIM,
    "huge block numbers": f'<p data-b="{"9" * 5000}">exosomes have no side effects.</p>' + CLAIM,
    "block numbers that are none": "".join(f'<p data-b="{n}">Our exosomes have no side effects.</p>' for n in ("", "-1", "1.5", "x", "\u0661", "NaN", " 2 ")),
    "the same block number twice": '<p data-b="1">Our exosomes</p><p data-b="1">have no side effects.</p>',
    "100,000 attributes": "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">x</p>" + CLAIM,
    "a title that never ends": CLAIM + "<title>",
    "a comment that never ends": CLAIM + "<!--" + "-" * 100_000,
    "a script that never ends": CLAIM + "<script>" + "<" * 100_000,
    "frames and plaintext": CLAIM + "<frameset><plaintext><noframes>",
    "an svg and some maths": "<svg><p>Our exosomes</p></svg><math><mi>x</mi></math>" + CLAIM,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_answered_with_right_offsets_or_refused(client, name):
    answered_rightly(client, HOSTILE[name])


@pytest.mark.parametrize(
    "name",
    ["NUL bytes", "lone surrogates", "broken entities", "unclosed tags", "an unknown charset", "wrong charset in a meta",
     "100,000 blocks", "huge block numbers", "control characters"],
)
def test_what_can_be_read_of_a_hostile_page_is_read(client, name):
    assert client.check(HOSTILE[name]).status_code == 200


def test_a_claim_is_found_at_the_end_of_a_page_of_odd_characters(client):
    odd = "<p>\0 &#xFFFFFFFF; \ufeff \u202e &nosuch; \ud800</p>"
    found = client.check(odd + CLAIM).json["highlights"]
    assert "safety" in [mark["category"] for mark in found]


def test_surrogate_escapes_in_json_do_no_harm(client):
    body = json.dumps({"url": "\ud800", "title": "\udfff", "html": CLAIM + "<p>\ud83d \udc00 exosomes"})
    assert "\\ud83d " in body
    answer = client.post("/v1/check", data=body, content_type="application/json")
    assert answer.status_code == 200
    assert answer.json["highlights"]


def test_a_language_without_a_pack_is_answered_with_the_reason(client):
    answer = client.check("<p>Unsere Exosomen haben keine Nebenwirkungen.</p>", language="de")
    assert answer.status_code == 200
    assert answer.json["highlights"] == []
    reasons = [item for item in answer.json["incomplete"] if item["type"] == "no-pack-for-language"]
    assert len(reasons) == 1
    assert "de" in reasons[0]["detail"]


def test_an_unknown_pack_is_refused_and_the_known_ones_are_named(client):
    response = client.check(CLAIM, packs=["no-such-pack"])
    refused(response, 422, "invalid-request", "packs[0]")
    assert "regenerative-en" in response.json["detail"]


@pytest.mark.parametrize("path", ["/v1/nothing", "/v1/", "/v1/rules/", "/v1/rules/../../etc/passwd", "/v1/check/x"])
def test_addresses_that_are_not_there(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert response.json["title"]


def test_methods_that_are_not_taken(client):
    response = client.get("/v1/check")
    assert response.status_code == 405
    assert "POST" in response.headers["Allow"]
    assert client.post("/healthz").status_code == 405


MARKUP = st.lists(
    st.one_of(
        st.text(st.characters(), max_size=30),
        st.sampled_from([
            "<p>", "</p>", "<li>", "<h2>", "<b>", "</b>", "<td>", "<br>", "<p data-b='3'>", "<details><summary>", "&amp;", "<!--", "-->",
            "exosomes", " have ", "no side effects", "not ", "FDA-approved", "may ", ". ", "\u2019", "\ufb01", "\u00ad", "\U0001f600",
        ]),
    ),
    max_size=40,
).map("".join)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(html=MARKUP)
def test_no_page_at_all_is_a_fault(client, html):
    answered_rightly(client, html)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["url", "html", "packs", "title", "x"]), inner, max_size=5),
    max_leaves=12,
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=JSON)
def test_no_json_at_all_is_a_fault(client, value):
    response = client.post("/v1/check", data=json.dumps(value), content_type="application/json")
    assert response.status_code in (200, 422)
