"""Asking: the selection, the context menu, sites that are always checked."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

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


@pytest.fixture(scope="module")
def allowed(play, chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """The extension for a reader who has said yes to the browser's question about clinic.example: no test can press that
    question's button in Chromium, so the permission stands in the manifest. In Firefox the question itself is tested."""
    folder = tmp_path_factory.mktemp("allowed") / "extension"
    shutil.copytree(chromium.EXTENSION, folder)
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["host_permissions"].append("*://clinic.example/*")
    (folder / "manifest.json").write_text(json.dumps(manifest))
    browser = Chromium(play, chromium_path, tmp_path_factory.mktemp("profile"), folder=folder)
    yield browser
    browser.close()


def test_a_site_that_is_always_checked_is_checked_on_every_page_until_it_is_taken_off_the_list(
    allowed: Chromium, recorder: Recorder, site: Site
):
    allowed.use(recorder.address)
    address = site.put("always", "<p>Our exosomes are FDA-approved.</p>")
    page = allowed.open(address)
    assert painted(page) == {} and recorder.exchanges == []
    allowed.worker.evaluate("() => claimlight.sites.add('clinic.example')")
    page.reload()
    wait_for(lambda: words(painted(page)) == ["FDA-approved"], "the page is checked by itself")
    page.goto(site.put("always-two", "<p>Exosomes have no side effects.</p>"))
    wait_for(lambda: words(painted(page)) == ["no side effects"], "the next page is, too")
    personal = allowed.open(site.put("always-personal", "<p>Our exosomes are FDA-approved.</p><input type=password>"))
    panel = allowed.panel(personal)
    panel.get_by_text("looks personal").wait_for()

    options = allowed.screen("options/options.html")
    options.get_by_role("button", name="Stop checking clinic.example by itself").click()
    options.get_by_text("None. “Always check”").wait_for()
    assert allowed.worker.evaluate("() => chrome.scripting.getRegisteredContentScripts()") == []
    recorder.exchanges.clear()
    page.bring_to_front()
    page.goto(address)
    page.evaluate("new Promise(resolve => requestIdleCallback(resolve))")
    assert painted(page) == {} and recorder.exchanges == []


def test_a_site_whose_permission_is_missing_is_neither_checked_nor_listed(browser: Chromium, recorder: Recorder, site: Site):
    browser.worker.evaluate("() => claimlight.sites.add('clinic.example')")
    page = browser.open(site.put("refused", "<p>Our exosomes are FDA-approved.</p>"))
    page.evaluate("new Promise(resolve => requestIdleCallback(resolve))")
    assert painted(page) == {} and recorder.exchanges == []
    options = browser.screen("options/options.html")
    options.get_by_text("None. “Always check”").wait_for()
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
