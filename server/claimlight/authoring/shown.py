"""Sentences with what was expected and what was found under them, readable without colour."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import click

MARGIN = 12  # columns of labels


def count(number: int, thing: str) -> str:
    """A number with its noun, such as `1 rule` or `3 rules`."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def short(pattern: str, most: int = 100) -> str:
    """A pattern as far as it fits on a line."""
    return pattern if len(pattern) <= most else f"{pattern[: most - 2]} …"


def under(text: str, rows: list[tuple[str, tuple[int, int] | None, str]], lead: str = "", width: int = 0) -> Iterator[str]:
    """The lines of a sentence, cut to the window, each with a row of signs for every span.

    `rows` are (label, span, colour); a span that is None is said to be nothing.
    """
    width = max(20, (width or shutil.get_terminal_size((100, 24)).columns) - MARGIN)
    if lead:
        yield _line("lead-in", lead)
    for begin, end in _cuts(text, width):
        yield _line("" if begin else "sentence", text[begin:end].rstrip())
        for label, span, colour in rows:
            signs = _signs(span, begin, end)
            if signs:
                yield _line(label, click.style(signs, fg=colour))
            elif span is None and end == len(text):
                yield _line(label, "no mark")


def _line(label: str, text: str) -> str:
    return f"  {label:<{MARGIN - 2}}{text}"


def _cuts(text: str, width: int) -> Iterator[tuple[int, int]]:
    begin = 0
    while len(text) - begin > width:
        cut = text.rfind(" ", begin, begin + width)
        cut = begin + width if cut <= begin else cut + 1
        yield begin, cut
        begin = cut
    yield begin, len(text)


def _signs(span: tuple[int, int] | None, begin: int, end: int) -> str:
    if span is None or span[1] <= begin or span[0] >= end:
        return ""
    first, last = max(span[0], begin), min(span[1], end)
    return " " * (first - begin) + "^" * (last - first)
