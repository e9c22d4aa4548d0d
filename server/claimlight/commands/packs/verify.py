"""`claimlight packs verify`: whether the added packs are still those that were added."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from . import _home


@click.command("verify", epilog="Exit codes: 0 all as recorded, 1 something differs, 2 the lock file cannot be read.")
@_home.option
def command(home: Path | None) -> None:
    """Compare every added pack with claimlight.lock.

    \b
    Example:
      claimlight packs verify
    """
    from ...packs import library
    from ...packs.lock import read_lock

    place = home or library.home_folder()
    with _home.said_plainly():
        wrong = dict(library.differences(place))
        locked = read_lock(place)
    for name, detail in wrong.items():
        click.echo(f"DIFFERS {name}: {detail}.")
    click.echo(f"{len(locked) - len(wrong.keys() & locked.keys())} of {len(locked)} added packs are as recorded in {place / 'claimlight.lock'}.")
    sys.exit(1 if wrong else 0)
