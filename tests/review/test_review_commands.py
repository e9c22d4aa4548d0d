"""On the command line, too, nothing that somebody else decided or assigned is overwritten unseen."""

from __future__ import annotations

import re
from datetime import date

import pytest
from click.testing import CliRunner

from claimlight.cli import main
from claimlight.review import Decision, Person, decide, follow
from claimlight.review.listing import one

A = "https://clinic.example/a"


@pytest.fixture
def review(database, database_url: str, run):
    follow(database, run({A: ["Our exosomes cure chronic knee pain.", "There is nothing better in winter."]}))
    return lambda *words: CliRunner().invoke(main, ["review", *words, "--database", database_url])


def test_what_somebody_else_decided_stays_until_it_is_decided_over(database, review):
    decide(database, [1], Decision("dismissed", "Quotes the regulator."), Person("Ben"))
    told = review("decide", "1", "2", "confirmed", "--as", "Ann")
    assert told.exit_code == 1 and "1 is dismissed by Ben" in told.output and "--over" in told.output
    assert [one(database, case)[0].state for case in (1, 2)] == ["dismissed", "open"]
    assert review("decide", "1", "2", "confirmed", "--over", "--as", "Ann").exit_code == 0
    assert [one(database, case)[0].state for case in (1, 2)] == ["confirmed", "confirmed"]


def test_who_decides_again_or_what_was_taken_back_is_no_conflict(database, review):
    assert review("decide", "1", "confirmed", "--as", "Ben").exit_code == 0
    done = review("decide", "1", "dismissed", "--reason", "Quotes the regulator.", "--as", "Ben")
    assert done.exit_code == 0
    batch = re.search(r"undo (\S+)", done.output).group(1)
    assert review("undo", batch, "--as", "Ben").exit_code == 0 and one(database, 1)[0].state == "confirmed"
    assert review("decide", "1", "open", "--as", "Ben").exit_code == 0
    assert review("decide", "1", "confirmed", "--as", "Ann").exit_code == 0


def test_an_owner_that_somebody_else_named_stays_until_it_is_assigned_over(database, review):
    assert review("assign", "1", "--owner", "Cy", "--due", "2999-01-31", "--as", "Ben").exit_code == 0
    assert review("decide", "1", "confirmed", "--as", "Ann").exit_code == 0
    told = review("assign", "1", "2", "--owner", "Ann", "--as", "Ann")
    assert told.exit_code == 1 and "1 is assigned to Cy by Ben" in told.output
    assert review("assign", "1", "--owner", "Ann", "--over", "--as", "Ann").exit_code == 0
    case = one(database, 1)[0]
    assert (case.owner, case.due, case.state) == ("Ann", date(2999, 1, 31), "confirmed")


def test_a_number_that_is_none_is_said(review):
    told = review("decide", "99", "confirmed")
    assert told.exit_code == 2 and "There is no case 99" in told.output
