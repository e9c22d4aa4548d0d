"""Adding packs to a user's own and taking them away again, each recorded in the lock file."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

from . import sources
from .contents import digest
from .files import FileProblem
from .head import read_head
from .library import added_folder, standing
from .load import load_all
from .lock import NAME, Locked, read_lock, write_lock


def add(source: str, home: Path, today: date) -> tuple[str, Locked, Locked | None]:
    """Copy a pack into the user's own and record it; gives its name, what was recorded, and what was recorded before.

    Raises FileProblem, and changes nothing, when the pack cannot be used as a whole, or when another content is recorded
    under the same version.
    """
    with sources.opened(source) as (folder, head, told):
        name, version = head["name"], head["version"]
        locked = read_lock(home)
        before = locked.get(name)
        record = Locked(version, digest(folder), told, today.isoformat())
        if before and before.version == version and before.sha256 != record.sha256:
            detail = (
                f"Version {version} of {name} is recorded in {NAME} with other content (sha256 {before.sha256[:12]}…, this is "
                f"{record.sha256[:12]}…). A changed pack needs a new version: raise `version` in its pack.yaml. To take this "
                f"one all the same, first: claimlight packs remove {name}"
            )
            raise FileProblem(source, 0, detail, "changed-pack")
        _must_work(folder, name, home)
        _put(folder, added_folder(home) / name)
        if before and before.sha256 == record.sha256:
            record = before
        write_lock(home, {**locked, name: record})
        return name, record, before


def _must_work(folder: Path, name: str, home: Path) -> None:
    """Raises FileProblem with every fault of the pack, seen together with the packs that are used already."""
    others = [pack.folder for pack in standing(home)[0] if not pack.unused and pack.name != name]
    rules = load_all([folder], others)
    if rules.problems:
        told = [f"{item['where']}: {item['detail']}" for item in rules.problems]
        more = [f"and {len(told) - 10} more"] if len(told) > 10 else []
        raise FileProblem(name, 0, "\n  ".join(["The pack has faults; nothing was added.", *told[:10], *more]))


def _put(folder: Path, place: Path) -> None:
    """Put a pack's folder in its place; the one that was there goes when the new one stands."""
    fresh, old = (place.with_name(f".{part}-{place.name}-{os.getpid()}") for part in ("new", "old"))
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(folder, fresh)
    if place.exists():
        place.rename(old)
    fresh.rename(place)
    shutil.rmtree(old, ignore_errors=True)


def remove(name: str, home: Path) -> Locked:
    """Take an added pack away; gives what was recorded of it. Raises FileProblem when it was not added or others need it."""
    locked = read_lock(home)
    if name not in locked:
        raise FileProblem(name, 0, f"No pack of this name was added; added are {', '.join(sorted(locked)) or 'none'}")
    packs = [pack for pack in standing(home)[0] if pack.name != name or pack.origin == "shipped"]
    need = sorted(
        pack.name
        for pack in packs
        if pack.origin == "added" and not pack.unused and name in read_head(pack.folder)[0].get("depends", {})
    )
    if need and not any(pack.name == name for pack in packs):
        raise FileProblem(name, 0, f"{', '.join(need)} depend{'s' if len(need) == 1 else ''} on it; remove what depends on it first")
    shutil.rmtree(added_folder(home) / name, ignore_errors=True)
    write_lock(home, {other: item for other, item in locked.items() if other != name})
    return locked[name]
