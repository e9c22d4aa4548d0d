"""Pages that need a browser, in a real Chromium: read as the extension reads them, and pictured with their marks.

The extension's own scripts collect and paint, in a world of their own that the page's scripts cannot reach. Chromium
runs in one thread; every request of a page passes the same guard as our own (see `guard`).
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .fetch import AGENT, PAGES, Limits, moment, refuse
from .guard import resolve
from .words import Failure, Fetched

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
#: The scripts that read a page, and those that paint it, in the order in which they need each other.
_READ = ("pace", "text", "private", "personal", "visible", "unread", "known", "blocks", "collect", "serialize")
_PAINT = ("anchor", "paint", "place")
_PACE = "const cl = globalThis.claimlight; const pace = cl.pace.brisk();"
_NUMBER = "read.blocks.forEach((block, place) => (block.number = place));"
_COLLECT = (
    f"(async () => {{ {_PACE} const read = await cl.collect(pace); {_NUMBER} const missed = Object.entries(read.unread).filter(([, n]) => n > 0);"
    " return {...cl.serialize.request(read.blocks), unread: missed.map(([kind, n]) => `${n} ${kind}`), cut: read.cut}; })()"
)
_SHOW = (
    "(async (findings, css) => { %s const read = await cl.collect(pace); const sheet = new CSSStyleSheet(); sheet.replaceSync(css);"
    " %s document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];"
    " const marks = cl.anchor.marks(new Map(read.blocks.map((one) => [one.number, one])), findings); cl.paint.show(marks); return marks.length; })(%s, %s)"
)
_SETTLED = 500  # milliseconds of quiet after which a page is taken as it is
_TALLEST = 12_000  # pixels of a picture
#: What Chromium says of a page that cannot be read, as a cause of ours.
_CAUSES = (
    ("NAME_NOT_RESOLVED", "dead-host"), ("CONNECTION_REFUSED", "refused"), ("CERT", "tls"), ("SSL", "tls"), ("TOO_MANY_REDIRECTS", "redirects"),
    ("TIMED_OUT", "timeout"), ("ABORTED", "not-a-page"), ("INVALID_HTTP_RESPONSE", "broken"), ("CONTENT_DECODING_FAILED", "broken"),
    ("EMPTY_RESPONSE", "broken"), ("CONNECTION_RESET", "broken"), ("CONNECTION_CLOSED", "broken"),
)


def browser() -> str:
    """The Chromium that is installed. Raises `Failure` ("browser") with the remedy when there is none."""
    found = os.environ.get("CLAIMLIGHT_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        raise Failure("browser", "No Chromium is installed; install it, or name it in CLAIMLIGHT_CHROMIUM.")
    return found


@cache
def _script(names: tuple[str, ...]) -> str:
    here = Path(__file__).resolve()
    folders = (here.parents[1] / "extension", here.parents[3] / "extension")
    extension = next((folder for folder in folders if (folder / "words.js").is_file()), folders[-1])
    parts = [(extension / "words.js").read_text(encoding="utf-8")]
    parts += [(extension / "content" / f"{name}.js").read_text(encoding="utf-8") for name in names]
    return "\n".join(parts) + "\n"


@cache
def _look() -> str:
    here = Path(__file__).resolve()
    folders = (here.parents[1] / "extension", here.parents[3] / "extension")
    return next(folder / "content" / "marks.css" for folder in folders if (folder / "words.js").is_file()).read_text(encoding="utf-8")


class Renderer:
    """A Chromium for pages. Its calls may come from any thread; close it when done."""

    def __init__(self, limits: Limits, private: bool = False, pictures: Path | None = None) -> None:
        """`pictures` is the folder for pictures, None for none. Raises `Failure` ("browser") when it cannot be started."""
        self._limits, self._private = limits, private
        self.pictures = pictures
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="chromium")
        self._thread.submit(self._start).result()

    def _start(self) -> None:
        try:
            from playwright.sync_api import sync_playwright
        except ModuleNotFoundError:
            raise Failure("browser", "Playwright is missing. Install it: pip install 'claimlight[render]'.") from None
        self._playwright = sync_playwright().start()
        try:
            self._launch()
        except Failure:
            self._playwright.stop()
            raise

    def _launch(self) -> None:
        from playwright.sync_api import Error

        arguments = ["--headless=new", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            arguments.append("--no-sandbox")  # Chromium refuses to start as root otherwise
        try:
            self._browser = self._playwright.chromium.launch(executable_path=browser(), args=arguments, timeout=60_000)
            processes = self._browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
        except Error as error:
            raise Failure("browser", f"Chromium could not be started: {str(error).splitlines()[0]}") from None
        self._process = next(process["id"] for process in processes if process["type"] == "browser")

    def _alone(self, work: Callable, *asked: object) -> object:
        """Do something with a page. Raises `Failure` for that page alone: one that hangs or breaks the browser gets another for the next."""
        from playwright.sync_api import Error

        hung = threading.Event()
        patience = 1.5 * self._limits.total + 10
        watch = threading.Timer(patience, self._kill, (hung,))
        watch.start()
        try:
            return work(*asked)
        except Error as error:
            if hung.is_set():
                raise Failure("timeout", f"It kept the browser busy for {patience:g} seconds.") from None
            raise _named(str(error)) from None
        finally:
            watch.cancel()
            if hung.is_set() or not self._browser.is_connected():
                with suppress(Error):
                    self._browser.close()
                self._launch()

    def _kill(self, hung: threading.Event) -> None:
        hung.set()
        with suppress(ProcessLookupError):
            os.kill(self._process, signal.SIGKILL)

    def page(self, address: str, may: Callable[[str], None] | None = None) -> Fetched:
        """Show a page and read it. `may` is asked before the address a redirect leads to. Raises `Failure`."""
        return self._thread.submit(self._alone, self._page, address, may).result()

    def picture(self, page: Fetched, findings: list[dict], name: str) -> str:
        """Picture a page as it was sent, with its marks. Out: the file's path. Raises `Failure`."""
        return self._thread.submit(self._alone, self._picture, page, findings, name).result()

    def close(self) -> None:
        """End Chromium."""
        self._thread.submit(self._end).result()
        self._thread.shutdown()

    def _end(self) -> None:
        self._browser.close()
        self._playwright.stop()

    def _page(self, address: str, may: Callable[[str], None] | None) -> Fetched:
        began, when = time.monotonic(), moment()
        with self._shown(address) as (page, answer):
            if page.url != address and may:
                may(page.url)
            refuse(answer.status, answer.status_text, answer.headers, PAGES)
            body = answer.body()
            if len(body) > self._limits.size:
                raise Failure("too-large", f"It has more than {self._limits.size:,} bytes.")
            read = self._run(page, _script(_READ) + _COLLECT)
            return Fetched(
                address=address, final=page.url, status=answer.status, reason=answer.status_text,
                headers=tuple((item["name"], item["value"]) for item in answer.headers_array()),
                asked=tuple((item["name"], item["value"]) for item in answer.request.headers_array()),
                body=body, when=when, seconds=round(time.monotonic() - began, 3), rendered=read["html"], title=read["title"], unread=tuple(read["unread"]),
            )

    def _picture(self, kept: Fetched, findings: list[dict], name: str) -> str:
        marks = [
            {"id": str(place), "block": row["block"], "start": row["start"], "end": row["end"], "outcome": row["outcome"], "severity": row["severity"]}
            | {"kind": "disclosure" if row["outcome"] == "disclosure" else "claim", "quote": {key: row[key] for key in ("exact", "prefix", "suffix")}}
            for place, row in enumerate(findings)
        ]
        with self._shown(kept.final, kept) as (page, _):
            self._run(page, _script(_READ + _PAINT) + _SHOW % (_PACE, _NUMBER, json.dumps(marks), json.dumps(_look())))
            self.pictures.mkdir(parents=True, exist_ok=True)
            path = self.pictures / f"{name}.png"
            tall = page.evaluate("document.documentElement.scrollHeight")
            page.set_viewport_size({"width": 1280, "height": max(400, min(int(tall), _TALLEST))})
            page.screenshot(path=path)
            return str(path)

    def _shown(self, address: str, kept: Fetched | None = None):  # noqa: ANN202 (a context manager)
        return _Shown(self._browser, self._limits, self._allowed, address, kept)

    def _allowed(self, address: str) -> bool:
        parts = urlsplit(address)
        if parts.scheme in ("data", "blob", "about"):
            return True
        try:
            resolve(parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80), self._private)
        except (Failure, ValueError):
            return False
        return parts.scheme in ("http", "https")

    def _run(self, page: Page, script: str) -> object:
        """Run a script beside the page, where its own scripts cannot reach."""
        session = page.context.new_cdp_session(page)
        frame = session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
        world = session.send("Page.createIsolatedWorld", {"frameId": frame, "worldName": "claimlight"})["executionContextId"]
        said = session.send("Runtime.evaluate", {"expression": script, "contextId": world, "awaitPromise": True, "returnByValue": True})
        if "exceptionDetails" in said:
            raise Failure("browser", "The page could not be read in the browser.")
        return said["result"].get("value")


class _Shown:
    """A page that is open in a context of its own, without cookies of others, for the length of a `with`."""

    def __init__(self, browser: object, limits: Limits, allowed: Callable[[str], bool], address: str, kept: Fetched | None) -> None:
        self._browser, self._limits, self._allowed, self._address, self._kept = browser, limits, allowed, address, kept
        self._refused = ""

    def __enter__(self) -> tuple:
        from playwright.sync_api import Error, TimeoutError

        self._context = self._browser.new_context(user_agent=AGENT, accept_downloads=False, viewport={"width": 1280, "height": 900}, service_workers="block")
        page = self._context.new_page()
        page.route("**/*", self._guard)
        limit = self._limits.total * 1000
        try:
            answer = page.goto(self._address, wait_until="load", timeout=limit)
            try:
                page.wait_for_load_state("networkidle", timeout=min(limit, 10 * _SETTLED))
            except TimeoutError:
                pass  # a page that is never quiet is taken as it is
        except TimeoutError:
            self._context.close()
            raise Failure("timeout", f"It was not all there after {self._limits.total:g} seconds.") from None
        except Error as error:
            self._context.close()
            raise self._refusal() or _named(str(error)) from None
        if answer is None:
            self._context.close()
            raise Failure("browser", "The browser showed nothing.")
        return page, answer

    def __exit__(self, *_: object) -> None:
        self._context.close()

    def _guard(self, route: Route) -> None:
        request = route.request
        if not self._allowed(request.url):
            if request.is_navigation_request():
                self._refused = request.url
            route.abort()
        elif self._kept and request.is_navigation_request() and request.url == self._address:
            kind = self._kept.header("content-type") or "text/html"
            route.fulfill(status=200, body=self._kept.body, headers={"Content-Type": kind})
        else:
            route.continue_()

    def _refusal(self) -> Failure | None:
        """Why the page was not let go where it wanted to, if that is so."""
        if self._refused:
            try:
                resolve(urlsplit(self._refused).hostname or "", 80, False)
            except Failure as failure:
                return failure
        return None


def _named(said: str) -> Failure:
    """What the browser says went wrong, as a failure of the page."""
    first = said.splitlines()[0]
    if "evicted from inspector cache" in first:
        return Failure("too-large", "It is more than Chromium keeps of an answer.")
    if "No resource with given identifier" in first or "context was destroyed" in first:
        return Failure("browser", "It leads to another page before it can be read.")
    for code, cause in _CAUSES:
        if code in first:
            return Failure(cause, f"Chromium says {first.split('net::', 1)[-1].split()[0]}.", passing=cause in ("refused", "timeout", "broken"))
    return Failure("browser", f"{first[:200]}.")
