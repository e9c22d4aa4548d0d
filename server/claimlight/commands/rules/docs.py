"""`claimlight rules docs`: a page for every rule, as plain files."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from .. import _chosen, _options

#: The style sheet of the service's own pages, on which the rules' pages build.
STYLES = [Path(__file__).resolve().parents[2] / "web" / "static" / "claimlight.css"]


@click.command("docs", epilog="Exit codes: 0 written, 1 written, but a rule was set aside and is missing, 2 it could not be written.")
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.option("--accuracy", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Figures of how right the marks are, such as docs/accuracy.json.")
@_options.folders
def command(out: Path, accuracy: Path | None, folders: tuple[Path, ...]) -> None:
    """Write a page for every rule.

    OUT becomes a static site, with a list to search. It needs no server and fetches nothing from elsewhere; open index.html, or put the folder on any web server.

    \b
    Examples:
      claimlight rules docs build/docs
      claimlight rules docs site --packs ./hair-en
      claimlight rules docs build/docs --accuracy docs/accuracy.json
    """
    from ...authoring.shown import count
    from ...rulebook import site

    rules = _chosen.load(list(folders))
    try:
        figures = json.loads(accuracy.read_text("utf-8")) if accuracy else None
        if figures is not None and not isinstance(figures.get("rules") if isinstance(figures, dict) else None, dict):
            raise ValueError("it has no `rules`")
    except (ValueError, OSError) as error:
        click.echo(f"{accuracy} holds no figures ({error}); write them with: python tools/accuracy.py --write", err=True)
        sys.exit(2)
    for problem in rules.problems:
        click.echo(f"SET ASIDE {problem['where']}: {problem['detail']}", err=True)
    try:
        made = site.build(rules, out, STYLES, figures)
    except OSError as error:
        click.echo(f"{error.filename or out} cannot be written: {error.strerror}.", err=True)
        sys.exit(2)
    click.echo(f"{count(made, 'rule')} written; begin at {out / 'index.html'}")
    sys.exit(1 if rules.problems else 0)
