"""Every command for rules' authors says how it is used and what its exit code means."""

from __future__ import annotations

import pkgutil

import pytest
from authors import run

from claimlight.commands import rules

NAMES = sorted(module.name for module in pkgutil.iter_modules(rules.__path__) if module.name[0] != "_")


@pytest.mark.parametrize("name", ["", *NAMES])
def test_help_shows_examples_and_exit_codes(name):
    result = run("rules", *filter(None, [name]), "--help")
    assert result.exit_code == 0
    assert f"claimlight rules {name}".rstrip() in result.output
    assert "Examples:" in result.output
    assert "Exit codes: 0" in result.output


def test_every_command_is_listed_with_what_it_does():
    output = run("rules", "--help").output
    assert all(f"  {name} " in output for name in NAMES)
