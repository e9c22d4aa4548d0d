"""The side panel: everything that the marks say, the checklist, the questions for the consultation, the report to keep."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page

from chromium import Chromium, painted, wait_for, words
from servers import Recorder, Service, Site
from test_card import TEXT, Card, middle_of


@pytest.fixture
def marked(browser: Chromium, service: Service) -> Page:
    page = browser.open(f"http://clinic.example:{service.port}/demo/promotional")
    page.locator("#late h2").wait_for()
    browser.check(page)
    browser.close_popup()
    return page


@pytest.fixture
def panel(browser: Chromium, marked: Page) -> Page:
    panel = browser.panel(marked)
    panel.locator("#found .finding").first.wait_for()
    return panel


def test_the_popup_opens_the_browsers_own_side_panel(browser: Chromium, site: Site):
    page = browser.open(site.put("open", TEXT))
    browser.check(page)
    with browser.popup() as popup:
        popup.send("Runtime.evaluate", expression="document.querySelector('[data-does=panel]').click()", userGesture=True)
    address = f"chrome-extension://{browser.extension}/panel/panel.html"
    # Not the page of a tab of that address: that one would name its tab in it.
    found = wait_for(lambda: browser.targets("page", address), "the side panel opens")
    assert found[0]["url"] == address
    browser._session.send("Target.closeTarget", {"targetId": found[0]["targetId"]})


def test_the_panel_says_of_every_mark_what_its_card_says(panel: Page, marked: Page, recorder: Recorder):
    marks = {mark["id"]: mark for mark in recorder.last["highlights"]}
    items = panel.locator("details.finding")
    assert items.count() == len(marks) == len(words(painted(marked)))
    for at in (0, items.count() // 2, items.count() - 1):
        item = items.nth(at)
        mark = marks[item.get_attribute("data-id")]
        item.locator("summary").click()
        item.locator(".inside > *").first.wait_for()
        said = item.inner_text()
        sources = [recorder.last["references"][key]["title"] for key in mark["references"]]
        for part in (mark["title"], mark["why"], mark["ask"], "How sure", *sources):
            assert part in said
    summary = recorder.last["summary"]
    care = summary["alert"] + summary["caution"] + summary["note"] + summary["review"]
    assert f"{care} passages to read with care" in panel.inner_text("#head")


def test_findings_are_filtered_by_kind_and_by_words(panel: Page, recorder: Recorder):
    alerts = [mark for mark in recorder.last["highlights"] if mark["severity"] == "alert" and mark["outcome"] == "claim"]
    panel.locator("[data-kind=alert]").click()
    assert panel.locator("details.finding").count() == len(alerts)
    panel.get_by_label("Find in the findings").fill("FDA")
    shown = panel.locator("details.finding").all_inner_texts()
    assert 0 < len(shown) < len(alerts) and all("FDA" in text for text in shown)
    panel.get_by_label("Find in the findings").fill("no such words")
    panel.get_by_text("Nothing fits this choice.").wait_for()


def test_next_and_previous_go_from_finding_to_finding_and_show_each_on_the_page(panel: Page, marked: Page):
    current = "() => [...(CSS.highlights.get('claimlight-current') ?? [])].map(String)"
    for at, does in enumerate(("next", "next", "previous")):
        panel.locator(f"[data-does={does}]").click()
        place = (1, 2, 1)[at]
        wait_for(lambda place=place: panel.inner_text(".steps span").startswith(f"{place} of "), "the panel says where it is")
        words_ = re.sub(r"\s+", " ", panel.locator("details[open] summary q").inner_text()).strip("“”")
        wait_for(lambda words_=words_: [re.sub(r"\s+", " ", one) for one in marked.evaluate(current)] == [words_], "the mark stands out")
    marked.bring_to_front()
    assert Card(marked).words()


def test_the_checklist_says_what_the_page_answers_and_where(panel: Page, marked: Page, recorder: Recorder):
    panel.get_by_role("tab", name="Checklist").click()
    said = panel.locator("#panel-checklist")
    checklist = recorder.last["checklist"]
    answered = [one for one in checklist if one["answered"]]
    assert f"answers {len(answered)} of {len(checklist)}" in said.inner_text()
    for one in checklist:
        item = said.locator("li", has_text=one["question"])
        if one["answered"]:
            assert item.get_by_role("button").count() == len(one["highlights"])
        else:
            assert "Not found on this page" in item.inner_text() and one["ask"] in item.inner_text()
    said.get_by_role("button").first.click()
    wait_for(lambda: marked.evaluate("CSS.highlights.has('claimlight-current')"), "the page shows where")


def test_the_questions_are_copied_and_printed(panel: Page, browser: Chromium, recorder: Recorder):
    browser.context.grant_permissions(["clipboard-read", "clipboard-write"])
    panel.get_by_role("tab", name="Questions").click()
    asks = {mark["ask"] for mark in recorder.last["highlights"] if mark["kind"] == "claim" and mark["ask"]}
    asks |= {one["ask"] for one in recorder.last["checklist"] if not one["answered"]}
    assert panel.locator("#panel-questions .asks > li").count() == len(asks)
    panel.locator("[data-does=copy]").click()
    panel.get_by_text("Copied.").wait_for()
    copied = panel.evaluate("navigator.clipboard.readText()")
    assert all(ask in copied for ask in asks) and "demo/promotional" in copied
    with browser.context.expect_page() as opened:
        panel.locator("[data-does=print]").click()
    sheet = opened.value
    sheet.locator(".asks li").first.wait_for()
    assert sheet.locator(".asks > li").count() == len(asks)
    assert sheet.title() == "Questions to take to my consultation"


def test_the_report_is_saved_as_data_and_as_a_page_that_needs_nothing_else(panel: Page, recorder: Recorder, tmp_path):
    with panel.expect_download() as data:
        panel.locator("[data-does=json]").click()
    saved = json.loads(data.value.path().read_text(encoding="utf-8"))
    same = ("rule", "quote", "severity", "outcome", "title", "why", "ask", "references", "fingerprint")
    told = [[{name: mark[name] for name in same} for mark in report["highlights"]] for report in (saved, recorder.last)]
    assert told[0] == told[1] and saved["url"].endswith("/demo/promotional")
    assert saved["checklist"] and saved["made_with"] == recorder.last["made_with"] and "offers" not in saved
    assert data.value.suggested_filename.startswith("claimlight-clinic.example-")
    with panel.expect_download() as page:
        panel.locator("[data-does=html]").click()
    html = page.value.path().read_text(encoding="utf-8")
    assert "<script" not in html and "src=" not in html
    for mark in recorder.last["highlights"]:
        assert mark["why"].replace("&", "&amp;") in html


def test_a_mark_hidden_in_the_panel_goes_from_the_panel_and_from_the_page(panel: Page, marked: Page):
    item = panel.locator("details.finding").first
    before = panel.locator("details.finding").count()
    item.locator("summary").click()
    item.locator("[data-does=hide]").click()
    assert "until you close or reload the page" in item.inner_text()
    item.locator("[data-scope=here]").click()
    wait_for(lambda: panel.locator("details.finding").count() == before - 1, "the finding goes")
    assert len(words(painted(marked))) == before - 1
    assert "1 mark is hidden" in panel.inner_text("#notices")


def test_the_panel_follows_what_happens_to_the_page(panel: Page, marked: Page, browser: Chromium):
    browser.worker.evaluate("([tab]) => claimlight.pages.ask(tab, 'clear')", [browser.tab_id(marked)])
    panel.get_by_text("Marks cleared").wait_for()
    panel.get_by_role("button", name="Check again").click()
    panel.locator("#found .finding").first.wait_for()
    marked.reload()
    panel.get_by_text("This page has not been checked").wait_for()


def test_a_page_that_the_browser_keeps_from_a_panel_is_to_be_asked_for_by_the_button(browser: Chromium, recorder: Recorder, site: Site):
    page = browser.open(site.put("closed", TEXT))
    panel = browser.panel(page)
    panel.get_by_role("button", name="Check this page").click()
    panel.get_by_text("Press the Claimlight button first").wait_for()
    assert recorder.checks == []
    page.bring_to_front()
    browser.click_button(page)
    browser.popup_says("shown")
    panel.locator("#found .finding").first.wait_for()


def test_with_the_keyboard_alone_a_reader_gets_through_the_whole_panel(panel: Page):
    panel.bring_to_front()
    panel.locator("body").focus()
    met: list[str] = []
    for _ in range(40):
        panel.keyboard.press("Tab")
        met.append(panel.evaluate("document.activeElement.innerText || document.activeElement.ariaLabel || document.activeElement.localName"))
        if panel.evaluate("document.activeElement.localName") == "summary":
            break
    assert any("Findings" in name for name in met) and any("Next" in name for name in met)
    panel.keyboard.press("Enter")
    assert panel.locator("details[open]").count() == 1
    panel.keyboard.press("Tab")
    assert panel.evaluate("document.activeElement.closest('details') !== null")
    panel.get_by_role("tab", name="Findings").focus()
    panel.keyboard.press("ArrowRight")
    assert panel.get_by_role("tab", name="Checklist").get_attribute("aria-selected") == "true"
    assert panel.evaluate("document.activeElement.innerText") == "Checklist"
    panel.keyboard.press("End")
    assert panel.get_by_role("tab", name="Questions").get_attribute("aria-selected") == "true"
    panel.keyboard.press("ArrowRight")
    assert panel.get_by_role("tab", name="Findings").get_attribute("aria-selected") == "true"


def test_the_shortcuts_for_the_next_and_the_previous_mark_go_round_the_page(browser: Chromium, site: Site):
    page = browser.open(site.put("round", TEXT))
    browser.check(page)
    browser.close_popup()
    commands = browser.worker.evaluate("() => chrome.commands.getAll()")
    assert all(one["shortcut"] for one in commands if one["name"] in ("next-mark", "previous-mark", "open-panel"))
    card = Card(page)
    step = "([tab, by]) => claimlight.pages.look(tab, by)"
    tab = browser.tab_id(page)
    order = [words_ for words_ in ("FDA-approved", "side effects")]
    for by, words_ in (("next", order[0]), ("next", order[1]), ("next", order[0]), ("previous", order[1])):
        browser.worker.evaluate(step, [tab, by])
        card.opens(words_)
        wait_for(lambda words_=words_: words_ in card.focus(), "the mark has the focus")
    assert middle_of(page)
