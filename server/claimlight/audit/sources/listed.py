"""Addresses given one by one, or in a file with one on each line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from ..addresses import page_address
from ..words import Failure, Wanted
from .lost import Lost


def listed_pages(addresses: Iterable[str], source: str = "") -> Iterator[Wanted | Lost]:
    """Each address once; what is none is lost with its reason."""
    seen: set[str] = set()
    for number, written in enumerate(addresses, start=1):
        try:
            address = page_address(written)
        except Failure as failure:
            yield Lost(f"{source} line {number}" if source else written, failure)
            continue
        if address not in seen:
            seen.add(address)
            yield Wanted(address, source=source)


def file_pages(path: Path) -> Iterator[Wanted | Lost]:
    """The addresses in a text file; empty lines and those that begin with # are passed over.

    A line may go on after the address, as one of a CSV does: the first field counts.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = "it is no text in UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror
        yield Lost(str(path), Failure("file", f"{path} cannot be read: {reason}."))
        return
    seen: set[str] = set()
    for number, line in enumerate(lines, start=1):
        written = line.partition("\t")[0].partition(",")[0].partition(";")[0].strip().strip('"')
        if not written or written.startswith("#") or number == 1 and written.lower() in ("url", "address"):
            continue
        for item in listed_pages([written]):
            if isinstance(item, Lost):
                yield Lost(f"{path}, line {number}", item.failure)
            elif item.address not in seen:
                seen.add(item.address)
                yield Wanted(item.address, source=str(path))
