"""What the commands of `packs` share: where a user's packs are kept, and how what cannot be done is said."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

#: `--home FOLDER`: the command's argument `home`.
option = click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="CLAIMLIGHT_HOME",
    help="Where your packs and claimlight.lock are kept.  [default: CLAIMLIGHT_HOME, or the system's place for your data]",
)


@contextmanager
def said_plainly() -> Iterator[None]:
    """Turn a fault of a pack, of the lock file or of the disk into one message and exit code 2."""
    from ...packs.files import FileProblem

    try:
        yield
    except FileProblem as error:
        click.echo(f"{error}.", err=True)
        sys.exit(2)
    except OSError as error:
        click.echo(f"{error.filename or 'The disk'}: {error.strerror}.", err=True)
        sys.exit(2)
