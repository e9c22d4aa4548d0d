"""The first use: one plain screen says what is sent, where to and what is kept, before anything is sent."""

from __future__ import annotations

import pytest

from chromium import Chromium, painted, wait_for, words
from servers import Recorder, Site

CLAIM = "<p>Our exosomes are FDA-approved.</p>"


@pytest.fixture
def fresh(browser: Chromium) -> Chromium:
    """The extension as it is after installing: its reader has agreed to nothing."""
    browser.worker.evaluate("() => chrome.storage.local.remove('agreed')")
    return browser


def test_nothing_is_read_or_sent_before_the_reader_agreed_and_then_the_page_is_checked(fresh: Chromium, recorder: Recorder, site: Site):
    page = fresh.open(site.put("first", CLAIM))
    fresh.click_button(page)
    said = fresh.popup_says("first")
    for part in ("What is sent", "Where to", recorder.address, "What is kept", "Nothing.", "Only when you ask"):
        assert part in said
    assert recorder.exchanges == [] and painted(page) == {}
    assert page.evaluate("document.querySelector('claimlight-layer')") is None
    with fresh.popup() as popup:
        popup.evaluate("document.querySelector('[data-does=agree]').click()")
    fresh.popup_says("shown")
    assert words(painted(page)) == ["FDA-approved"]


@pytest.mark.parametrize("how", ["toggle", "check"])
def test_shortcut_and_context_menu_send_nothing_either(fresh: Chromium, recorder: Recorder, service, how: str):
    page = fresh.open(f"{service.address}/demo/careful")
    state = "async ([tab, how]) => (await claimlight.pages.ask(tab, how)).state"
    assert fresh.worker.evaluate(state, [fresh.tab_id(page), how]) == "first"
    assert recorder.exchanges == []


def test_the_page_after_installing_leads_to_what_the_marks_mean(fresh: Chromium):
    page = fresh.screen("welcome/welcome.html")
    page.get_by_text("What is kept").wait_for()
    page.get_by_role("button", name="I agree").click()
    page.get_by_text("What the marks mean").wait_for()
    assert page.locator(".legend li").count() == 5
    assert fresh.kept()["agreed"] is True


def test_a_service_elsewhere_is_named_and_not_said_to_be_on_this_computer(fresh: Chromium):
    fresh.worker.evaluate("() => chrome.storage.local.set({service: 'https://claimlight.hospital.example'})")
    page = fresh.screen("welcome/welcome.html")
    page.get_by_text("What is kept").wait_for()
    said = page.inner_text("main")
    assert "https://claimlight.hospital.example" in said and "this computer" not in said
    wait_for(lambda: "keeps nothing" in page.inner_text("main"), "it says what is kept there")
