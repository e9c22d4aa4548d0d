"""The rules' pages in a real browser: the search, the links to word lists, and no page that must be moved sideways."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from claimlight import packs
from claimlight.authoring import skeleton
from claimlight.commands.rules.docs import STYLES
from claimlight.rulebook import site


@pytest.fixture
def pages(play, chromium_path: str, tmp_path: Path) -> Iterator[tuple[Page, str]]:
    """A page of a narrow browser, and where the site of a small pack is."""
    skeleton.make(tmp_path / "packs", "hair-en", "Hair transplants", ("hair transplant{,s}",))
    place = tmp_path / "packs" / "hair-en" / "safety" / "no-side-effects.yaml"
    other = place.parent / "harmless.yaml"
    other.write_text(place.read_text().replace("Says there are no side effects", "Calls it harmless"))
    site.build(packs.load_all([tmp_path / "packs"]), tmp_path / "site", STYLES)
    browser = play.chromium.launch(executable_path=chromium_path, args=["--no-sandbox", "--disable-gpu"])
    page = browser.new_page(viewport={"width": 360, "height": 700})
    yield page, (tmp_path / "site").as_uri()
    browser.close()


def test_the_search_leaves_the_rules_that_hold_all_words(pages):
    page, root = pages
    page.goto(f"{root}/index.html")
    page.get_by_role("searchbox", name="Find a rule").fill("harmless safety")
    expect(page.locator(".rule-list li:visible")).to_have_count(1)
    expect(page.get_by_role("status")).to_have_text("1 of 2 rules")
    page.get_by_role("link", name="Calls it harmless").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Calls it harmless")
    page.go_back()
    expect(page.locator(".rule-list li:visible")).to_have_count(1)


def test_a_word_list_in_a_pattern_opens_the_list(pages):
    page, root = pages
    page.goto(f"{root}/hair-en/safety/harmless.html")
    expect(page.get_by_text("adverse event", exact=False).first).to_be_hidden()
    page.get_by_role("link", name="bad event").click()
    expect(page.locator("#list-bad_event p").first).to_be_visible()


@pytest.mark.parametrize("name", ["index.html", "hair-en/safety/harmless.html"])
def test_a_narrow_window_shows_the_whole_width(pages, name):
    page, root = pages
    page.goto(f"{root}/{name}")
    wide = page.evaluate("[...document.querySelectorAll('main *')].filter((one) => one.getBoundingClientRect().right > innerWidth).map((one) => one.outerHTML)")
    assert wide == []
