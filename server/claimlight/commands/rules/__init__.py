"""`claimlight rules`: help for people who write rules. Every module here is one command, named after its file."""

from __future__ import annotations

import click

from .._folder import Folder


@click.group(
    "rules",
    cls=Folder,
    package=__name__,
    path=__path__,
    epilog="Exit codes: 0 done, 1 something was found that needs your eyes, 2 it could not be done.",
)
def command() -> None:
    """Write, try and measure rules.

    \b
    Examples:
      claimlight rules new
      claimlight rules test regenerative-en/safety
      claimlight rules explain "Our exosomes have no side effects."
      claimlight rules lint my-packs/hair-en
      claimlight rules schema --write rules/schema
    """
