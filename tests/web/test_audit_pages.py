"""The coordinator's pages and the API of reviews: the same decisions everywhere, and only for who may."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from contract import StrictClient, client_of

sys.path.append(str(Path(__file__).resolve().parents[1] / "review"))

from runs import write_run  # noqa: E402

from claimlight.audit.tables import Run, RunPage  # noqa: E402
from claimlight.review import follow  # noqa: E402
from claimlight.store import open_database  # noqa: E402

PAGE = "https://clinic.example/a"
SENTENCES = [f"Our exosomes cure complaint number {number} of {number * 7919}." for number in range(60)]


@pytest.fixture
def database(tmp_path: Path):
    opened = open_database(str(tmp_path / "audits.sqlite3"))
    follow(opened, write_run(opened, {PAGE: SENTENCES}))
    yield opened
    opened.close()


@pytest.fixture
def client(database, tmp_path: Path) -> StrictClient:
    return client_of(DATABASE=str(tmp_path / "audits.sqlite3"), PACKS=[str(tmp_path)])


def first(client: StrictClient) -> dict:
    return client.get("/v1/reviews?count=1").json["cases"][0]


def seen(case: dict) -> list[dict]:
    return [{"id": case["id"], "version": case["version"]}]


def test_a_decision_by_the_api_is_seen_on_the_page_and_can_be_undone(client):
    case = first(client)
    done = client.post("/v1/reviews/decide", json={"cases": seen(case), "state": "dismissed", "reason": "A quotation."})
    assert done.status_code == 200 and done.json["count"] == 1
    page = client.get(f"/audits/findings/{case['id']}").text
    assert "dismissed" in page and "A quotation." in page
    assert client.get(f"/v1/reviews/{case['id']}").json["history"][-1]["after"] == "dismissed"
    assert client.post("/v1/reviews/undo", json={"batch": done.json["batch"]}).status_code == 200
    assert first(client)["state"] == "open"


def test_a_decision_on_the_page_is_seen_by_the_api(client):
    case = first(client)
    form = {"case": f"{case['id']}:{case['version']}", "state": "confirmed", "back": "/audits/findings?state=waiting"}
    done = client.post("/audits/decide", data=form)
    assert done.status_code == 303 and done.location.startswith("/audits/findings?state=waiting&said=1+confirmed&batch=")
    found = client.post("/v1/reviews/find", json={"address": PAGE, "fingerprints": [case["fingerprint"]]}).json["cases"]
    assert [item["state"] for item in found] == ["confirmed"]


def test_who_comes_second_is_told_and_overwrites_nothing(client):
    case = first(client)
    client.post("/v1/reviews/assign", json={"cases": seen(case), "owner": "Ann", "due": "2027-01-31", "note": "Mine"})
    late = client.post("/v1/reviews/decide", json={"cases": seen(case), "state": "confirmed"})
    assert late.status_code == 409 and "Look again" in late.json["detail"]
    page = client.post("/audits/decide", data={"case": f"{case['id']}:{case['version']}", "state": "confirmed"})
    assert page.status_code == 409 and "Changed in the meantime" in page.text
    assert first(client)["state"] == "open" and first(client)["owner"] == "Ann"


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("decide", {"cases": [{"id": 1, "version": 1}], "state": "dismissed"}, 422),
        ("decide", {"cases": [{"id": 1, "version": 1}], "state": "accepted", "reason": "x", "until": "soon"}, 422),
        ("decide", {"cases": [], "state": "confirmed"}, 422),
        ("decide", {"cases": [{"id": 99999, "version": 1}], "state": "confirmed"}, 422),
        ("assign", {"cases": [{"id": 1, "version": 1}]}, 422),
        ("undo", {"batch": "no such step"}, 422),
        ("find", {"address": PAGE}, 422),
    ],
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(client, path, body, status):
    assert client.post(f"/v1/reviews/{path}", json=body).status_code == status
    assert client.get("/v1/reviews?state=open").json["total"] == len(SENTENCES)


def test_a_list_is_paged_filtered_and_exported(client):
    page = client.get("/audits/findings?state=waiting").text
    assert page.count('class="case"') == 50 and 'id="more"' in page
    assert client.get("/audits/findings?words=EXOSOMES+55433").text.count('class="case"') == 1
    assert len(client.get("/audits/findings?form=json").json["findings"]) == len(SENTENCES)
    assert client.get("/audits/findings?form=csv").text.count("\r\n") == len(SENTENCES) + 1


@pytest.mark.parametrize("path", ["/audits", "/audits/findings", "/audits/findings/1", "/audits/runs", "/audits/runs/1", "/audits/pages/1", "/audits/compare?before=1&after=1"])
def test_every_page_shows(client, path):
    answer = client.get(path)
    assert answer.status_code == 200 and "<h1>" in answer.text


def test_what_is_not_there_is_said(client):
    for path in (f"/audits/findings/{2**64}", f"/audits/compare?before=1&after={2**64}", "/audits/findings/999", "/audits/runs/999", "/audits/pages/999", "/audits/compare?before=1&after=999"):
        assert client.get(path, headers={"Accept": "text/html"}).status_code == 404
    assert client.get("/v1/reviews/999").status_code == 404


def test_another_site_cannot_act_in_a_persons_name(client):
    case = first(client)
    form = {"case": f"{case['id']}:{case['version']}", "state": "confirmed"}
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        assert client.post("/audits/decide", data=form, headers=headers).status_code == 403
    assert first(client)["state"] == "open"


def test_a_name_that_merely_leads_here_is_shown_nothing(client):
    elsewhere = {"base_url": "http://evil.example:8642"}
    assert client.get("/audits", **elsewhere).status_code == 403 and client.get("/v1/reviews", **elsewhere).status_code == 403


def test_a_service_with_a_token_asks_for_it(database, tmp_path):
    guarded = client_of(DATABASE=str(tmp_path / "audits.sqlite3"), PACKS=[str(tmp_path)], TOKEN="s3cret")
    asked = guarded.get("/audits")
    assert asked.status_code == 401 and asked.headers["WWW-Authenticate"].startswith("Basic ")
    assert guarded.get("/audits", auth=("Ann", "wrong")).status_code == 401
    assert guarded.get("/audits", auth=("Ann", "s3cret")).status_code == 200
    form = {"case": "1:1", "state": "confirmed"}
    assert guarded.post("/audits/decide", data=form, auth=("Ann", "s3cret")).status_code == 303
    headers = {"Authorization": "Bearer s3cret"}
    assert guarded.get("/v1/reviews/1", headers=headers).json["history"][-1]["who"] == "Ann"


def test_a_service_without_a_database_says_so(tmp_path):
    assert client_of(DATABASE="off", PACKS=[str(tmp_path)]).get("/v1/reviews").status_code == 403


def test_a_site_has_its_letter_once_something_is_confirmed(client):
    path = "/audits/letters?site=clinic.example&form=html"
    assert client.get(path).status_code == 404 and "confirmed findings" in client.get(path).json["detail"]
    asked = client.get("/audits/letters?site=clinic.example&by=2999-01-31&from=A+%26+B")
    assert '<option value="clinic.example" selected' in asked.text and 'value="2999-01-31"' in asked.text and 'value="A &amp; B"' in asked.text
    assert "/audits/letters?" not in client.get("/audits/findings?site=clinic.example").text
    case = first(client)
    client.post("/v1/reviews/decide", json={"cases": seen(case), "state": "confirmed"})
    assert "/audits/letters?site=clinic.example" in client.get("/audits/findings?site=clinic.example").text and "1 confirmed" in client.get("/audits").text
    shown = client.get(f"{path}&by=2999-01-31&from=Careful+%3CTravel%3E")
    assert shown.status_code == 200 and "31 January 2999" in shown.text and "Careful &lt;Travel&gt;" in shown.text
    assert "default-src 'none'" in shown.headers["Content-Security-Policy"] and "script-src" not in shown.headers["Content-Security-Policy"]
    word = client.get("/audits/letters?site=clinic.example&form=docx")
    assert word.data[:2] == b"PK" and "letter-clinic.example.docx" in word.headers["Content-Disposition"]
    for wrong in ("form=odt", "form=html&by=soon", "form=html&by=2020-01-01", "form=html&since=2999-01-01", "form=html&state=fixed"):
        assert client.get(f"/audits/letters?site=clinic.example&{wrong}").status_code == 400


def test_a_letter_that_cannot_be_made_says_why(client, tmp_path, monkeypatch):
    client.post("/v1/reviews/decide", json={"cases": seen(first(client)), "state": "confirmed"})
    (tmp_path / "closing.html").write_text("{{ lettr }}")
    monkeypatch.setenv("CLAIMLIGHT_LETTERS", str(tmp_path))
    answer = client.get("/audits/letters?site=clinic.example&form=html")
    assert answer.status_code == 503 and "closing.html, line 1" in answer.json["detail"]


def test_each_page_says_what_is_kept_there(client):
    assert "Nothing you paste here is kept" in client.get("/").text
    audits = client.get("/audits").text
    assert "Nothing you paste" not in audits and "kept in this service's own database" in audits


def test_a_filter_is_kept_shown_and_forgotten_without_a_script(client):
    done = client.post("/audits/filters", data={"state": "waiting", "words": '55433 "our exosomes"', "overdue": "", "name": ""})
    assert done.status_code == 303
    page = client.get(done.location).text
    assert page.count('class="case"') == 1 and ">waiting, 55433 &#34;our exosomes&#34;</a>" in page
    assert client.get("/audits/findings?state=waiting&words=55433+%22our+exosomes%22").text.count('class="case"') == 1
    gone = client.post("/audits/filters/forget", data={"name": 'waiting, 55433 "our exosomes"', "back": "/audits/findings?words=grief"})
    assert gone.location == "/audits/findings?words=grief" and "Forget the filter" not in client.get(gone.location).text


def test_a_filter_too_many_is_refused_in_words(client, monkeypatch):
    monkeypatch.setattr("claimlight.review.filters.MOST", 1)
    client.post("/audits/filters", data={"words": "knee", "name": "one"})
    refused = client.post("/audits/filters", data={"words": "hip", "name": "two"})
    assert refused.status_code == 422 and "Forget one first" in refused.text and "/audits/findings?words=hip" in refused.text


def test_a_letter_that_was_sent_is_seen_at_its_site_and_findings_until_it_is_taken_back(client):
    case = first(client)
    client.post("/v1/reviews/decide", json={"cases": seen(case), "state": "confirmed"})
    earlier = date.today() - timedelta(5)
    form = {"site": "clinic.example", "by": "2999-01-31", "day": earlier.isoformat(), "to": "quality@clinic.example"}
    noted = client.post("/audits/letters/sent", data=form)
    assert noted.status_code == 303 and "noted as sent" in client.get(noted.location).text
    page = client.get("/audits/letters/sent?site=clinic.example").text
    assert all(words in page for words in (str(earlier), "quality@clinic.example", "2999-01-31", f'/audits/findings/{case["id"]}"'))
    assert f"sent {earlier}" in client.get("/audits").text and f"last letter {earlier}" in client.get("/audits/letters").text
    assert f"letter of {earlier}</a>" in client.get(f"/audits/findings/{case['id']}").text
    told = "Of the 1 passage of our letter of"
    letter = "/audits/letters?site=clinic.example&form=html"
    assert told in client.get(letter).text and told not in client.get(f"{letter}&first=1").text
    assert client.post("/audits/letters/sent/1/take-back").status_code == 303
    assert "taken back by" in client.get("/audits/letters/sent").text and told not in client.get(letter).text
    assert client.post("/audits/letters/sent/1/take-back").status_code == 422
    assert client.post("/audits/letters/sent", data=form | {"day": "2999-01-01"}).status_code == 422
    assert client.post("/audits/letters/sent", data={"site": "other.example"}).status_code == 404


def test_the_chart_over_time_names_its_days_and_sums_and_no_more_than_fit(client, database):
    with database.writing() as session:
        for month in range(1, 13):
            run = Run(name="", state="done", began=datetime(2025, month, 3, tzinfo=UTC), order={}, listed=True)
            session.add(run)
            session.flush()
            session.add(RunPage(run_id=run.id, address=PAGE, site="clinic.example", state="done", text=b"", caution=month, review=100))
    under = BeautifulSoup(client.get("/audits").text, "lxml").select(".under span")
    assert [span.get_text() for span in under if span.get_text()][1:] == ["103 3 Mar", "106 3 Jun", "109 3 Sep", "112 3 Dec"]
    assert len(under) == 13
