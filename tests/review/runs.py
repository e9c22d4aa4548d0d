"""Runs of pages that say what a test wants, written straight into the database."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from claimlight.audit.tables import Finding, Run, RunPage
from claimlight.store import Database


def write_run(
    database: Database, pages: dict[str, list[str] | None], level: str = "caution", site: str = "clinic.example", made_with: dict | None = None,
    fetched: str = "", report: dict | None = None,
) -> int:
    """A run of pages, each with the sentences that were found on it; None for a page that could not be read."""
    with database.writing() as session:
        run = Run(name="", state="done", began=datetime.now(UTC), order={}, made_with=made_with or {}, listed=True)
        session.add(run)
        session.flush()
        for address, sentences in pages.items():
            page = RunPage(run_id=run.id, address=address, site=site, state="failed" if sentences is None else "done", text=b"", fetched=fetched, report=report or {})
            session.add(page)
            session.flush()
            for place, sentence in enumerate(sentences or ()):
                session.add(
                    Finding(
                        run_id=run.id, page_id=page.id, fingerprint=hashlib.sha256(sentence.encode()).hexdigest()[:16], outcome="claim", rule="toy-en/disease/cures",
                        category="disease", severity=level, confidence=0.9, hedged=False, folded=False, block=place, start=0, end=4,
                        exact=sentence[:4], prefix="", suffix="", sentence=sentence, because=[],
                    )
                )
        return run.id
