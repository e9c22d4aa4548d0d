"""One decision serves every run: words that moved stay decided, edited ones come back, what is gone is fixed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from claimlight.audit.tables import Run
from claimlight.review import Conflict, Decision, Person, Refused, assign, decide, follow, undo
from claimlight.review.following import reopen
from claimlight.review.listing import Filter, counts, listed, one
from claimlight.review.tables import Event
from claimlight.store import StoreError

ANN, BOB, READER = Person("Ann"), Person("Bob"), Person("Rita", "reader")
TODAY = date.today()
A, B = "https://clinic.example/a", "https://clinic.example/b"
CURE, WINTER = "Our exosomes cure chronic knee pain.", "There is nothing better in winter for the whole family."


def cases(database, **wanted):
    return listed(database, Filter(**wanted), TODAY)[0]


def states(database) -> dict[str, str]:
    return {case.sentence: case.state for case in cases(database)}


def test_a_run_opens_a_case_for_each_finding_and_once_only(database, run):
    first = run({A: [CURE, WINTER]})
    assert follow(database, first) == {"open": 2}
    assert follow(database, first) == {} and follow(database, run({A: [CURE, WINTER]})) == {}
    assert states(database) == {CURE: "open", WINTER: "open"}


def test_a_decision_holds_in_later_runs_and_over_moves(database, run):
    follow(database, run({A: [WINTER, CURE]}))
    (case,) = [case for case in cases(database) if case.sentence == CURE]
    decide(database, [case.id], Decision("dismissed", "Quotes the regulator."), ANN)
    follow(database, run({A: [CURE, WINTER]}))
    assert states(database)[CURE] == "dismissed"
    follow(database, run({A: [WINTER], B: [CURE]}))
    moved, history = one(database, case.id)
    assert moved.state == "dismissed" and moved.address == B
    assert [event.reason for event in history] == ["Quotes the regulator.", "the words moved"]


@pytest.mark.parametrize("state", ["confirmed", "dismissed", "accepted"])
def test_an_edited_sentence_is_reviewed_again(database, run, state):
    follow(database, run({A: [CURE]}))
    (case,) = cases(database)
    decide(database, [case.id], Decision(state, "Because.", TODAY + timedelta(30)), ANN)
    follow(database, run({A: ["Our exosomes can cure all chronic knee pain."]}))
    (again,) = cases(database)
    assert (again.id, again.state) == (case.id, "changed")
    assert one(database, case.id)[1][-1].reason == f"it said: {CURE}"


def test_what_is_gone_is_fixed_and_what_comes_back_is_returned(database, run):
    follow(database, run({A: [CURE]}))
    assert follow(database, run({A: []})) == {"fixed": 1}
    assert follow(database, run({A: [CURE]})) == {"returned": 1}


def test_a_page_that_cannot_be_read_leaves_its_cases_as_they_are(database, run):
    follow(database, run({A: [CURE]}))
    assert follow(database, run({A: None})) == {}
    assert states(database) == {CURE: "open"}


def test_a_page_that_was_not_asked_for_leaves_its_cases_as_they_are(database, run):
    follow(database, run({A: [CURE], B: []}))
    (case,) = cases(database)
    decide(database, [case.id], Decision("dismissed", "Quotes the regulator."), ANN)
    assert follow(database, run({B: [CURE]})) == {"open": 1}
    assert {(case.address, case.state) for case in cases(database)} == {(A, "dismissed"), (B, "open")}


def test_a_page_that_a_whole_site_does_not_lead_to_any_more_has_moved(database, run):
    follow(database, run({A: [CURE]}))
    later = run({B: [CURE]})
    with database.writing() as session:
        session.get(Run, later).order = {"sitemaps": ["https://clinic.example/sitemap.xml"]}
    assert follow(database, later) == {"moved": 1}


@pytest.mark.parametrize("order", [{"crawls": ["https://clinic.example/"], "pages": 1}, {"sitemaps": ["https://clinic.example/sitemap.xml"], "addresses": [B]}])
def test_a_run_that_may_have_left_pages_out_moves_nothing_from_them(database, run, order):
    follow(database, run({A: [CURE]}))
    later = run({B: [CURE]})
    with database.writing() as session:
        session.get(Run, later).order = order
    assert follow(database, later) == {"open": 1} and {case.address for case in cases(database)} == {A, B}


def test_an_older_run_says_nothing_about_today(database, run):
    older = run({A: []})
    follow(database, run({A: [CURE]}))
    follow(database, older)
    assert states(database) == {CURE: "open"}


def test_what_was_accepted_is_open_again_when_its_day_is_past(database, run):
    follow(database, run({A: [CURE]}))
    decide(database, [cases(database)[0].id], Decision("accepted", "A new page is coming.", TODAY + timedelta(2)), ANN)
    assert reopen(database, TODAY) == 0
    assert reopen(database, TODAY + timedelta(3)) == 1 and states(database) == {CURE: "open"}


@pytest.mark.parametrize(
    ("decision", "who", "said"),
    [
        (Decision("dismissed"), ANN, "needs a reason"),
        (Decision("accepted", "Because."), ANN, "needs a date"),
        (Decision("accepted", "Because.", TODAY - timedelta(1)), ANN, "still to come"),
        (Decision("accepted", "", TODAY + timedelta(1)), ANN, "needs a reason"),
        (Decision("fixed"), ANN, "cannot be decided"),
        (Decision("confirmed"), READER, "may look, not decide"),
        (Decision("confirmed"), Person(" "), "Say who"),
    ],
)
def test_a_decision_without_what_it_needs_is_refused(database, run, decision, who, said):
    follow(database, run({A: [CURE]}))
    with pytest.raises(Refused, match=said):
        decide(database, [cases(database)[0].id], decision, who)
    assert states(database) == {CURE: "open"}


def test_two_reviewers_at_once_overwrite_nothing_silently(database, run):
    follow(database, run({A: [CURE, WINTER]}))
    both = cases(database)
    seen = {case.id: case.version for case in both}
    decide(database, [both[0].id], Decision("confirmed"), ANN, seen)
    with pytest.raises(Conflict, match="confirmed by Ann"):
        decide(database, list(seen), Decision("dismissed", "No."), BOB, seen)
    assert sorted(states(database).values()) == ["confirmed", "open"], "none of Bob's were changed"


def test_many_are_decided_at_once_and_undone_at_once(database, run):
    follow(database, run({A: [f"Sentence number {number} is like no other {number * 7919}." for number in range(30)]}))
    done = decide(database, [case.id for case in cases(database)], Decision("dismissed", "All quotes."), ANN)
    assert done.count == 30 and counts(database, Filter(), TODAY)["dismissed"] == 30
    assert undo(database, done.batch, ANN).count == 30
    assert counts(database, Filter(), TODAY)["open"] == 30
    again = decide(database, [cases(database)[0].id], Decision("confirmed"), ANN)
    decide(database, [cases(database)[0].id], Decision("open"), BOB)
    with pytest.raises(Conflict, match="by Bob"):
        undo(database, again.batch, ANN)


def test_undo_brings_back_what_was_decided_and_assigned_before(database, run):
    follow(database, run({A: [CURE]}))
    case = cases(database)[0].id
    decide(database, [case], Decision("dismissed", "First reason."), ANN)
    assign(database, [case], ANN, owner="Ann", note="Look here")
    done = decide(database, [case], Decision("confirmed"), BOB)
    undo(database, done.batch, BOB)
    found = one(database, case)[0]
    assert (found.state, found.reason, found.owner, found.note) == ("dismissed", "First reason.", "Ann", "Look here")


def test_the_history_cannot_be_rewritten(database, run):
    follow(database, run({A: [CURE]}))
    decide(database, [cases(database)[0].id], Decision("dismissed", "Because."), ANN)
    statements = ["UPDATE review_events SET who = 'Nobody'", "DELETE FROM review_events"]
    if database.engine.dialect.name == "sqlite":
        columns = ", ".join(column.name if column.name != "who" else "'Nobody'" for column in Event.__table__.c)
        statements.append(f"REPLACE INTO review_events SELECT {columns} FROM review_events")
    else:
        statements.append("TRUNCATE review_events")
    for statement in statements:
        with pytest.raises(StoreError, match="cannot be changed"):
            with database.writing() as session:
                session.execute(text(statement))
    assert one(database, cases(database)[0].id)[1][0].who == "Ann"


def test_lists_are_filtered_searched_and_paged(database, run):
    follow(database, run({A: [CURE], B: [WINTER]}, level="note"))
    follow(database, run({"https://clinic.example/c": ["100% of_all cure."]}, level="alert"))
    assert cases(database)[0].level == "alert"
    assert [case.sentence for case in cases(database, words="KNEE exosomes")] == [CURE] and cases(database, level="review") == []
    first, total = listed(database, Filter(), TODAY, count=2)
    rest, _ = listed(database, Filter(), TODAY, count=2, after=(first[-1].rank, first[-1].id))
    assert total == 3 and [case.id for case in first + rest] == [case.id for case in cases(database)]
    assign(database, [first[0].id], ANN, owner="Ann", due=TODAY - timedelta(1))
    assert [case.id for case in cases(database, overdue=True)] == [first[0].id]
    assert [case.id for case in cases(database, owner="Ann")] == [first[0].id]
