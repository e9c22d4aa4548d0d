"""`claimlight.lock`: which packs a user has added, in which version, with which content, from where and when."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from . import files
from .files import FileProblem

NAME = "claimlight.lock"
_PARTS = ("version", "sha256", "source", "added")


@dataclass(frozen=True, slots=True)
class Locked:
    """What is recorded of a pack: `sha256` is that of its files (`contents.digest`), `added` a date such as 2026-11-25."""

    version: str
    sha256: str
    source: str
    added: str


def read_lock(home: Path) -> dict[str, Locked]:
    """The packs recorded, by name; none when there is no lock file. Raises FileProblem when it cannot be read."""
    if not (home / NAME).exists():
        return {}
    value, _ = files.parse_json(files.read_text(home / NAME, NAME), NAME)
    packs = value.get("packs") if isinstance(value, dict) else None
    if not isinstance(packs, dict) or not all(isinstance(item, dict) and all(isinstance(item.get(part), str) for part in _PARTS) for item in packs.values()):
        detail = f"The file must have `packs`, each with {', '.join(_PARTS)}; put it back from a copy, or delete it and add the packs again"
        raise FileProblem(NAME, 1, detail, "wrong-type")
    return {name: Locked(*(item[part] for part in _PARTS)) for name, item in packs.items()}


def write_lock(home: Path, packs: Mapping[str, Locked]) -> None:
    """Record these packs in place of what was recorded; a reader sees the old file or the new one, never half of it."""
    text = json.dumps({"packs": {name: asdict(packs[name]) for name in sorted(packs)}}, indent=2, ensure_ascii=False)
    fresh = home / f".{NAME}.{os.getpid()}"
    fresh.write_text(text + "\n", encoding="utf-8")
    fresh.replace(home / NAME)
