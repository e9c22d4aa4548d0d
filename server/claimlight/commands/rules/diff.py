"""`claimlight rules diff`: what a change of a pack marks and unmarks on real pages."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ...authoring.comparing import Comparison, Mark
    from ...packs import RuleSet

MOST = 10  # reasons for a version that are shown
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
            _must_compare(before, after)
            found = comparing.compare(before, after, pages.read(source))
    except (FileProblem, GitError, pages.NoPages) as error:
        click.echo(f"{error}.", err=True)
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


def _must_compare(before: RuleSet, after: RuleSet) -> None:
    """Name what was set aside on either side, and stop with exit code 2 where nothing can be compared."""
    old, new = before.packs[0].name, after.packs[0].name
    if old != new:
        click.echo(f"OLD is the pack {old}, NEW is {new}; compare two versions of one pack.", err=True)
        sys.exit(2)
    for side, rules in (("OLD", before), ("NEW", after)):
        for problem in rules.problems:
            click.echo(f"SET ASIDE in {side}: {problem['where']}: {problem['detail']}", err=True)
        if not rules.rules:
            click.echo(f"No rule of {side} could be loaded, so there is nothing to compare.", err=True)
            sys.exit(2)


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
    for why in found.why[:MOST]:
        click.echo(f"  {why}")
    if len(found.why) > MOST:
        click.echo(f"  and {len(found.why) - MOST} more reasons (--format json names all)")
    said = "enough" if found.kept else "not enough: raise `version` in pack.yaml"
    click.echo(f"  asks for: {found.bump}; the version is {said}." if found.bump != "none" else "  asks for no new version.")


def _line(mark: Mark) -> str:
    return f"{mark.rule}  {mark.outcome} {mark.severity}  [{' '.join(mark.words.split())}]"
