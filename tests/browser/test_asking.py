"""Asking: the selection, the context menu, sites that are always checked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

import chromium
from chromium import Chromium, painted, wait_for, words
from servers import Recorder, Site

ASK = "([tab, how, more]) => claimlight.pages.ask(tab, how, more)"


def test_only_the_blocks_that_the_selection_touches_are_sent(browser: Chromium, recorder: Recorder, site: Site):
    page = browser.open(site.put("selected", "<h1>Exosomes</h1><p>Our exosomes are FDA-approved.</p><p id=two>Exosomes have no side effects.</p>"))
    browser.click_button(page)
    browser.popup_says("shown")
    browser.close_popup()
    recorder.exchanges.clear()
    page.evaluate("getSelection().selectAllChildren(document.getElementById('two'))")
    status = browser.worker.evaluate(ASK, [browser.tab_id(page), "check", {"selection": True}])
    assert status["state"] == "shown" and status["selection"]
    sent = json.loads(recorder.checks[0].body)["html"]
    assert re.fullmatch(r'<main><p data-b="\d+">Exosomes have no side effects\.</p></main>', sent), sent
    assert words(painted(page)) == ["no side effects"]
    panel = browser.panel(page)
    panel.get_by_text("Only the part that you selected").wait_for()


def test_the_context_menu_offers_the_page_and_the_selection(browser: Chromium):
    # Changing an entry that is not there would be an error.
    change = "id => chrome.contextMenus.update(id, {enabled: true}).then(() => true, () => false)"
    for entry in ("check-page", "check-selection"):
        wait_for(lambda entry=entry: browser.worker.evaluate(change, entry), f"the menu has {entry}")
    assert browser.worker.evaluate(change, "another") is False


SITE = "*://clinic.example/*"
NOT_LISTED = "None. “Always check”"


@pytest.fixture(scope="module")
def _own(play, chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """A browser whose permissions these tests may change: it remembers for ever which hosts it was once told to keep us from."""
    browser = Chromium(play, chromium_path, tmp_path_factory.mktemp("own"))
    yield browser
    browser.close()


@pytest.fixture
def always(_own: Chromium, recorder: Recorder, site: Site) -> Iterator[tuple[Chromium, Page]]:
    """A page whose site the reader has wished to be checked always, in the popup, and allowed."""
    _own.use(recorder.address)
    page = _own.open(site.put("always", "<p>Our exosomes are FDA-approved.</p>"))
    _own.allow(SITE)
    page.bring_to_front()
    _own.check(page)
    _own.always_check(page)
    yield _own, page
    _own.reset()


def is_left_alone(page: Page, recorder: Recorder) -> bool:
    """Whether the page, loaded anew, is neither sent nor marked."""
    recorder.exchanges.clear()
    page.bring_to_front()
    page.reload()
    page.evaluate("new Promise(resolve => requestIdleCallback(resolve))")
    return painted(page) == {} and recorder.exchanges == []


def test_a_site_that_is_always_checked_is_checked_on_every_page_until_it_is_taken_off_the_list(always: tuple[Chromium, Page], recorder: Recorder, site: Site):
    browser, page = always
    page.reload()
    wait_for(lambda: words(painted(page)) == ["FDA-approved"], "the page is checked by itself")
    page.goto(site.put("always-two", "<p>Exosomes have no side effects.</p>"))
    wait_for(lambda: words(painted(page)) == ["no side effects"], "the next page is, too")
    personal = browser.open(site.put("always-personal", "<p>Our exosomes are FDA-approved.</p><input type=password>"))
    panel = browser.panel(personal)
    panel.get_by_text("looks personal").wait_for()

    options = browser.screen("options/options.html")
    options.get_by_role("button", name="Stop checking clinic.example by itself").click()
    options.get_by_text(NOT_LISTED).wait_for()
    assert browser.worker.evaluate("() => chrome.scripting.getRegisteredContentScripts()") == []
    assert not browser.may_reach(SITE)
    assert is_left_alone(page, recorder)


def test_a_permission_that_is_taken_back_in_the_browsers_own_settings_takes_the_site_off_the_list(always: tuple[Chromium, Page], recorder: Recorder):
    browser, page = always
    options = browser.screen("options/options.html")
    options.get_by_role("button", name="Stop checking clinic.example by itself").wait_for()
    browser.take_back(SITE)
    options.get_by_text(NOT_LISTED).wait_for()
    wait_for(lambda: browser.worker.evaluate("() => chrome.scripting.getRegisteredContentScripts()") == [], "nothing is registered")
    assert is_left_alone(page, recorder)
    browser.allow(SITE)
    assert is_left_alone(page, recorder), "a permission alone is no wish"
    assert browser.kept()["sites"] == []


def test_who_lets_the_extension_in_on_click_only_has_pages_checked_on_click_only(always: tuple[Chromium, Page], recorder: Recorder, site: Site):
    browser, page = always
    access = {"extensionId": browser.extension, "hostAccess": "ON_CLICK"}
    browser.in_settings("updateExtensionConfiguration", access)
    try:
        wait_for(lambda: browser.kept()["sites"] == [], "the site is off the list")
        assert is_left_alone(page, recorder)
        panel = browser.panel(browser.open(site.put("on-click", "<p>Our exosomes are FDA-approved.</p>")))
        panel.locator("[data-does=check]").click()
        panel.get_by_text("Press the Claimlight button").wait_for()
        assert recorder.checks == []
        panel.close()
        page.bring_to_front()
        assert words(browser.check(page)) == ["FDA-approved"], "the service itself lets extensions in"
    finally:
        browser.in_settings("updateExtensionConfiguration", access | {"hostAccess": "ON_ALL_SITES"})
    assert is_left_alone(page, recorder), "what was taken back once is to be wished for again"


def test_a_site_whose_permission_is_missing_is_neither_checked_nor_listed(browser: Chromium, recorder: Recorder, site: Site):
    browser.worker.evaluate("() => claimlight.sites.add('clinic.example')")
    page = browser.open(site.put("refused", "<p>Our exosomes are FDA-approved.</p>"))
    page.evaluate("new Promise(resolve => requestIdleCallback(resolve))")
    assert painted(page) == {} and recorder.exchanges == []
    options = browser.screen("options/options.html")
    options.get_by_text(NOT_LISTED).wait_for()
    assert browser.kept()["sites"] == []


def test_the_popup_offers_to_check_the_site_always_and_names_it(browser: Chromium, site: Site):
    page = browser.open(site.put("offer", "<p>Our exosomes are FDA-approved.</p>"))
    browser.click_button(page)
    assert "Always check clinic.example" in browser.popup_says("shown")


def test_the_optional_permission_covers_one_host_at_a_time():
    manifest = json.loads((Path(chromium.EXTENSION) / "manifest.json").read_text())
    assert manifest["host_permissions"] == ["http://127.0.0.1/*", "http://localhost/*"]
    assert manifest["optional_host_permissions"] == ["*://*/*"]
    assert "tabs" not in manifest["permissions"]


def test_the_check_begins_with_the_click_and_does_not_wait_for_the_popup(browser: Chromium, site: Site):
    page = browser.open(site.put("clicked", "<h1>Exosomes</h1><p>Our exosomes are FDA-approved.</p>"))
    # As where the browser does not let the popup be opened, since another window came to the front.
    browser.worker.evaluate("() => { self.opens = chrome.action.openPopup; chrome.action.openPopup = () => Promise.reject(new Error('no window')); }")
    try:
        browser.click_button(page)
        wait_for(lambda: words(painted(page)), "the words are marked")
        popup, tab = "tabId => chrome.action.getPopup({tabId})", browser.tab_id(page)
        wait_for(lambda: browser.worker.evaluate(popup, tab), "the popup was due")
        assert not browser.targets("page", f"chrome-extension://{browser.extension}/popup/")
    finally:
        browser.worker.evaluate("() => { chrome.action.openPopup = self.opens; }")
    # The next click opens it, and it shows what was found rather than clear it.
    browser.click_button(page)
    browser.popup_says("shown")
    assert words(painted(page))


def test_a_click_that_closes_the_popup_leaves_the_marks(browser: Chromium, site: Site):
    page = browser.open(site.put("closed", "<h1>Exosomes</h1><p>Our exosomes are FDA-approved.</p>"))
    browser.check(page)
    tab = browser.tab_id(page)
    popup = "tabId => chrome.action.getPopup({tabId})"
    # While its popup is open the button is the browser's, which closes it.
    assert browser.worker.evaluate(popup, tab).endswith("popup/popup.html")
    browser.close_popup()
    wait_for(lambda: browser.worker.evaluate(popup, tab) == "", "the button is ours again")
    assert words(painted(page))
    browser.click_button(page)
    browser.popup_says("cleared")
