"""Sitemaps (sitemaps.org, protocol 0.9): indexes, packed ones and plain lists, read as a stream by Scrapy's reader."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator

from lxml import etree

from ..addresses import page_address
from ..unpack import unpacked
from ..words import Failure, Fetched, Wanted
from .lost import Lost

#: The protocol's own limits: 50,000 addresses and 50 MB a file; and how many files an index may lead to in all.
LARGEST = 50_000_000
MOST = 50_000
FILES = 500
#: What the entries of a file are, by its root element.
_KINDS = {"urlset": "url", "sitemapindex": "sitemap"}
#: What is quoted as it stands, and elsewhere the sign `&` itself.
_BARE = re.compile(rb"(<!\[CDATA\[.*?(?:\]\]>|\Z))|&(?!(?:amp|lt|gt|quot|apos|#[0-9]+|#[xX][0-9a-fA-F]+);)", re.DOTALL)
_EMPTY = "It has no entries; is it a sitemap?"


def sitemap_pages(start: str, read: Callable[[str], Fetched]) -> Iterator[Wanted | Lost]:
    """The pages of a sitemap and of those that it leads to, each once.

    `read` fetches an address and raises `Failure`. A part that cannot be read is lost by itself; an index that leads
    to itself is followed once.
    """
    seen_maps: set[str] = set()
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        at = waiting.pop(0)
        if at in seen_maps:
            continue
        if len(seen_maps) >= FILES:
            yield Lost(start, Failure("sitemap", f"It leads to more than {FILES} files; the rest were not read."))
            return
        seen_maps.add(at)
        count = 0
        try:
            for kind, written in _entries(read(at).body):
                count += 1
                if count > MOST:
                    raise Failure("sitemap", f"It has more than {MOST:,} entries; the rest were not read.")
                try:
                    address = page_address(written, at)
                except Failure as failure:
                    yield Lost(f"{at}, entry {count}", failure)
                    continue
                if kind == "sitemap":
                    waiting.append(address)
                elif address not in seen:
                    seen.add(address)
                    yield Wanted(address, source=start)
        except Failure as failure:
            yield Lost(at, failure)


def _entries(body: bytes) -> Iterator[tuple[str, str]]:
    """The ("url" or "sitemap", address) of each entry. Raises `Failure` where the file is damaged."""
    plain, broken = _unpacked(body)
    if not plain.startswith(b"<"):
        if b"\0" in plain or not plain.strip() and not broken:
            raise Failure("sitemap", _EMPTY)
        whole = plain[: plain.rfind(b"\n") + 1] if broken else plain
        yield from (("url", line.strip()) for line in whole.decode("utf-8", "replace").splitlines() if line.strip())
        if broken:
            raise broken
        return
    # Here and not above: it takes a quarter of a second, and most runs read no sitemap.
    from scrapy.utils.sitemap import Sitemap

    try:
        sitemap = Sitemap(_mended(plain))
    except (etree.XMLSyntaxError, StopIteration):
        raise Failure("sitemap", "It is damaged at its very beginning; nothing of it can be read.") from None
    kind = _KINDS.get(sitemap.type)
    if kind is None:
        raise Failure("sitemap", _EMPTY)
    found = 0
    # Where a file breaks off within an address, the rest of that address is missing.
    whole = plain.rstrip().endswith(b">")
    for entry, follows in _followed(sitemap):
        if entry["loc"] and (follows or whole):
            found += 1
            yield kind, entry["loc"]
    damage = [error.message.strip() for error in sitemap.xmliter.error_log if error.level == etree.ErrorLevels.FATAL]
    damage += [broken.detail] if broken else []
    if damage:
        raise Failure("sitemap", f"It is damaged or breaks off: {damage[0].rstrip('.')}. {found} {'entry was' if found == 1 else 'entries were'} read.")
    if not found:
        raise Failure("sitemap", _EMPTY)


def _unpacked(body: bytes) -> tuple[bytes, Failure | None]:
    """A sitemap without its packing and what stands before it, and how the packing is damaged. Raises `Failure` ("bomb")."""
    plain, broken = bytearray(), None
    try:
        for piece in unpacked([body], "gzip" if body[:2] == b"\x1f\x8b" else "", LARGEST):
            plain += piece
    except Failure as failure:
        if failure.cause == "bomb":
            raise
        broken = Failure("sitemap", failure.detail)
    return bytes(plain).removeprefix(codecs.BOM_UTF8).lstrip(), broken


def _mended(plain: bytes) -> bytes:
    """A sitemap with `&amp;` where its addresses have the sign itself, as many do that are written by hand."""
    return _BARE.sub(lambda found: found[1] or b"&amp;", plain)


def _followed(entries: Iterable[dict]) -> Iterator[tuple[dict, bool]]:
    """Each entry, and whether another follows."""
    held = None
    for entry in entries:
        if held is not None:
            yield held, True
        held = entry
    if held is not None:
        yield held, False
