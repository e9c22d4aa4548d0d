"""Take the screenshots of `docs/images` in a real Chromium with the real service; run it after the look has changed.

    python tools/take_screenshots.py
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "browser"))

from chromium import ANSWER_WITH, Chromium, wait_for  # noqa: E402
from playwright.sync_api import Page, Playwright, sync_playwright  # noqa: E402
from servers import Service, Site  # noqa: E402

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


#: One passage of each kind, to see that they are told apart on any ground. The words are made up, and so is the answer.
KINDS = {
    "alert": "cures arthritis for good",
    "caution": "approved by every authority",
    "note": "the leading centre",
    "review": "may help as others report",
    "disclosure": "has not been approved",
}
GROUNDS = """
<style>
  body { margin: 0; font: 19px/1.75 Georgia, serif; }
  section { padding: 14px 34px 18px; }
  p { margin: 6px 0; }
  .light { background: #fff; color: #222; }
  .dark { background: #14181c; color: #e9edf0; }
  .colour { background: #0b6e78; color: #fff; }
  .photo { color: #fff; text-shadow: 0 1px 3px #000; background: #345 url("data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' \
width='1000' height='400'><filter id='f'><feTurbulence baseFrequency='.012 .03' numOctaves='5' seed='4'/><feColorMatrix values='1.6 0 0 0 -.2 \
0 1.5 0 0 -.15 0 0 1.2 0 -.1 0 0 0 0 1'/></filter><rect width='1000' height='400' filter='url(%23f)'/></svg>"); }
</style>
"""


def grounds() -> str:
    """A page with all kinds of marks on four grounds."""
    lines = " ".join(f"A treatment {words}, it says here." for words in KINDS.values())
    return GROUNDS + "".join(f"<section class={name}><p>{lines}</p></section>" for name in ("light", "dark", "colour", "photo"))


def answer(page: Page) -> str:
    """An answer that finds each passage in each block."""
    highlights = []
    for block, text in enumerate(page.locator("p").all_inner_texts()):
        for kind, words in KINDS.items():
            start = text.index(words)
            outcome = kind if kind in ("review", "disclosure") else "claim"
            highlights.append({
                "id": f"h{len(highlights)}", "kind": "disclosure" if kind == "disclosure" else "claim", "outcome": outcome, "rule": "made/up",
                "category": "effect", "severity": kind if outcome == "claim" else "note", "hedged": False, "confidence": 0.9, "block": block,
                "start": start, "end": start + len(words), "quote": {"exact": words}, "title": kind, "why": "", "ask": "", "references": [],
                "because": [], "fingerprint": f"{block}{kind}",
            })
    return json.dumps({"highlights": highlights, "references": {}})


def take_grounds(browser: Chromium, site: Site) -> None:
    """The kinds of marks on light, dark, coloured and photographic grounds, and in forced colours and high contrast."""
    page = browser.open(site.put("grounds", grounds()))
    browser.worker.evaluate(ANSWER_WITH, answer(page))
    browser.check(page)
    browser.close_popup()
    looks = {"": {}, "-forced": {"forced_colors": "active"}, "-contrast": {"forced_colors": "none", "contrast": "more"}}
    for name, media in looks.items():
        page.emulate_media(**media)
        page.screenshot(path=IMAGES / f"kinds{name}.png", clip=page.locator("body").bounding_box())


def settle_popup(browser: Chromium, path: Path) -> None:
    with browser.popup() as popup:
        sizes = [None]

        def steady() -> bool:
            sizes.append(popup.evaluate("new Promise(done => setTimeout(() => done(innerHeight), 150))"))
            return sizes[-1] == sizes[-2]

        wait_for(steady, "the popup has its size")
        popup.screenshot(path)


def take_card_and_panel(browser: Chromium, page: Page, name: str) -> None:
    """The card of a mark, and the side panel beside it."""
    page.mouse.click(*page.evaluate(POINT, WORDS))
    page.evaluate("new Promise(done => setTimeout(done, 400))")
    page.screenshot(path=IMAGES / f"card{name}.png")
    panel = browser.panel(page)
    panel.set_viewport_size({"width": 400, "height": 740})
    panel.emulate_media(forced_colors="active" if name == "-forced" else "none")
    panel.locator("details.finding summary").first.click()
    panel.mouse.move(5, 5)
    panel.screenshot(path=IMAGES / f"panel{name}.png")
    panel.close()
    page.bring_to_front()


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
        take_card_and_panel(browser, page, "" if scheme == "light" else f"-{scheme}")
        if scheme == "dark":
            page.emulate_media(forced_colors="active")
            take_card_and_panel(browser, page, "-forced")
        else:
            site = Site()
            take_grounds(browser, site)
            site.stop()
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
