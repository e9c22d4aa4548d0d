"""Each thing that can go wrong, or right without a mark, has its own words, and the reader can go on from it."""

from __future__ import annotations

import pytest

from chromium import ANSWER_WITH, Chromium, painted, wait_for, words
from servers import Recorder, Service, Site, free_port

CLAIM = "<p>Our exosomes are FDA-approved.</p>"


def test_when_the_service_is_not_running_the_popup_says_how_to_start_it_and_tries_again(
    browser: Chromium, recorder: Recorder, site: Site
):
    page = browser.open(site.put("down", CLAIM))
    browser.use(f"http://127.0.0.1:{free_port()}")
    browser.click_button(page)
    said = browser.popup_says("no-service")
    assert "not running" in said and "make run" in said
    assert painted(page) == {}
    browser.use(recorder.address)
    with browser.popup() as popup:
        popup.evaluate("document.querySelector('[data-does=check]').click()")
    browser.popup_says("shown")
    assert words(painted(page)) == ["FDA-approved"]


def test_the_end_of_a_page_as_long_as_several_books_is_said_to_be_left_out(browser: Chromium, service: Service, site: Site):
    browser.use(service.address)
    page = browser.open(site.put("large", CLAIM + "<p>Other words. </p>" * 21_000))
    browser.click_button(page)
    assert "could not be checked" in browser.popup_says("shown", 60)
    assert words(painted(page)) == ["FDA-approved"]


def test_a_page_without_claims_says_so_and_promises_nothing(browser: Chromium, site: Site):
    page = browser.open(site.put("none", "<h1>Opening hours</h1><p>We are open from nine to five.</p>"))
    browser.click_button(page)
    said = browser.popup_says("nothing")
    assert "Nothing found" in said and "does not mean a treatment is proven" in said


def test_a_page_without_text_says_that_there_is_nothing_to_check(browser: Chromium, recorder: Recorder, site: Site):
    page = browser.open(site.put("pictures", "<img alt='' src='data:,'>"))
    browser.click_button(page)
    assert "No text to check" in browser.popup_says("empty")
    assert recorder.exchanges == []


@pytest.mark.parametrize("address", ["chrome://version/", "about:blank"])
def test_a_page_of_the_browser_itself_cannot_be_read(browser: Chromium, recorder: Recorder, address: str):
    page = browser.context.pages[0] if address == "about:blank" else browser.open(address)
    page.bring_to_front()
    browser.click_button(page)
    assert "cannot be read" in browser.popup_says("unreadable")
    with browser.popup() as popup:
        assert popup.evaluate("document.querySelector('#head a').href") == f"{recorder.address}/"
    assert recorder.checks == []


def test_a_language_without_rules_is_named_as_the_reason(browser: Chromium, site: Site):
    text = "<h1>Eksozom tedavisi</h1><p>Eksozom tedavimizin hiçbir yan etkisi yoktur ve tamamen güvenlidir.</p>"
    page = browser.open(site.put("turkish", text, lang="tr"))
    browser.click_button(page)
    said = browser.popup_says("no-pack")
    assert "language" in said and painted(page) == {}


def test_a_service_that_takes_too_long_is_not_waited_for_without_end(browser: Chromium, site: Site):
    page = browser.open(site.put("slow", CLAIM))
    # Half a minute of patience is shortened, or the test would take as long.
    browser.worker.evaluate("""() => {
      self.patient = AbortSignal.timeout;
      AbortSignal.timeout = () => AbortSignal.abort(new DOMException("", "TimeoutError"));
    }""")
    try:
        browser.click_button(page)
        assert "too long" in browser.popup_says("slow")
    finally:
        browser.worker.evaluate("() => { AbortSignal.timeout = self.patient; }")


def test_while_the_service_works_the_popup_says_so_and_then_what_came_of_it(browser: Chromium, recorder: Recorder, site: Site):
    page = browser.open(site.put("working", CLAIM))
    with recorder.held():
        browser.click_button(page)
        browser.popup_says("checking")
    assert "1 passage" in browser.popup_says("shown")
    assert words(painted(page)) == ["FDA-approved"]


@pytest.mark.parametrize("answer", ["<h1>Another program</h1>", "[]", '{"highlights": 5}'])
def test_another_program_on_the_services_port_is_a_fault_in_words(browser: Chromium, site: Site, answer: str):
    page = browser.open(site.put("fault", CLAIM))
    browser.worker.evaluate(ANSWER_WITH, answer)
    try:
        browser.click_button(page)
        assert "not the Claimlight service" in browser.popup_says("another-program")
    finally:
        browser.worker.evaluate("() => { self.fetch = self.real; }")
    assert painted(page) == {}


def test_marks_go_when_the_site_shows_another_page_without_loading_one(browser: Chromium, site: Site):
    page = browser.open(site.put("first", f"<main>{CLAIM}</main>"))
    browser.check(page)
    page.evaluate("""() => {
      history.pushState({}, "", "/second");
      document.querySelector("main").innerHTML = "<p>Our exosomes have no side effects.</p>";
    }""")
    wait_for(lambda: painted(page) == {}, "the marks of the first page go")
    assert "another page" in browser.popup_says("moved")


def test_what_was_asked_on_one_page_is_not_asked_on_the_next(browser: Chromium, recorder: Recorder, site: Site):
    page = browser.open(site.put("one", CLAIM))
    browser.check(page)
    browser.close_popup()
    page.goto(site.put("two", CLAIM))
    assert painted(page) == {}
    assert len(recorder.checks) == 1


def test_a_reader_who_went_on_to_another_tab_gets_no_popup_there(browser: Chromium, recorder: Recorder, site: Site):
    page = browser.open(site.put("asked", CLAIM))
    other = browser.open(site.put("went-on", CLAIM))
    page.bring_to_front()
    # The service answers, and the popup is due, when the test says so: the reader is elsewhere by then.
    browser.worker.evaluate("""() => {
      const {fetch} = self, {setPopup, openPopup} = chrome.action;
      const held = new Promise((resolve) => { self.letGo = resolve; });
      self.popups = 0;
      self.fetch = async (...how) => {
        if (String(how[0]).startsWith("http")) await held;
        return fetch(...how);
      };
      chrome.action.setPopup = (...how) => held.then(() => setPopup(...how));
      chrome.action.openPopup = (...how) => { self.popups += 1; return openPopup(...how); };
      self.restore = () => { self.fetch = fetch; Object.assign(chrome.action, {setPopup, openPopup}); };
    }""")
    try:
        browser.click_button(page)
        other.bring_to_front()
        browser.worker.evaluate("() => self.letGo()")
        wait_for(lambda: painted(page), "the page that was asked about is marked")
        assert browser.worker.evaluate("() => self.popups") == 0
    finally:
        browser.worker.evaluate("() => self.restore()")
    assert painted(other) == {}


def test_a_page_that_is_loaded_anew_while_it_is_asked_about_is_marked_all_the_same(browser: Chromium, recorder: Recorder, site: Site):
    page = browser.open(site.put("anew", CLAIM))
    # The first script that goes in finds the page gone, as in a page that loads itself anew.
    browser.worker.evaluate("""() => {
      const put = chrome.scripting.executeScript;
      chrome.scripting.executeScript = async (what) => {
        chrome.scripting.executeScript = put;
        await chrome.tabs.reload(what.target.tabId);
        throw new Error("Frame with ID 0 was removed.");
      };
    }""")
    assert browser.check(page)
    assert len(recorder.checks) == 1
