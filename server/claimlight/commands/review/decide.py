"""`claimlight review decide`: say what a finding is."""

from __future__ import annotations

from datetime import datetime

import click

from ..audit import _options
from . import _acting


@click.command("decide", epilog="Exit codes: 0 decided, 1 changed in the meantime, 2 refused.")
@click.argument("cases", nargs=-1, required=True, type=int)
@click.argument("state", type=click.Choice(["confirmed", "dismissed", "accepted", "open"]))
@click.option("--reason", default="", help="Why. Compulsory for dismissed and accepted.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The day up to which an accepted finding may stay.")
@_acting.over
@_acting.who
@_options.database
def command(cases: tuple[int, ...], state: str, reason: str, until: datetime | None, over: bool, name: str, database: str) -> None:
    """Decide CASES: confirmed (the page should change), dismissed (no finding), accepted (may stay until a date), open.

    \b
    Examples:
      claimlight review decide 12 confirmed
      claimlight review decide 12 13 dismissed --reason "Quotes the regulator's warning"
      claimlight review decide 14 accepted --reason "New page is being written" --until 2026-12-31
    """
    from ...review import Decision, decide, untouched

    store, who = _options.opened(database), _acting.person(name)
    decision = Decision(state, reason, until.date() if until else None)
    seen = (lambda: None) if over else lambda: untouched(store, cases, who, "decided")
    _acting.act(lambda: decide(store, cases, decision, who, seen()), f"{{count}} {state}.", _acting.OVER)
