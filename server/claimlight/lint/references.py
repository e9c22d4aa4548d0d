"""The sources behind a rule: at least two that somebody read, and not too long ago."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from .finding import Finding
from .source import Source

LEAST = 2
OLDEST = datetime.timedelta(days=366)


def check(source: Source, today: datetime.date) -> Iterator[Finding]:
    """Rules with too few sources, and sources that rules name and that nobody read, or nobody lately."""
    if source.pack is None:
        return
    for rule in source.own_rules:
        read = {name for name in rule.references if source.pack.references[name].get("checked")}
        reason = (source.parsed(rule.file)[0] or {}).get("one_reference")
        if len(read) < LEAST and not reason:
            yield source.found(
                "few-references",
                rule.file,
                ("references",),
                f"The rule names {len(read)} source{'s' * (len(read) != 1)} that somebody read; it needs {LEAST}",
                "Name another source, or say under `one_reference` why this is enough",
            )
    yield from _aged(source, today)


def _aged(source: Source, today: datetime.date) -> Iterator[Finding]:
    file = f"{source.name}/references.json"
    named = {name for rule in source.own_rules for name in rule.references}
    for place, item in enumerate(source.parsed(file)[0] or ()):
        name = item.get("id") if isinstance(item, dict) else None
        if name not in named:
            continue
        checked = item.get("checked")
        if not checked:
            if not item.get("note"):
                yield source.found(
                    "unread-reference",
                    file,
                    (place, "id"),
                    f"Rules name {name}, and nobody has read it",
                    "Read it and write the day under `checked`, or say under `note` how far it can be relied on",
                )
            continue
        day = _day(checked)
        if day is None or day > today:
            yield source.found("stale-reference", file, (place, "checked"), f"{name} was read on {checked}, which is no day that has been", "Correct the day")
        elif today - day > OLDEST:
            yield source.found(
                "stale-reference",
                file,
                (place, "checked"),
                f"{name} was last read on {checked}, over a year ago",
                "See whether it still says so, and write today's date",
            )


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None
