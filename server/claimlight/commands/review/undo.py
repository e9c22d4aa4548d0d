"""`claimlight review undo`: take a decision back."""

from __future__ import annotations

import click

from ..audit import _options
from . import _acting


@click.command("undo", epilog="Exit codes: 0 undone, 1 something has happened since, 2 there is nothing to undo.")
@click.argument("batch")
@_acting.who
@_options.database
def command(batch: str, name: str, database: str) -> None:
    """Take back what was decided or assigned in one step; BATCH is the name that the step was told with.

    \b
    Example:
      claimlight review undo 4f0c1d1e-8a55-4c1a-9d0e-0f9c1c2b3a4d
    """
    from ...review import undo

    _acting.act(lambda: undo(_options.opened(database), batch, _acting.person(name)), "{count} as before.")
