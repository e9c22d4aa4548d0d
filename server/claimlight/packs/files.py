"""Reading a pack's files: YAML without its dangerous parts, limits on size, and the line of every fault."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

LARGEST_FILE = 1_000_000  # bytes; the largest shipped lexicon has 30,000
DEEPEST = 20

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class FileProblem(Exception):
    """Something wrong in a pack's file: where (file and line), what, and what kind of mistake it is.

    `kind` is one of the kinds of docs/lint.md. Where a file has several faults, `parts` has one problem for each.
    """

    def __init__(self, file: str, line: int, detail: str, kind: str = "unreadable-file", parts: tuple[FileProblem, ...] = ()) -> None:
        super().__init__(f"{file}:{line}: {detail}" if line else f"{file}: {detail}")
        self.file, self.line, self.detail, self.kind = file, line, detail, kind
        self.parts = parts or (self,)

    @property
    def where(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


def read_text(path: Path, name: str) -> str:
    """A file's text in UTF-8. Raises FileProblem when it is too large, no text, or no ordinary file."""
    try:
        if not path.is_file():
            raise FileProblem(name, 0, "This is no ordinary file" if path.exists() else "The file is missing")
        if path.stat().st_size > LARGEST_FILE:
            raise FileProblem(name, 1, f"The file is larger than {LARGEST_FILE:,} bytes; split it", "too-large")
        data = path.read_bytes()
    except OSError as error:
        raise FileProblem(name, 0, f"The file cannot be read: {error.strerror}") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FileProblem(name, line, f"The file is no text in UTF-8 (byte {error.start}); save it as UTF-8") from None


def parse(text: str, name: str) -> tuple[dict, yaml.Node]:
    """One YAML mapping, with its node tree (for line numbers).

    Raises FileProblem for what is no YAML, for keys that are there twice, and for aliases, with which a file could
    unfold without end.
    """
    value, node = _value(text, name)
    if not isinstance(value, dict):
        raise FileProblem(name, 1, "The file must be a list of keys and values, such as `title: …`", "wrong-type")
    return value, node


def parse_json(text: str, name: str) -> tuple[Any, yaml.Node | None]:
    """A JSON value, with its node tree as far as it can be had. Raises FileProblem for what is no JSON and for keys that are there twice."""
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise FileProblem(name, error.lineno, f"This is not JSON: {error.msg}") from None
    except RecursionError:
        raise FileProblem(name, 1, f"Nested more than {DEEPEST} deep") from None
    except ValueError as error:
        raise FileProblem(name, 1, f"This is not JSON: {error}") from None
    try:
        return value, _value(text.replace("\t", " "), name)[1]
    except FileProblem as error:
        if error.kind == "duplicate-key":
            raise
        return value, None  # JSON that is no YAML, such as an escaped pair of surrogates: faults then stand in line 1


def _value(text: str, name: str) -> tuple[Any, yaml.Node]:
    loader = None
    try:
        _judge_events(text, name)
        loader = _Loader(text)
        node = loader.get_single_node()
        if node is None:
            raise FileProblem(name, 1, "The file is empty", "missing-part")
        _judge_keys(node, name)
        return _construct(loader, node, name), node
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise FileProblem(name, mark.line + 1 if mark else 0, f"This is not YAML: {error.problem}") from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise FileProblem(name, line, f"This is not YAML: {error.reason}") from None
    finally:
        if loader is not None:
            loader.dispose()


def _judge_events(text: str, name: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            raise FileProblem(name, line, "Aliases (*name) are not used here; write it out")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise FileProblem(name, line, f"Nested more than {DEEPEST} deep")


def _nodes(node: yaml.Node) -> Iterator[yaml.Node]:
    yield node
    for child in node.value if isinstance(node, yaml.CollectionNode) else ():
        for part in child if isinstance(child, tuple) else (child,):
            yield from _nodes(part)


def _judge_keys(node: yaml.Node, name: str) -> None:
    for mapping in _nodes(node):
        if isinstance(mapping, yaml.MappingNode):
            first: dict[str, int] = {}
            for key, _ in mapping.value:
                line = key.start_mark.line + 1
                if not isinstance(key, yaml.ScalarNode):
                    raise FileProblem(name, line, "A key must be a single word; put quotes around what begins with { or [", "wrong-type")
                if key.value in first:
                    detail = f"The key `{key.value}` is there twice, first in line {first[key.value]}; keep one"
                    raise FileProblem(name, line, detail, "duplicate-key")
                first[key.value] = line


def _construct(loader: Any, node: yaml.Node, name: str) -> Any:
    try:
        return loader.construct_document(node)
    except (ValueError, OverflowError):
        for part in _nodes(node):
            if isinstance(part, yaml.ScalarNode):
                try:
                    yaml.constructor.SafeConstructor().construct_object(part)
                except (ValueError, OverflowError) as error:
                    detail = f"`{part.value[:40]}` is no number and no date ({error}); put quotes around it"
                    raise FileProblem(name, part.start_mark.line + 1, detail, "wrong-type") from None
        raise


def line_of(node: yaml.Node | None, path: tuple[Any, ...]) -> int:
    """The line (from 1) of the deepest part of `path` that is there."""
    line = node.start_mark.line + 1 if node else 1
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
