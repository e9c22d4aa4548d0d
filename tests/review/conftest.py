"""What the tests of reviews share: a database of each kind, and runs of pages that say what a test wants."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from runs import write_run

from claimlight.store import Database, open_database


@pytest.fixture
def database(database_url: str):
    opened = open_database(database_url)
    yield opened
    opened.close()


@pytest.fixture
def run(database: Database) -> Callable[..., int]:
    return lambda pages, **kept: write_run(database, pages, **kept)
