"""What all tests share: which of them may run side by side, and a closing word on what no browser was there for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from databases import database_url, postgresql  # noqa: F401 (fixtures)

TESTS = Path(__file__).resolve().parent

settings.register_profile("claimlight", deadline=None, derandomize="CI" in os.environ, print_blob=True)
settings.load_profile("claimlight")

#: Whoever runs the tests may have added packs of their own; a test that adds some sets up a place for them.
os.environ["CLAIMLIGHT_HOME"] = str(TESTS / "no-packs-were-added")


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep what drives a browser in one process and the tests of one file in another, so that each sets up once."""
    for item in items:
        if item.get_closest_marker("xdist_group"):
            continue
        place = item.path.relative_to(TESTS)
        item.add_marker(pytest.mark.xdist_group("browser" if place.parts[0] == "browser" else str(place)))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line what was skipped for want of a browser: a green run must not hide it."""
    reasons: dict[str, int] = {}
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if "browser" in report.nodeid.split("::")[0] or "no browser" in reason.lower():
            reason = reason.removeprefix("Skipped: ")
            reasons[reason] = reasons.get(reason, 0) + 1
    if reasons:
        count = sum(reasons.values())
        terminalreporter.write_line(f"Skipped for want of a browser: {count} ({'; '.join(reasons)})")
    else:
        terminalreporter.write_line("Skipped for want of a browser: none")
