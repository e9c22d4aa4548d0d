"""`claimlight review`: what people decide about findings. Every module here is one command, named after its file."""

from __future__ import annotations

import click

from .._folder import Folder


@click.group(
    "review",
    cls=Folder,
    package=__name__,
    path=__path__,
    epilog="Exit codes: 0 done, 1 somebody else changed it in the meantime, 2 it could not be done.",
)
def command() -> None:
    """List findings, decide them one by one or many at once, say who sees to them, read what was
    decided, and write to the sites.

    \b
    Examples:
      claimlight review list --state waiting --site clinic.example
      claimlight review decide 12 dismissed --reason "Quotes the regulator's warning"
      claimlight review assign 12 13 --owner Ann --due 2026-12-15
      claimlight review history 12
      claimlight review letters --by 2027-01-31 --format pdf --sent
      claimlight review sent
    """
