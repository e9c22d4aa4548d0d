"""Remembers which packs were found sound, so that a second start need not compile every pattern again.

A pack is known by the SHA-256 of all its files; nothing else is kept. Where nothing can be written, nothing is
remembered, and every start compiles all.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from .. import __version__


def _place(sha256: str) -> Path:
    made_with = f"{sha256} {__version__} {version('regex')} {_code()}"
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "claimlight" / "sound" / hashlib.sha256(made_with.encode()).hexdigest()


def _code() -> str:
    """What the pattern language itself is: a change of it makes every pack unknown again."""
    here = Path(__file__).parent
    return hashlib.sha256((here / "pattern.py").read_bytes() + (here / "load.py").read_bytes()).hexdigest()


def is_sound(sha256: str) -> bool:
    """Whether every pattern of this pack was compiled before."""
    with suppress(OSError, RuntimeError):
        return _place(sha256).is_file()
    return False


def remember(sha256: str) -> None:
    """Keep that every pattern of this pack compiles."""
    with suppress(OSError, RuntimeError):
        place = _place(sha256)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch()
