"""The database opens, says what is wrong, and keeps all of a step or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from claimlight.store import StoreError, open_database


def test_it_is_made_and_opened_again(database_url: str):
    first = open_database(database_url)
    with first.writing() as session:
        session.execute(text("CREATE TABLE notes (word TEXT)"))
        session.execute(text("INSERT INTO notes VALUES ('kept')"))
    first.close()
    second = open_database(database_url)
    with second.reading() as session:
        assert session.scalar(text("SELECT word FROM notes")) == "kept"
    second.close()


def test_a_file_is_read_while_it_is_written(tmp_path: Path):
    database = open_database(str(tmp_path / "a.sqlite3"))
    with database.reading() as session:
        assert session.scalar(text("PRAGMA journal_mode")) == "wal"
    database.close()


def test_a_step_that_fails_leaves_nothing(database_url: str):
    database = open_database(database_url)
    with database.writing() as session:
        session.execute(text("CREATE TABLE notes (word TEXT)"))
    with pytest.raises(StoreError, match="Nothing of this step was written"):
        with database.writing() as session:
            session.execute(text("INSERT INTO notes VALUES ('lost')"))
            session.execute(text("INSERT INTO no_such_table VALUES (1)"))
    with database.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM notes")) == 0
    database.close()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("nonsense://x", "no address of a database"),
        ("postgresql://nobody@127.0.0.1:1/none?connect_timeout=2", "cannot be used"),
        ("sqlite:////proc/no/such/file.sqlite3", "cannot be made"),
    ],
)
def test_an_address_that_does_not_work_is_named_with_the_reason(address: str, said: str):
    with pytest.raises(StoreError, match=said):
        open_database(address)


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path):
    path = tmp_path / "notes.txt"
    path.write_text("These are my notes, not a database. " * 50)
    with pytest.raises(StoreError, match="not a database"):
        open_database(str(path))
    assert path.read_text().startswith("These are my notes")
