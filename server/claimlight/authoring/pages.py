"""Real pages to try rules on: a file, a folder of saved pages, or a corpus with one page a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from ..model import Block, Page
from ..pasted import decode, read_pasted

SUFFIXES = (".html", ".htm", ".txt", ".md")


class NoPages(Exception):
    """There is no page to be read; the message says where it was looked for."""


def read(source: Path) -> Iterator[tuple[str, Page]]:
    """Each page with its name.

    A folder is searched for `.html`, `.htm`, `.txt` and `.md`, in the order of their names. A `.jsonl` file has an object
    a line: `sentences` (a list, each a block) or `html` or `text`, and optionally `id`, `url`, `title`, and `lang` or
    `language`. Raises NoPages when nothing can be read, or naming the line that cannot.
    """
    if source.is_dir():
        paths = sorted(path for path in source.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
        if not paths:
            raise NoPages(f"There is no page ({', '.join(SUFFIXES)}) in {source}")
        for path in paths:
            yield path.relative_to(source).as_posix(), read_pasted(_text_of(path))
    elif source.suffix.lower() == ".jsonl":
        yield from _corpus(source)
    else:
        yield source.name, read_pasted(_text_of(source))


def _text_of(path: Path) -> str:
    try:
        return decode(path.read_bytes())
    except OSError as error:
        raise NoPages(f"{path} cannot be read: {error.strerror}") from None


def _corpus(source: Path) -> Iterator[tuple[str, Page]]:
    found = False
    for number, line in enumerate(_text_of(source).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise NoPages(f"{source}:{number}: This is not JSON: {error.msg}") from None
        if not isinstance(row, dict) or not isinstance(row.get("sentences") or row.get("html") or row.get("text"), (list, str)):
            raise NoPages(f"{source}:{number}: A line needs `sentences`, `html` or `text`")
        found = True
        yield str(row.get("id") or row.get("url") or number), _page(row)
    if not found:
        raise NoPages(f"There is no page in {source}")


def _page(row: dict) -> Page:
    about = {"url": str(row.get("url", "")), "title": str(row.get("title", "")), "language": str(row.get("lang") or row.get("language") or "")}
    if isinstance(row.get("sentences"), list):
        return Page(tuple(Block(number, str(text)) for number, text in enumerate(row["sentences"])), **about)
    return read_pasted(str(row.get("html") or row.get("text")), **about)
