"""A page's text as the database keeps it."""

from __future__ import annotations

import json
import zlib


def pack_text(blocks: list) -> bytes:
    """The blocks that were checked: JSON, packed."""
    return zlib.compress(json.dumps(blocks, ensure_ascii=False).encode("utf-8", "surrogatepass"), 6)


def unpack_text(kept: bytes) -> list[tuple[int, str, int, bool, str]]:
    """What `pack_text` packed: (number, tag, heading, folded, text) of each block."""
    return [tuple(block) for block in json.loads(zlib.decompress(kept))] if kept else []
