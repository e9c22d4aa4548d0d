"""Brings the pages of a run in: from the web many hosts side by side and each politely, from files one after another."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from .addresses import host
from .fetch import Fetcher, moment
from .rendering import Renderer
from .robots import Robots
from .tables import RunPage
from .turns import Turns
from .words import Failure, Fetched, Known

THREADS = 16
#: A page that a person saved has no headers; its charset is found out from the page itself.
_SAVED = (("Content-Type", "text/html"),)


@dataclass(frozen=True, slots=True)
class Brought:
    """A page that was fetched, or why not."""

    page: RunPage
    fetched: Fetched | None
    failure: Failure | None


class Feeder:
    """Fetches pages in threads, one at a time from each host, with a pause of `delay` seconds or what robots.txt asks."""

    def __init__(self, fetcher: Fetcher, robots: Robots, delay: float, renderer: Renderer | None = None) -> None:
        """`renderer` shows pages in a browser; None reads them as they are sent."""
        self._fetcher, self._robots, self._delay, self._renderer = fetcher, robots, delay, renderer
        self._turns: Turns[tuple[RunPage, Known]] = Turns()
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="fetch")
        self.fetching: dict[Future, str] = {}

    def add(self, page: RunPage, known: Known) -> None:
        """Queue a page."""
        self._turns.add(page.place and "files" or host(page.address), (page, known))

    def __len__(self) -> int:
        return len(self._turns)

    def start(self) -> None:
        """Begin to fetch whatever may be fetched now."""
        while len(self.fetching) < THREADS and (turn := self._turns.take()):
            name, (page, known) = turn
            self.fetching[self._pool.submit(self._bring, page, known)] = name

    def finish(self, future: Future) -> Brought:
        """Take what a fetch brought, and let its host rest."""
        name = self.fetching.pop(future)
        brought: Brought = future.result()
        pause = 0.0 if brought.page.place or brought.failure and brought.failure.cause == "robots" else self._pause(brought.page.address)
        self._turns.done(name, pause)
        return brought

    def wait(self) -> float:
        """Seconds until some host may be asked again."""
        return self._turns.wait()

    def close(self) -> None:
        """Give up what is queued; fetches under way end by their own limits."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _pause(self, address: str) -> float:
        try:
            return max(self._delay, self._robots.delay(address))
        except Failure:
            return self._delay

    def _bring(self, page: RunPage, known: Known) -> Brought:
        try:
            if page.place:
                return Brought(page, self._saved(page), None)
            self._robots.check(page.address)
            if renderer := self._renderer:
                return Brought(page, self._fetcher.trying(lambda: renderer.page(page.address, self._robots.check)), None)
            return Brought(page, self._fetcher.page(page.address, known, self._robots.check), None)
        except Failure as failure:
            return Brought(page, None, failure)

    def _saved(self, page: RunPage) -> Fetched:
        path = Path(page.place)
        limit = self._fetcher.limits.size
        try:
            if path.stat().st_size > limit:
                raise Failure("too-large", f"It has {path.stat().st_size:,} bytes; the limit is {limit:,}.")
            body = path.read_bytes()
        except OSError as error:
            raise Failure("file", f"{path} cannot be read: {error.strerror}.") from None
        if b"\0" in body[:1000] and not body.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise Failure("not-a-page", f"{path.name} is no text.")
        return Fetched(page.address, page.address, 200, "", _SAVED, (), body, moment(), 0.0)
