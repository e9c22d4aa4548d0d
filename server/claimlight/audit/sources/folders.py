"""Saved pages: every HTML file in a folder and the folders in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from ..words import Failure, Wanted
from .lost import Lost

_PAGES = (".html", ".htm", ".xhtml", ".mhtml")


def folder_pages(folder: Path) -> Iterator[Wanted | Lost]:
    """The folder's HTML files in order of their names; hidden ones and links out of the folder are passed over."""
    if folder.is_file():
        yield _one(folder, folder.parent)
        return
    lost: list[Lost] = []

    def refuse(error: OSError) -> None:
        lost.append(Lost(str(error.filename), Failure("file", f"{error.filename} cannot be opened: {error.strerror}.")))

    for where, below, names in os.walk(folder, onerror=refuse):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in sorted(names):
            if name.lower().endswith(_PAGES) and not name.startswith("."):
                yield _one(Path(where) / name, folder)
    yield from lost


def _one(path: Path, folder: Path) -> Wanted | Lost:
    if path.suffix.lower() == ".mhtml":
        return Lost(str(path), Failure("file", f"{path.name} is a web archive of one browser; save the page as HTML instead."))
    if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
        return Lost(str(path), Failure("file", f"{path.name} is a link that leads out of the folder."))
    return Wanted(path.resolve().as_uri(), place=str(path), source=str(folder))
