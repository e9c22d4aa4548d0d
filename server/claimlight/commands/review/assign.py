"""`claimlight review assign`: say who sees to a finding, and by when."""

from __future__ import annotations

from datetime import datetime

import click

from ..audit import _options
from . import _acting


@click.command("assign", epilog="Exit codes: 0 done, 1 changed in the meantime, 2 refused.")
@click.argument("cases", nargs=-1, required=True, type=int)
@click.option("--owner", help="Who sees to it.")
@click.option("--due", type=click.DateTime(["%Y-%m-%d"]), help="By when.")
@click.option("--note", help="A note for whoever looks next.")
@_acting.who
@_options.database
def command(cases: tuple[int, ...], owner: str | None, due: datetime | None, note: str | None, name: str, database: str) -> None:
    """Give CASES an owner, a due date or a note.

    \b
    Examples:
      claimlight review assign 12 13 --owner Ann --due 2026-12-15
      claimlight review assign 12 --note "Asked the clinic on Monday"
    """
    from ...review import assign

    _acting.act(
        lambda: assign(_options.opened(database), cases, _acting.person(name), owner, due.date() if due else None, note), "{count} assigned."
    )
