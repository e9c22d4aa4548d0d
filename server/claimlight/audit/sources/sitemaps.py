"""Sitemaps (sitemaps.org, protocol 0.9): indexes, packed ones and plain lists, read as a stream.

The one well-kept library for them is under the GNU GPL, which this project's licence does not go with; the format has
four elements, and lxml reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from ..addresses import page_address
from ..unpack import unpacked
from ..words import Failure, Fetched, Wanted
from .lost import Lost

#: The protocol's own limits: 50,000 addresses and 50 MB a file; and how many files an index may lead to in all.
LARGEST = 50_000_000
MOST = 50_000
FILES = 500
_PIECE = 65_536


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
    plain = b"".join(unpacked([body], "gzip", LARGEST)) if body[:2] == b"\x1f\x8b" else body
    if not plain.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        yield from (("url", line.strip()) for line in plain.decode("utf-8-sig", "replace").splitlines() if line.strip())
        return
    parser = etree.XMLPullParser(("end",), resolve_entities=False, no_network=True, huge_tree=False)
    found = 0
    damage = None
    for place in range(0, len(plain) + _PIECE, _PIECE):
        try:
            if place < len(plain):
                parser.feed(plain[place : place + _PIECE])
            else:
                parser.close()
        except etree.XMLSyntaxError as error:
            damage = error
        for _, element in parser.read_events():
            where = _address(element)
            if where:
                found += 1
                yield where
        if damage is not None:
            raise Failure("sitemap", f"It is damaged or breaks off: {damage.msg}. {found} entries before that were read.")
    if not found:
        raise Failure("sitemap", "It has no entries; is it a sitemap?")


def _address(element: etree._Element) -> tuple[str, str] | None:
    """What an entry says, once it is whole; it is forgotten then, with what came before it."""
    name = _name(element)
    if name not in ("url", "sitemap"):
        return None
    where = next((part.text for part in element if _name(part) == "loc"), None)
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]
    return (name, where.strip()) if (where or "").strip() else None


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
