"""`claimlight serve --reload`: packs and the site's overrides are loaded anew when a file of theirs is saved."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from flask import Flask
from watchfiles import Change, watch

from .. import packs
from ..check import carry_over, warm
from ..packs.files import FileProblem
from ..packs.library import added_folder, home_folder
from ..packs.lock import NAME as LOCK

#: Milliseconds between two looks whether the folders are still the same ones.
LOOK = 1000


def follow(app: Flask, say: Callable[[str], None]) -> None:
    """Follow the app's packs in a thread of their own, as long as the process lives. `say` gets lines for the terminal.

    Followed are the folders that are named (the packs that ship when there are none), the packs that the user added with
    their lock file, and the file of overrides.
    """
    folders = [Path(folder) for folder in app.config["PACKS"]]
    home, overrides = home_folder(), app.config["OVERRIDES"]
    watched = [*(folders or [packs.shipped()]), added_folder(home), home / LOCK, *([Path(overrides)] if overrides else [])]
    threading.Thread(target=_follow, args=(app, folders, watched, say), daemon=True).start()


def _follow(app: Flask, folders: list[Path], watched: list[Path], say: Callable[[str], None]) -> None:
    """Load whenever something changes. What is taken away and put back is another file or folder, and is watched anew."""
    seen = _identities(watched)
    while True:
        there = [place for place in watched if place.exists()]
        changes = watch(*there, raise_interrupt=False, yield_on_timeout=True, rust_timeout=LOOK) if there else _nothing()
        for changed in changes:
            before, seen = seen, _identities(watched)
            if changed or seen != before:
                _load(app, folders, say)
                _load_overrides(app, say)
            if seen != before or any(change is Change.deleted and Path(path) in watched for change, path in changed):
                break


def _identities(watched: list[Path]) -> list[int]:
    """What tells a folder or file from another that is put in its place; 0 where there is none."""
    found = []
    for place in watched:
        try:
            found.append(place.stat().st_ino)
        except OSError:
            found.append(0)
    return found


def _nothing() -> Iterator[set]:
    """No change, again and again, while nothing is there to be watched."""
    pause = threading.Event()
    while True:
        pause.wait(LOOK / 1000)
        yield set()


def _load(app: Flask, folders: list[Path], say: Callable[[str], None]) -> None:
    served = app.extensions["claimlight"]
    try:
        loaded = packs.load_used(folders)
    except OSError as error:  # a file that went away while it was read; the next change brings the next try
        say(f"  Not reloaded, the last good version is used: {error.filename}: {error.strerror}")
        return
    settled = packs.settle(served, loaded)
    carry_over(served, settled)
    warm(settled)
    app.extensions["claimlight"] = settled  # what is being answered goes on with the rules it began with
    for line in _told(served, settled):
        say(line)


def _load_overrides(app: Flask, say: Callable[[str], None]) -> None:
    """Take over the file of overrides when it changed and can be used; else what it said last goes on."""
    served, file = app.extensions["claimlight.overrides"], app.config["OVERRIDES"]
    if not served:
        return
    try:
        loaded = packs.read_overrides(Path(file))
    except FileProblem as error:
        say(f"  Not reloaded, the last good overrides are used: {error.where}: {error.detail}")
        return
    if loaded.sha256 == served.sha256:
        return
    app.extensions["claimlight.overrides"] = loaded
    say(f"  Reloaded {loaded.file}: {len(loaded.entries)} overrides.")
    for line in loaded.warnings(app.config["TODAY"](), app.extensions["claimlight"]):
        say(f"  {line}")


def _told(served: packs.RuleSet, settled: packs.RuleSet) -> Iterator[str]:
    for pack in settled.packs:
        if all(pack is not other for other in served.packs):
            yield f"  Reloaded {pack.name} {pack.version}: {len(pack.rules)} rules."
    for problem in settled.problems:
        if problem not in served.problems:
            kept = problem["type"] == "not-reloaded"
            yield f"  {'Not reloaded, the last good version is used' if kept else 'Set aside'}: {problem['where']}: {problem['detail']}"
    if served.problems and not settled.problems:
        yield "  All packs are sound again."
