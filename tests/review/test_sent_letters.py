"""That a letter was sent is noted, seen at its site and findings, and cannot be rewritten; the next letter goes on from it."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from claimlight.cli import main
from claimlight.review import Decision, Person, Refused, assign, decide, follow
from claimlight.review.letters import Terms, gather, last_day, newest, record, sent, take_back
from claimlight.review.listing import Filter, listed
from claimlight.store import StoreError

ANN, READER, TODAY = Person("Ann"), Person("Rita", "reader"), date.today()
SOON, LATER = TODAY + timedelta(20), TODAY + timedelta(40)
A = "https://clinic.example/a"
CURE, WINTER = "Our exosomes cure chronic knee pain.", "There is nothing better in winter for the whole family."


@pytest.fixture
def clinic(database, run):
    follow(database, run({A: [CURE, WINTER]}))
    decide(database, [1, 2], Decision("confirmed"), ANN)
    assign(database, [2], ANN, due=LATER)
    return database


def letter(database, **terms):
    return gather(database, "clinic.example", Terms(TODAY, SOON, **terms))


def test_a_letter_is_noted_with_its_findings_and_the_days_that_it_asked_for(clinic):
    number = record(clinic, letter(clinic), ANN, "quality@clinic.example", TODAY - timedelta(2))
    (noted,) = sent(clinic, "clinic.example")
    assert (noted.number, noted.day, noted.who, noted.to, noted.about) == (number, TODAY - timedelta(2), "Ann", "quality@clinic.example", "confirmed")
    assert noted.findings == {1: SOON, 2: LATER} and noted.dues == [SOON, LATER]
    assert sent(clinic, "other.example") == [] and [item.number for item in sent(clinic)] == [number]


def test_what_was_sent_cannot_be_rewritten_only_taken_back(clinic):
    first, second = record(clinic, letter(clinic), ANN, day=TODAY - timedelta(9)), record(clinic, letter(clinic), ANN, day=TODAY - timedelta(3))
    for statement in ("UPDATE review_letters SET who = 'Nobody'", "DELETE FROM review_letters"):
        with pytest.raises(StoreError, match="cannot be changed"):
            with clinic.writing() as session:
                session.execute(text(statement))
    assert last_day(clinic, "clinic.example", TODAY) == TODAY - timedelta(3)
    take_back(clinic, second, Person("Bob"))
    assert [(item.number, item.taken_back) for item in sent(clinic)] == [(second, "Bob"), (first, "")]
    assert last_day(clinic, "clinic.example", TODAY) == TODAY - timedelta(9) and newest(clinic)["clinic.example"].number == first
    for wrong in (second, 99):
        with pytest.raises(Refused):
            take_back(clinic, wrong, ANN)


def test_who_may_only_look_notes_nothing_and_nothing_is_noted_ahead(clinic):
    with pytest.raises(Refused, match="Rita may look"):
        record(clinic, letter(clinic), READER)
    with pytest.raises(Refused, match="still to come"):
        record(clinic, letter(clinic), ANN, day=TODAY + timedelta(1))
    number = record(clinic, letter(clinic), ANN)
    with pytest.raises(Refused, match="Rita may look"):
        take_back(clinic, number, READER)


def test_the_command_notes_what_it_writes_and_goes_on_from_what_was_noted(clinic, database_url, tmp_path):
    def review(*words: str) -> str:
        done = CliRunner().invoke(main, ["review", *words, "--database", database_url])
        assert done.exit_code == 0, done.output
        return done.output

    folder = tmp_path / "letters"
    assert "Noted as sent: letter 1 to clinic.example" in review("letters", "--to", str(folder), "--by", SOON.isoformat(), "--sent", "--as", "Ann")
    assert f"2 findings by Ann, to change by {SOON} and {LATER}" in review("sent")
    assert [row["findings"] for row in json.loads(review("sent", "clinic.example", "--format", "json"))] == ["1, 2"]
    assert "taken back by Bob" in review("sent", "--take-back", "1", "--as", "Bob")
    path = next(folder.iterdir())
    review("letters", "--to", str(folder))
    assert "our letter of" not in path.read_text()
    record(clinic, letter(clinic), ANN, day=TODAY - timedelta(3))
    decide(clinic, [2], Decision("dismissed", "Quotes the regulator."), ANN)
    review("letters", "--to", str(folder))
    assert "Of the 2 passages of our letter of" in path.read_text() and "1 needs no change any more" in path.read_text()
    review("letters", "--to", str(folder), "--first")
    assert "our letter of" not in path.read_text()


def test_a_letter_that_asked_for_a_sites_view_is_none_to_go_on_from(clinic):
    decide(clinic, [1, 2], Decision("open"), ANN)
    record(clinic, letter(clinic, state="waiting"), ANN, day=TODAY - timedelta(3))
    assert last_day(clinic, "clinic.example", TODAY) is None and newest(clinic)["clinic.example"].about == "waiting"
