"""The card: by pointing, by clicking, by keyboard; its words, its place, and the page's own links under a mark."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page

import devtools
from chromium import ANSWER_WITH, MIDDLE, Chromium, wait_for
from servers import Recorder, Site

WORDS = "FDA-approved"
TEXT = "<h1>Exosomes</h1><p>Our exosomes are FDA-approved.</p><p>Exosome therapy has no side effects.</p>"


class Card:
    """The card as a reader meets it, inside the closed shadow root."""

    def __init__(self, page: Page):
        self.page = page
        self.session = page.context.new_cdp_session(page)

    def _one(self, selector: str) -> dict | None:
        found = devtools.pierce(self.session, selector)
        return found[0] if found else None

    def words(self) -> str:
        """What the open card says; nothing when none is open."""
        card = self._one(".card:not([hidden])")
        return devtools.call(self.session, card, "function () { return this.innerText }") if card else ""

    def box(self) -> dict:
        card = self._one(".card:not([hidden])")
        return devtools.call(self.session, card, "function () { return this.getBoundingClientRect().toJSON() }")

    def links(self) -> list[str]:
        links = devtools.pierce(self.session, ".card:not([hidden]) a")
        return [devtools.call(self.session, link, "function () { return this.href }") for link in links]

    def focus(self) -> str:
        """What has the keyboard's focus inside our layer, in words."""
        found = self._one(":focus")
        name = "function () { return this.getAttribute('aria-label') ?? this.textContent }"
        return devtools.call(self.session, found, name) if found else ""

    def opens(self, words: str = "") -> str:
        return wait_for(lambda: (said := self.words()) and words in said and said, f"the card opens and says {words!r}")

    def closes(self) -> None:
        wait_for(lambda: not self.words(), "the card closes")


def middle_of(page: Page, words: str = WORDS) -> tuple[float, float]:
    """A point on the first mark with these words."""
    return tuple(page.evaluate(MIDDLE, words))


@pytest.fixture
def marked(browser: Chromium, site: Site) -> Page:
    page = browser.open(site.put("card", TEXT))
    browser.check(page)
    browser.close_popup()
    return page


def test_pointing_at_a_mark_opens_its_card_and_leaving_closes_it(marked: Page, recorder: Recorder):
    card = Card(marked)
    x, y = middle_of(marked)
    marked.mouse.move(x, y)
    said = card.opens(WORDS)
    mark = next(one for one in recorder.last["highlights"] if one["quote"]["exact"] == WORDS)
    for part in (mark["title"], mark["why"], mark["ask"], "Approval by a regulator", "How sure"):
        assert part in said
    sources = [recorder.last["references"][key] for key in mark["references"]]
    assert card.links()[: len(sources)] == [source["url"] for source in sources]
    assert all(source[part] in said for source in sources for part in ("authority", "title", "date"))
    # The pointer may go to the card, to read on or to follow a source.
    box = card.box()
    marked.mouse.move(box["x"] + 20, box["y"] + 20, steps=8)
    assert card.words()
    marked.mouse.move(1190, 790)
    card.closes()


def test_a_card_opened_by_a_click_stays_until_the_reader_closes_it(marked: Page):
    card = Card(marked)
    marked.mouse.click(*middle_of(marked))
    card.opens(WORDS)
    marked.mouse.move(1190, 790)
    marked.mouse.move(*middle_of(marked, "side effects"))
    assert WORDS in card.words()
    marked.keyboard.press("Escape")
    card.closes()
    marked.mouse.click(*middle_of(marked))
    card.opens(WORDS)
    marked.mouse.click(1190, 790)
    card.closes()


def test_a_link_under_a_mark_works_as_a_link(browser: Chromium, site: Site):
    target = site.put("target", "<p>Arrived.</p>")
    page = browser.open(site.put("link", f"<p>Our exosomes are <a href='{target}'>FDA-approved</a>.</p>"))
    browser.check(page)
    browser.close_popup()
    page.mouse.move(*middle_of(page))
    Card(page).opens(WORDS)
    page.mouse.click(*middle_of(page))
    page.wait_for_url(target)


def test_a_mark_under_a_banner_is_not_met_through_it(browser: Chromium, site: Site):
    banner = "<div style='position:fixed;inset:0;background:white' id=banner>We use cookies.</div>"
    page = browser.open(site.put("banner", TEXT + banner))
    browser.check(page)
    browser.close_popup()
    page.mouse.click(*middle_of(page))
    assert not Card(page).words()
    page.evaluate("document.getElementById('banner').remove()")
    page.mouse.click(*middle_of(page))
    Card(page).opens(WORDS)


def test_with_the_keyboard_alone_a_reader_gets_from_mark_to_mark_into_the_card_and_back(marked: Page):
    card = Card(marked)
    marked.keyboard.press("Tab")
    card.opens(WORDS)
    first = card.focus()
    assert first.startswith("1 of ") and WORDS in first
    marked.keyboard.press("Enter")
    wait_for(lambda: card.focus() != first, "the focus moves into the card")
    marked.keyboard.press("Tab")
    assert card.focus() == "Close"
    marked.keyboard.press("Escape")
    card.closes()
    assert card.focus() == first
    marked.keyboard.press("Tab")
    card.opens("side effects")
    assert card.focus().startswith("2 of ")
    marked.keyboard.press("Shift+Tab")
    card.opens(WORDS)


def test_a_mark_chosen_in_the_popup_with_the_keyboard_gets_the_focus_on_the_page(browser: Chromium, site: Site):
    page = browser.open(site.put("far", f"<h1>Exosomes</h1><div style='height:3000px'></div>{TEXT}"))
    browser.check(page)
    with browser.popup() as popup:
        popup.evaluate("document.querySelector('li button').focus()")
        popup.press("Enter", 13, "\r")
        wait_for(lambda: not browser.targets("page", f"chrome-extension://{browser.extension}/popup/"), "the popup closes")
    card = Card(page)
    card.opens(WORDS)
    assert card.focus().startswith("1 of ")
    assert 0 < middle_of(page)[1] < 800


def test_a_mark_chosen_in_the_popup_is_scrolled_to_and_a_folded_one_stays_folded(browser: Chromium, site: Site):
    page = browser.open(site.put("chosen", """<h1>Exosomes</h1><div style='height:3000px'></div>
        <details><summary>Is it allowed?</summary><p>Our exosomes are FDA-approved.</p></details>"""))
    browser.check(page)
    with browser.popup() as popup:
        popup.evaluate("document.querySelector('li button').dispatchEvent(new MouseEvent('click', {detail: 1}))")
    said = Card(page).opens(WORDS)
    assert "folded away" in said
    assert page.evaluate("document.querySelector('details').open") is False
    assert 0 < page.evaluate("document.querySelector('summary').getBoundingClientRect().top") < 800


@pytest.mark.parametrize("size", [(320, 640), (480, 320), (1200, 800)])
def test_the_card_stays_inside_the_window_and_off_the_words(browser: Chromium, site: Site, size: tuple[int, int]):
    page = browser.open(site.put("sizes", f"<div style='height:{size[1] // 2 - 60}px'></div>{TEXT}<div style='height:2000px'></div>"))
    page.set_viewport_size({"width": size[0], "height": size[1]})
    browser.check(page)
    browser.close_popup()
    x, y = middle_of(page)
    page.mouse.click(x, y)
    card = Card(page)
    card.opens(WORDS)
    box = card.box()
    assert box["left"] >= 0 and box["top"] >= 0 and box["right"] <= size[0] and box["bottom"] <= size[1]
    assert not (box["left"] <= x <= box["right"] and box["top"] <= y <= box["bottom"])


def test_the_card_follows_its_words_when_the_page_scrolls(browser: Chromium, site: Site):
    page = browser.open(site.put("scroll", f"<div style='height:150px'></div>{TEXT}<div style='height:3000px'></div>"))
    page.set_viewport_size({"width": 1000, "height": 1400})
    browser.check(page)
    browser.close_popup()
    page.mouse.click(*middle_of(page))
    card = Card(page)
    card.opens(WORDS)
    gap = card.box()["top"] - middle_of(page)[1]
    page.evaluate("scrollTo({top: 100, behavior: 'instant'})")
    # A card that is still appearing is up to 3 px lower.
    wait_for(lambda: abs(card.box()["top"] - middle_of(page)[1] - gap) < 4, "the card follows")


def test_marks_that_stand_close_together_each_open_their_own_card(browser: Chromium, site: Site):
    page = browser.open(site.put("close", "<p>Our FDA-approved exosomes have no side effects.</p>"))
    browser.check(page)
    browser.close_popup()
    card = Card(page)
    for words, category in (("FDA-approved", "Approval by a regulator"), ("side effects", "Safety")):
        page.mouse.click(*middle_of(page, words))
        assert card.opens(category)
        page.keyboard.press("Escape")
        card.closes()


def finding(name: str, text: str, words: str, severity: str, **more: object) -> dict:
    """A highlight as the service writes it, on these words of the page's only block."""
    start = text.index(words)
    return {
        "id": name, "kind": "claim", "outcome": "claim", "category": "safety", "severity": severity, "hedged": False,
        "confidence": 0.95, "block": 0, "start": start, "end": start + len(words), "title": name, "why": "", "ask": "",
        "references": [], "because": [], "quote": {"exact": words, "prefix": text[:start][-32:], "suffix": ""}, **more,
    }


def test_two_findings_on_the_same_words_are_both_in_reach(browser: Chromium, site: Site):
    text = "Our exosomes are safe and FDA-approved."
    findings = [
        finding("The longer one", text, "safe and FDA-approved", "caution", outcome="review", because=["it may be a quotation"]),
        finding("The stronger one", text, "FDA-approved", "alert", hedged=True),
    ]
    page = browser.open(site.put("same", f"<p>{text}</p>"))
    browser.worker.evaluate(
        ANSWER_WITH,
        json.dumps({"highlights": findings, "references": {}}),
    )
    try:
        assert browser.check(page) == {"alert": ["FDA-approved"], "review": ["safe and FDA-approved"]}
    finally:
        browser.worker.evaluate("() => { self.fetch = self.real; }")
    browser.close_popup()
    page.mouse.click(*middle_of(page, "FDA-approved"))
    card = Card(page)
    said = card.opens("Look closely")
    assert "The stronger one" in said and "cautiously" in said and "Also marked here" in said
    other = devtools.pierce(card.session, ".card .others button")[0]
    devtools.call(card.session, other, "function () { this.click() }")
    said = card.opens("For a person to judge")
    assert "“safe and FDA-approved”" in said and "it may be a quotation" in said and "The stronger one" in said


def test_a_check_takes_the_keyboard_from_nobody(browser: Chromium, site: Site):
    page = browser.open(site.put("typing", f"<input>{TEXT}<div style='height:3000px'></div>"))
    page.focus("input")
    browser.check(page)
    browser.close_popup()
    assert page.evaluate("document.activeElement.localName") == "input"
    page.keyboard.type("Istanbul")
    assert page.input_value("input") == "Istanbul"
    page.evaluate("document.activeElement.blur()")
    browser.click_button(page)
    browser.popup_says("cleared")
    browser.check(page)
    browser.close_popup()
    page.keyboard.press("PageDown")
    wait_for(lambda: page.evaluate("scrollY") > 200, "the page scrolls by key as before")
