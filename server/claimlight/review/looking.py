"""What is decided of the findings on a page that somebody has before them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import func, select

from ..audit.addresses import page_address
from ..audit.words import Failure
from ..store import Database
from .tables import Case, Event


def on_page(database: Database, address: str, fingerprints: Sequence[str]) -> list[tuple[Case, Event | None]]:
    """The cases of a page's findings, each with the last thing that happened to it.

    A browser may name the page without its query. Then the page with a query is taken, unless there are several that
    say the same.
    """
    try:
        wanted = page_address(address)
    except Failure:
        return []
    found: dict[str, dict[str, Case]] = defaultdict(dict)
    with database.reading() as session:
        for start in range(0, len(fingerprints), 300):
            for case in session.scalars(select(Case).where(Case.fingerprint.in_(fingerprints[start : start + 300]))):
                if case.address == wanted or case.address.partition("?")[0] == wanted:
                    found[case.fingerprint][case.address] = case
        cases = [places[wanted] if wanted in places else next(iter(places.values())) for places in found.values() if wanted in places or len(places) == 1]
        newest = select(func.max(Event.id)).where(Event.case_id.in_([case.id for case in cases])).group_by(Event.case_id)
        events = {event.case_id: event for event in session.scalars(select(Event).where(Event.id.in_(newest)))}
    return [(case, events.get(case.id)) for case in cases]
