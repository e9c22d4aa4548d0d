"""What a reader has asked of the whole computer is heeded: less motion, more contrast, colours of their own."""

from __future__ import annotations

from typing import Any

import pytest

import devtools
from chromium import Chromium, wait_for
from looks import CARD, FAR, LINES, MOVES, MOVING, PLACES, SCREEN, heeds
from servers import Recorder, Service, Site
from test_card import Card

WISHES = {"plain": {}, "contrast": {"contrast": "more"}, "forced": {"forced_colors": "active"}}


def in_layer(card: Card, expression: str) -> Any:
    return devtools.call(card.session, devtools.pierce(card.session, ".layer")[0], f"function () {{ return {expression}(this) }}")


@pytest.mark.parametrize("motion", MOVING)
def test_nothing_of_ours_moves_for_a_reader_who_asked_for_less_motion(browser: Chromium, recorder: Recorder, service: Service, site: Site, motion: str):
    page = browser.open(site.put("motion", FAR))
    page.emulate_media(reduced_motion=motion)
    with recorder.held():
        browser.click_button(page)
        browser.popup_says("checking")
        with browser.popup() as popup:
            popup.send("Emulation.setEmulatedMedia", features=[{"name": "prefers-reduced-motion", "value": motion}])
            assert popup.evaluate(f"{MOVES}(document)") == MOVING[motion]["wait"]
    browser.popup_says("shown")
    browser.close_popup()
    page.keyboard.press("Tab")
    card = Card(page)
    card.opens("FDA-approved")
    assert in_layer(card, MOVES) == MOVING[motion]["card"]
    assert wait_for(lambda: page.evaluate(PLACES), "the page has scrolled") == "1"
    for path in ("", "/demo/promotional"):
        page.goto(service.address + path)
        assert page.evaluate(f"{MOVES}(document)") == MOVING[motion]["pages"], path


@pytest.mark.parametrize("wish", WISHES)
def test_marks_card_popup_and_panel_stand_out_as_the_reader_asked(browser: Chromium, site: Site, wish: str):
    page = browser.open(site.put("wishes", FAR))
    page.emulate_media(**WISHES[wish])
    browser.check(page)
    with browser.popup() as popup:
        features = {"contrast": [("prefers-contrast", "more")], "forced": [("forced-colors", "active")]}.get(wish, [])
        popup.send("Emulation.setEmulatedMedia", features=[{"name": name, "value": value} for name, value in features])
        of_popup = popup.evaluate(f"{SCREEN}()")
    browser.close_popup()
    page.keyboard.press("Tab")
    card = Card(page)
    card.opens("FDA-approved")
    of_card, lines = in_layer(card, CARD), page.evaluate(LINES)
    panel = browser.panel(page)
    panel.emulate_media(**WISHES[wish])
    panel.wait_for_selector(".chips")
    heeds(wish, of_card, of_popup, panel.evaluate(f"{SCREEN}()"), lines)
