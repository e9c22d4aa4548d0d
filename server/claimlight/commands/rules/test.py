"""`claimlight rules test`: the tests in the rules' own files, and why one failed."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import _chosen, _options

if TYPE_CHECKING:
    from ...authoring.trials import Run


@click.command("test", epilog="Exit codes: 0 all passed, 1 a test failed or a rule was set aside, 2 no such rule, or it could not be done.")
@click.argument("names", nargs=-1)
@_options.folders
@click.option("--since", metavar="REVISION", help="Only rules touched since this git revision, and rules that use a lexicon touched since.")
@click.option("--weighted", is_flag=True, help="Judge with the pack's weights, as the service does.")
@click.option("--verbose", "-v", is_flag=True, help="Show the tests that passed too.")
@click.option("--format", "form", type=click.Choice(["text", "json", "junit"]), default="text", show_default=True)
def command(names: tuple[str, ...], folders: tuple[Path, ...], since: str | None, weighted: bool, verbose: bool, form: str) -> None:
    """Run the tests in the rules' own files.

    NAMES are the beginnings of rules' ids, or paths to rule files or folders. Without any, all rules are tested. A
    failure shows the sentence, the words expected and the words found, and why.

    \b
    Examples:
      claimlight rules test
      claimlight rules test regenerative-en/safety
      claimlight rules test my-packs/hair-en/effect/regrows.yaml
      claimlight rules test --packs ./my-packs --since HEAD~1
      claimlight rules test --format junit > tests.xml
    """
    from ... import packs
    from ...authoring import trials

    names, places = _chosen.by_path(names, folders)
    rules = _chosen.load(places)
    named = _chosen.rules_named(rules, names)
    chosen = [rule for rule in named if rule.status != "retired"]
    aside = [item for item in rules.problems if not names or item["where"].startswith(names)]
    if names and not named and not aside:
        click.echo(f"No rule begins with {', '.join(names)}.", err=True)
        sys.exit(2)
    if since:
        from ...authoring.revisions import GitError

        try:
            ids = trials.since(rules, places or [packs.shipped()], since)
        except GitError as error:
            click.echo(f"--since {since}: {error}.", err=True)
            sys.exit(2)
        chosen = [rule for rule in chosen if rule.id in ids]
    run = trials.run(rules, chosen, aside, tuple(packs.leaving({rule.id: rule for rule in named})), weighted)
    if form == "json":
        click.echo(json.dumps(run.as_json(), indent=2, ensure_ascii=False))
    elif form == "junit":
        click.echo(run.as_junit())
    else:
        show(run, verbose)
    sys.exit(0 if run.passed else 1)


def show(run: Run, verbose: bool) -> None:
    """Print a run for a person: what was set aside, each test that failed (all with `verbose`), the counts."""
    from ...authoring.shown import count, under

    for problem in run.aside:
        click.echo(f"{click.style('SET ASIDE', fg='red')} {problem['where']}: {problem['detail']}")
    for line in run.warnings:
        click.echo(f"{click.style('WARNING', fg='yellow')} {line}")
    for one in run.tests:
        if one.outcome.passed and not verbose:
            continue
        example = one.outcome.example
        word = click.style("passed", fg="green") if one.outcome.passed else click.style("FAILED", fg="red")
        click.echo(f"{word} {example.rule}, {one.name}")
        if example.text:
            found = ("found", one.outcome.found if one.marked else None, "green" if one.outcome.passed else "red")
            click.echo("\n".join(under(example.text, [("expected", example.span, "green"), found], example.lead)))
        for words in one.why:
            click.echo(f"  {'why':<10}{words}")
        click.echo("")
    total = len(run.tests)
    click.echo(f"{total - len(run.failed)} of {count(total, 'test')} passed in {count(run.rules, 'rule')}; {len(run.aside)} set aside.")
