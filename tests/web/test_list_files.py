"""Every list of the coordinator's pages is had as a file: all of it, in three forms."""

from __future__ import annotations

import csv
import io
import sys
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from contract import client_of

sys.path.append(str(Path(__file__).resolve().parents[1] / "review"))

from runs import write_run  # noqa: E402

from claimlight.audit.tables import RunPage  # noqa: E402
from claimlight.review import Decision, Person, decide, follow  # noqa: E402
from claimlight.review.letters import Terms, gather, record  # noqa: E402
from claimlight.store import open_database  # noqa: E402

A, B = "https://clinic.example/a", "https://clinic.example/b"
REPORT = {"checklist": [{"question": "Which risks?", "answered": False}], "subjects": ["exosome"]}
#: A list's address, and a row that it must have.
LISTS = {
    "/audits?list=sites": {"site": "clinic.example", "caution": 2, "waiting": 1, "confirmed": 1, "fixed": 1},
    "/audits?list=times": {"number": 2, "caution": 0, "disease": 2},
    "/audits?list=kinds": {"kind": "disease", "findings": 2},
    "/audits?list=open": {"site": "clinic.example", "question": "Which risks?", "pages that leave it open": 1},
    "/audits/findings?state=confirmed": {"id": 1, "sentence": "=1+1 cures.", "state": "confirmed"},
    "/audits/findings/1": {"who": "Ann", "after": "confirmed"},
    "/audits/letters/sent": {"site": "clinic.example", "to": "=quality", "findings": "1", "change by": "2999-01-31"},
    "/audits/runs": {"number": 2, "state": "done", "failed": 1},
    "/audits/runs/2": {"address": B, "state": "failed"},
    "/audits/pages/1": {"sentence": "=1+1 cures.", "severity": "caution"},
    "/audits/compare?before=1&after=2": {"state": "new", "after": "Another wonder entirely.", "address": A},
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("lists")
    opened = open_database(str(folder / "audits.sqlite3"))
    follow(opened, write_run(opened, {A: ["=1+1 cures.", "Two wonders work."], B: []}))
    decide(opened, [1], Decision("confirmed"), Person("Ann"))
    follow(opened, write_run(opened, {A: ["=1+1 cures.", "Another wonder entirely."], B: None}, report=REPORT))
    record(opened, gather(opened, "clinic.example", Terms(date.today(), date(2999, 1, 31))), Person("Ann"), "=quality")
    opened.close()
    return client_of(DATABASE=str(folder / "audits.sqlite3"), PACKS=[str(folder)])


def fetched(client, address: str, form: str) -> list[dict]:
    answer = client.get(f"{address}{'&' if '?' in address else '?'}form={form}")
    assert answer.status_code == 200
    if form == "json":
        return next(value for value in reversed(answer.json.values()) if isinstance(value, list))
    assert f".{form}" in answer.headers["Content-Disposition"]
    if form == "csv":
        return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    titles, *rows = openpyxl.load_workbook(io.BytesIO(answer.data)).active.iter_rows(values_only=True)
    return [dict(zip(titles, row, strict=True)) for row in rows]


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
@pytest.mark.parametrize("address", LISTS)
def test_a_list_is_had_as_a_file(client, address, form):
    wanted = {name: str(value) for name, value in LISTS[address].items()}
    rows = [{name: str(row[name]) for name in wanted} for row in fetched(client, address, form)]
    if form == "csv":  # where a spreadsheet would take it for a formula, an apostrophe says that it is text
        wanted = {name: f"'{value}" if value.startswith("=") else value for name, value in wanted.items()}
    assert wanted in rows


def test_each_list_on_a_page_leads_to_its_files(client):
    for address in LISTS:
        page = client.get(address).text
        assert all(f"form={form}" in page for form in ("csv", "xlsx", "json")), address


def test_what_pages_leave_open_follows_the_newest_run_and_what_is_added_to_it(tmp_path):
    url = str(tmp_path / "audits.sqlite3")
    opened = open_database(url)
    client = client_of(DATABASE=url, PACKS=[str(tmp_path)])
    shown = []
    for questions in ("Which risks?", "Who treats you?"):
        number = write_run(opened, {A: []}, report={"checklist": [{"question": questions, "answered": False}], "subjects": ["exosome"]})
        shown += [(row["question"], row["pages asked"]) for row in fetched(client, "/audits?list=open", "json")]
    with opened.writing() as session:
        page = session.query(RunPage).where(RunPage.run_id == number).one()
        session.add(RunPage(run_id=number, address=B, site=page.site, state="done", text=b"", report=page.report))
    opened.close()
    shown += [(row["question"], row["pages asked"]) for row in fetched(client, "/audits?list=open", "json")]
    assert shown == [("Which risks?", 1), ("Who treats you?", 1), ("Who treats you?", 2)]
