"""Layouts hold when words are long and when they run from right to left."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

import chromium
import devtools
from chromium import Chromium
from servers import Recorder, Site

TEXT = "<h1>Exosomes</h1><p>Our exosomes are FDA-approved.</p><p>Exosome therapy has no side effects.</p><p>Possible risks are swelling and infection.</p>"
HIDDEN = {"scope": "rule", "rule": "regenerative-en/safety/never-met", "title": "Says something about exosomes that is long to tell"}
#: What reaches out of the window, is cut off where nobody can scroll to it, or is squeezed into a column of letters.
CUT = """(() => [...document.querySelectorAll("body *")].filter((one) => {
  const box = one.getBoundingClientRect(), style = getComputedStyle(one);
  if (!box.width || !box.height || style.visibility === "hidden" || style.clip !== "auto" || style.position === "absolute") return false;
  const hides = ["hidden", "clip"].includes(style.overflowX) && one.scrollWidth > one.clientWidth + 1;
  const squeezed = one.innerText?.length > 10 && box.width < 40;
  return hides || squeezed || box.left < -1 || box.right > innerWidth + 1;
}).map((one) => one.outerHTML.replace(/>.*/s, ">").slice(0, 150) + " " + Math.round(one.getBoundingClientRect().left) + ".." + Math.round(one.getBoundingClientRect().right)))()"""


def stretched(words: str, letters: str) -> str:
    """The same words, each at least thirty letters long, in the letters of another script; places for values stay."""
    return re.sub(r"[^\W\d_]{3,}", lambda word: (letters * 30)[: max(30, len(word[0]))], words)


#: Where the focus is on the page, and null where it has left it.
FOCUS = """(() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const {left, top, right, bottom} = one.getBoundingClientRect();
  return {left, right, top: top + scrollY, bottom: bottom + scrollY, what: one.outerHTML.slice(0, 80)};
})()"""


def backwards(screen: Page, direction: str) -> list[tuple[str, str]]:
    """Where Tab leads to something that is read before what had the focus, as (from, to)."""
    places: list[dict] = []
    while len(places) < 100:
        screen.keyboard.press("Tab")
        place = screen.evaluate(FOCUS)
        if place is None or place in places:
            break
        places.append(place)
    assert len(places) > 1

    def follows(one: dict, next_one: dict) -> bool:
        if next_one["top"] >= one["bottom"] - 1:
            return True
        beside = next_one["right"] <= one["left"] + 1 if direction == "rtl" else next_one["left"] >= one["right"] - 1
        return beside and next_one["bottom"] > one["top"]

    return [(one["what"], next_one["what"]) for one, next_one in zip(places, places[1:]) if not follows(one, next_one)]


@pytest.fixture(scope="module", params=["ar", "de"])
def foreign(request, play, chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """The extension in a language of long words: one that runs from right to left, and one that does not."""
    folder = tmp_path_factory.mktemp(request.param) / "extension"
    shutil.copytree(chromium.EXTENSION, folder)
    said = json.loads((folder / "_locales/en/messages.json").read_text(encoding="utf-8"))
    letters = {"ar": "ابتثجحخدذر", "de": "Behandlung"}[request.param]
    for name, one in said.items():
        if not name.startswith("ext_"):
            one["message"] = stretched(one["message"], letters)
    (folder / "_locales" / request.param).mkdir()
    (folder / "_locales" / request.param / "messages.json").write_text(json.dumps(said), encoding="utf-8")
    browser = Chromium(play, chromium_path, tmp_path_factory.mktemp("profile"), folder=folder)
    browser.language = request.param
    yield browser
    browser.close()


@pytest.fixture
def checked(foreign: Chromium, recorder: Recorder, site: Site) -> Iterator[Page]:
    """A checked page, its popup closed."""
    foreign.use(recorder.address)
    foreign.worker.evaluate("some => chrome.storage.local.set(some)", {"language": foreign.language, "hidden": [HIDDEN]})
    page = foreign.open(site.put("foreign", TEXT))
    foreign.check(page)
    yield page
    foreign.reset()


def test_no_screen_cuts_its_words_or_reaches_out_of_a_narrow_window(foreign: Chromium, checked: Page):
    direction = "rtl" if foreign.language == "ar" else "ltr"
    with foreign.popup() as popup:
        assert popup.evaluate("document.documentElement.dir") == direction
        assert popup.evaluate(CUT) == []
        assert popup.evaluate("document.querySelector('footer').getBoundingClientRect().top / innerHeight") > 0.3, "what was found is not under the buttons"
    foreign.close_popup()
    panel = f"panel/panel.html?tab={foreign.tab_id(checked)}"
    for path in (panel, "options/options.html", "welcome/welcome.html"):
        screen = foreign.screen(path)
        screen.set_viewport_size({"width": 320, "height": 700})
        screen.locator(f"html[dir={direction}] h1, html[dir={direction}] h2").first.wait_for()
        screen.wait_for_load_state("networkidle")
        assert screen.evaluate(CUT) == [], path
        assert Axe().run(screen).response["violations"] == [], path
        assert backwards(screen, direction) == [], path


def test_the_card_holds_its_words(foreign: Chromium, checked: Page):
    foreign.close_popup()
    checked.set_viewport_size({"width": 360, "height": 700})
    checked.evaluate("() => { const [range] = [...CSS.highlights.values()].flatMap((one) => [...one]); window.box = range.getBoundingClientRect().toJSON(); }")
    box = checked.evaluate("window.box")
    checked.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    session = checked.context.new_cdp_session(checked)
    card = chromium.wait_for(lambda: devtools.pierce(session, ".card:not([hidden])"), "the card opens")[0]
    reach = devtools.call(session, card, "function () { const box = this.getBoundingClientRect(); return [box.left >= 0, box.right <= innerWidth, this.scrollWidth - this.clientWidth, getComputedStyle(this).direction] }")
    assert reach[:2] == [True, True] and reach[2] <= 0
    assert reach[3] == ("rtl" if foreign.language == "ar" else "ltr")
