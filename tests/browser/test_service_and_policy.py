"""What a service asks for or speaks, and what an organisation has set: each is said in its own words."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import chromium
from chromium import Chromium, painted, words
from servers import Recorder, Service, Site

CLAIM = "<h1>Exosomes</h1><p>Our exosomes are FDA-approved.</p>"
#: Where Chromium looks for what an organisation has set.
POLICIES = Path("/etc/chromium/policies/managed")


#: An answer's status, the state of the popup, its words.
TROUBLES = [(503, "busy", "Try again in a minute"), (500, "service-error", "answered with an error"), (413, "too-large", "Select a part of it")]


def settings(browser: Chromium, **some: object) -> None:
    browser.worker.evaluate("some => chrome.storage.local.set(some)", some)


def test_a_service_with_a_token_says_whether_it_is_missing_or_wrong(browser: Chromium, office: Service, site: Site):
    page = browser.open(site.put("token", "<h1>Exosomes</h1><p>Our exosomes cure pain.</p>"))
    settings(browser, service=office.address)
    browser.click_button(page)
    assert "asks for a token" in browser.popup_says("no-token")
    settings(browser, token="another")
    browser.click_button(page)
    assert "not accepted" in browser.popup_says("wrong-token")
    assert painted(page) == {}
    settings(browser, token=office.token)
    assert words(browser.check(page))


@pytest.mark.parametrize(("spoken", "state"), [([2], "service-newer"), ([0], "service-older")])
def test_a_service_that_speaks_another_version_says_which_of_the_two_is_to_be_updated(browser: Chromium, site: Site, spoken: list[int], state: str):
    page = browser.open(site.put("version", CLAIM))
    about = json.dumps({"status": "ok", "version": "9.0.0", "api": spoken, "packs": []})
    with site.instead_of_the_service(about) as address:
        settings(browser, service=address)
        browser.click_button(page)
        assert "too old" in browser.popup_says(state)
    assert painted(page) == {}


@pytest.mark.parametrize(("status", "state", "said"), TROUBLES)
def test_a_service_in_trouble_is_told_in_words(browser: Chromium, site: Site, status: int, state: str, said: str):
    page = browser.open(site.put(state, CLAIM))
    with site.instead_of_the_service("{}", status) as address:
        settings(browser, service=address)
        browser.click_button(page)
        assert said in browser.popup_says(state)
    assert painted(page) == {}


def test_a_page_of_which_one_part_is_more_than_the_service_takes_says_what_to_do(browser: Chromium, service: Service, site: Site):
    page = browser.open(site.put("huge", f"<p>{'治' * 900_000}</p>"))
    settings(browser, service=service.address)
    browser.click_button(page)
    assert "Select a part of it" in browser.popup_says("too-large")


def test_packs_that_the_service_no_longer_offers_are_to_be_chosen_again(browser: Chromium, site: Site):
    page = browser.open(site.put("choice", CLAIM))
    settings(browser, packs=["gone-en"])
    browser.click_button(page)
    assert "Open the options and choose again" in browser.popup_says("choice")
    assert painted(page) == {}


def test_a_service_elsewhere_that_is_not_there_is_named_and_nobody_is_told_to_start_it(browser: Chromium, site: Site):
    page = browser.open(site.put("elsewhere", CLAIM))
    # The service's host is one of those that the extension may reach, and is taken for another computer.
    browser.worker.evaluate("() => { self.isHere = claimlight.settings.isHere; claimlight.settings.isHere = () => false; }")
    try:
        settings(browser, service="http://127.0.0.1:9")
        browser.click_button(page)
        said = browser.popup_says("no-service")
        assert "The check is done at http://127.0.0.1:9, and nothing came back" in said and "make run" not in said
    finally:
        browser.worker.evaluate("() => { claimlight.settings.isHere = self.isHere; }")


def test_a_service_whose_host_the_browser_does_not_let_us_reach_is_named_and_can_be_allowed(browser: Chromium, site: Site):
    page = browser.open(site.put("no-access", CLAIM))
    settings(browser, service="https://service.example")
    browser.click_button(page)
    assert "The permission for https://service.example is missing" in browser.popup_says("no-access")
    with browser.popup() as popup:
        asked = """new Promise((done) => {
          chrome.permissions.request = async (what) => (done(what.origins), false);
          document.querySelector("[data-does=allow]").click();
        })"""
        assert popup.evaluate(asked) == ["https://service.example/*"]


@pytest.fixture
def denied(browser: Chromium) -> Chromium:
    """The browser of a reader who said no to the question whether Claimlight may reach this computer."""
    browser.deny("loopback-network")
    return browser


def test_a_browser_that_denies_this_computer_is_named_as_the_reason_with_what_to_do(denied: Chromium, site: Site):
    page = denied.open(site.put("denied", CLAIM))
    settings(denied, service="http://127.0.0.1:9")
    denied.click_button(page)
    said = denied.popup_says("denied")
    assert "The service at http://127.0.0.1:9 is on this computer" in said and "Allow “Local network access” for Claimlight" in said


def test_where_the_browser_lets_extensions_pass_all_the_same_the_page_is_marked(denied: Chromium, site: Site):
    assert words(denied.check(denied.open(site.put("passes", CLAIM)))) == ["FDA-approved"]


def identity(folder: Path) -> str:
    """The id that Chromium gives an unpacked extension: its path's SHA-256 in the letters a to p."""
    told = hashlib.sha256(str(folder).encode()).hexdigest()[:32]
    return "".join(chr(ord("a") + int(digit, 16)) for digit in told)


@pytest.fixture
def managed(play, chromium_path: str, recorder: Recorder, tmp_path: Path) -> Iterator[Chromium]:
    """The extension of an organisation that has set the service, the language and the look."""
    folder = tmp_path / "extension"
    shutil.copytree(chromium.EXTENSION, folder)
    policy = POLICIES / f"claimlight-test-{identity(folder)}.json"
    try:
        POLICIES.mkdir(parents=True, exist_ok=True)
        policy.write_text(json.dumps({"3rdparty": {"extensions": {identity(folder): {"service": recorder.address, "language": "es", "look": "line"}}}}))
    except OSError:
        pytest.skip(f"not allowed to write a policy into {POLICIES}")
    try:
        browser = Chromium(play, chromium_path, tmp_path / "profile", folder=folder)
        assert browser.extension == identity(folder)
        yield browser
        browser.close()
    finally:
        policy.unlink()


def test_what_an_organisation_has_set_holds_and_the_reader_cannot_change_it(managed: Chromium, recorder: Recorder, site: Site):
    managed.worker.evaluate("() => chrome.storage.local.set({service: 'http://127.0.0.1:9', language: 'tr', agreed: true})")
    page = managed.open(site.put("managed", CLAIM))
    managed.click_button(page)
    assert "Esto no es un dictamen legal" in managed.popup_says("shown")
    assert recorder.checks
    managed.close_popup()
    options = managed.screen("options/options.html")
    options.locator("#address:disabled").wait_for()
    assert options.locator("#address").input_value() == recorder.address
    assert options.locator("html").get_attribute("lang") == "es"
