"""Whose turn it is: one page at a time of each host, with a pause between, many hosts side by side."""

from __future__ import annotations

import heapq
import itertools
import time
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Turns(Generic[Item]):
    """A queue that gives out items of hosts which may be asked again. Used by one thread.

    `clock` counts seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._waiting: dict[str, deque[Item]] = {}
        self._busy: set[str] = set()
        self._due: list[tuple[float, int, str]] = []
        self._order = itertools.count()

    def __len__(self) -> int:
        return sum(map(len, self._waiting.values()))

    def add(self, host: str, item: Item) -> None:
        """Queue an item of a host."""
        queue = self._waiting.get(host)
        if queue is None:
            queue = self._waiting[host] = deque()
            if host not in self._busy and all(name != host for _, _, name in self._due):
                heapq.heappush(self._due, (0.0, next(self._order), host))
        queue.append(item)

    def take(self) -> tuple[str, Item] | None:
        """The next item whose host may be asked now, with that host; None when there is none at this moment."""
        while self._due and self._due[0][0] <= self._clock():
            _, _, host = heapq.heappop(self._due)
            queue = self._waiting.get(host)
            if queue:
                self._busy.add(host)
                item = queue.popleft()
                return host, item
            self._waiting.pop(host, None)
        return None

    def done(self, host: str, pause: float) -> None:
        """A host has answered; it may be asked again after so many seconds."""
        self._busy.discard(host)
        if not self._waiting.get(host):
            self._waiting.pop(host, None)
        heapq.heappush(self._due, (self._clock() + pause, next(self._order), host))

    def wait(self) -> float:
        """Seconds until some host with waiting items may be asked; 0 when one may be now or none waits."""
        times = [due for due, _, host in self._due if self._waiting.get(host)]
        return max(0.0, min(times) - self._clock()) if times else 0.0
