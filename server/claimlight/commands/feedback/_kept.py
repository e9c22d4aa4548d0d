"""Reading the feedback that a command is asked about."""

from __future__ import annotations

import sys

import click

from ...feedback import Book, Entry
from ...store import Later, StoreError, is_there

#: `--rule BEGINNING`: the command's argument `rule`.
rule = click.option("--rule", default="", metavar="BEGINNING", help="Only rules whose ids begin so.")


def entries(database: str, rule: str) -> list[Entry]:
    """The feedback in a database; none when the database is not there yet. Ends the command when it cannot be read."""
    if not is_there(database):
        return []
    try:
        return Book(Later(database)).entries(rule)
    except StoreError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
