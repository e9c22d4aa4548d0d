"""`claimlight feedback export`: what readers said, as test cases of the rules concerned."""

from __future__ import annotations

import difflib
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import _chosen, _options
from . import _kept

if TYPE_CHECKING:
    from ...feedback.cases import Case
    from ...packs import RuleSet


@click.command("export", epilog="Exit codes: 0 exported, 1 something could not become a test, 2 it could not be done.")
@_kept.rule
@_options.folders
@_options.database
@click.option("--format", "form", type=click.Choice(["text", "json", "yaml"]), default="text", show_default=True)
@click.option("--write", is_flag=True, help="Add the cases to the rules' files, after showing what changes.")
@click.option("--yes", is_flag=True, help="With --write: do not ask.")
def command(rule: str, folders: tuple[Path, ...], database: str, form: str, write: bool, yes: bool) -> None:
    """Turn feedback into test cases: a mark that readers found wrong becomes a `pass`, one that they found right a `flag`.

    What is a test already, or is disputed among readers, is left out and named. A case that the rule does not fit yet is
    work for its author: claimlight rules test says why.

    \b
    Examples:
      claimlight feedback export
      claimlight feedback export --rule regenerative-en/safety --format yaml
      claimlight feedback export --packs ./my-pack --write
    """
    from ...feedback.cases import ALREADY, cases

    kept = _kept.entries(database, rule)
    rules = _chosen.load(list(folders))
    found = cases(kept, rules)
    if form == "json":
        click.echo(json.dumps([asdict(case) for case in found], indent=2, ensure_ascii=False))
    elif form == "yaml":
        _as_yaml([case for case in found if not case.hindered])
    else:
        _as_text(found)
    if write:
        _write([case for case in found if not case.hindered], rules, yes)
    sys.exit(1 if any(case.hindered not in ("", ALREADY) for case in found) else 0)


def _as_text(found: list[Case]) -> None:
    for case in found:
        state = f"left out: {case.hindered}" if case.hindered else "the rule does so already" if case.fits else "the rule does not do so yet"
        readers = "1 reader" if case.readers == 1 else f"{case.readers} readers"
        click.echo(f"{case.rule} {case.kind} ({readers}; {state})\n    {case.written}")
        for words in case.words:
            click.echo(f"    “{words}”")
    fresh = sum(not case.hindered for case in found)
    click.echo(f"{fresh} new {'case' if fresh == 1 else 'cases'}, {len(found) - fresh} left out.")


def _as_yaml(found: list[Case]) -> None:
    """The cases as they stand in a rule's file, under the rule's id."""
    for rule in dict.fromkeys(case.rule for case in found):
        click.echo(f"{rule}:")
        for kind in ("flag", "pass"):
            mine = [case for case in found if (case.rule, case.kind) == (rule, kind)]
            if mine:
                click.echo(f"  {kind}:")
            for case in mine:
                click.echo(f"    - {json.dumps(case.written, ensure_ascii=False)}")


def _write(found: list[Case], rules: RuleSet, yes: bool) -> None:
    from ...feedback import writing
    from ...packs import FileProblem

    for name in dict.fromkeys(case.rule for case in found):
        rule = rules.rules[name]
        path = rules.pack_of(rule).folder.parent / rule.file
        try:
            with path.open(encoding="utf-8", newline="") as file:
                before = file.read()
            after = writing.with_cases(before, rule.file, [case for case in found if case.rule == name])
        except (OSError, FileProblem) as error:
            click.echo(f"{path} stays as it is: {error}", err=True)
            sys.exit(2)
        click.echo("".join(difflib.unified_diff(before.splitlines(True), after.splitlines(True), str(path), str(path), n=1)), nl=False)
        if not yes and not click.confirm(f"Write {path}?", default=False):
            continue
        try:
            writing.save(path, after)
        except OSError as error:
            click.echo(f"{path} cannot be written: {error.strerror}.", err=True)
            sys.exit(2)
        click.echo(f"Written. Try it: claimlight rules test {path}")
