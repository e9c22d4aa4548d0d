"""In Firefox as in Chromium: what a reader has asked of the whole computer is heeded."""

from __future__ import annotations

import pytest

from chromium import wait_for
from firefox import Firefox, painted
from looks import CARD, FAR, LINES, MOVES, MOVING, PLACES, SCREEN, heeds
from servers import Recorder, Service, Site

TAB = "\ue004"


@pytest.mark.parametrize("motion", MOVING)
def test_nothing_of_ours_moves_for_a_reader_who_asked_for_less_motion(firefox: Firefox, recorder: Recorder, service: Service, site: Site, motion: str):
    firefox.open(site.put("firefox-motion", FAR))
    with firefox.theme(motion) as query:
        with recorder.held():
            firefox.click_button()
            firefox.popup_says("checking")
            wait_for(lambda: firefox.in_popup(f"matchMedia('{query}').matches"), "the popup hears of it")
            assert firefox.in_popup(f"{MOVES}(document)") == MOVING[motion]["wait"]
        firefox.popup_says("shown")
        firefox.close_popup()
        firefox.key(TAB)
        wait_for(lambda: painted(firefox).get("current"), "the mark's card is open")
        assert firefox.in_layer(f"{MOVES}(root)") == MOVING[motion]["card"]
        assert wait_for(lambda: firefox.run(f"return {PLACES}"), "the page has scrolled") == "1"
        for path in ("", "/demo/promotional"):
            firefox.open(service.address + path)
            assert firefox.run(f"return {MOVES}(document)") == MOVING[motion]["pages"], path


@pytest.mark.parametrize("wish", ["plain", "contrast", "forced"])
def test_marks_card_popup_and_panel_stand_out_as_the_reader_asked(firefox: Firefox, site: Site, wish: str):
    firefox.open(site.put("firefox-wishes", FAR))
    with firefox.theme("light" if wish == "plain" else wish) as query:
        firefox.click_button()
        firefox.popup_says("shown")
        wait_for(lambda: firefox.in_popup(f"matchMedia('{query}').matches"), "the popup hears of it")
        of_popup = firefox.in_popup(f"{SCREEN}()")
        firefox.close_popup()
        firefox.key(TAB)
        wait_for(lambda: painted(firefox).get("current"), "the mark's card is open")
        of_card, lines = firefox.in_layer(f"{CARD}(root)"), firefox.run(f"return {LINES}")
        with firefox.panel():
            wait_for(lambda: firefox.run("return document.querySelector('.chips') !== null"), "the panel shows the findings")
            heeds(wish, of_card, of_popup, firefox.run(f"return {SCREEN}()"), lines)
