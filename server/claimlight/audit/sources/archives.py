"""Web archives: WARC files (ISO 28500), packed or not, and WACZ, read as a stream with the library warcio."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord

from ..words import Failure, Fetched, Wanted
from .lost import Lost

_PAGES = ("text/html", "application/xhtml+xml")
_PIECE = 65_536


def archive_pages(path: Path, limit: int) -> Iterator[tuple[Wanted, Fetched] | Lost]:
    """Each HTML answer in the archive with its page, one at a time.

    `limit` is the largest body in bytes. Damage loses what comes after it in that file, and says so.
    """
    for name, stream in _files(path):
        if isinstance(stream, Failure):
            yield Lost(name, stream)
            continue
        count = 0
        try:
            records = ArchiveIterator(stream)
            for record in records:
                item = _item(record, name, f"warc:{name}#{records.offset}", str(path), limit) if _is_page(record) else None
                _whole(record)
                count += 1
                if item:
                    yield item
            if not count or records.known_format == "warc" and stream.tell() > records.offset:
                raise EOFError("it breaks off")
        except Exception as error:  # the library falls over damage in many ways
            yield Lost(name, Failure("archive", f"{name} is damaged after record {count}: {str(error)[:200]}."))


def _item(record: ArcWarcRecord, name: str, place: str, source: str, limit: int) -> tuple[Wanted, Fetched] | Lost:
    address = record.rec_headers.get_header("WARC-Target-URI")
    try:
        return Wanted(address, place=place, source=source), _fetched(record, address, limit)
    except Failure as failure:
        return Lost(f"{name}: {address}", failure)


def _whole(record: ArcWarcRecord) -> None:
    """Read a record to its end. Raises `EOFError` when the file breaks off before it."""
    while record.raw_stream.read(_PIECE):
        pass
    if record.format == "warc" and (not record.rec_headers.get_header("Content-Length") or record.raw_stream.limit):
        raise EOFError("it breaks off within a record")


def _files(path: Path) -> Iterator[tuple[str, BinaryIO | Failure]]:
    """The WARC files in an archive: itself, or those inside a WACZ."""
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                names = [name for name in packed.namelist() if name.endswith((".warc", ".warc.gz"))]
                if not names:
                    yield str(path), Failure("archive", f"{path.name} holds no WARC file; is it a WACZ?")
                for name in names:
                    with packed.open(name) as stream:
                        yield f"{path}!{name}", stream
        else:
            with path.open("rb") as stream:
                yield str(path), stream
    except (OSError, zipfile.BadZipFile) as error:
        yield str(path), Failure("archive", f"{path} cannot be read: {error}.")


def _is_page(record: ArcWarcRecord) -> bool:
    if record.rec_type not in ("response", "resource") or not record.rec_headers.get_header("WARC-Target-URI"):
        return False
    if record.rec_type == "resource":
        kind = record.rec_headers.get_header("Content-Type") or ""
    else:
        if record.http_headers is None or not record.http_headers.get_statuscode().startswith("2"):
            return False
        kind = record.http_headers.get_header("Content-Type") or "text/html"
    return kind.partition(";")[0].strip().lower() in _PAGES


def _fetched(record: ArcWarcRecord, address: str, limit: int) -> Fetched:
    body = record.content_stream().read(limit + 1)
    if len(body) > limit:
        raise Failure("too-large", f"It has more than {limit:,} bytes.")
    headers = record.http_headers.headers if record.http_headers else [("Content-Type", record.rec_headers.get_header("Content-Type"))]
    return Fetched(
        address=address,
        final=address,
        status=int(record.http_headers.get_statuscode()) if record.http_headers else 200,
        reason="",
        headers=tuple(headers),
        asked=(),
        body=body,
        when=record.rec_headers.get_header("WARC-Date") or "",
        seconds=0.0,
    )
