"""`POST /v1/feedback`: one reader's word about one finding is kept, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from contract import client_of
from test_service_privacy import CHROMIUM

from claimlight.feedback import Book
from claimlight.store import Later

HTML = "<h1>Exosome therapy</h1><p>Dear Ms Brown, welcome. Our exosomes have no side effects. Call 555-0100.</p>"
TEXT = "Dear Ms Brown, welcome. Our exosomes have no side effects. Call 555-0100."


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'feedback.sqlite3'}"


@pytest.fixture
def reader(pack: Path, url: str):
    """A service with a small pack and a database of its own."""
    return client_of(PACKS=[str(pack.parent)], DATABASE=url)


def sent(client, **changes: object) -> dict:
    """The body that a client makes from a highlight of a check."""
    mark = next(mark for mark in client.check(HTML).json["highlights"] if "no-side-effects" in mark["rule"])
    finding = {name: mark[name] for name in ("rule", "fingerprint", "start", "end")} | {"text": TEXT}
    return {"finding": finding, "verdict": "wrong", **changes}


def test_a_word_about_a_finding_is_kept_and_shown(reader, url):
    answer = reader.post("/v1/feedback", json=sent(reader, words=" It says so \n of others. "))
    kept = answer.json["kept"]
    assert kept["sentence"] == "Our exosomes have no side effects."
    assert kept["exact"] == "no side effects"
    assert kept["words"] == "It says so of others."
    entries = Book(Later(url)).entries()
    assert [(entry.sentence, entry.exact, entry.verdict) for entry in entries] == [(kept["sentence"], kept["exact"], "wrong")]


def test_nothing_but_the_sentence_reaches_the_disk(reader, tmp_path):
    reader.post("/v1/feedback", json=sent(reader), headers={"Referer": "https://clinic.example/private", "User-Agent": "me-myself"})
    files = [path for path in tmp_path.glob("feedback.sqlite3*") if path.is_file()]
    stored = b"".join(path.read_bytes() for path in files)
    assert b"no side effects" in stored
    for secret in (b"Ms Brown", b"555-0100", b"clinic.example", b"me-myself", b"127.0.0.1"):
        assert secret not in stored


def test_a_check_makes_no_database(reader, tmp_path):
    reader.check(HTML)
    assert not list(tmp_path.glob("feedback*"))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"verdict": "maybe"}, "verdict"),
        ({"verdict": None}, "verdict"),
        ({"words": "x" * 1001}, "words"),
        ({"url": "https://clinic.example/"}, "url"),
        ({"finding": {}}, "finding.rule"),
        ({"finding": "h1"}, "finding"),
        ({"finding": {"rule": "no/such/rule", "fingerprint": "5d", "text": TEXT, "start": 1, "end": 4}}, "finding.rule"),
        ({"finding": {"rule": "r", "fingerprint": "5d", "text": TEXT, "start": -1, "end": 4}}, "finding.start"),
        ({"finding": {"rule": "r", "fingerprint": "5d", "text": TEXT, "start": 1.5, "end": 4}}, "finding.start"),
        ({"finding": {"rule": "r", "fingerprint": "5d", "text": TEXT, "start": 1, "end": 4, "page": "x"}}, "finding.page"),
        ({"finding": {"rule": "r", "fingerprint": "5d", "text": "x" * 20_001, "start": 1, "end": 4}}, "finding.text"),
    ],
    ids=str,
)
def test_what_does_not_fit_is_named_and_not_kept(reader, tmp_path, change, field):
    answer = reader.post("/v1/feedback", json=sent(reader, **change))
    assert answer.status_code == 422
    assert field in [error["field"] for error in answer.json["errors"]]
    assert not list(tmp_path.glob("feedback*"))


def test_a_place_outside_the_text_is_named(reader):
    body = sent(reader)
    body["finding"]["end"] = 900
    answer = reader.post("/v1/feedback", json=body)
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "finding.start")


def test_a_request_over_the_limit_is_refused(reader):
    answer = reader.post("/v1/feedback", json=sent(reader, words="x" * 200_000))
    assert answer.status_code == 413
    assert "100000 bytes" in answer.json["detail"]


def test_too_much_at_once_is_refused_and_the_rest_is_kept(reader, url):
    body = sent(reader)
    statuses = [reader.post("/v1/feedback", json=body).status_code for _ in range(33)]
    assert statuses == [200] * 30 + [429] * 3
    assert len(Book(Later(url)).entries()) == 30


def test_a_database_that_cannot_be_written_is_said_so(pack, tmp_path):
    (tmp_path / "place").write_text("a file where a folder should be")
    client = client_of(PACKS=[str(pack.parent)], DATABASE=f"sqlite:///{tmp_path}/place/down.sqlite3")
    answer = client.post("/v1/feedback", json=sent(client))
    assert answer.status_code == 503
    assert str(tmp_path) not in answer.get_data(as_text=True)


def test_a_service_may_take_none_and_says_so_beforehand(pack):
    closed = client_of(PACKS=[str(pack.parent)], DATABASE="off")
    assert closed.get("/healthz").json["feedback"] is False
    assert closed.post("/v1/feedback", json=sent(closed)).status_code == 403


def test_an_extension_may_send_it_and_a_web_site_may_not(reader):
    assert reader.get("/healthz").json["feedback"] is True
    for origin, allowed in ((CHROMIUM, CHROMIUM), ("https://clinic.example", None)):
        asked = reader.options("/v1/feedback", headers={
            "Origin": origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"})
        assert asked.headers.get("Access-Control-Allow-Origin") == allowed
    # What a page may send without asking first is refused.
    assert reader.post("/v1/feedback", data="{}", content_type="text/plain").status_code == 415
