"""A pack's sources: `references.json`. A source that is written wrongly is left out and named; the others can be used."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from . import files
from .faults import faults
from .files import FileProblem


def read(path: Path, name: str, set_aside: Callable[[FileProblem], None]) -> dict[str, dict]:
    """The sources by id; each fault in one of them goes to `set_aside`. Raises FileProblem when the file is no list."""
    value, node = files.parse_json(files.read_text(path, name), name)
    broken: set[int] = set()
    for place, kind, words in faults("references", value):
        fault = FileProblem(name, files.line_of(node, place), words, kind)
        if not place:
            raise fault
        broken.add(place[0])
        set_aside(fault)
    found: dict[str, dict] = {}
    for number, item in enumerate(value):
        if number in broken:
            continue
        if item["id"] in found:
            detail = f"The id {item['id']} is there twice; this one is left out"
            set_aside(FileProblem(name, files.line_of(node, (number, "id")), detail, "duplicate-id"))
        else:
            found[item["id"]] = item
    return found
