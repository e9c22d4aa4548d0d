"""What a run is to read: the pages that each source of its order names. Archives and replays bring theirs themselves."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from .addresses import host
from .fetch import Fetcher
from .order import Order
from .robots import Robots
from .sources import Lost, folder_pages, listed_pages, sitemap_pages
from .sources.listed import file_pages
from .words import Fetched, Stopped, Wanted


def listing(order: Order, read: Callable[[str], Fetched]) -> Iterator[Wanted | Lost]:
    """Every page as it is found, and what could not be read of a source. `read` fetches a sitemap, as `polite` makes it.

    Where crawls begin comes first: a page that is noted for another source is not followed.
    """
    bounds = order.bounds()
    for item in listed_pages(order.crawls):
        yield Wanted(item.address, source=f"crawl:{item.address}") if isinstance(item, Wanted) else item
    yield from listed_pages(order.addresses)
    for path in order.lists:
        yield from file_pages(Path(path))
    for start in order.sitemaps:
        yield from (item for item in sitemap_pages(start, read) if isinstance(item, Lost) or bounds.take(item.address))
    for folder in order.folders:
        yield from folder_pages(Path(folder))


def polite(fetcher: Fetcher, robots: Robots, delay: float, stop: threading.Event) -> Callable[[str], Fetched]:
    """Reads files as a guest does: where robots.txt allows it, with a pause between two of a host.

    `delay` is that pause in seconds; robots.txt may ask for more. What is made raises `Failure`, and `Stopped` once `stop` is set.
    """
    due: dict[str, float] = {}

    def read(address: str) -> Fetched:
        robots.check(address)
        name = host(address)
        if stop.wait(max(0.0, due.get(name, 0.0) - time.monotonic())):
            raise Stopped
        try:
            return fetcher.file(address, robots.check)
        finally:
            due[name] = time.monotonic() + max(delay, robots.delay(address))

    return read
