"""`claimlight rules bench`: the slowest rules first."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from .. import _chosen, _options

DEMO = Path(__file__).resolve().parents[2] / "web" / "templates" / "demo" / "promotional.html"


@click.command("bench", epilog="Exit codes: 0 measured, 1 a pattern was stopped by its time limit, 2 no such rule, or no page could be read.")
@click.argument("names", nargs=-1)
@click.option("--on", "source", type=click.Path(path_type=Path), default=DEMO, help="A page, a folder of pages or a .jsonl corpus.  [default: the demo page]")
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(1, 1000), help="How often each pattern is run on a sentence.")
@click.option("--top", default=20, show_default=True, type=click.IntRange(1), help="How many rules are shown.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@_options.folders
def command(names: tuple[str, ...], source: Path, rounds: int, top: int, form: str, folders: tuple[Path, ...]) -> None:
    """Find the slowest rules.

    NAMES are the beginnings of rules' ids, or paths to rule files or folders. Without any, all rules are measured.

    \b
    Examples:
      claimlight rules bench
      claimlight rules bench regenerative-en/effect --on saved-pages
      claimlight rules bench --packs ./my-packs --on pages.jsonl --format json
    """
    from ...authoring import pages, timing
    from ...authoring.shown import count, short

    names, places = _chosen.by_path(names, folders)
    rules = _chosen.load(places)
    if not _chosen.rules_named(rules, names):
        click.echo(f"No rule begins with {', '.join(names)}." if names else "The pack has no rules yet.", err=True)
        sys.exit(2)
    try:
        found = timing.measure(rules, (page for _, page in pages.read(source)), names, rounds)
    except pages.NoPages as error:
        click.echo(f"{error}.", err=True)
        sys.exit(2)
    if form == "json":
        click.echo(json.dumps(found.as_json(top), indent=2, ensure_ascii=False))
    else:
        click.echo(f"{'ms':>9}{'share':>8}{'tries':>8}{'found':>8}  rule and its slowest pattern")
        for one in found.rules[:top]:
            share = one.seconds / (found.seconds or 1)
            stopped = click.style(f"  stopped {count(one.slow, 'time')}", fg="red") if one.slow else ""
            click.echo(f"{one.seconds * 1000 / rounds:>9.2f}{share:>8.1%}{one.calls:>8}{one.matches:>8}  {one.rule}{stopped}\n{'':35}{short(one.slowest, 80)}")
        click.echo(
            f"\n{count(len(found.rules), 'rule')} woke on {count(found.sentences, 'sentence')} of {count(found.pages, 'page')}; "
            f"{found.seconds * 1000 / rounds:.1f} ms in their patterns, the mean of {count(rounds, 'round')}."
        )
    sys.exit(1 if any(one.slow for one in found.rules) else 0)
