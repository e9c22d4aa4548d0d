"""Cases and events as plain data, for JSON."""

from __future__ import annotations

from .tables import Case, Event

_CASE = (
    "id", "address", "site", "fingerprint", "rule", "category", "level", "exact", "sentence", "state", "reason", "owner", "note",
    "first_run", "last_run", "version",
)
_EVENT = ("id", "who", "what", "batch", "before", "after", "reason", "owner", "note", "sentence", "run")


def case_as_json(case: Case) -> dict:
    """A case; dates as ISO 8601."""
    dates = {name: value.isoformat() if value else None for name, value in (("until", case.until), ("due", case.due))}
    return {name: getattr(case, name) for name in _CASE} | dates


def last_as_json(event: Event | None) -> dict | None:
    """What happened last to a case, in short."""
    return event and {"who": event.who, "what": event.what, "at": event.at.isoformat(), "batch": event.batch}


def event_as_json(event: Event) -> dict:
    """An event of a case's history."""
    dates = {name: value.isoformat() if value else None for name, value in (("at", event.at), ("until", event.until), ("due", event.due))}
    return {name: getattr(event, name) for name in _EVENT} | dates
