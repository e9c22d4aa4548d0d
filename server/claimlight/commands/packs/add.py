"""`claimlight packs add`: take a pack into use."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from . import _home


@click.command("add", epilog="Exit codes: 0 added, 2 refused, and nothing was changed.")
@click.argument("source", metavar="FOLDER|ZIP|NAME")
@_home.option
def command(source: str, home: Path | None) -> None:
    """Copy a pack into your own packs and record its version, content and source in claimlight.lock.

    NAME is that of a pack which an installed Python package offers. A pack with faults is refused, and so is one whose
    content differs from what is recorded under the same version.

    \b
    Examples:
      claimlight packs add iv-drips-en-0.1.0.zip
      claimlight packs add ../our-packs/hair-transplants-en
    """
    from ...packs import install, library

    with _home.said_plainly():
        name, record, before = install.add(source, home or library.home_folder(), date.today())
    if before == record:
        click.echo(f"{name} {record.version} was there already, with the same content.")
    else:
        instead = f" in place of {before.version}" if before else ""
        click.echo(f"{name} {record.version} is added{instead} and used from now on (sha256 {record.sha256[:12]}…). Restart a service that runs.")
