"""`claimlight packs build`: make the zip by which a pack travels."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .. import _options
from . import _home


@click.command("build", epilog="Exit codes: 0 built, 1 the pack has faults and nothing was built, 2 it cannot be read.")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="The zip to write.  [default: NAME-VERSION.zip]")
@click.option("--against", metavar="OLD", help="The version before, a zip or a folder: hold this one to what its number promises.")
@click.option("--no-check", is_flag=True, help="Do not run the rules' own tests or lint first.")
@click.option("--strict", is_flag=True, help="Refuse to build while lint has warnings.")
def command(folder: Path, output: Path | None, against: str | None, no_check: bool, strict: bool) -> None:
    """Make a pack's zip: the same content gives the same bytes, on any day and any machine.

    \b
    Examples:
      claimlight packs build ./iv-drips-en
      claimlight packs build ./iv-drips-en --strict --against iv-drips-en-0.1.0.zip
    """
    from ... import packs, publishing

    with _home.said_plainly():
        built = publishing.build(folder, output, against, check=not no_check, strict=strict)
    for line in built.told:
        click.echo(line)
    if built.target is None:
        click.echo("Nothing was built; mend what is named above.", err=True)
        sys.exit(1)
    click.echo(f"{built.target} holds {built.name} {built.version} (sha256 {built.sha256}).")
