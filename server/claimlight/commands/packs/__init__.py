"""`claimlight packs`: rule packs that travel. Every module here is one command, named after its file."""

from __future__ import annotations

import click

from .._folder import Folder


@click.group(
    "packs",
    cls=Folder,
    package=__name__,
    path=__path__,
    epilog="Exit codes: 0 done, 1 something was found that needs your eyes, 2 it could not be done.",
)
def command() -> None:
    """Add, remove, verify and build rule packs.

    \b
    Examples:
      claimlight packs list
      claimlight packs add iv-drips-en-0.1.0.zip
      claimlight packs build ./my-pack-en
    """
