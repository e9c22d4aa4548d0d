"""Patterns that share a bounded time, for rules whose author nobody knows."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import fields
from functools import cached_property
from typing import Any

from ..packs.types import Pattern

#: Seconds of searching that the patterns of a rule may take together, on a page and its tests.
PATIENCE = 2.0
#: Matches that they may find together: whoever marks more than that marks every word.
MOST_MATCHES = 1_000


class Clock:
    """The time that is left, and the matches. Raises TimeoutError when they are spent."""

    def __init__(self, seconds: float = PATIENCE, matches: int = MOST_MATCHES) -> None:
        self.left = seconds
        self.matches = matches

    def run(self, search: Callable, *arguments: Any, timeout: float) -> Any:
        """Search within what is left, and within the time of one search."""
        if self.spent:
            raise TimeoutError
        begun = time.monotonic()
        try:
            found = search(*arguments, timeout=min(timeout, self.left))
            self.matches -= found is not None
            return found
        finally:
            self.left -= time.monotonic() - begun

    @property
    def spent(self) -> bool:
        """Whether nothing more will be searched."""
        return self.left <= 0 or self.matches <= 0


class _Expression:
    """A compiled expression on a clock."""

    def __init__(self, pattern: Pattern, clock: Clock) -> None:
        self._compiled = pattern.expression
        self._clock = clock

    def search(self, *arguments: Any, timeout: float) -> Any:
        return self._clock.run(self._compiled.search, *arguments, timeout=timeout)

    def match(self, *arguments: Any, timeout: float) -> Any:
        return self._clock.run(self._compiled.match, *arguments, timeout=timeout)


class Bounded(Pattern):
    """A pattern as it is, but that all its searches run on a clock."""

    @classmethod
    def of(cls, pattern: Pattern, clock: Clock) -> Bounded:
        values = {field.name: getattr(pattern, field.name) for field in fields(Pattern)} | {"risky": True}
        made = cls(**values)
        made.__dict__["_clock"] = clock
        return made

    @cached_property
    def expression(self) -> _Expression:
        return _Expression(Pattern(**{field.name: getattr(self, field.name) for field in fields(Pattern)}), self.__dict__["_clock"])
