"""Reading a file of a pack and holding it to the schema of its kind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from . import files
from .faults import faults
from .files import FileProblem


def read(path: Path, name: str, kind: str) -> tuple[dict, Any]:
    """What a YAML file says, with its node tree. Raises FileProblem when it cannot be read or does not fit."""
    value, node = files.parse(files.read_text(path, name), name)
    judge(kind, value, node, name)
    return value, node


def judge(kind: str, value: Any, node: Any, name: str) -> None:
    """Raise FileProblem with everything that does not fit the schema."""
    found = [FileProblem(name, files.line_of(node, place), words, what) for place, what, words in faults(kind, value)]
    if found:
        raise FileProblem(name, found[0].line, "; ".join(fault.detail for fault in found), found[0].kind, tuple(found))
