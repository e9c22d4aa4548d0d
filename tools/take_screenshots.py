"""Take the screenshots of `docs/images` in a real Chromium with the real service; run it after the look has changed.

    python tools/take_screenshots.py
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "browser"))

from chromium import Chromium, wait_for  # noqa: E402
from playwright.sync_api import Page, Playwright, sync_playwright  # noqa: E402
from servers import Service  # noqa: E402

IMAGES = ROOT / "docs" / "images"
WORDS = "no approval is needed"
POINT = """words => {
  const all = [...CSS.highlights.values()].flatMap(highlight => [...highlight]);
  const range = all.find(one => String(one).includes(words)) ?? all[0];
  range.startContainer.parentElement.scrollIntoView({block: "center", behavior: "instant"});
  const box = range.getClientRects()[0];
  return [box.x + box.width / 2, box.y + box.height / 2];
}"""


def open_demo(browser: Chromium, service: Service) -> Page:
    """The promotional page, whole and without its cookie banner, marked."""
    browser.use(service.address)
    page = browser.open(f"http://clinic.example:{service.port}/demo/promotional")
    page.wait_for_selector("#late h2")
    page.click("[data-close]")
    browser.check(page)
    return page


def settle_popup(browser: Chromium, path: Path) -> None:
    with browser.popup() as popup:
        sizes = [None]

        def steady() -> bool:
            sizes.append(popup.evaluate("new Promise(done => setTimeout(() => done(innerHeight), 150))"))
            return sizes[-1] == sizes[-2]

        wait_for(steady, "the popup has its size")
        popup.screenshot(path)


def take(play: Playwright, service: Service, scheme: str) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = Chromium(play, shutil.which("chromium"), Path(profile), color_scheme=scheme, viewport={"width": 1120, "height": 740})
        page = open_demo(browser, service)
        if scheme == "light":
            settle_popup(browser, IMAGES / "popup.png")
        browser.close_popup()
        page.evaluate("document.querySelector('#therapies').scrollIntoView({behavior: 'instant'})")
        page.evaluate("scrollBy({top: -70, behavior: 'instant'})")
        page.screenshot(path=IMAGES / f"marked-{scheme}.png")
        if scheme == "light":
            page.mouse.click(*page.evaluate(POINT, WORDS))
            page.evaluate("new Promise(done => setTimeout(done, 400))")
            page.screenshot(path=IMAGES / "card.png")
        browser.close()


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    service = Service()
    try:
        with sync_playwright() as play:
            for scheme in ("light", "dark"):
                take(play, service, scheme)
    finally:
        service.stop()


if __name__ == "__main__":
    main()
