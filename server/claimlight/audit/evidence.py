"""What a page was when it was read, kept as WARC records (ISO 28500) with the library warcio.

For each page: the request, the response with its digest, and a metadata record with the text that was checked and
the packs that checked it. A run's file only grows; what was written but not noted in the database is cut off again when
the run goes on.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from platformdirs import user_data_path
from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from .. import __version__
from .words import Failure, Fetched

#: Headers that speak of how the answer travelled, which is not how it is kept (as web archives do, under another name).
_TRAVEL = ("content-encoding", "transfer-encoding", "content-length")
TEXT_TYPE = "application/vnd.claimlight.text+json"


def default_folder() -> str:
    """Where evidence is kept when nobody says otherwise: CLAIMLIGHT_EVIDENCE, or the user's own data folder."""
    return os.environ.get("CLAIMLIGHT_EVIDENCE") or str(user_data_path("claimlight", appauthor=False) / "evidence")


def digest(body: bytes) -> str:
    """A body's digest as WARC writes it: SHA-256, base32 (WARC 1.1, section 5.8)."""
    return "sha256:" + base64.b32encode(hashlib.sha256(body).digest()).decode()


class Evidence:
    """A run's WARC file, open for writing at its end."""

    def __init__(self, path: Path, written: int) -> None:
        """Open the file, and cut off what lies behind `written`. Raises `OSError`."""
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = not path.exists()
        self._stream = path.open("ab")
        if written or not fresh:
            self._stream.truncate(written)
        self._stream.seek(0, os.SEEK_END)
        self.path = path
        if not written:
            first = io.BytesIO()
            writer = _writer(first)
            writer.write_record(writer.create_warcinfo_record(path.name, {"software": f"Claimlight/{__version__}", "format": "WARC File Format 1.1"}))
            self._stream.write(first.getvalue())

    def add(self, page: Fetched, said: dict) -> int:
        """Write a page's records. In: the page, and what was read and checked. Out: where its response begins."""
        return self.append(records(page, said))

    def append(self, made: bytes) -> int:
        """Write records that `records` made, here or in another process. Out: where they begin."""
        place = self._stream.tell()
        self._stream.write(made)
        return place

    def flush(self) -> int:
        """Hand all that was written to the system; it survives this process now. Out: the file's length."""
        self._stream.flush()
        return self._stream.tell()

    def close(self) -> None:
        """Write what is left, to the disk itself."""
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self._stream.close()


def records(page: Fetched, said: dict) -> bytes:
    """A page's records as they stand in the file: request, answer and what was read and checked, each packed by itself."""
    made = io.BytesIO()
    writer = _writer(made)
    date = {"WARC-Date": page.when, "WARC-Payload-Digest": digest(page.body)}
    if page.asked:
        kept = [(name, value) for name, value in page.headers if name.lower() not in _TRAVEL]
        kept += [(f"X-Archive-Orig-{name}", value) for name, value in page.headers if name.lower() in _TRAVEL]
        kept.append(("Content-Length", str(len(page.body))))
        line = StatusAndHeaders(f"{page.status} {page.reason}".strip(), kept, protocol="HTTP/1.1")
        main = writer.create_warc_record(page.final, "response", io.BytesIO(page.body), len(page.body), http_headers=line, warc_headers_dict=date)
    else:
        kind = page.header("content-type") or "text/html"
        main = writer.create_warc_record(page.final, "resource", io.BytesIO(page.body), len(page.body), kind, warc_headers_dict=date)
    writer.write_record(main)
    identity = main.rec_headers.get_header("WARC-Record-ID")
    if page.asked:
        asked = StatusAndHeaders(f"GET {_target(page.final)} HTTP/1.1", list(page.asked), is_http_request=True)
        headers = {"WARC-Date": page.when, "WARC-Concurrent-To": identity}
        writer.write_record(writer.create_warc_record(page.final, "request", http_headers=asked, warc_headers_dict=headers))
    text = json.dumps({"redirects": page.redirects, **said}, ensure_ascii=False).encode()
    headers = {"WARC-Date": page.when, "WARC-Refers-To": identity}
    writer.write_record(writer.create_warc_record(page.final, "metadata", io.BytesIO(text), len(text), TEXT_TYPE, warc_headers_dict=headers))
    return made.getvalue()


def _writer(stream: io.BytesIO) -> WARCWriter:
    return WARCWriter(stream, gzip=True, warc_version="WARC/1.1")


def stored(path: Path, offset: int) -> Fetched:
    """A page as it was kept at this place. Raises `Failure` ("archive") when it is not there whole."""
    for record, body, said in pages(path, offset):
        http = record.http_headers
        return Fetched(
            address=record.rec_headers.get_header("WARC-Target-URI"),
            final=record.rec_headers.get_header("WARC-Target-URI"),
            status=int(http.get_statuscode()) if http else 200,
            reason="",
            headers=tuple(http.headers) if http else (("Content-Type", record.rec_headers.get_header("Content-Type")),),
            asked=(),
            body=body,
            when=record.rec_headers.get_header("WARC-Date"),
            seconds=0.0,
            redirects=tuple(map(tuple, said.get("redirects", ()))),
            rendered=said.get("pruned", ""),
            title=said.get("title", ""),
        )
    raise Failure("archive", f"{path} has no page at {offset}.")


def _target(address: str) -> str:
    parts = urlsplit(address)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def pages(path: Path, offset: int = 0) -> Iterator[tuple[ArcWarcRecord, bytes, dict]]:
    """Each page's response or resource record, its body, and what was read and checked, from a place on.

    Raises `Failure` ("archive") at damage, at a digest that does not fit, and where the file breaks off.
    """
    waiting: tuple[ArcWarcRecord, bytes] | None = None
    try:
        with path.open("rb") as stream:
            stream.seek(offset)
            for record in ArchiveIterator(stream, check_digests=True):
                body = record.content_stream().read()
                address = record.rec_headers.get_header("WARC-Target-URI")
                stated = record.rec_headers.get_header("WARC-Payload-Digest")
                if record.rec_type in ("response", "resource"):
                    if stated and stated != digest(body):
                        raise Failure("archive", f"The body of {address} does not fit its digest.")
                    waiting = record, body
                if record.digest_checker and record.digest_checker.passed is False:
                    raise Failure("archive", f"A record of {address} does not fit its digest: {record.digest_checker.problems[0]}.")
                if record.rec_type == "metadata" and waiting:
                    yield *waiting, json.loads(body)
                    waiting = None
    except Failure:
        raise
    except Exception as error:  # the library falls over damage in many ways
        raise Failure("archive", f"{path} is damaged: {str(error)[:200]}.") from None
