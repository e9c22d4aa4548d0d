"""`claimlight audit list`: the runs that are kept."""

from __future__ import annotations

import json

import click

from . import _options


@click.command("list", epilog="Exit codes: 0 done, 2 the database cannot be used.")
@_options.database
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(database: str, form: str) -> None:
    """List runs, the newest first: number, when, state, pages, claims, name.

    \b
    Examples:
      claimlight audit list
      claimlight audit list --format json
    """
    from ...audit.runs import overview

    runs = overview(_options.opened(database))
    if form == "json":
        click.echo(json.dumps(runs, indent=1))
        return
    if not runs:
        click.echo("No run is kept yet. Begin with: claimlight audit https://clinic.example")
    for run in runs:
        waiting = f", {run['waiting']} to go" if run["waiting"] else ""
        click.echo(
            f"{run['number']:>5}  {run['began'][:16].replace('T', ' ')}  {run['state']:<8} "
            f"{run['read']} pages, {run['failed']} failed{waiting}; {run['claims']} claims  {run['name']}"
        )
