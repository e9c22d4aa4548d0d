"""`claimlight rules explain`: which rules woke on a sentence or a page, which matched, and what became of each match."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import _chosen, _options

if TYPE_CHECKING:
    from ...authoring.explaining import Told


@click.command("explain", epilog="Exit codes: 0 explained, 2 no such rule, no rule pack, or the file could not be read.")
@click.argument("source", metavar="SENTENCE|FILE|-")
@click.option("--lead", default="", help="The line that leads into the list in which the sentence stands.")
@click.option("--about", default=None, help="What the page around a sentence is about.  [default: the pack's first subject]")
@click.option("--rule", "only", multiple=True, help="Only this rule, or those whose ids begin so. A rule's whole id also says why it did not match.")
@click.option("--all", "everything", is_flag=True, help="Name the rules that woke in vain, and a page's sentences without a match.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@_options.folders
def command(
    source: str, lead: str, about: str | None, only: tuple[str, ...], everything: bool, form: str, as_json: bool, folders: tuple[Path, ...]
) -> None:
    """Say what became of a sentence or a page.

    For each sentence: which rules matched, what dropped them, and how sure a mark is.

    \b
    Examples:
      claimlight explain "Our exosomes have no side effects."
      claimlight rules explain "Knee arthritis" --lead "Conditions we treat:"
      claimlight rules explain "No needles." --rule regenerative-en/safety/no-side-effects
      claimlight rules explain page.html --format json
    """
    from ... import pasted
    from ...authoring import explaining

    path = Path(source)
    try:
        data = sys.stdin.buffer.read() if source == "-" else path.read_bytes() if len(source) < 300 and path.is_file() else None
    except OSError as error:
        click.echo(f"{source} cannot be read: {error.strerror}.", err=True)
        sys.exit(2)
    if data is None and "\n" not in source and path.suffix in (".html", ".htm") and " " not in source:
        click.echo(f"There is no file {source}.", err=True)
        sys.exit(2)
    only, places = _chosen.by_path(only, folders)
    rules = _chosen.load(places)
    if only and not _chosen.rules_named(rules, only):
        click.echo(f"No rule begins with {', '.join(only)}.", err=True)
        sys.exit(2)
    if data is None:
        told = list(explaining.sentence(source, rules, lead, about, only))
    else:
        told = list(explaining.page(pasted.read_pasted(pasted.decode(data)), rules, only))
        told = told if everything else [one for one in told if one.traces]
    if as_json or form == "json":
        click.echo(json.dumps({"sentences": [one.as_json() for one in told]}, indent=2, ensure_ascii=False))
        return
    if not told:
        click.echo("No rule matched.")
    for one in told:
        _print(one, everything)


def _print(told: Told, everything: bool) -> None:
    from ...authoring.shown import count, short
    from ...trial import KEPT

    click.echo(click.style(told.sentence, bold=True))
    last = ""
    for trace, said in told.traces:
        shown = trace.outcome in KEPT
        if trace.rule != last:
            click.echo(f"  {click.style('+' if shown else '-', fg='green' if shown else 'yellow')} {trace.rule}")
        click.echo(f"      {said}\n        by {short(trace.pattern)}")
        last = trace.rule
    for rule, said in told.unmatched:
        click.echo(f"  - {rule}\n      {said}")
    if not told.traces and not told.unmatched:
        click.echo("  No rule matched.")
    if told.woke:
        names = f": {', '.join(told.woke)}" if everything else " (--all names them)"
        click.echo(f"  {count(len(told.woke), 'rule')} woke and did not match{names}")
    click.echo("")
