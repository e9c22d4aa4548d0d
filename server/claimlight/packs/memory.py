"""Remembers what reading a pack came to, so that a second start need not read, check and compile it all again.

What is kept stands in the user's own cache, under the SHA-256 of all that it was made from: the pack's files, this
program's code, the libraries. A file that was cut short or changed is known by its own checksum and left aside, and only
classes of ours are ever made from one, so that it can hold data and no code. Where nothing can be written, nothing is
remembered, and every start does all the work.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import sys
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from .. import __version__
from ..uncollected import uncollected

#: Bytes; beyond, what was not asked for the longest is forgotten. The shipped pack takes some ten million.
MOST_KEPT = 150_000_000
_CHECKSUM = hashlib.sha256().digest_size
#: Where the classes are defined of which something may be kept.
_OURS = frozenset(["claimlight.packs.types", "claimlight.packs.route", "claimlight.engine.ground"])


def recall(kind: str, *made_from: str) -> Any:
    """What was kept of this kind and made from these texts, or None."""
    with suppress(OSError, RuntimeError):
        place = _place(kind, made_from)
        content = place.read_bytes()
        if hashlib.sha256(content[_CHECKSUM:]).digest() == content[:_CHECKSUM]:
            with suppress(OSError):
                os.utime(place)
            with suppress(Exception), uncollected():  # whatever is wrong with it, the work can be done again
                return _Unpickler(io.BytesIO(content[_CHECKSUM:])).load()
    return None


def keep(kind: str, value: Any, *made_from: str) -> None:
    """Keep a value of types of ours and plain ones."""
    with suppress(OSError, RuntimeError):
        place = _place(kind, made_from)
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        content = pickle.dumps(value, protocol=5)
        written = place.with_suffix(f".{os.getpid()}")
        written.write_bytes(hashlib.sha256(content).digest() + content)
        os.replace(written, place)
        _forget(place.parent)


def _place(kind: str, made_from: tuple[str, ...]) -> Path:
    told = "\0".join([kind, __version__, version("regex"), sys.version, _code(), *made_from])
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "claimlight" / "packs" / hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _code() -> str:
    """What this program is: a change of it makes all unknown again."""
    rooms = Path(__file__).resolve().parents[1]
    files = sorted(path for room in ("packs", "engine") for path in (rooms / room).glob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def _forget(folder: Path) -> None:
    files = sorted(((path.stat().st_mtime, path.stat().st_size, path) for path in folder.iterdir()), reverse=True)
    total = 0
    for _, size, path in files:
        total += size
        if total > MOST_KEPT:
            path.unlink(missing_ok=True)


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> type:
        found = getattr(sys.modules[module], name, None) if module in _OURS else None
        if not isinstance(found, type) or found.__module__ != module:
            raise pickle.UnpicklingError(f"{module}.{name} is none of ours")
        return found
