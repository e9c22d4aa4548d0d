"""An audit from its order to its last page: list, fetch, check, keep. It can be broken off anywhere and go on."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, wait
from dataclasses import dataclass
from pathlib import Path

from ..store import Database
from .evidence import Evidence, stored
from .executors import Workers
from .feeding import Brought, Feeder
from .fetch import Fetcher
from .hands import Hand, Hands, portions
from .ledger import Ledger, Result, now
from .listing import listing, polite
from .order import Order
from .reading import Checked, Job
from .rendering import Renderer
from .replay import kept_pages
from .robots import Robots
from .sources import Lost, archive_pages
from .tables import RunPage
from .words import Failure, Fetched, Known, Stopped, Wanted

_BATCH = 500
_AHEAD = 1_000  # pages taken out of the database at a time
_TOGETHER = 64  # pages noted as kept at once, or
_LATE = 0.3  # seconds after which what is there is noted
_IDLE = 0.5  # seconds without an event after which the run looks up


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: what a progress bar shows."""

    total: int
    done: int
    failed: int
    findings: int
    page: str = ""


class Audit:
    """One run at work. `stop` may be set by another thread or a signal; `tell` hears how far it is."""

    def __init__(
        self,
        database: Database,
        ledger: Ledger,
        workers: Workers,
        tell: Callable[[Progress], None] = lambda progress: None,
        stop: threading.Event | None = None,
    ) -> None:
        run = ledger.run()
        self._ledger = ledger
        self._database = database
        self._order = Order.from_json(run.order)
        self._bounds = self._order.bounds()
        self._site, self._day = self._order.site()
        self._tell = tell
        self._stop = stop or threading.Event()
        self._fetcher = Fetcher(self._order.limits(), private=self._order.allow_private)
        self._robots = Robots(self._fetcher, self._order.ignore_robots)
        self._renderer = self._browser(Path(run.evidence)) if self._order.render or self._order.screenshot else None
        self._feeder = Feeder(self._fetcher, self._robots, self._order.delay, self._renderer)
        self._evidence = Evidence(Path(run.evidence), run.written)
        self._hands = Hands(workers)
        self._results: list[Result] = []
        self._noted = time.monotonic()
        self._taken = 0
        self._made_with: dict = {"rules": {}, "references": {}, **run.made_with}
        self._said = -1
        self._counts = {"total": 0, "done": 0, "failed": 0, "findings": 0}

    def go(self) -> None:
        """Work until every page is done.

        Raises `Stopped` when it was asked to stop, after the pages in hand were kept; `StoreError` when the database
        fails, after which the run can go on from what was kept.
        """
        try:
            self._recount()
            if not self._ledger.run().listed and self._list():
                self._ledger.set(listed=True)
            for archive in self._order.archives:
                self._ready_made(archive_pages(Path(archive), self._order.size))
            if self._order.replay:
                self._ready_made(kept_pages(self._database, self._order.replay))
            while self._step():
                pass
            self._settle()
            if self._stop.is_set():
                self._ledger.set(state="stopped")
                raise Stopped
            self._ledger.set(state="done", ended=now())
        finally:
            self._feeder.close()
            if self._renderer:
                self._renderer.close()
            self._fetcher.close()
            self._evidence.close()

    def _browser(self, evidence: Path) -> Renderer:
        pictures = evidence.with_name(evidence.name.partition(".")[0]) if self._order.screenshot else None
        return Renderer(self._order.limits(), self._order.allow_private, pictures)

    # What is to be read

    def _list(self) -> bool:
        """Note what is to be read. Out: whether it is all noted; it is not when the run was stopped on the way."""
        try:
            for group in portions(listing(self._order, polite(self._fetcher, self._robots, self._order.delay, self._stop)), _BATCH):
                self._note(group)
                if self._stop.is_set():
                    return False
        except Stopped:
            return False
        self._recount()
        return True

    def _note(self, items: Iterable[Wanted | Lost]) -> None:
        items = list(items)
        self._counts["total"] += self._ledger.add(item for item in items if isinstance(item, Wanted))
        for item in items:
            if isinstance(item, Lost) and self._ledger.lose(item.place, item.failure):
                self._counts["total"] += 1
                self._counts["failed"] += 1
        self._told("")

    def _recount(self) -> None:
        counts = self._ledger.counts()
        done = counts.get("done", 0) + counts.get("unchanged", 0)
        failed = counts.get("failed", 0)
        self._counts = {"total": done + failed + counts.get("waiting", 0), "done": done, "failed": failed, "findings": counts["findings"]}
        self._told("")

    # Archives and replays: each page comes with its record, so it is listed and checked in one go

    def _ready_made(self, pages: Iterable[tuple[Wanted, Fetched] | Lost]) -> None:
        for group in portions(pages, _TOGETHER, lambda item: 0 if isinstance(item, Lost) else len(item[1].body)):
            if self._stop.is_set():
                break
            self._note(item for item in group if isinstance(item, Lost))
            found = [item for item in group if not isinstance(item, Lost) and self._bounds.take(item[0].address)]
            self._counts["total"] += self._ledger.add(wanted for wanted, _ in found)
            noted = self._ledger.pages([wanted.address for wanted, _ in found])
            for wanted, fetched in found:
                page = noted[wanted.address]
                if page.state == "waiting" and page.place == wanted.place:
                    self._check(page, fetched)
            self._hands.hand_over()
            while not self._hands.room:
                self._collect(_IDLE)
        while self._hands:
            self._collect(_IDLE)

    # The loop

    def _step(self) -> bool:
        """Move everything on that can move. Out: whether anything is left to do."""
        stopping = self._stop.is_set()
        if not stopping and self._hands.room:
            self._refill()
            self._feeder.start()
        if not self._hands and not self._feeder.fetching and (stopping or not len(self._feeder)):
            return False
        self._collect(min(_IDLE, self._feeder.wait()) if len(self._feeder) else _IDLE)
        return True

    def _refill(self) -> None:
        if len(self._feeder) < _AHEAD // 2:
            for page in self._ledger.waiting(self._taken, _AHEAD):
                self._taken = page.id
                if page.place.startswith("warc:"):
                    continue  # a record of an archive whose run broke off; it comes again with its archive
                known = self._ledger.known(self._order.previous, page.address) if self._order.previous else None
                self._feeder.add(page, known[0] if known else Known())

    def _collect(self, seconds: float) -> None:
        """Wait for something to be ready, take all that is, and keep it."""
        waiting = [*self._hands.working, *self._feeder.fetching]
        if not waiting:
            if seconds:
                self._stop.wait(seconds)
            return
        ready = wait(waiting, timeout=seconds or 0.01, return_when=FIRST_COMPLETED).done
        for future in ready:
            if future in self._feeder.fetching:
                self._brought(self._feeder.finish(future))
            elif future in self._hands.working:
                for hand, checked in self._hands.finish(future):
                    self._checked(hand, checked)
        self._hands.hand_over()
        if len(self._results) >= _TOGETHER or time.monotonic() - self._noted > _LATE or not self._hands:
            self._settle()

    def _brought(self, brought: Brought) -> None:
        page, fetched = brought.page, brought.fetched
        if fetched is None:
            self._results.append(Result(page.id, failure=brought.failure))
            return
        if fetched.unchanged:
            try:
                self._check(page, *self._before(page))
            except Failure as failure:
                self._results.append(Result(page.id, failure=failure))
            return
        self._check(page, fetched)

    def _before(self, page: RunPage) -> tuple[Fetched, RunPage]:
        """The page as an earlier run read it. Raises `Failure` when its evidence is gone."""
        known = self._ledger.known(self._order.previous, page.address)
        if known is None:
            raise Failure("broken", "The server says that the page is unchanged, though nobody said what it was.")
        return stored(Path(known[1].evidence), known[1].offset), known[1]

    def _check(self, page: RunPage, fetched: Fetched, earlier: RunPage | None = None) -> None:
        order = self._order
        job = Job(
            key=page.id,
            address=page.address,
            body=fetched.body,
            kind=fetched.header("content-type"),
            pruned=fetched.rendered,
            title=fetched.title,
            unread=fetched.unread,
            language=order.language,
            jurisdiction=order.jurisdiction,
            folders=order.packs,
            links=page.source.startswith("crawl:") and page.depth < order.depth,
            overrides=self._site,
            day=self._day,
            fetched=None if earlier else fetched,
        )
        self._hands.gather(Hand(page, fetched, job, earlier))

    def _checked(self, hand: Hand, checked: Checked) -> None:
        if checked.failure:
            self._results.append(Result(hand.page.id, failure=Failure(*checked.failure)))
            return
        self._made_with |= checked.made_with
        self._made_with["rules"] |= checked.rules
        self._made_with["references"] |= checked.references
        if hand.earlier:
            self._results.append(Result(hand.page.id, hand.fetched, checked, hand.earlier.digest, hand.earlier.evidence, hand.earlier.offset, unchanged=True))
        else:
            if self._renderer and self._renderer.pictures and hand.fetched.rendered:
                self._picture(hand, checked)
            offset = self._evidence.append(checked.records)
            self._results.append(Result(hand.page.id, hand.fetched, checked, checked.digest, str(self._evidence.path), offset))
        self._counts["findings"] += sum(row["outcome"] == "claim" for row in checked.findings)
        if checked.links:
            self._follow(hand.page, checked.links)

    def _picture(self, hand: Hand, checked: Checked) -> None:
        """Keep a picture of the page with its marks; a page that cannot be pictured is none the worse for it."""
        try:
            checked.report["picture"] = self._renderer.picture(hand.fetched, checked.findings, str(hand.page.id))
        except Failure as failure:
            checked.report["incomplete"] = [*checked.report["incomplete"], {"type": "no-picture", "where": "", "detail": failure.detail}]

    def _follow(self, page: RunPage, links: list[str]) -> None:
        room = self._bounds.pages - self._counts["total"]
        start = page.source.removeprefix("crawl:")
        chosen = (link for link in links if self._bounds.follow(start, link))
        found = [Wanted(link, source=page.source, depth=page.depth + 1) for link in itertools.islice(chosen, max(0, room))]
        self._counts["total"] += self._ledger.add(found)

    def _settle(self) -> None:
        """Keep what is ready: the evidence first, then the note of it."""
        self._noted = time.monotonic()
        if not self._results:
            return
        written = self._evidence.flush()
        self._ledger.keep(self._results, written)
        if len(self._made_with["rules"]) != self._said:
            self._said = len(self._made_with["rules"])
            self._ledger.set(made_with=self._made_with)
        for result in self._results:
            self._counts["failed" if result.failure else "done"] += 1
        last, self._results = self._results[-1], []
        self._told(last.fetched.address if last.fetched else "")

    def _told(self, page: str) -> None:
        self._tell(Progress(**self._counts, page=page))
