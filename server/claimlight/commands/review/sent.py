"""`claimlight review sent`: the letters that were noted as sent."""

from __future__ import annotations

import json

import click

from ..audit import _options
from . import _acting


@click.command("sent", epilog="Exit codes: 0 done, 2 it could not be done.")
@click.argument("site", default="", metavar="[SITE]")
@click.option("--take-back", "number", type=int, default=0, metavar="NUMBER", help="Note that this letter was not sent after all.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@_acting.who
@_options.database
def command(site: str, number: int, form: str, name: str, database: str) -> None:
    """List the letters that were sent, to SITE or to all: when, by whom, about which findings, by when to change. The list only grows.

    \b
    Examples:
      claimlight review sent
      claimlight review sent clinic.example --format json
      claimlight review sent --take-back 3
    """
    from ...review import Refused
    from ...review.letters import sent, sent_as_json, take_back

    store = _options.opened(database)
    if number:
        try:
            take_back(store, number, _acting.person(name))
        except Refused as refusal:
            _options.fail(str(refusal))
    letters = sent(store, site)
    if form == "json":
        click.echo(json.dumps([sent_as_json(letter) for letter in letters], indent=1, ensure_ascii=False))
        return
    for letter in letters:
        due = f", to change by {' and '.join(map(str, letter.dues))}" if letter.dues else ""
        back = f"; taken back by {letter.taken_back}" if letter.taken_back else ""
        click.echo(f"{letter.number:>5}  {letter.day}  {letter.site}{f' ({letter.to})' if letter.to else ''}  {len(letter.findings)} findings by {letter.who}{due}{back}")
    click.echo(f"{len(letters)} letters." if len(letters) != 1 else "1 letter.")
