"""The side panel as the coordinator's desk: findings decided in place, the page added to an audit, the same everywhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from chromium import Chromium, wait_for
from servers import Recorder, Service, Site, free_port

TEXT = "<h1>Exosomes</h1><p>Our exosomes cure pain.</p><p>Exosomes cure grief.</p>"


@pytest.fixture
def claimlight(desk_folder: Path) -> Callable[..., str]:
    """The command with that audit store; gives what it prints."""

    def run(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "claimlight", *words], capture_output=True, text=True, timeout=120, check=True,
            env=os.environ | {"CLAIMLIGHT_DATABASE": str(desk_folder / "audits.sqlite3")},
        )
        return done.stdout

    return run


def sit_down(browser: Chromium, **settings: str) -> None:
    browser.worker.evaluate("settings => chrome.storage.local.set(settings)", settings)


@pytest.fixture
def panel_of(browser: Chromium, office: Service, site: Site) -> Callable[[str], Page]:
    """The panel of Ann, a coordinator, for a page of this name."""
    sit_down(browser, service=office.address, token=office.token, reviewer="Ann")

    def opened(name: str, text: str = TEXT) -> Page:
        page = browser.open(site.put(name, text))
        browser.check(page)
        browser.close_popup()
        panel = browser.panel(page)
        panel.locator(".desk").get_by_text("to decide,").wait_for()
        return panel

    return opened


def kept(office: Service, site: Site, name: str, text: str = TEXT) -> dict[str, dict]:
    """The page in an audit of its own; gives its cases by their sentence."""
    blocks = re.sub(r"<(h1|p)>", r"<\1 data-b>", text)
    for number in range(blocks.count("data-b>")):
        blocks = blocks.replace("data-b>", f'data-b="{number}">', 1)
    office.ask("/v1/audits/pages", {"url": f"{site.address}/{name}", "title": name, "language": "en", "html": f"<main>{blocks}</main>"}, "Ben")
    return cases(office, f"{site.address}/{name}")


def cases(office: Service, address: str) -> dict[str, dict]:
    return {case["sentence"]: case for case in office.ask("/v1/reviews?count=500")["cases"] if case["address"] == address}


def finding(panel: Page, words: str):
    return panel.locator("details.finding", has_text=words)


def opened(panel: Page, words: str):
    item = finding(panel, words)
    item.locator("summary").click()
    item.locator(".decision .facts > *").first.wait_for()
    return item


def tab_to(panel: Page, selector: str, most: int = 60) -> None:
    for _ in range(most):
        if panel.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        panel.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {selector}")


def test_a_page_is_added_and_decided_by_keyboard_alone_and_the_same_is_seen_everywhere(
    browser: Chromium, panel_of: Callable[[str], Page], office: Service, site: Site, claimlight: Callable[..., str],
):
    panel = panel_of("keyboard")
    assert "2 are in no audit yet" in panel.inner_text(".desk")
    tab_to(panel, "[data-does=add]")
    panel.keyboard.press("Enter")
    tab_to(panel, ".desk select")
    panel.keyboard.press("End")
    tab_to(panel, ".desk input[type=text]")
    panel.keyboard.type("Autumn")
    panel.keyboard.press("Enter")
    panel.get_by_text("2 findings wait for your decision.").wait_for()
    assert panel.evaluate("document.activeElement.dataset.does") == "add"

    tab_to(panel, "details.finding summary")
    panel.keyboard.press("c")
    panel.locator(".decision", has_text="Confirmed").wait_for()
    panel.keyboard.press("j")
    panel.keyboard.press("d")
    wait_for(lambda: panel.evaluate("document.activeElement.localName") == "textarea", "the reason is asked for")
    panel.keyboard.press("Enter")
    panel.get_by_text("Write the reason first.").wait_for()
    panel.keyboard.type("It quotes a regulator.")
    panel.keyboard.press("Enter")
    panel.locator(".decision", has_text="Dismissed").wait_for()
    assert panel.evaluate("document.activeElement.localName") == "summary"
    assert "0 to decide, 2 decided." in panel.inner_text(".desk")

    found = cases(office, f"{site.address}/keyboard").values()
    assert {(case["state"], case["reason"]) for case in found} == {("confirmed", ""), ("dismissed", "It quotes a regulator.")}
    (run,) = {case["last_run"] for case in found}
    dashboard = browser.open(office.address.replace("//", f"//Cleo:{office.token}@") + "/audits/findings?words=/keyboard")
    said = dashboard.inner_text("main")
    assert "confirmed" in said and "dismissed" in said
    dashboard.goto(f"{office.address}/audits/runs/{run}")
    assert "Autumn" in dashboard.inner_text("main")
    dashboard.get_by_role("link", name=re.compile("keyboard")).first.click()
    wait_for(lambda: dashboard.locator("[aria-label=\"The page's text\"] mark").count() == 2, "the page is shown with its marks")
    listed = claimlight("review", "list", "--state", "dismissed")
    assert "/keyboard" in listed and "1 of 1" in listed
    assert "All fits." in claimlight("audit", "verify", str(run))


def test_what_is_decided_on_the_services_own_pages_is_in_the_panel_when_it_opens(
    browser: Chromium, panel_of: Callable[[str], Page], office: Service, site: Site,
):
    kept(office, site, "dashboard")
    panel = panel_of("dashboard")
    assert "2 to decide, 0 decided." in panel.inner_text(".desk")
    address = panel.url
    panel.close()
    dashboard = browser.open(office.address.replace("//", f"//Cleo:{office.token}@") + "/audits/findings?words=/dashboard+grief")
    dashboard.locator(".case").focus()
    dashboard.keyboard.press("c")
    dashboard.get_by_text("1 confirmed").wait_for()
    panel = browser.open(address)
    opened(panel, "Confirmed").locator(".facts", has_text="Cleo").wait_for()


def test_of_two_reviewers_the_second_sees_what_the_first_decided_and_is_asked_again(panel_of: Callable[[str], Page], office: Service, site: Site):
    found = kept(office, site, "two", "<h1>Exosomes</h1><p>Our exosomes cure pain.</p>")
    (case,) = found.values()
    panel = panel_of("two", "<h1>Exosomes</h1><p>Our exosomes cure pain.</p>")
    item = opened(panel, "cure")
    item.locator("[data-does=dismiss]").click()
    item.get_by_label("Why this is no finding").fill("My reason.")
    office.ask("/v1/reviews/decide", {"cases": [{"id": case["id"], "version": case["version"]}], "state": "confirmed", "reason": "Ben's reason."}, "Ben")
    item.get_by_label("Why this is no finding").press("Enter")
    item.get_by_text("Somebody changed this meanwhile").wait_for()
    assert "Ben's reason." in item.locator(".facts").inner_text() and "Ben" in item.locator(".facts").inner_text()
    assert item.get_by_label("Why this is no finding").input_value() == "My reason."
    assert [one["state"] for one in cases(office, f"{site.address}/two").values()] == ["confirmed"]
    item.get_by_label("Why this is no finding").press("Enter")
    item.locator(".facts", has_text="My reason.").wait_for()
    history = office.ask(f"/v1/reviews/{case['id']}")["history"]
    assert [(event["who"], event["after"]) for event in history] == [("Ben", "confirmed"), ("Ann", "dismissed")]


def test_a_finding_is_accepted_until_a_day_assigned_and_taken_back(panel_of: Callable[[str], Page], office: Service, site: Site):
    kept(office, site, "assigned", "<h1>Exosomes</h1><p>Our exosomes cure pain.</p>")
    panel = panel_of("assigned", "<h1>Exosomes</h1><p>Our exosomes cure pain.</p>")
    item = opened(panel, "cure")
    item.locator("[data-does=accept]").click()
    item.get_by_label("It may stay until").fill("2020-01-31")
    item.get_by_label("Why it may stay").fill("A new page comes.")
    item.get_by_label("Why it may stay").press("Enter")
    item.get_by_text("Choose a day that is still to come.").wait_for()
    item.get_by_label("It may stay until").fill("2099-01-31")
    item.get_by_label("Why it may stay").press("Enter")
    item.locator(".facts", has_text="It may stay until Jan 31, 2099.").wait_for()
    item.locator("[data-does=assign]").click()
    assert item.get_by_label("Who sees to it").input_value() == "Ann"
    item.get_by_label("Who sees to it").fill("Ayşe")
    item.get_by_label("By when").fill("2099-02-01")
    item.get_by_label("Who sees to it").press("Enter")
    item.locator(".facts", has_text="Seen to by Ayşe · due Feb 1, 2099").wait_for()
    assert "Ayşe" in item.locator("summary").inner_text()
    item.locator("[data-does=assign]").click()
    item.get_by_label("By when").fill("")
    item.get_by_label("Who sees to it").press("Enter")
    wait_for(lambda: "due" not in item.locator(".facts").inner_text(), "the day is taken away")
    item.locator("[data-does=undo]").click()
    item.locator(".facts", has_text="due Feb 1, 2099").wait_for()
    (case,) = cases(office, f"{site.address}/assigned").values()
    assert (case["state"], case["owner"], case["due"]) == ("accepted", "Ayşe", "2099-02-01")


def test_when_the_service_is_away_the_panel_says_so_in_place_and_keeps_what_was_written(
    browser: Chromium, panel_of: Callable[[str], Page], office: Service, site: Site,
):
    kept(office, site, "away", "<h1>Exosomes</h1><p>Our exosomes cure pain.</p>")
    panel = panel_of("away", "<h1>Exosomes</h1><p>Our exosomes cure pain.</p>")
    item = opened(panel, "cure")
    item.locator("[data-does=dismiss]").click()
    reason = item.get_by_label("Why this is no finding")
    reason.fill("A long and careful reason.")
    sit_down(browser, service=f"http://127.0.0.1:{free_port()}")
    reason.press("Enter")
    item.locator("form [role=alert]", has_text="not running").wait_for()
    assert reason.input_value() == "A long and careful reason."
    sit_down(browser, service=office.address)
    reason.press("Enter")
    item.locator(".facts", has_text="A long and careful reason.").wait_for()


def test_who_has_neither_token_nor_name_sees_none_of_it_and_nothing_is_asked(browser: Chromium, recorder: Recorder, site: Site):
    page = browser.open(site.put("patient", "<p>Our exosomes are FDA-approved.</p>"))
    browser.check(page)
    browser.close_popup()
    panel = browser.panel(page)
    panel.locator("details.finding summary").first.click()
    panel.locator(".inside > *").first.wait_for()
    assert panel.locator(".desk, .decision, .standing").count() == 0
    assert {exchange.target for exchange in recorder.exchanges} <= {"/v1/check", "/healthz"}


def test_a_readers_token_shows_what_is_decided_and_decides_nothing(browser: Chromium, panel_of: Callable[[str], Page], office: Service, site: Site):
    kept(office, site, "reader")
    sit_down(browser, token="only-to-look")
    panel = panel_of("reader")
    panel.get_by_text("Ann may look, not decide.").wait_for()
    item = panel.locator("details.finding").first
    item.locator("summary").click()
    item.locator(".facts", has_text="To decide").wait_for()
    assert panel.locator("[data-does=confirm], [data-does=add]:visible, form").count() == 0


def test_with_a_token_alone_the_panel_asks_for_a_name_before_anything_is_decided(browser: Chromium, panel_of: Callable[[str], Page], office: Service, site: Site):
    kept(office, site, "nameless")
    sit_down(browser, reviewer="")
    panel = panel_of("nameless")
    panel.locator("details.finding summary").first.click()
    panel.locator(".decision .facts > *").first.wait_for()
    assert panel.locator("[data-does=confirm], [data-does=add]:visible").count() == 0
    panel.get_by_label("Your name, if you review").fill("Deniz")
    panel.get_by_label("Your name, if you review").press("Enter")
    panel.get_by_text("You decide as Deniz.").wait_for()
    assert browser.kept()["reviewer"] == "Deniz"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_desk_wide_or_narrow(panel_of: Callable[[str], Page], office: Service, site: Site, scheme: str):
    kept(office, site, "axe")
    panel = panel_of("axe")
    panel.emulate_media(color_scheme=scheme)
    item = panel.locator("details.finding").first
    item.locator("summary").click()
    item.locator("[data-does=accept]").click()
    item.get_by_label("Why it may stay").press("Enter")
    panel.locator("[data-does=add]").click()
    panel.locator(".desk form.step").wait_for()
    for width in (1200, 320):
        panel.set_viewport_size({"width": width, "height": 900})
        found = Axe().run(panel)
        assert found.violations_count == 0, found.generate_report()
        assert panel.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_token_and_name_are_entered_in_the_options_and_the_desk_is_there(browser: Chromium, office: Service, site: Site):
    options = browser.screen("options/options.html")
    options.locator("#address").fill(office.address)
    options.locator("#token").fill(office.token)
    options.locator("[data-does=test]").click()
    options.locator("#result.good").wait_for()
    options.locator("#reviewer").fill("Ayşe")
    options.locator("[data-does=name]").click()
    options.locator("#saved", has_text="Saved").wait_for()
    assert Axe().run(options).violations_count == 0
    page = browser.open(site.put("options", TEXT))
    browser.check(page)
    browser.close_popup()
    browser.panel(page).get_by_text("You decide as Ayşe.").wait_for()
