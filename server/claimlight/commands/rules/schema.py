"""`claimlight rules schema`: the JSON Schemas with which an editor completes and judges a pack's files as they are written."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command("schema", epilog="Exit codes: 0 done, 2 the folder could not be written.")
@click.argument("kind", required=False)
@click.option("--write", "folder", type=click.Path(file_okay=False, path_type=Path), help="Write all of them into this folder.")
def command(kind: str | None, folder: Path | None) -> None:
    """Print the JSON Schema of one KIND of file, or write them all.

    A first line such as "# yaml-language-server: $schema=../../schema/rule.schema.json" lets an editor find its schema.

    \b
    Examples:
      claimlight rules schema rule
      claimlight rules schema --write rules/schema
    """
    from ...packs.schema import KINDS, published

    if kind and kind not in KINDS or not kind and not folder:
        what = f"There is no kind named {kind}" if kind else "Name a kind of file, or a folder with --write"
        click.echo(f"{what}; the kinds are {', '.join(KINDS)}.", err=True)
        sys.exit(2)
    if kind:
        click.echo(published(kind), nl=False)
    if folder:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name in KINDS:
                (folder / f"{name}.schema.json").write_text(published(name), encoding="utf-8")
        except OSError as error:
            click.echo(f"{folder} cannot be written: {error.strerror}.", err=True)
            sys.exit(2)
