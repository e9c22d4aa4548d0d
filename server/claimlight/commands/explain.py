"""`claimlight explain`: which rules matched a sentence, and what became of each match."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from . import _options


@click.command("explain", epilog="Exit codes: 0 explained, 2 no rule pack could be loaded.")
@click.argument("sentence")
@click.option("--lead", default="", help="The line that leads into the list in which the sentence stands.")
@click.option("--about", default=None, help="What the page around it is about.  [default: Exosome therapy]")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@_options.folders
def command(sentence: str, lead: str, about: str | None, as_json: bool, folders: tuple[Path, ...]) -> None:
    """Say which rules matched a sentence, what dropped them, and how sure a mark is.

    \b
    Examples:
      claimlight explain "Our exosomes have no side effects."
      claimlight explain "Knee arthritis" --lead "Conditions we treat:"
    """
    from .. import packs, trial

    rules = packs.load_all(list(folders) or [packs.shipped()])
    if not rules.packs:
        raise click.ClickException("No rule pack could be loaded.")
    traces = trial.explain(sentence, rules, lead, trial.ABOUT if about is None else about)
    if as_json:
        click.echo(json.dumps([asdict(trace) for trace in traces], indent=2, ensure_ascii=False))
        return
    if not traces:
        click.echo("No rule matched.")
    for trace in sorted(traces, key=lambda trace: -trace.confidence):
        sure = f" ({trace.confidence:.2f})" if trace.confidence else ""
        click.echo(f"{trace.outcome}{sure}\n    {trace.rule}: [{trace.words}]\n    {trace.pattern}")
