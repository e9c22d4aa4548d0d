"""What a reader says of a finding is kept, only what is needed of it, in both kinds of database."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from claimlight.feedback import Book, Entry, entry_of
from claimlight.store import Later, StoreError, is_there

TEXT = "Dear Ms Brown, welcome. Our exosomes \U0001f600 have no side effects. Call 555-0100."


def entry(text: str = TEXT, exact: str = "no side effects", rule: str = "small/safety/none", **more: object) -> Entry:
    at = text.index(exact)
    fields = {"received": date(2026, 11, 25), "verdict": "wrong", "version": "1.0.0", "fingerprint": "5d1c0a3e9b7f2846"}
    return entry_of(text, at, at + len(exact), rule=rule, **{**fields, **more})


def test_of_a_paragraph_only_the_sentence_is_kept():
    kept = entry()
    assert kept.sentence == "Our exosomes \U0001f600 have no side effects."
    assert kept.exact == "no side effects"


def test_words_that_run_over_two_sentences_keep_both():
    kept = entry("One. They cure. All of it. Two.", "cure. All")
    assert kept.sentence == "They cure. All of it."
    assert kept.exact == "cure. All"


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 3), (0, 900), (-3, 4)])
def test_a_place_that_is_not_in_the_text_is_refused(start: int, end: int):
    with pytest.raises(ValueError, match="no place of words"):
        entry_of("Some words.", start, end)


def test_what_was_kept_is_there_when_the_database_is_opened_again(database_url: str):
    first = entry(words="It is quoted.", text="A nul \0 and an emoji \U0001f600 have no side effects.")
    second = entry(rule="small/safety/other", verdict="right")
    book = Book(Later(database_url))
    book.keep(first)
    book.keep(second)
    again = Book(Later(database_url))
    assert again.entries() == [first, second]
    assert "\0" not in first.sentence and first.exact == "no side effects"


def test_entries_can_be_asked_for_by_the_beginning_of_a_rules_id(database_url: str):
    book = Book(Later(database_url))
    for rule in ("small/safety/none", "small/safety/none-at-all", "other_x/safety/none", "otherrx/safety/none"):
        book.keep(entry(rule=rule))
    assert [item.rule for item in book.entries("small/")] == ["small/safety/none", "small/safety/none-at-all"]
    assert [item.rule for item in book.entries("other_x/")] == ["other_x/safety/none"]


def test_no_database_is_made_before_there_is_something_to_keep(tmp_path: Path):
    url = f"sqlite:///{tmp_path}/deep/down.sqlite3"
    book = Book(Later(url))
    assert not is_there(url) and list(tmp_path.iterdir()) == []
    book.keep(entry())
    assert is_there(url)


def test_a_database_that_cannot_be_opened_is_tried_again_the_next_time(tmp_path: Path):
    (tmp_path / "place").write_text("a file where a folder should be")
    book = Book(Later(f"sqlite:///{tmp_path}/place/down.sqlite3"))
    with pytest.raises(StoreError):
        book.keep(entry())
    (tmp_path / "place").unlink()
    book.keep(entry())
    assert len(book.entries()) == 1
