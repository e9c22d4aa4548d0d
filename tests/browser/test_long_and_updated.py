"""Pages of many thousand blocks, and an extension that is updated while pages are open."""

from __future__ import annotations

from pathlib import Path

from chromium import Chromium, painted, wait_for, words
from servers import Recorder, Site

CLAIM = "<p>Our exosomes are FDA-approved.</p>"


def test_a_page_of_ten_thousand_blocks_is_read_to_its_end_in_several_requests(browser: Chromium, recorder: Recorder, site: Site):
    filler = "".join(f"<p>Number {number} of our garden.</p>" for number in range(9_997))
    page = browser.open(site.put("long", f"<h1>Exosomes</h1>{CLAIM}{filler}<p>Exosome therapy has no side effects.</p>"))
    browser.click_button(page)
    wait_for(lambda: "FDA-approved" in words(painted(page)), "the first marks are there before all is checked")
    browser.popup_says("shown", 90)
    marks = words(painted(page))
    assert "FDA-approved" in marks and any("no side effects" in mark for mark in marks)
    sizes = [len(exchange.body) for exchange in recorder.checks]
    assert len(sizes) > 2 and sizes[0] < 60_000, "little at first, so that the reader need not wait"


def test_after_an_update_of_the_extension_an_open_page_is_checked_by_the_new_one(
    play, chromium_path: str, tmp_path: Path, recorder: Recorder, site: Site
):
    browser = Chromium(play, chromium_path, tmp_path)
    try:
        browser.use(recorder.address)
        page = browser.open(site.put("updated", f"<main>{CLAIM}</main>"))
        browser.check(page)
        browser.close_popup()
        browser.update()
        assert words(painted(page)) == ["FDA-approved"], "the marks of the earlier version stay"
        assert words(browser.check(page)) == ["FDA-approved"]
        assert page.evaluate("document.querySelectorAll('claimlight-layer').length") == 1
        # The earlier version's scripts are still in the page; they must neither take the new marks away nor add to them.
        page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<p>Exosome therapy has no side effects, whoever comes.</p>')")
        wait_for(lambda: any("no side effects" in mark for mark in words(painted(page))), "the new version follows the page")
        assert words(painted(page)).count("FDA-approved") == 1
        browser.click_button(page)
        wait_for(lambda: painted(page) == {}, "a click clears the page")
        assert page.evaluate("document.querySelector('claimlight-layer')") is None
    finally:
        browser.close()
