"""Which files of a folder are a pack's own, and what they add up to."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

#: Left behind by editors, by Python or by version control: no part of a pack.
_STRAY = (".py", ".pyc", "~", ".swp")


def is_own(name: str) -> bool:
    """Whether a file at this place below the pack's folder (with `/`) belongs to the pack."""
    parts = name.split("/")
    return not any(part.startswith(".") or part == "__pycache__" for part in parts) and not name.endswith(_STRAY)


def own_files(folder: Path) -> dict[str, Path]:
    """A pack's files by their place below its folder, in the order of their names."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: found[name] for name in sorted(found) if is_own(name)}


def digest(folder: Path) -> str:
    """SHA-256 over the names and bytes of all files of a pack, in the order of their names."""
    total = hashlib.sha256()
    for name, path in own_files(folder).items():
        total.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def pack_folders(folder: Path) -> list[Path]:
    """The packs in a folder: itself, when it holds `pack.yaml`, or those of its folders that do."""
    folder = Path(os.path.abspath(folder))  # a folder given as "." has a name, too
    return [folder] if (folder / "pack.yaml").is_file() else sorted(path.parent for path in folder.glob("*/pack.yaml"))


def others(folder: Path) -> list[str]:
    """What stands in a pack's folder and is no file, folders among it, in the order of their names."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_file())
