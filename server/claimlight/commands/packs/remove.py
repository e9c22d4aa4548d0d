"""`claimlight packs remove`: take an added pack away."""

from __future__ import annotations

from pathlib import Path

import click

from . import _home


@click.command("remove", epilog="Exit codes: 0 removed, 2 refused, and nothing was changed.")
@click.argument("name")
@_home.option
def command(name: str, home: Path | None) -> None:
    """Remove a pack that you added. Packs that ship with Claimlight stay.

    \b
    Example:
      claimlight packs remove iv-drips-en
    """
    from ...packs import install, library

    with _home.said_plainly():
        record = install.remove(name, home or library.home_folder())
    click.echo(f"{name} {record.version} is removed. It came from {record.source}.")
