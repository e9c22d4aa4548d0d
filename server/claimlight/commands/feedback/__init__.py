"""`claimlight feedback`: what readers said of findings. Every module here is one command, named after its file."""

from __future__ import annotations

import click

from .._folder import Folder


@click.group(
    "feedback",
    cls=Folder,
    package=__name__,
    path=__path__,
    epilog="Exit codes: 0 done, 1 something needs your eyes, 2 it could not be done.",
)
def command() -> None:
    """Read what readers said of findings, and turn it into tests of the rules concerned.

    \b
    Examples:
      claimlight feedback list
      claimlight feedback export --rule regenerative-en/safety
      claimlight feedback export --packs ./my-pack --write
    """
