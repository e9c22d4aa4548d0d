"""`claimlight rules diff`: what a change of a pack marks and unmarks on real pages."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ...authoring.comparing import Comparison, Mark

SIGNS = {"marked": ("+", "green"), "unmarked": ("-", "red"), "changed": ("~", "yellow"), "shadow": ("·", "cyan")}


@click.command("diff", epilog="Exit codes: 0 no difference that a reader or a report could see, 1 marks differ, or rules came or went, 2 it could not be run.")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--on", "source", required=True, type=click.Path(path_type=Path), help="A page, a folder of pages or a .jsonl corpus.")
@click.option("--format", "form", type=click.Choice(["text", "json", "html"]), default="text", show_default=True)
def command(old: str, new: str, source: Path, form: str) -> None:
    """Show what a change of a pack marks and unmarks.

    Pages are checked with both versions of the pack; marks come, go and change.

    OLD and NEW are a pack's folder, its zip, REVISION:FOLDER of a git repository, or git:REVISION for the folder that
    the other side names. What rules that are only tried out would mark is listed apart. The answer also says how far
    the pack's version must be raised: a patch never adds a mark, a minor version may, a major one may change ids.

    \b
    Examples:
      claimlight rules diff git:HEAD rules/regenerative-en --on saved-pages
      claimlight rules diff hair-en-0.1.0.zip hair-en --on pages.jsonl --format json
      claimlight rules diff HEAD~3:rules/hair-en HEAD:rules/hair-en --on page.html --format html > diff.html
    """
    from ...authoring import comparing, pages, sides
    from ...authoring.revisions import GitError
    from ...packs.files import FileProblem

    try:
        with sides.opened(old, new) as before, sides.opened(new, old) as after:
            found = comparing.compare(before, after, pages.read(source))
    except (FileProblem, GitError, pages.NoPages) as error:
        click.echo(f"{error}.", err=True)
        sys.exit(2)
    if found.old.name != found.new.name:
        click.echo(f"OLD is the pack {found.old.name}, NEW is {found.new.name}; compare two versions of one pack.", err=True)
        sys.exit(2)
    if form == "json":
        click.echo(json.dumps(found.as_json(), indent=2, ensure_ascii=False))
    elif form == "html":
        from ...rulebook.site import difference
        from .docs import STYLES

        click.echo(difference(found, STYLES))
    else:
        _print(found)
    sys.exit(1 if found.changes or found.bump in ("minor", "major") else 0)


def _print(found: Comparison) -> None:
    from ...authoring.shown import count

    page = ""
    for change in found.changes:
        mark = change.new or change.old
        if mark.page != page:
            page = mark.page
            click.echo(f"\n{click.style(page, bold=True)}")
        sign, colour = SIGNS[change.kind]
        click.echo(f"  {click.style(f'{sign} {change.kind:<9}', fg=colour)}{_line(mark)}")
        if change.old and change.new:
            click.echo(f"    {'was':<9}{_line(change.old)}")
        else:
            click.echo(f"    {'':<9}{mark.before.split(chr(10))[-1]}[{mark.words}]{mark.after}")
    counts = ", ".join(f"{found.of_kind(kind)} {kind}" for kind in SIGNS)
    click.echo(f"\n{found.new.name} {found.old.version} -> {found.new.version} on {count(found.pages, 'page')}: {counts}.")
    for why in found.why:
        click.echo(f"  {why}")
    said = "enough" if found.kept else "not enough: raise `version` in pack.yaml"
    click.echo(f"  asks for: {found.bump}; the version is {said}." if found.bump != "none" else "  asks for no new version.")


def _line(mark: Mark) -> str:
    return f"{mark.rule}  {mark.outcome} {mark.severity}  [{' '.join(mark.words.split())}]"
