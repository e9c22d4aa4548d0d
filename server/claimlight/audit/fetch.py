"""Reads one address from the web, within limits, politely named, without cookies; every way to fail has its cause."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpcore
import httpx
import tenacity

from .. import __version__
from .addresses import page_address
from .deadline import Deadline
from .guard import GuardedNetwork
from .unpack import ACCEPTED, unpacked
from .words import Failure, Fetched, Known

AGENT = f"Claimlight/{__version__} (audit of health claims; reads robots.txt)"
HOPS = 10
_REDIRECTS = (301, 302, 303, 307, 308)
_PASSING = (408, 425, 429, 500, 502, 503, 504)
PAGES = ("text/html", "application/xhtml+xml")
_PIECE = 65_536


def moment() -> str:
    """This moment as web archives write it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True)
class Limits:
    """`timeout` is seconds of silence, `total` seconds for one page, `size` bytes unpacked, `tries` in all."""

    timeout: float = 15.0
    total: float = 60.0
    size: int = 10_000_000
    tries: int = 3
    pause: float = 1.0
    longest_pause: float = 60.0


class Fetcher:
    """An HTTP client for pages. Safe to use from several threads; close it when done."""

    def __init__(
        self, limits: Limits = Limits(), *, agent: str = AGENT, private: bool = False, trust: ssl.SSLContext | None = None
    ) -> None:
        self.limits = limits
        self.agent = agent
        self._deadline = Deadline()
        transport = httpx.HTTPTransport(verify=trust or True, trust_env=False)
        transport._pool._network_backend = GuardedNetwork(private, self._deadline)  # httpx has no setting of its own for it
        jar = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
        self._client = httpx.Client(transport=transport, cookies=jar, timeout=limits.timeout, trust_env=False)

    def close(self) -> None:
        """Close the connections that are kept open."""
        self._client.close()

    def page(self, address: str, known: Known = Known(), may: Callable[[str], None] | None = None) -> Fetched:
        """Read a page.

        In: its address; what an earlier run `known` of it; `may`, asked before each redirect, raises `Failure` to
        refuse. Out: the page, or that it is unchanged. Raises `Failure` when it could not be read, after as many tries
        as the limits allow where trying again may help.
        """
        return self.trying(lambda: self._follow(address, known, may, PAGES))

    def file(self, address: str, may: Callable[[str], None] | None = None) -> Fetched:
        """Read a robots.txt or a sitemap: as `page`, whatever its type says."""
        return self.trying(lambda: self._follow(address, Known(), may, ()))

    def trying(self, read: Callable[[], Fetched]) -> Fetched:
        """Read something again, with growing pauses or when the server says, while that may help. Raises the last `Failure`."""
        limits = self.limits
        backing_off = tenacity.wait_exponential_jitter(multiplier=limits.pause, max=limits.longest_pause)

        def pause(state: tenacity.RetryCallState) -> float:
            asked = state.outcome.exception().after
            return backing_off(state) if asked is None else min(asked, limits.longest_pause)

        return tenacity.Retrying(
            retry=tenacity.retry_if_exception(lambda error: isinstance(error, Failure) and error.passing),
            stop=tenacity.stop_after_attempt(limits.tries),
            wait=pause,
            reraise=True,
        )(read)

    def _follow(self, address: str, known: Known, may: Callable[[str], None] | None, types: tuple[str, ...]) -> Fetched:
        began = time.monotonic()
        self._deadline.begin(self.limits.total)
        when = moment()
        hops: list[tuple[int, str]] = []
        at = address
        while True:
            answer, body = self._one(at, known, types)
            target = answer.headers.get("location", "")
            if answer.status_code not in _REDIRECTS or not target:
                break
            hops.append((answer.status_code, at))
            at = page_address(target, at)
            if at in (hop[1] for hop in hops):
                raise Failure("redirects", f"It leads back to {at}.")
            if len(hops) >= HOPS:
                raise Failure("redirects", f"It leads on more than {HOPS} times, in the end to {at}.")
            if may:
                may(at)
        return Fetched(
            address=address,
            final=at,
            status=answer.status_code,
            reason=answer.reason_phrase,
            headers=tuple(answer.headers.multi_items()),
            asked=tuple(answer.request.headers.multi_items()),
            body=body,
            when=when,
            seconds=round(time.monotonic() - began, 3),
            redirects=tuple(hops),
            unchanged=answer.status_code == 304,
        )

    def _one(self, address: str, known: Known, types: tuple[str, ...]) -> tuple[httpx.Response, bytes]:
        asked = {"User-Agent": self.agent, "Accept-Encoding": ACCEPTED, "Accept": ", ".join(types) or "*/*"}
        if known.etag:
            asked["If-None-Match"] = known.etag
        if known.modified:
            asked["If-Modified-Since"] = known.modified
        try:
            with self._client.stream("GET", address, headers=asked, follow_redirects=False) as answer:
                if answer.status_code in _REDIRECTS and answer.headers.get("location") or answer.status_code == 304:
                    return answer, b""
                refuse(answer.status_code, answer.reason_phrase, answer.headers, types)
                return answer, self._body(answer)
        except (httpx.HTTPError, httpx.InvalidURL, httpcore.ProtocolError) as error:
            raise _named(error, address) from None

    def _body(self, answer: httpx.Response) -> bytes:
        size, whole = self.limits.size, bytearray()
        stated = answer.headers.get("content-length", "")
        if stated.isdigit() and int(stated) > size:
            raise Failure("too-large", f"It says that it has {int(stated):,} bytes; the limit is {size:,}.")
        for piece in unpacked(answer.iter_raw(_PIECE), answer.headers.get("content-encoding", ""), size):
            whole += piece
            if len(whole) > size:
                raise Failure("too-large", f"It has more than {size:,} bytes.")
        return bytes(whole)


def refuse(status: int, reason: str, headers: Mapping[str, str], types: tuple[str, ...]) -> None:
    """Raise `Failure` for an answer that is none of these types, or an error; `headers` by their names in lower case."""
    if status >= 400 or status < 200:
        after = headers.get("retry-after", "")
        raise Failure(
            "status",
            f"The server answered {status} {reason}".strip() + ".",
            passing=status in _PASSING,
            after=float(after) if after.isdigit() else None,
        )
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if types and kind and kind not in types:
        raise Failure("not-a-page", f"It is {kind[:80]}.")


def _named(error: Exception, address: str) -> Failure:
    """Name what went wrong on the way."""
    inner: BaseException | None = error
    while inner is not None:
        if isinstance(inner, Failure):
            return inner
        if isinstance(inner, ssl.SSLCertVerificationError):
            return Failure("tls", f"{inner.verify_message}.")
        if isinstance(inner, ssl.SSLError):
            return Failure("tls", f"No safe connection could be made ({inner.reason or 'no common way to encrypt'}).")
        inner = inner.__cause__ or inner.__context__
    if isinstance(error, httpx.TimeoutException):
        return Failure("timeout", "The server stayed silent for too long.", passing=True)
    if isinstance(error, httpx.ConnectError):
        return Failure("refused", "No connection could be made.", passing=True)
    if isinstance(error, httpx.InvalidURL):
        return Failure("bad-address", f"{address[:200]!r} is not a web address.")
    return Failure("broken", f"The connection broke: {str(error)[:200] or type(error).__name__}.", passing=True)
