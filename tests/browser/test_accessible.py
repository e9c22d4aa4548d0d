"""axe-core finds nothing on any of our screens, whatever the reader's theme."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

import chromium
from axe import LOOK, LOOK_AT_CARD
from chromium import Chromium, wait_for
from servers import Recorder, Site

PAGE = (
    "<main><h1>Exosomes</h1><p>Our exosomes are FDA-approved and have no side effects.</p>"
    "<details><summary>Costs</summary><p>One exosome infusion costs 3,900 euro.</p></details></main>"
)
THEMES = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "contrast": {"color_scheme": "light", "contrast": "more"},
    "forced": {"color_scheme": "dark", "forced_colors": "active"},
}
FEATURES = {"color_scheme": "prefers-color-scheme", "contrast": "prefers-contrast", "forced_colors": "forced-colors"}


@pytest.fixture(scope="module")
def opened(play, chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """The extension with a layer that axe can look into: it is closed to scripts of the page, and axe is one."""
    folder = tmp_path_factory.mktemp("opened") / "extension"
    shutil.copytree(chromium.EXTENSION, folder)
    layer = folder / "content" / "layer.js"
    closed = layer.read_text()
    assert closed.count('mode: "closed"') == 1
    layer.write_text(closed.replace('mode: "closed"', 'mode: "open"'))
    browser = Chromium(play, chromium_path, tmp_path_factory.mktemp("profile"), folder=folder)
    yield browser
    browser.close()


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_on_first_screen_options_panel_and_start_page(browser: Chromium, recorder: Recorder, service, site: Site, theme: str):
    checked = browser.open(site.put("accessible", PAGE))
    browser.check(checked)
    browser.close_popup()
    screens = {"first": browser.screen("welcome/welcome.html"), "options": browser.screen("options/options.html"), "panel": browser.panel(checked)}
    screens["start"] = browser.open(service.address)
    for name, page in screens.items():
        page.emulate_media(**THEMES[theme])
        page.wait_for_selector("h1, h2")
        assert page.evaluate(f"{LOOK}()") == [], name
    panel = screens["panel"]
    panel.bring_to_front()
    for tab in panel.get_by_role("tab").all():
        tab.click()
        assert panel.evaluate(f"{LOOK}()") == [], tab.inner_text()


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_in_the_popup(browser: Chromium, recorder: Recorder, site: Site, theme: str):
    page = browser.open(site.put("accessible", PAGE))
    features = [{"name": FEATURES[name], "value": value} for name, value in THEMES[theme].items()]

    def violations(state: str) -> list[list[str]]:
        browser.click_button(page)
        browser.popup_says(state)
        with browser.popup() as popup:
            popup.send("Emulation.setEmulatedMedia", features=features)
            return popup.evaluate(f"{LOOK}()")

    assert violations("shown") == []
    assert violations("cleared") == []
    browser.worker.evaluate("() => chrome.storage.local.remove('agreed')")
    assert violations("first") == []


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_in_the_card(opened: Chromium, recorder: Recorder, site: Site, theme: str):
    opened.reset()
    opened.use(recorder.address)
    page = opened.open(site.put("accessible", PAGE))
    page.emulate_media(**THEMES[theme])
    opened.check(page)
    opened.close_popup()
    page.bring_to_front()
    page.keyboard.press("Tab")
    card = page.locator("claimlight-layer .card")
    card.wait_for()
    look = f"const host = document.querySelector('claimlight-layer'); {LOOK_AT_CARD}(host, host.shadowRoot)"
    assert page.evaluate(look) == []
    for view in ("hide", "tell"):
        card.locator(f"[data-does={view}]").click()
        wait_for(lambda: page.evaluate("document.activeElement?.localName") == "claimlight-layer", "the focus stays in the card")
        assert page.evaluate(look) == [], view
        card.get_by_role("button", name="Back").click()
