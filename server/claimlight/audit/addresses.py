"""Addresses: one spelling for each page, which site it belongs to, and which a crawl may follow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urljoin, urlsplit

import tldextract
from w3lib.url import canonicalize_url, safe_url_string

from .words import Failure

_TRACKING = re.compile(r"(?:^|&)(?:utm_\w+|gclid|fbclid|mc_[ce]id|msclkid|_ga)=[^&]*", re.IGNORECASE)
#: Files that are surely no pages are not followed; what says it is a page and is none is found out when it is read.
_FILES = re.compile(
    r"\.(?:pdf|jpe?g|png|gif|webp|svg|avif|ico|css|js|mjs|json|xml|rss|zip|gz|rar|7z|exe|dmg|docx?|xlsx?|pptx?|mp[34]|"
    r"m4a|mov|avi|webm|woff2?|ttf|eot)$",
    re.IGNORECASE,
)

_HOST = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?\.?|[0-9a-f:.]+")


@cache
def _suffixes() -> tldextract.TLDExtract:
    """The public suffix list as the library brings it: nothing is fetched."""
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


def page_address(written: str, base: str = "") -> str:
    """The one spelling of a page's address.

    In: an address as somebody wrote it, `base` the page it was found on. Out: absolute, without fragment and without
    the marks of advertisers, its query sorted. Raises `Failure` ("bad-address") for what is no web address.
    """
    text = written.strip()
    guessed = not base and bool(text) and "://" not in text and not text.startswith(("/", "#"))
    if guessed:
        text = f"https://{text}"
    try:
        full = safe_url_string(urljoin(base, text) if base else text)
        parts = urlsplit(full)
        if parts.scheme not in ("http", "https") or not _HOST.fullmatch(parts.hostname or "") or parts.username or parts.port == 0:
            raise ValueError
        if guessed and "." not in parts.hostname and parts.hostname != "localhost":
            raise ValueError
        query = _TRACKING.sub("", parts.query).lstrip("&")
        return canonicalize_url(parts._replace(query=query).geturl())
    except ValueError:
        raise Failure("bad-address", f"{written.strip()[:200]!r} is not a web address.") from None


def host(address: str) -> str:
    """The host with its port, in lower case: what politeness and robots.txt are about."""
    return urlsplit(address).netloc.lower()


def site(address: str) -> str:
    """The site a page belongs to: its registered domain (clinic.co.uk), or the host itself when it has none."""
    name = urlsplit(address).hostname or ""
    found = _suffixes()(name)
    return found.top_domain_under_public_suffix or host(address).removeprefix("www.") or "files"


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far a crawl goes: `depth` links from the start, `pages` in all, one site, and what to take or leave.

    `include` and `exclude` are regular expressions searched in the address.
    """

    depth: int = 3
    pages: int = 200
    include: tuple[re.Pattern[str], ...] = ()
    exclude: tuple[re.Pattern[str], ...] = ()

    def follow(self, start: str, address: str) -> bool:
        """Whether a link found on a crawl that began at `start` is one of its pages."""
        return site(address) == site(start) and not _FILES.search(urlsplit(address).path) and self.take(address)

    def take(self, address: str) -> bool:
        """Whether an address is wanted by the patterns."""
        wanted = not self.include or any(pattern.search(address) for pattern in self.include)
        return wanted and not any(pattern.search(address) for pattern in self.exclude)


def patterns(written: Sequence[str]) -> tuple[re.Pattern[str], ...]:
    """Compile include or exclude patterns. Raises `ValueError` that names the bad one and why it is."""
    made = []
    for text in written:
        try:
            made.append(re.compile(text))
        except re.error as error:
            raise ValueError(f"The pattern {text!r} is not a regular expression: {error}.") from None
    return tuple(made)
