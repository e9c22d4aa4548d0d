"""What a site's robots.txt allows (RFC 9309), read once a host, with the library Protego."""

from __future__ import annotations

import threading

from protego import Protego

from .addresses import host
from .fetch import Fetcher
from .words import Failure

_NAME = "Claimlight"
#: More of a robots.txt than this is not read (RFC 9309, section 2.5, asks for at least 500 kibibytes).
_LARGEST = 512 * 1024
#: A longer pause than this is not kept: a site of a hundred pages would take a day.
LONGEST_DELAY = 30.0


class Robots:
    """The rules of every host met so far. Safe to use from several threads."""

    def __init__(self, fetcher: Fetcher, ignore: bool = False) -> None:
        self._fetcher = fetcher
        self._ignore = ignore
        self._rules: dict[str, Protego] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def check(self, address: str) -> None:
        """Raise `Failure` ("robots") when the host asks not to read this address."""
        if not self._ignore and not self._of(address).can_fetch(address, _NAME):
            raise Failure("robots", f"robots.txt of {host(address)} forbids it.")

    def delay(self, address: str) -> float:
        """Seconds that the host asks to wait between two pages; 0 when it does not say."""
        asked = 0.0 if self._ignore else float(self._of(address).crawl_delay(_NAME) or 0.0)
        return min(asked, LONGEST_DELAY)

    def _of(self, address: str) -> Protego:
        name = address.split("/", 3)[0] + "//" + host(address)
        with self._lock:
            lock = self._locks.setdefault(name, threading.Lock())
        with lock:
            if name not in self._rules:
                self._rules[name] = Protego.parse(self._text(f"{name}/robots.txt"))
            return self._rules[name]

    def _text(self, address: str) -> str:
        """What the file says. One that is missing forbids nothing; while the server fails, all is forbidden (2.3.1.4)."""
        try:
            return self._fetcher.file(address).body[:_LARGEST].decode("utf-8", "replace")
        except Failure as failure:
            if failure.cause == "status" and failure.passing and "429" not in failure.detail:
                return "User-agent: *\nDisallow: /"
            if failure.cause in ("status", "redirects", "too-large", "bomb", "encoding", "broken"):
                return ""
            raise
