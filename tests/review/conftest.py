"""What the tests of reviews share: a database of each kind, and runs of pages that say what a test wants."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from claimlight.audit.tables import Finding, Run, RunPage
from claimlight.store import Database, open_database


@pytest.fixture
def database(database_url: str):
    opened = open_database(database_url)
    yield opened
    opened.close()


def write_run(database: Database, pages: dict[str, list[str] | None], level: str = "caution") -> int:
    """A run of pages, each with the sentences that were found on it; None for a page that could not be read."""
    with database.writing() as session:
        run = Run(name="", state="done", began=datetime.now(UTC), order={}, made_with={}, listed=True)
        session.add(run)
        session.flush()
        for address, sentences in pages.items():
            page = RunPage(run_id=run.id, address=address, site="clinic.example", state="failed" if sentences is None else "done", text=b"")
            session.add(page)
            session.flush()
            for place, sentence in enumerate(sentences or ()):
                session.add(
                    Finding(
                        run_id=run.id, page_id=page.id, fingerprint=f"{abs(hash(sentence)):x}"[:16], outcome="claim", rule="toy-en/disease/cures",
                        category="disease", severity=level, confidence=0.9, hedged=False, folded=False, block=place, start=0, end=4,
                        exact=sentence[:4], prefix="", suffix="", sentence=sentence, because=[],
                    )
                )
        return run.id


@pytest.fixture
def run(database: Database) -> Callable[..., int]:
    return lambda pages, **kept: write_run(database, pages, **kept)
