"""A rule to change, and the command line, for the tests of what rules' authors use."""

from __future__ import annotations

from click.testing import CliRunner, Result

from claimlight.cli import main

RULE = {
    "title": "Promises hair for life", "category": "certainty", "severity": "alert", "since": "0.1.0", "jurisdiction": ["us"],
    "match": ["{product} ... (for life|for good)"], "why": "Hair goes on to thin with age.", "ask": "How many patients keep it?",
    "references": ["ftc-hpcg-2022"], "one_reference": "It says all.",
    "tests": {"flag": ["Our [hair transplant lasts for life]."], "pass": ["A hair transplant takes a day."]},
}


def run(*arguments: object, given: str | None = None) -> Result:
    """Run `claimlight` with these arguments."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=given)
