"""What people decided, written beside the findings of a run."""

from __future__ import annotations

from ..audit.handover import Handover
from ..store import Database
from .listing import by_finding


def show(database: Database, hand: Handover) -> None:
    """Fill in `review` and `reason` of a run's findings; those without a case stay as they are."""
    found = [item for item in hand.findings if item.outcome != "disclosure"]
    cases = by_finding(database, [(item.address, item.fingerprint) for item in found])
    for item in found:
        case = cases.get((item.address, item.fingerprint))
        if case:
            item.review, item.reason = case.state, case.reason
