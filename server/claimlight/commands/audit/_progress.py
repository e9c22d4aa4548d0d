"""A live bar on a terminal; a line now and then in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

#: Seconds between two lines in a log.
_EVERY = 30.0


@contextmanager
def shown(quiet: bool) -> Iterator[Callable[[object], None]]:
    """Yields what hears of progress (an `audit.run.Progress`)."""
    if quiet:
        yield lambda progress: None
    elif sys.stderr.isatty():
        with _bar() as tell:
            yield tell
    else:
        last = time.monotonic()

        def log(progress: object) -> None:
            nonlocal last
            if time.monotonic() - last >= _EVERY:
                last = time.monotonic()
                ended = progress.done + progress.failed
                click.echo(f"{ended} of {progress.total} pages, {progress.findings} found, {progress.failed} failed", err=True)

        yield log


@contextmanager
def _bar() -> Iterator[Callable[[object], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        TextColumn("Reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[findings]} found, {task.fields[failed]} failed"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, findings=0, failed=0)
        yield lambda progress: bar.update(
            task,
            total=progress.total or None,
            completed=progress.done + progress.failed,
            findings=progress.findings,
            failed=progress.failed,
        )
