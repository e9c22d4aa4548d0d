"""`claimlight review history`: what happened to a finding, and who decided."""

from __future__ import annotations

import json

import click

from ..audit import _options


@click.command("history", epilog="Exit codes: 0 done, 2 there is no such finding.")
@click.argument("case", type=int)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@_options.database
def command(case: int, form: str, database: str) -> None:
    """Tell the history of CASE, the oldest first. It only grows: no command and no page can rewrite it.

    \b
    Examples:
      claimlight review history 12
      claimlight review history 12 --format json
    """
    from ...review.listing import one
    from ...review.plain import case_as_json, event_as_json

    found = one(_options.opened(database), case)
    if found is None:
        _options.fail(f"There is no case {case}. See: claimlight review list")
    told, events = found
    if form == "json":
        click.echo(json.dumps({"case": case_as_json(told), "history": [event_as_json(event) for event in events]}, indent=1, ensure_ascii=False))
        return
    click.echo(f"{told.exact}\n{told.sentence}\n{told.address}\n{told.state}, {told.level}, {told.rule}\n")
    click.echo(f"run {told.first_run}: found")
    for event in events:
        extra = "".join(f", {name} {value}" for name, value in (("until", event.until), ("owner", event.owner), ("due", event.due), ("note", event.note)) if value)
        click.echo(f"{event.at:%Y-%m-%d %H:%M}  {event.who} {event.what}: {event.before} to {event.after}{extra}{': ' + event.reason if event.reason else ''}")
