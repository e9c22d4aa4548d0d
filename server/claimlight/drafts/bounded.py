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


class Clock:
    """The time that is left. Raises TimeoutError when it is spent."""

    def __init__(self, seconds: float = PATIENCE) -> None:
        self.left = seconds

    def run(self, search: Callable, *arguments: Any, timeout: float) -> Any:
        """Search within what is left, and within the time of one search."""
        if self.left <= 0:
            raise TimeoutError
        begun = time.monotonic()
        try:
            return search(*arguments, timeout=min(timeout, self.left))
        finally:
            self.left -= time.monotonic() - begun


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
