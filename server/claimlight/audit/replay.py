"""The pages of an earlier run, out of its evidence: what would other packs have marked then?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from sqlalchemy import select

from ..store import Database
from .evidence import stored
from .sources import Lost
from .tables import RunPage
from .words import Failure, Fetched, Wanted


def kept_pages(database: Database, number: int) -> Iterator[tuple[Wanted, Fetched] | Lost]:
    """Each page that a run read, as it was then; one whose evidence is damaged is lost by itself."""
    after = 0
    while True:
        read = RunPage.state.in_(("done", "unchanged"))
        chosen = select(RunPage).where(RunPage.run_id == number, read, RunPage.id > after).order_by(RunPage.id).limit(200)
        with database.reading() as session:
            rows = session.scalars(chosen).all()
        if not rows:
            return
        for row in rows:
            after = row.id
            try:
                page = stored(Path(row.evidence), row.offset)
            except Failure as failure:
                yield Lost(row.address, failure)
                continue
            yield Wanted(row.address, f"warc:{row.evidence}#{row.offset}", f"run {number}"), replace(page, address=row.address)
