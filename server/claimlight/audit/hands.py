"""The pages that are in the workers' hands: given out in portions, taken back one by one, tried again when a worker dies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import TypeVar

from .executors import Workers
from .reading import Checked, Job, check_portion
from .tables import RunPage
from .words import Fetched

T = TypeVar("T")

_PORTION = 8  # pages handed to a worker at once, where so many are there
_WEIGHT = 2_000_000  # bytes after which a portion is full


@dataclass(frozen=True, slots=True)
class Hand:
    """A page in the workers' hands: where it came from and what it was."""

    page: RunPage
    fetched: Fetched
    job: Job
    earlier: RunPage | None = None


class Hands:
    """Gathers pages, gives them to the workers in portions, and takes them back checked."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self._gathered: list[Hand] = []
        self.working: dict[Future, tuple[Hand, ...]] = {}

    def __len__(self) -> int:
        return len(self.working)

    @property
    def room(self) -> bool:
        """Whether the workers can do with more."""
        return len(self.working) < 2 * self._workers.size

    def gather(self, hand: Hand) -> None:
        """Take a page that is to be checked; it goes out with the next `hand_over`."""
        self._gathered.append(hand)

    def hand_over(self) -> None:
        """Give what is gathered to the workers, in portions that leave none of them idle."""
        size = min(_PORTION, -(-len(self._gathered) // self._workers.size))
        for portion in portions(self._gathered, size, lambda hand: len(hand.job.body)):
            self._give(portion)
        self._gathered = []

    def finish(self, future: Future) -> list[tuple[Hand, Checked]]:
        """What a portion came to. When a worker died of it, each page in hand was tried by itself.

        A page that no worker survives comes back as a `Checked` that failed.
        """
        portion = self.working.pop(future)
        try:
            return list(zip(portion, future.result(), strict=True))
        except BrokenProcessPool:
            return self._one_by_one(portion)
        except Exception as error:  # a cluster's ways of saying that its workers die of this portion
            if len(portion) == 1:
                return [_lost(portion[0], f"It could not be checked: {type(error).__name__}.")]
            for hand in portion:
                self._give([hand])
            return []

    def _give(self, portion: list[Hand]) -> Future:
        future = self._workers.submit(check_portion, tuple(hand.job for hand in portion))
        self.working[future] = tuple(portion)
        return future

    def _one_by_one(self, portion: tuple[Hand, ...]) -> list[tuple[Hand, Checked]]:
        """Try all pages in hand one by one, so that the one that kills is found; the others lose nothing by it."""
        suspects = [hand for hands in (portion, *self.working.values()) for hand in hands]
        self.working.clear()
        self._workers.renew()
        return [self._alone(suspect) for suspect in suspects]

    def _alone(self, hand: Hand) -> tuple[Hand, Checked]:
        for _ in range(2):
            future = self._give([hand])
            wait([future])
            del self.working[future]
            if not isinstance(future.exception(), BrokenProcessPool):
                return hand, future.result()[0]
            self._workers.renew()
        return _lost(hand, "The process that checked it died, twice.")


def _lost(hand: Hand, detail: str) -> tuple[Hand, Checked]:
    return hand, Checked(hand.page.id, failure=("fault", detail))


def portions(items: Iterable[T], size: int, weight: Callable[[T], int] = lambda item: 0) -> Iterator[list[T]]:
    """The items in lists of `size`, or shorter ones where the items' weight would come to more than a portion takes."""
    portion: list[T] = []
    heavy = 0
    for item in items:
        portion.append(item)
        heavy += weight(item)
        if len(portion) >= size or heavy >= _WEIGHT:
            yield portion
            portion, heavy = [], 0
    if portion:
        yield portion
