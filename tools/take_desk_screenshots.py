"""Take the screenshots of the coordinator's side panel for `docs/images`, in a real Chromium with the real service.

    python tools/take_desk_screenshots.py
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "browser"))

from chromium import Chromium  # noqa: E402
from playwright.sync_api import Page, Playwright, sync_playwright  # noqa: E402
from servers import Service  # noqa: E402

IMAGES = ROOT / "docs" / "images"
TOKEN = "screenshots"


def decided(panel: Page) -> None:
    """Add the page, dismiss the first finding, assign the second, and begin to accept the third."""
    panel.locator("[data-does=add]").click()
    panel.locator(".desk form.step select").select_option("0")
    panel.get_by_label("Name of the new audit").fill("Partners, autumn")
    panel.get_by_label("Name of the new audit").press("Enter")
    panel.get_by_text("See it in the audit").wait_for()
    items = panel.locator("details.finding")
    for at, does, label, words in ((0, "dismiss", "Why this is no finding", "The page quotes the regulator's letter."), (1, "assign", "Who sees to it", "Ben Ortiz")):
        items.nth(at).locator("summary").click()
        items.nth(at).locator(f"[data-does={does}]").click()
        items.nth(at).get_by_label(label).fill(words)
        if does == "assign":
            items.nth(at).get_by_label("By when").fill("2026-12-15")
        items.nth(at).get_by_label(label).press("Enter")
        items.nth(at).locator("[data-does=undo]").wait_for()
        items.nth(at).locator("summary").click()


def take(play: Playwright, scheme: str) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        service = Service("--database", f"{folder}/audits.sqlite3", token=TOKEN, CLAIMLIGHT_EVIDENCE=f"{folder}/evidence")
        try:
            browser = Chromium(play, shutil.which("chromium"), Path(folder) / "profile", color_scheme=scheme, viewport={"width": 420, "height": 1000})
            browser.worker.evaluate("settings => chrome.storage.local.set(settings)", {"service": service.address, "token": TOKEN, "reviewer": "Ann Meyer", "agreed": True})
            page = browser.open(f"http://clinic.example:{service.port}/demo/promotional")
            page.wait_for_selector("#late h2")
            browser.check(page)
            browser.close_popup()
            panel = browser.panel(page)
            panel.get_by_text("to decide,").wait_for()
            decided(panel)
            first = panel.locator("details.finding").nth(0)
            first.locator("summary").click()
            first.locator(".facts > *").first.wait_for()
            panel.locator("[role=tablist]").evaluate("tabs => scrollTo(0, tabs.offsetTop - 10)")
            panel.screenshot(path=IMAGES / f"desk-{scheme}.png")
            if len(sys.argv) > 1:  # to be looked at, not kept
                panel.set_viewport_size({"width": 290, "height": 1400})
                first.locator("[data-does=accept]").click()
                panel.locator("[data-does=add]").click()
                panel.locator(".desk form.step").wait_for()
                panel.evaluate("scrollTo(0, 0)")
                panel.screenshot(path=f"{sys.argv[1]}/desk-{scheme}-narrow.png")
            browser.close()
        finally:
            service.stop()


def main() -> None:
    with sync_playwright() as play:
        for scheme in ("light", "dark"):
            take(play, scheme)


if __name__ == "__main__":
    main()
