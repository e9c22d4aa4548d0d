"""`claimlight review list`: the findings that wait, or any others."""

from __future__ import annotations

import json
from datetime import date

import click

from ..audit import _options

STATES = ("waiting", "open", "changed", "returned", "confirmed", "dismissed", "accepted", "fixed")


@click.command("list", epilog="Exit codes: 0 done, 2 the database cannot be used.")
@click.option("--state", type=click.Choice(STATES), default=None, help="Only those in this state; waiting is open, changed and returned.")
@click.option("--site", default="", help="Only those of this site.")
@click.option("--rule", default="", help="Only those of this rule.")
@click.option("--category", default="", help="Only those of this category.")
@click.option("--level", type=click.Choice(["alert", "caution", "note", "review"]), default=None, help="Only those this severe.")
@click.option("--owner", default="", help="Only those that this person sees to.")
@click.option("--words", default="", help="Only those with all these words, or words that begin so, in sentence, address, reason or note; '\"stem cells\"' is a phrase.")
@click.option("--overdue", is_flag=True, help="Only those that are due already.")
@click.option("--count", default=50, show_default=True, help="How many at most.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@_options.database
def command(count: int, form: str, database: str, **wanted: object) -> None:
    """List findings, the most severe first.

    \b
    Examples:
      claimlight review list --state waiting
      claimlight review list --site clinic.example --level alert --format json
      claimlight review list --owner Ann --overdue
      claimlight review list --words '"stem cells" knee'
    """
    from ...review.listing import Filter, listed
    from ...review.plain import case_as_json

    cases, total = listed(_options.opened(database), Filter.of(wanted), date.today(), count=count)
    if form == "json":
        click.echo(json.dumps({"total": total, "cases": [case_as_json(case) for case in cases]}, indent=1, ensure_ascii=False))
        return
    for case in cases:
        owner = f"  {case.owner}" if case.owner else ""
        due = f"  due {case.due}" if case.due else ""
        click.echo(f"{case.id:>6}  {case.state:<9} {case.level:<7} {case.category:<13} {case.exact}{owner}{due}\n{'':8}{case.address}")
    click.echo(f"{len(cases)} of {total}.")
