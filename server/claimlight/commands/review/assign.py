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
@_acting.over
@_acting.who
@_options.database
def command(cases: tuple[int, ...], owner: str | None, due: datetime | None, note: str | None, over: bool, name: str, database: str) -> None:
    """Give CASES an owner, a due date or a note.

    \b
    Examples:
      claimlight review assign 12 13 --owner Ann --due 2026-12-15
      claimlight review assign 12 --note "Asked the clinic on Monday"
    """
    from ...review import assign, untouched

    store, who = _options.opened(database), _acting.person(name)
    seen = (lambda: None) if over else lambda: untouched(store, cases, who, "assigned")
    _acting.act(lambda: assign(store, cases, who, owner, due.date() if due else None, note, seen()), "{count} assigned.", _acting.OVER)
