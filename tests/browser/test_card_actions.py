"""What a reader can do in a card: hide a mark for as long as they choose, see the rule, say that a mark is wrong."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page

import devtools
from chromium import Chromium, painted, wait_for, words
from servers import Recorder, Site
from test_card import TEXT, WORDS, Card, middle_of


def press(card: Card, selector: str) -> None:
    wait_for(lambda: devtools.pierce(card.session, selector), f"the card has {selector}")
    devtools.call(card.session, devtools.pierce(card.session, selector)[0], "function () { this.click() }")


def open_card(browser: Chromium, page: Page, words_: str = WORDS) -> Card:
    browser.check(page)
    browser.close_popup()
    page.mouse.click(*middle_of(page, words_))
    card = Card(page)
    card.opens(words_)
    return card


def test_hiding_says_for_how_long_and_what_is_hidden_here_comes_back_with_the_page(browser: Chromium, site: Site):
    page = browser.open(site.put("hide-here", TEXT))
    card = open_card(browser, page)
    press(card, ".card [data-does=hide]")
    said = card.opens("Hide this mark")
    assert "until you close or reload the page" in said and "On clinic.example" in said
    assert "on this site, until you show them again" in said and "on every site, until you show them again" in said
    press(card, ".card [data-scope=here]")
    card.closes()
    wait_for(lambda: WORDS not in words(painted(page)), "the mark goes")
    browser.click_button(page)
    browser.popup_says("cleared")
    browser.close_popup()
    browser.click_button(page)
    assert "1 mark is hidden" in browser.popup_says("shown")
    browser.close_popup()
    assert WORDS not in words(painted(page))
    assert "hidden" not in browser.kept()
    page.reload()
    assert WORDS in words(browser.check(page))


@pytest.mark.parametrize("scope", ["site", "rule"])
def test_what_is_hidden_for_longer_stays_hidden_until_it_is_shown_again_in_the_options(browser: Chromium, site: Site, scope: str):
    address = site.put(f"hide-{scope}", TEXT)
    page = browser.open(address)
    card = open_card(browser, page)
    press(card, ".card [data-does=hide]")
    press(card, f".card [data-scope={scope}]")
    wait_for(lambda: WORDS not in words(painted(page)), "the mark goes")
    page.goto(f"{address}?again")
    assert WORDS not in words(browser.check(page))
    browser.close_popup()
    options = browser.screen("options/options.html")
    row = options.locator("#hidden li")
    row.wait_for()
    assert ("clinic.example" if scope == "site" else "everywhere") in row.inner_text()
    options.get_by_role("button", name="Show again").click()
    options.get_by_text("None. “Hide …”").wait_for()
    options.close()
    page.bring_to_front()
    page.reload()
    assert WORDS in words(browser.check(page))


def test_what_is_hidden_on_a_site_is_shown_on_others(browser: Chromium, site: Site, service):
    page = browser.open(site.put("hide-there", TEXT))
    card = open_card(browser, page)
    press(card, ".card [data-does=hide]")
    press(card, ".card [data-scope=site]")
    wait_for(lambda: WORDS not in words(painted(page)), "the mark goes")
    other = browser.open(f"http://127.0.0.1:{site.port}/hide-there")
    assert WORDS in words(browser.check(other))


def test_not_right_shows_what_would_be_sent_and_sends_just_that_when_the_button_is_pressed(
    browser: Chromium, recorder: Recorder, site: Site
):
    page = browser.open(site.put("tell", f"<p>Ask for Mrs Winter. {TEXT[TEXT.index('Our'):]}"))
    card = open_card(browser, page)
    press(card, ".card [data-does=tell]")
    said = card.opens("This is all that would be sent")
    assert "FDA-approved" in said and "Winter" not in said and site.address not in said
    before = len(recorder.checks)
    area = devtools.pierce(card.session, ".card textarea")[0]
    devtools.call(card.session, area, "function () { this.value = 'It says so of the laboratory.'; this.dispatchEvent(new Event('input')) }")
    shown = json.loads(devtools.call(card.session, devtools.pierce(card.session, ".card pre")[0], "function () { return this.textContent }"))
    assert len(recorder.checks) == before
    press(card, ".card [data-does=send]")
    card.opens("Thank you")
    sent = recorder.checks[-1]
    assert sent.target == "/v1/feedback" and json.loads(sent.body) == shown
    assert shown["verdict"] == "wrong" and shown["words"] == "It says so of the laboratory."
    finding = shown["finding"]
    assert finding["text"][finding["start"]:finding["end"]] == WORDS
    assert json.loads(sent.answer)["kept"]["exact"] == WORDS


def test_a_service_that_takes_no_feedback_is_not_offered_any(browser: Chromium, recorder: Recorder, site: Site):
    page = browser.open(site.put("no-feedback", TEXT))
    browser.check(page)
    browser.close_popup()
    browser.worker.evaluate("""() => {
      self.real = claimlight.service.check;
      claimlight.service.check = async (...sent) => {
        const got = await self.real(...sent);
        return {report: {...got.report, offers: {}}};
      };
    }""")
    try:
        browser.click_button(page)
        browser.popup_says("cleared")
        browser.close_popup()
        card = open_card(browser, page)
    finally:
        browser.worker.evaluate("() => { claimlight.service.check = self.real; }")
    assert "Hide" in card.words() and "Not right?" not in card.words() and "About this rule" not in card.words()


def test_the_rules_own_page_is_one_click_away(browser: Chromium, recorder: Recorder, site: Site):
    page = browser.open(site.put("rule", TEXT))
    card = open_card(browser, page)
    mark = next(one for one in recorder.last["highlights"] if one["quote"]["exact"] == WORDS)
    assert f"{recorder.address}/rules/{mark['rule']}" in card.links()
    answer = browser.context.request.get(f"{recorder.address}/rules/{mark['rule']}")
    assert answer.ok and mark["title"] in answer.text()


def test_by_keyboard_alone_a_mark_is_hidden_and_the_focus_goes_to_the_next_one(browser: Chromium, site: Site):
    page = browser.open(site.put("hide-keys", TEXT))
    browser.check(page)
    browser.close_popup()
    card = Card(page)
    page.keyboard.press("Tab")
    card.opens(WORDS)
    page.keyboard.press("Enter")
    for _ in range(12):
        page.keyboard.press("Tab")
        if "Hide" in card.focus():
            break
    page.keyboard.press("Enter")
    card.opens("Hide this mark")
    wait_for(lambda: card.focus() == "Hide this mark", "the focus goes to the heading")
    page.keyboard.press("Tab")
    assert card.focus().startswith("Here")
    page.keyboard.press("Enter")
    wait_for(lambda: WORDS not in words(painted(page)), "the mark goes")
    wait_for(lambda: "side effects" in card.focus(), "the focus goes to the next mark")


def test_what_is_typed_in_the_card_is_no_shortcut_of_the_page(browser: Chromium, site: Site):
    page = browser.open(site.put("typing-card", f"{TEXT}<script>addEventListener('keydown', e => document.title += e.key)</script>"))
    card = open_card(browser, page)
    press(card, ".card [data-does=tell]")
    area = devtools.pierce(card.session, ".card textarea")[0]
    devtools.call(card.session, area, "function () { this.focus() }")
    before = page.title()
    page.keyboard.type("wrong")
    assert devtools.call(card.session, area, "function () { return this.value }") == "wrong"
    assert page.title() == before
