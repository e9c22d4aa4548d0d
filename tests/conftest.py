"""What all tests share: which of them may run side by side, and a closing word on what no browser was there for."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling, Scheduling

from databases import database_url, own_postgresql, postgresql  # noqa: F401 (fixtures)

TESTS = Path(__file__).resolve().parent

settings.register_profile("claimlight", deadline=None, derandomize="CI" in os.environ, print_blob=True)
settings.load_profile("claimlight")

#: Whoever runs the tests may have added packs of their own; a test that adds some sets up a place for them.
os.environ["CLAIMLIGHT_HOME"] = str(TESTS / "no-packs-were-added")
#: Nor do tests touch what this person's own service keeps: its database and evidence lie in a folder of theirs.
_DATA = tempfile.TemporaryDirectory(prefix="claimlight-data-", ignore_cleanup_errors=True)
os.environ["XDG_DATA_HOME"] = _DATA.name


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling:
    """Give out the tests so that each file, and all that drives one browser, stays in one process and sets up once."""
    return ByRoom(config, log)


class ByRoom(LoadScopeScheduling):
    """Tests by file, those of a browser as one; a test whose parameters begin with `alone` goes by itself.

    It goes by the tests' names, not by the marks of pytest-xdist's own groups, which pytest 9.2 no longer passes on.
    """

    def _split_scope(self, nodeid: str) -> str:
        file, _, test = nodeid.partition("::")
        if "[alone" in test:
            return nodeid
        if "browser" not in Path(file).parts:
            return file
        return "firefox" if "firefox" in Path(file).name else "chromium"


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
