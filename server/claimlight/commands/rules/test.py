"""`claimlight rules test`: the tests in the rules' own files."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .. import _options


@click.command("test", epilog="Exit codes: 0 all passed, 1 a test failed or a rule was set aside, 2 no such rule.")
@click.argument("names", nargs=-1)
@_options.folders
def command(names: tuple[str, ...], folders: tuple[Path, ...]) -> None:
    """Run the tests in the rules' own files: all, or those whose ids begin with one of NAMES.

    \b
    Examples:
      claimlight rules test
      claimlight rules test regenerative-en/safety
      claimlight rules test --packs ./my-packs
    """
    from ... import packs, trial

    rules = packs.load_all(list(folders) or [packs.shipped()])
    named = {name: rule for name, rule in sorted(rules.rules.items()) if not names or name.startswith(names)}
    chosen = [rule for rule in named.values() if rule.status != "retired"]
    aside = [item for item in rules.problems if not names or item["where"].startswith(names)]
    for problem in aside:
        click.echo(f"SET ASIDE {problem['where']}: {problem['detail']}")
    for line in packs.leaving(named):
        click.echo(f"WARNING {line}")
    if not named and not aside:
        click.echo(f"No rule begins with {', '.join(names)}.", err=True)
        sys.exit(2)
    outcomes = list(trial.try_rules(rules, chosen))
    failed = [outcome for outcome in outcomes if not outcome.passed]
    for outcome in failed:
        example = outcome.example
        wanted = f"[{example.text[slice(*example.span)]}]" if example.span else "no mark"
        click.echo(
            f"FAILED {example.rule}\n    {example.lead + ' >> ' if example.lead else ''}{example.text}\n"
            f"    wanted {wanted}, found {f'[{outcome.found}]' if outcome.found else 'no mark'}: {outcome.why}"
        )
    click.echo(f"{len(outcomes) - len(failed)} of {len(outcomes)} tests passed in {len(chosen)} rules; {len(aside)} set aside.")
    sys.exit(1 if failed or aside else 0)
