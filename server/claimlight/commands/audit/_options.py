"""Options that the audit commands share, and how they open the database."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click
from platformdirs import user_data_path

class _Baseline(click.ParamType):
    """A run's number, or the path of a report in JSON."""

    name = "run or file"

    def convert(self, value: object, parameter: click.Parameter | None, context: click.Context | None) -> int | Path:
        if isinstance(value, int) or str(value).isdigit():
            return int(value)
        if not Path(str(value)).is_file():
            self.fail(f"{value!r} is neither a run's number nor a file.")
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
    type=_Baseline(),
    default=0,
    metavar="RUN|FILE",
    help="Say what is new, changed and gone since this run, or since the report.json of one.",
)


def opened(url: str):  # noqa: ANN201 (a Database; imported late, so that --help is quick)
    """The database; ends the command with its remedy when it cannot be used."""
    from ...store import StoreError, open_database

    try:
        return open_database(url)
    except StoreError as error:
        fail(str(error))


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
