"""Options that the audit commands share, and how they open the database."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click
from platformdirs import user_data_path

#: In place of a run's number: the newest finished run of the same name.
LAST = "last"


class _Earlier(click.ParamType):
    """A run's number, `last`, or where it is allowed the path of a report in JSON."""

    def __init__(self, files: bool) -> None:
        self.files = files
        self.name = "run or file" if files else "run"

    def convert(self, value: object, parameter: click.Parameter | None, context: click.Context | None) -> int | str | Path:
        if isinstance(value, int) or str(value).isdigit():
            return int(value)
        if value == LAST:
            return LAST
        if not self.files or not Path(str(value)).is_file():
            self.fail(f"{value!r} is neither a run's number nor \"last\"{' nor a file' if self.files else ''}.")
        return Path(str(value))


database = click.option(
    "--database",
    envvar="CLAIMLIGHT_DATABASE",
    default="",
    metavar="URL",
    help="Where runs are kept: a file, sqlite:///file or postgresql://user@host/name. [default: a file of your own]",
)

baseline = click.option(
    "--baseline",
    type=_Earlier(files=True),
    default=0,
    metavar="RUN|last|FILE",
    help="Say what is new, changed and gone since this run, since the last one of the same name, or since the report.json of one.",
)

since = click.option(
    "--since",
    "previous",
    type=_Earlier(files=False),
    default=0,
    metavar="RUN|last",
    help="Ask only for what has changed since this run, or since the last one of the same name.",
)


def opened(url: str):  # noqa: ANN201 (a Database; imported late, so that --help is quick)
    """The database; ends the command with its remedy when it cannot be used."""
    from ...store import StoreError, open_database

    try:
        return open_database(url)
    except StoreError as error:
        fail(str(error))


def earlier(store: object, chosen: int | str | Path, name: str, before: int | None = None) -> int | Path:
    """The run that `last` means: the newest finished one of this name (and before this number), 0 when there is none yet."""
    from ...audit.runs import last_done

    return last_done(store, name, before) if chosen == LAST else chosen


def before_it(store: object, chosen: int | str | Path, run: int) -> int | Path:
    """`earlier` for a run that is there; ends the command when it is not."""
    from ...audit.ledger import Ledger

    try:
        return earlier(store, chosen, Ledger(store, run).run().name, run)
    except KeyError:
        fail(f"There is no run {run}. See: claimlight audit list")


def decided(path: Path | None) -> dict | None:
    """A file of overrides as an order keeps it; ends the command when any of it cannot be used."""
    from ...audit.order import decided as kept
    from ...packs import FileProblem, read_overrides

    try:
        return kept(read_overrides(path), date.today()) if path else None
    except FileProblem as problem:
        fail(f"{problem}.")


def evidence_folder(chosen: Path | None) -> str:
    """Where the evidence of runs is kept."""
    return str((chosen or user_data_path("claimlight", appauthor=False) / "evidence").absolute())


def fail(message: str) -> None:
    """End the command: it could not be done."""
    click.echo(message, err=True)
    sys.exit(2)


def writers(paths: tuple[Path, ...]) -> list[tuple[Path, object]]:
    """What writes each file; ends the command when nothing writes one with its ending."""
    from ...audit import exports

    for path in paths:
        if exports.writer(path) is None:
            fail(f"{path}: nothing is written with this ending. Known are {', '.join(exports.ENDINGS)}.")
    return [(path, exports.writer(path)) for path in paths]


def gathered(store: object, run: int, baseline: int | Path, text: bool):  # noqa: ANN201 (a Handover)
    """A run to be handed over; ends the command when it, or what it is to be compared with, is not there."""
    from ...audit.handover import gather
    from ...audit.words import Failure
    from ...review.showing import show

    try:
        hand = gather(store, run, baseline=baseline, text=text)
    except KeyError as error:
        fail(f"There is no run {error}. See: claimlight audit list")
    except Failure as failure:
        fail(failure.detail)
    show(store, hand)
    return hand
