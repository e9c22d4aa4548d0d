"""`claimlight feedback list`: what readers said, as they said it."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from .. import _options
from . import _kept


@click.command("list", epilog="Exit codes: 0 listed, 2 the database cannot be read.")
@_kept.rule
@_options.database
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(rule: str, database: str, form: str) -> None:
    """List what readers said of findings, oldest first."""
    found = _kept.entries(database, rule)
    if form == "json":
        click.echo(json.dumps([{**asdict(entry), "received": entry.received.isoformat(), "exact": entry.exact} for entry in found], indent=2, ensure_ascii=False))
        return
    for entry in found:
        marked = f"{entry.sentence[: entry.start]}[{entry.exact}]{entry.sentence[entry.end :]}"
        click.echo(f"{entry.received} {entry.verdict:5} {entry.rule} {entry.version}\n    {' '.join(marked.split())}")
        if entry.words:
            click.echo(f"    “{entry.words}”")
    click.echo(f"{len(found)} {'entry' if len(found) == 1 else 'entries'}." if found else "No feedback was kept.")
