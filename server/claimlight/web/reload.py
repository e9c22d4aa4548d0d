"""`claimlight serve --reload`: packs are loaded anew when a file of theirs is saved."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from flask import Flask
from watchfiles import watch

from .. import packs
from ..check import carry_over, warm


def follow(app: Flask, say: Callable[[str], None]) -> None:
    """Follow the app's packs in a thread of their own, as long as the process lives. `say` gets lines for the terminal."""
    folders = [Path(folder) for folder in app.config["PACKS"]]
    threading.Thread(target=_follow, args=(app, folders, say), daemon=True).start()


def _follow(app: Flask, folders: list[Path], say: Callable[[str], None]) -> None:
    for _ in watch(*(folders or [packs.shipped()]), raise_interrupt=False):
        served = app.extensions["claimlight"]
        settled = packs.settle(served, packs.load_used(folders))
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
