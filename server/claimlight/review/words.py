"""The words of a review, as frozen types; imports nothing of ours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

#: What a finding can be, and what that means. `open`, `changed` and `returned` wait for a person.
STATES = {
    "open": "Nobody has decided yet.",
    "confirmed": "The page should change this.",
    "dismissed": "This is no finding; the reason says why.",
    "accepted": "This may stay until a date.",
    "fixed": "The words are gone from the page.",
    "returned": "The words were gone, and are back.",
    "changed": "The sentence was edited: review again.",
}
WAITING = ("open", "changed", "returned")
#: What a person can decide; the other states follow from what a run finds.
DECISIONS = ("open", "confirmed", "dismissed", "accepted")
#: What somebody has decided, and nothing has happened since.
SETTLED = DECISIONS[1:]


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts. A reader sees, a reviewer decides, an admin may do everything."""

    name: str
    role: str = "reviewer"

    @property
    def decides(self) -> bool:
        """Whether this person may decide."""
        return self.role in ("reviewer", "admin")

    @property
    def starts(self) -> bool:
        """Whether this person may start runs."""
        return self.role == "admin"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decides: a state of `DECISIONS`, a reason (compulsory to dismiss), a date up to which it may stay."""

    state: str
    reason: str = ""
    until: date | None = None
