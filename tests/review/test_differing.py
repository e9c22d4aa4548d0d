"""Two kept runs compared where they differ: what the database counts is what the comparison of everything says."""

from __future__ import annotations

from collections import Counter

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from claimlight.audit.comparison import compare
from claimlight.audit.differing import differing
from claimlight.audit.exports.web import as_html
from claimlight.audit.handover import gather
from claimlight.audit.summary import lines
from claimlight.audit.tables import Finding, Run, RunPage
from claimlight.store import Database

A, B, C = (f"https://clinic.example/{name}" for name in "abc")
KNEE, KNEES = "Our exosomes cure chronic knee pain.", "Our exosomes can cure all chronic knee pain."
RUNS = {
    "the same": ({A: ["One.", "Two."], B: ["Three."]}, {A: ["Two.", "One."], B: ["Three."]}),
    "new and gone": ({A: ["One.", "Two."]}, {A: ["Two.", "Quite another thing."]}),
    "edited": ({A: [KNEE, "Two."]}, {A: [KNEES, "Two."]}),
    "moved on its page and on its site": ({A: ["One.", "Two."], B: ["Three."]}, {A: ["Two."], B: ["Three.", "One."]}),
    "twice, then once": ({A: ["One.", "One.", "Two."]}, {A: ["One.", "Two."]}),
    "once, then twice": ({A: ["One."]}, {A: ["One.", "One."]}),
    "not read again": ({A: ["One."], B: ["Two."]}, {A: ["One."], B: None}),
    "read, with nothing left": ({A: ["One."], B: ["Two."]}, {A: ["One."], B: []}),
    "nothing before": ({A: None}, {A: ["One."], C: ["Two."]}),
}


def everything(database: Database, before: int, after: int) -> list:
    columns = (Finding.fingerprint, Finding.rule, Finding.sentence, RunPage.address, RunPage.site)
    with database.reading() as session:
        rows = [session.execute(select(*columns).join(RunPage).where(Finding.run_id == run).order_by(Finding.id)).all() for run in (before, after)]
        read = set(session.scalars(select(RunPage.address).where(RunPage.run_id == after, RunPage.state == "done")))
    return compare(*rows, read)


def shown(changes: list) -> Counter:
    return Counter((change.state, *(item and (item.address, item.sentence) for item in (change.before, change.after))) for change in changes)


@pytest.mark.parametrize("name", RUNS)
def test_what_differs_is_what_the_whole_comparison_says(database, run, name):
    before, after = (run(pages) for pages in RUNS[name])
    whole = everything(database, before, after)
    changes, same = differing(database, before, after)
    assert shown(changes) == shown([change for change in whole if change.state != "unchanged"])
    assert same == sum(change.state == "unchanged" for change in whole)


def test_disclosures_are_not_compared(database, run):
    before, after = run({A: ["One."]}), run({A: ["One."]})
    with database.writing() as session:
        session.query(Finding).where(Finding.run_id == after).update({"outcome": "disclosure"})
    changes, same = differing(database, before, after)
    assert [change.state for change in changes] == ["gone"] and same == 0


def test_the_report_of_a_run_counts_the_same_as_the_dashboard(database, run):
    before, after = run({A: ["One.", "Two."], B: ["Three."]}), run({A: ["One.", "Two."], B: ["Four."]})
    with database.writing() as session:
        session.query(Finding).where(Finding.sentence == "Two.").update({"outcome": "disclosure"})
    changes, same = differing(database, before, after)
    shown = gather(database, after, baseline=before)
    assert Counter(state for state, _ in shown.compared) == {"unchanged": same} | Counter(change.state for change in changes) == {"unchanged": 1, "new": 1, "gone": 1}
    assert "Since run 1: 1 new, 0 changed, 1 as before, 1 gone" in "\n".join(lines(shown))


def test_what_a_later_run_sets_aside_is_neither_gone_here_nor_there(database, run):
    before, after = run({A: ["One.", "Two."]}), run({A: ["Two."]})
    with database.writing() as session:
        gone = session.query(Finding).where(Finding.sentence == "One.").one()
        kept = {column.name: getattr(gone, column.name) for column in Finding.__table__.c if column.name not in ("id", "run_id", "page_id")}
        session.query(Run).where(Run.id == after).one().made_with = {"overrides": {"file": "overrides.yaml", "warnings": []}}
        session.query(RunPage).where(RunPage.run_id == after).one().report = {"set_aside": [kept | {"line": 3, "reason": "Agreed.", "until": "2999-01-01"}]}
    assert differing(database, before, after) == ([], 1)
    assert Counter(state for state, _ in gather(database, after, baseline=before).compared) == {"unchanged": 1}


def test_a_report_lists_as_gone_what_it_counts_as_gone(database, run):
    read = {"coverage": {"blocks": 2, "characters": 9, "unread": [], "truncated": False}}
    before, after = run({A: ["One.", "Two."], B: ["Three."]}), run({A: []}, report=read)
    with database.writing() as session:
        session.query(Finding).where(Finding.sentence == "Two.").update({"outcome": "disclosure", "exact": "Openly"})
    report = BeautifulSoup(as_html(gather(database, after, baseline=before, text=True)), "lxml")
    assert "1 gone, 1 on pages that were not read this time" in " ".join(report.get_text().split())
    assert len(report.select("section[aria-labelledby=gone] li")) == 1
