"""Words are searched as people expect: in any order, by their beginning, as phrases, whatever their case and accents."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, make_url, text

from claimlight.review import Decision, Person, assign, decide, follow
from claimlight.review.listing import Filter, counts, listed
from claimlight.store import database as opening
from claimlight.store import open_database
from claimlight.store.search import folded

ANN, TODAY = Person("Ann"), date.today()
STEM = "Our stem cells repair every knee, 100% safely."
CELL = "Each cell of the stem is a patient’s own."
TURKISH = "Kök hücre tedavisi ağrıyı TAMAMEN İyileştirir."
SPANISH = "El señor curó su corazón sin cirugía."


def found(database, words: str) -> set[str]:
    return {case.sentence for case in listed(database, Filter(words=words), TODAY)[0]}


@pytest.fixture
def clinic(database, run):
    follow(database, run({"https://clinic.example/fiyatlar/k%C3%B6k-h%C3%BCcre?page=2": [TURKISH], "https://clinic.example/prices": [STEM, CELL, SPANISH]}))
    return database


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("knee STEM", {STEM}),
        ("rep kne", {STEM}),
        ("pair", set()),
        ("stem cell", {STEM, CELL}),
        ('"stem cell', {STEM}),
        ('"stem cell"', set()),
        ("“stem cells” knee", {STEM}),
        ('"cells stem"', set()),
        ("KOK HUCRE", {TURKISH}),
        ("ağrıyı", {TURKISH}),
        ("AGRIYI iyileştirir", {TURKISH}),
        ("tamamen IYI", {TURKISH}),
        ("senor corazon", {SPANISH}),
        ("SEÑOR CIRUGÍA", {SPANISH}),
        ("patient's", {CELL}),
        ("clinic.example/pri", {STEM, CELL, SPANISH}),
        ("https://clinic.example/fiyatlar/k%C3%B6k-h%C3%BCcre?page=2", {TURKISH}),
        ("/fiyatlar/kök", {TURKISH}),
        ("100%", {STEM}),
        ("%", set()),
        ('"', set()),
        ("   ", {STEM, CELL, TURKISH, SPANISH}),
        ("stem OR señor", set()),
        ("NOT knee", set()),
        ("knee*) & ' : | !", {STEM}),
    ],
)
def test_words_are_found(clinic, asked: str, expected: set[str]):
    assert found(clinic, asked) == expected
    assert counts(clinic, Filter(words=asked), TODAY)["open"] == len(expected)


def test_what_is_long_beyond_sense_is_asked_and_kept_all_the_same(database, run):
    endless = "sound " * 300_000 + "word" * 2_000
    follow(database, run({"https://clinic.example/long": [STEM, endless]}))
    assert found(database, "sound " * 3_000) == {endless} and found(database, "knee" * 3_000) == set()


def test_the_index_follows_what_becomes_of_a_finding(clinic, run):
    (case,) = listed(clinic, Filter(words="knee"), TODAY)[0]
    decide(clinic, [case.id], Decision("accepted", "A new page is promised.", TODAY + timedelta(9)), ANN)
    assign(clinic, [case.id], ANN, note="Written to on Monday")
    assert found(clinic, "knee promised") == found(clinic, "monday") == {STEM}
    edited = "Our stem cells repair every hip, 100% safely."
    follow(clinic, run({"https://clinic.example/prices": [edited, CELL, SPANISH]}))
    assert found(clinic, "hip") == {edited} and found(clinic, "knee") == set()
    with clinic.writing() as session:
        session.execute(text("DELETE FROM review_cases WHERE id NOT IN (SELECT case_id FROM review_events)"))
    assert found(clinic, "stem") == {edited} and found(clinic, "señor") == set()


def test_findings_of_an_older_version_are_searched_too(database_url: str):
    address = make_url(database_url)
    engine = create_engine(address.set(drivername="postgresql+psycopg") if address.drivername == "postgresql" else address)
    config = Config()
    config.set_main_option("script_location", str(opening._MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "reviews_0002")
        connection.execute(
            text(
                "INSERT INTO review_cases (id, address, site, fingerprint, rule, category, level, rank, exact, sentence, state, reason, owner, note, first_run, last_run, version)"
                " VALUES (7, 'https://clinic.example/', 'clinic.example', 'f', 'r', 'disease', 'note', 1, 'x', :said, 'open', '', '', '', 1, 1, 1)"
            ),
            {"said": TURKISH},
        )
    engine.dispose()
    database = open_database(database_url)
    assert found(database, "kok hucre") == {TURKISH}
    database.close()


def test_letters_are_folded_as_people_type_them():
    assert folded("Kök hücre, ¡SEÑOR! Straße, IŞIK ışık İz, Łódź, smørrebrød; ﬁn\u00adal e\u0301tat") == "kok hucre senor strasse isik isik iz lodz smorrebrod final etat"
