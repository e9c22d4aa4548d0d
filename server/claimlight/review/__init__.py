"""Reviews: people decide finding by finding, once for every run and place, and the history cannot be rewritten."""

from __future__ import annotations

from .deciding import Conflict, Refused, assign, decide, undo, untouched
from .following import follow, follow_page
from .words import STATES, Decision, Person

__all__ = ["STATES", "Conflict", "Decision", "Person", "Refused", "assign", "decide", "follow", "follow_page", "undo", "untouched"]
