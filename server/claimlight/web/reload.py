"""`claimlight serve --reload`: packs are loaded anew when a file of theirs is saved."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from flask import Flask
from watchfiles import Change, watch

from .. import packs
from ..check import carry_over, warm

#: Milliseconds between two looks whether the folders are still the same ones.
LOOK = 1000


def follow(app: Flask, say: Callable[[str], None]) -> None:
    """Follow the app's packs in a thread of their own, as long as the process lives. `say` gets lines for the terminal."""
    folders = [Path(folder) for folder in app.config["PACKS"]]
    threading.Thread(target=_follow, args=(app, folders, say), daemon=True).start()


def _follow(app: Flask, folders: list[Path], say: Callable[[str], None]) -> None:
    """Load whenever something changes. A folder that is taken away and put back is another one, and is watched anew."""
    watched = folders or [packs.shipped()]
    seen = _identities(watched)
    while True:
        there = [folder for folder in watched if folder.is_dir()]
        changes = watch(*there, raise_interrupt=False, yield_on_timeout=True, rust_timeout=LOOK) if there else _nothing()
        for changed in changes:
            before, seen = seen, _identities(watched)
            if changed or seen != before:
                _load(app, folders, say)
            if seen != before or any(change is Change.deleted and Path(path) in watched for change, path in changed):
                break


def _identities(folders: list[Path]) -> list[int]:
    """What tells a folder from another that is put in its place; 0 where there is none."""
    return [folder.stat().st_ino if folder.is_dir() else 0 for folder in folders]


def _nothing() -> Iterator[set]:
    """No change, again and again, while no folder is there to be watched."""
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
