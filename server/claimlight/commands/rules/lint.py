"""`claimlight rules lint`: what a rule pack's author would want to know before a reader does."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from .. import _options
from .._chosen import pack_of

FORMATS = ("text", "json", "sarif", "github")


@click.command("lint", epilog="Exit codes: 0 nothing to mend, 1 something was found, 2 there was nothing to look at.")
@click.argument("names", nargs=-1, metavar="[PACK|FILE|ID]...")
@_options.folders
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="How findings are written.")
@click.option("--notes", is_flag=True, help="Show notes, too: patterns and tests that could be better. They do not change the exit code.")
def command(names: tuple[str, ...], folders: tuple[Path, ...], form: str, notes: bool) -> None:
    """Look for mistakes in rule packs: all of those in the folders, or only in what is named.

    A name is the path of a pack, of a folder or a file in one, or the beginning of a rule's id. docs/lint.md explains each
    kind of finding.

    \b
    Examples:
      claimlight rules lint
      claimlight rules lint ./my-packs
      claimlight rules lint regenerative-en/safety
      claimlight rules lint --format github my-packs/hair-en
    """
    from ... import packs
    from ...authoring.shown import count
    from ...lint import lint
    from ...lint.formats import FORMATS as WRITERS

    known = list(folders) or [packs.shipped()]
    try:
        asked = [_asked(name, known) for name in names] or [(folder, "") for folder in known]
    except LookupError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    wanted: list[Path] = []
    starts: set[str] = set()
    for folder, start in asked:
        for pack in packs.pack_folders(folder):
            if not start or pack.name == start.split("/")[0]:
                wanted.append(pack)
                starts.add(start or pack.name)
    if not wanted:
        click.echo(f"There is no rule pack in {', '.join(str(folder) for folder, _ in asked)}.", err=True)
        sys.exit(2)

    def chosen(file: str) -> bool:
        return any(_covers(start, file) for start in starts)

    found = [(_seen_from_here(pack.parent / finding.file), finding) for pack, finding in lint(wanted, chosen)]
    shown = [(path, finding) for path, finding in found if notes or finding.level != "note"]
    written = WRITERS[form](shown)
    if written:
        click.echo(written)
    if form == "text" and len(found) > len(shown):
        click.echo(f"With --notes: {count(len(found) - len(shown), 'note')} more, on patterns and tests that could be better.")
    sys.exit(1 if any(finding.level != "note" for _, finding in shown) else 0)


def _asked(name: str, known: list[Path]) -> tuple[Path, str]:
    """The folder that a name means, and where in it: how the files begin. Raises LookupError when it means nothing."""
    from ... import packs

    path = Path(os.path.abspath(name))
    if path.exists():
        if path.is_dir() and packs.pack_folders(path):
            return path, ""
        pack = pack_of(path)
        if pack:
            return pack, path.resolve().relative_to(pack.parent).as_posix()
    for folder in known:
        for pack in packs.pack_folders(folder):
            if any(_covers(name, file.relative_to(pack.parent).as_posix()) for file in pack.rglob("*") if file.is_file()):
                return folder, name
    raise LookupError(f"{name} is no pack, no file of one, and no rule begins with it.")


def _covers(start: str, file: str) -> bool:
    """Whether a file (`pack/…`) is meant by a beginning of its name; a whole part, or a rule's id."""
    return file == start or file.startswith((start + "/", start + ".")) or file.startswith(start) and "/" in start


def _seen_from_here(path: Path) -> Path:
    """The path as an editor or a terminal opens it: from the working folder when it lies in it."""
    whole, here = Path(os.path.abspath(path)), Path.cwd()
    return whole.relative_to(here) if whole.is_relative_to(here) else whole
