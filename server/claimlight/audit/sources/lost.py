"""A part of a source that could not be read."""

from __future__ import annotations

from dataclasses import dataclass

from ..words import Failure


@dataclass(frozen=True, slots=True)
class Lost:
    """`place` is the line, file or address that could not be read, `failure` says why."""

    place: str
    failure: Failure
