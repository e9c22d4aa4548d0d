"""Take the pictures of what an audit hands over (`docs/images/letter.png`, `audit-report*.png`): the demo pages, audited for real."""

from __future__ import annotations

import sys
import tempfile
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "server"), str(ROOT / "tests" / "browser")]

from chromium import ARGUMENTS  # noqa: E402
from click.testing import CliRunner  # noqa: E402
from servers import Service  # noqa: E402

from claimlight.cli import main as cli  # noqa: E402
from claimlight.review import Decision, Person, decide  # noqa: E402
from claimlight.review.listing import Filter, listed  # noqa: E402
from claimlight.store import open_database  # noqa: E402

IMAGES = ROOT / "docs" / "images"


def hand_over(address: str, folder: Path) -> None:
    """Audit the demo pages, confirm what was found first, and write the report and a letter into the folder."""
    database, evidence = str(folder / "audits.sqlite3"), str(folder / "evidence")
    pages = [f"{address}/demo/{name}" for name in ("promotional", "careful")]
    said = CliRunner().invoke(cli, ["audit", *pages, "--allow-private", "--name", "Partner pages", "--database", database, "--evidence", evidence, "--report", str(folder / "audit.html")])
    store = open_database(database)
    found = [case.id for case in listed(store, Filter(), date.today())[0]]
    if not found:
        raise SystemExit(said.output)
    decide(store, found[:20], Decision("confirmed"), Person("Ann"))
    store.close()
    terms = ["--by", "2027-01-31", "--from", "Careful Travel", "--signature", "Ann Doe, Quality", "--answer-to", "quality@travel.example"]
    CliRunner().invoke(cli, ["review", "letters", *terms, "--to", str(folder), "--database", database], catch_exceptions=False)


def shoot(browser: Browser, page: Path, name: str, scheme: str, width: int, height: int) -> None:
    """A picture of the beginning of a page."""
    shown = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    shown.goto(page.as_uri())
    shown.screenshot(path=IMAGES / f"{name}.png")
    shown.close()


def main() -> None:
    """Everything into `docs/images`."""
    service = Service()
    try:
        with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
            hand_over(service.address, Path(folder))
            arguments = [one for one in ARGUMENTS if not one.startswith(("--load-extension", "--remote"))]
            browser = play.chromium.launch(executable_path=sys.argv[1] if len(sys.argv) > 1 else "/usr/bin/chromium", args=arguments)
            shoot(browser, next(Path(folder).glob("letter-*.html")), "letter", "light", 860, 1150)
            for scheme in ("light", "dark"):
                shoot(browser, Path(folder) / "audit.html", f"audit-report-{scheme}", scheme, 1200, 1150)
            browser.close()
    finally:
        service.stop()


if __name__ == "__main__":
    main()
