"""Unpacking an answer within a limit: a few kilobytes that unpack to gigabytes never do so here."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from .words import Failure

#: More than this at once is not unpacked, whatever the packed piece holds.
_STEP = 1_000_000
#: What this client asks for, and what it can unpack within a limit.
ACCEPTED = "gzip, deflate"


class Unpacker:
    """Turns the pieces of a gzip, zlib or raw deflate stream into plain ones, never more than `limit` bytes in all."""

    def __init__(self, name: str, limit: int) -> None:
        self._limit = limit
        self._made = 0
        self._name = name
        self._inner: zlib._Decompress | None = None

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """Plain pieces. Raises `Failure`: "bomb" beyond the limit, "broken" when the stream is damaged."""
        try:
            while piece:
                if self._inner is None:
                    raw = self._name == "deflate" and piece[:1] and piece[0] & 0x0F != 8
                    self._inner = zlib.decompressobj(-zlib.MAX_WBITS if raw else zlib.MAX_WBITS | 32)
                plain = self._inner.decompress(piece, _STEP)
                self._made += len(plain)
                if self._made > self._limit:
                    raise Failure("bomb", f"It unpacks to more than {self._limit:,} bytes.")
                if plain:
                    yield plain
                piece = self._inner.unconsumed_tail
                if self._inner.eof:
                    piece = self._inner.unused_data
                    if piece[:2] != b"\x1f\x8b":  # what follows the last member is padding
                        return
                    self._inner = None
        except zlib.error as error:
            raise Failure("broken", f"The packed answer is damaged: {error}.") from None

    def end(self) -> None:
        """Raise `Failure` ("broken") when the stream is not whole."""
        if self._inner is not None and not self._inner.eof:
            raise Failure("broken", "The packed answer breaks off.")


def unpacked(pieces: Iterable[bytes], encoding: str, limit: int) -> Iterator[bytes]:
    """The plain pieces of an answer with this Content-Encoding. Raises `Failure`; see `Unpacker`, and "encoding"."""
    name = encoding.strip().lower()
    if name in ("", "identity"):
        yield from pieces
        return
    if name not in ("gzip", "x-gzip", "deflate"):
        raise Failure("encoding", f"The server packed its answer as {name[:40]!r}; {ACCEPTED} was asked for.")
    unpacker = Unpacker(name, limit)
    for piece in pieces:
        yield from unpacker.feed(piece)
    unpacker.end()
