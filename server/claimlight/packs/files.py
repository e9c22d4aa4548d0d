"""Reading a pack's files: YAML without its dangerous parts, limits on size, and the line of every fault."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

LARGEST_FILE = 1_000_000  # bytes; the largest shipped lexicon has 30,000
DEEPEST = 20

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class FileProblem(Exception):
    """Something wrong in a pack's file: where (file and line) and what."""

    def __init__(self, file: str, line: int, detail: str) -> None:
        super().__init__(f"{file}:{line}: {detail}" if line else f"{file}: {detail}")
        self.file, self.line, self.detail = file, line, detail

    @property
    def where(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


def read_text(path: Path, name: str) -> str:
    """A file's text in UTF-8. Raises FileProblem when it is too large or no text."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise FileProblem(name, 0, f"The file is larger than {LARGEST_FILE:,} bytes; split it")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileProblem(name, 0, f"The file is no text in UTF-8 (byte {error.start})") from None
    except OSError as error:
        raise FileProblem(name, 0, f"The file cannot be read: {error.strerror}") from None


def parse(text: str, name: str) -> tuple[dict, yaml.Node]:
    """One YAML mapping, with its node tree (for line numbers). Aliases are refused, so no file can unfold without end."""
    try:
        depth = 0
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.AliasEvent):
                raise FileProblem(name, event.start_mark.line + 1, "Aliases (*name) are not used here; write it out")
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                raise FileProblem(name, event.start_mark.line + 1, f"Nested more than {DEEPEST} deep")
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            value = loader.construct_document(node) if node is not None else None
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise FileProblem(name, mark.line + 1 if mark else 0, f"This is not YAML: {error.problem}") from None
    except (yaml.YAMLError, ValueError) as error:
        raise FileProblem(name, 0, f"This is not YAML: {str(error).splitlines()[0]}") from None
    if not isinstance(value, dict):
        raise FileProblem(name, 1, "The file must be a list of keys and values, such as `title: …`")
    return value, node


def line_of(node: yaml.Node, path: tuple[Any, ...]) -> int:
    """The line (from 1) of the deepest part of `path` that is there."""
    line = node.start_mark.line + 1
    for part in path:
        found = None
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == str(part)), None)
            if found:
                line, node = found[0].start_mark.line + 1, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
            found = (None, node)
        if not found:
            break
    return line
