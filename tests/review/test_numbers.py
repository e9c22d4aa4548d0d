"""Sums of the dashboard, counted by the database: the same on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import date

from runs import write_run

from claimlight.audit.tables import RunPage
from claimlight.review import Decision, Person, decide, follow
from claimlight.review.listing import Filter, listed
from claimlight.review.numbers import categories, kinds_over_time, left_open, over_time, sites
from claimlight.store import Database

A, B, C = (f"https://clinic.example/{name}" for name in "abc")


def checklist(database: Database, address: str, answered: dict[str, bool], subjects: list[str]) -> None:
    """Say which of a patient's questions a page answers."""
    items = [{"id": question, "question": question, "answered": answer, "highlights": [], "ask": ""} for question, answer in answered.items()]
    with database.writing() as session:
        for page in session.query(RunPage).where(RunPage.address == address):
            page.report = {"checklist": items, "subjects": subjects}


def test_open_questions_are_counted_on_pages_that_speak_of_a_treatment(database):
    number = write_run(database, {A: [], B: [], C: []})
    checklist(database, A, {"Is it approved?": True, "Which risks?": False}, ["exosome"])
    checklist(database, B, {"Is it approved?": False}, ["exosome"])
    checklist(database, C, {"Is it approved?": False, "Which risks?": False}, [])
    assert left_open(database, number) == {"clinic.example": {"Is it approved?": (1, 2), "Which risks?": (1, 1)}}


def test_pages_that_were_never_read_ask_nothing(database):
    assert left_open(database, write_run(database, {A: None, B: []})) == {}


def test_sites_and_kinds_count_what_stands(database):
    follow(database, write_run(database, {A: ["One cures.", "Two cures.", "Three cures.", "Four cures."]}))
    cases = listed(database, Filter(), date.today())[0]
    decide(database, [cases[0].id], Decision("confirmed"), Person("Ann"))
    decide(database, [cases[1].id], Decision("dismissed", "A quotation."), Person("Ann"))
    follow(database, write_run(database, {A: ["One cures.", "Two cures.", "Three cures."]}))
    (risk,) = sites(database)
    assert (risk.site, risk.standing, risk.waiting, risk.settled, risk.fixed) == ("clinic.example", 2, 1, 1, 1)
    assert categories(database) == [("disease", 2)]
    assert [run["pages"] for run in over_time(database)] == [1, 1]


def test_each_kind_is_counted_run_by_run(database):
    runs = [write_run(database, {A: sentences}) for sentences in (["One cures.", "Two cures."], [], ["One cures."])]
    assert kinds_over_time(database, runs) == {"disease": [2, 0, 1]}
    assert kinds_over_time(database, runs[1:2]) == {}
