"""Adding test cases to a rule's file: lines are put in, and every other character stays as it is."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from ..packs import FileProblem
from ..packs.files import parse
from .cases import Case

#: Signs at which YAML begins a new line, though JSON does not.
_BREAKS = {code: f"\\u{code:04x}" for code in (0x85, 0x2028, 0x2029)}


def with_cases(text: str, name: str, cases: Sequence[Case]) -> str:
    """The text of a rule's file with the cases at the end of its tests. Raises FileProblem when it cannot be done safely.

    What comes out was read again: it says what it said before, and the new tests.
    """
    wanted, _ = parse(text, name)
    for case in cases:
        wanted["tests"][case.kind] = [*wanted["tests"][case.kind], case.written]
        text = _put(text, _tests(parse(text, name)[1], case.kind), case.written)
    if parse(text, name)[0] != wanted:
        raise FileProblem(name, 0, "The tests are written in a way that a line cannot be added to; add it by hand")
    return text


def _tests(node: Any, kind: str) -> yaml.SequenceNode:
    for key in ("tests", kind):
        node = next(value for name, value in node.value if name.value == key)
    return node


def _put(text: str, node: yaml.SequenceNode, written: str) -> str:
    lines = text.splitlines(keepends=True)
    ending = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    quoted = json.dumps(written, ensure_ascii=False).translate(_BREAKS)
    last = node.value[-1].end_mark
    if node.flow_style:
        line = lines[last.line]
        lines[last.line] = f"{line[: last.column]}, {quoted}{line[last.column :]}"
        return "".join(lines)
    below = last.line + (last.column > 0)
    if below and not lines[below - 1].endswith(("\n", "\r")):
        lines[below - 1] += ending
    indent = " " * node.start_mark.column
    lines.insert(below, f"{indent}- {quoted}{ending}")
    return "".join(lines)


def save(path: Path, text: str) -> None:
    """Write a file whole or not at all. Raises OSError."""
    handle, made = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with open(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        os.chmod(made, path.stat().st_mode)
        os.replace(made, path)
    except BaseException:
        os.unlink(made)
        raise
