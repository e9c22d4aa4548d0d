"""In Firefox as in Chromium: axe-core finds nothing on any of our screens, and no function needs a mouse."""

from __future__ import annotations

import pytest

from axe import LOOK, LOOK_AT_CARD
from chromium import wait_for
from firefox import THEMES, Firefox, marked, painted
from servers import CLAIM, MORE, Recorder, Site
from test_accessible import PAGE

TAB, ESCAPE = "\ue004", "\ue00c"


@pytest.mark.parametrize("name", THEMES)
def test_axe_finds_nothing_on_first_screen_options_and_panel(firefox: Firefox, site: Site, name: str):
    firefox.check(site.put("firefox-axe", PAGE))
    look = f"{LOOK}().then(arguments[0])"
    with firefox.theme(name) as query, firefox.panel():
        wait_for(lambda: firefox.run("return document.body.dataset.state") == "shown", "the panel shows the findings")
        for tab in range(firefox.run("return document.querySelectorAll('[role=tab]').length")):
            firefox.run("document.querySelectorAll('[role=tab]')[arguments[0]].click()", tab)
            assert firefox.run_async(look) == [], tab
        for screen in ("options/options.html", "welcome/welcome.html"):
            firefox.open(firefox.screen(screen))
            wait_for(lambda: firefox.run("return document.querySelector('h1, h2')?.innerText"), "the screen is there")
            assert firefox.run("return matchMedia(arguments[0]).matches", query)
            assert firefox.run_async(look) == [], screen


@pytest.mark.parametrize("name", THEMES)
def test_axe_finds_nothing_in_the_popup(firefox: Firefox, site: Site, name: str):
    firefox.open(site.put("firefox-axe", PAGE))
    with firefox.theme(name) as query:
        for state in ("shown", "cleared", "first"):
            if state == "first":
                firefox.keep(agreed=False)
            firefox.click_button()
            firefox.popup_says(state)
            wait_for(lambda: firefox.in_popup(f"matchMedia('{query}').matches"), "the popup has the theme")
            assert firefox.in_popup(f"{LOOK}()") == [], state


@pytest.mark.parametrize("name", THEMES)
def test_axe_finds_nothing_in_the_card(firefox: Firefox, site: Site, name: str):
    firefox.check(site.put("firefox-axe", PAGE))
    with firefox.theme(name):
        firefox.key(TAB)
        wait_for(lambda: painted(firefox).get("current"), "the first mark's card is open")
        assert firefox.in_layer(f"{LOOK_AT_CARD}(host, root)") == []
        for view in ("hide", "tell"):
            firefox.in_layer(f"root.querySelector('[data-does={view}]').click()")
            assert firefox.in_layer(f"{LOOK_AT_CARD}(host, root)") == [], view
            assert painted(firefox).get("current"), "the card is still open"
            firefox.in_layer("[...root.querySelectorAll('.card button')].find((one) => one.innerText === 'Back').click()")


def test_by_keyboard_alone_a_mark_is_found_read_and_left(firefox: Firefox, site: Site):
    firefox.check(site.put("firefox-keys", f"<h1>Exosomes</h1>{CLAIM}<p>{MORE}</p>"))
    firefox.key(TAB)
    wait_for(lambda: painted(firefox).get("current") == ["FDA-approved"], "the first mark's card is open")
    firefox.key(TAB)
    wait_for(lambda: "no side effects" in str(painted(firefox).get("current")), "the next mark's card is open")
    firefox.key(ESCAPE)
    wait_for(lambda: not painted(firefox).get("current"), "the card closes")


def test_the_shortcuts_mark_the_page_go_from_mark_to_mark_and_clear_it(firefox: Firefox, site: Site):
    firefox.open(site.put("firefox-shortcuts", f"<h1>Exosomes</h1>{CLAIM}<p>{MORE}</p>"))
    firefox.shortcut("L")
    wait_for(lambda: marked(firefox), "the page is marked")
    firefox.shortcut("J")
    wait_for(lambda: painted(firefox).get("current") == ["FDA-approved"], "the first mark's card is open")
    firefox.shortcut("U")
    wait_for(lambda: "no side effects" in str(painted(firefox).get("current")), "back from the first leads to the last")
    firefox.shortcut("L")
    wait_for(lambda: not painted(firefox), "the marks are cleared")


def test_the_browsers_menu_checks_the_selection_or_the_page(firefox: Firefox, recorder: Recorder, site: Site):
    firefox.open(site.put("firefox-menu", f"<h1>Exosomes</h1>{CLAIM}<p id=two>{MORE}</p>"))
    firefox.run("getSelection().selectAllChildren(document.getElementById('two'))")
    firefox.choose("#two", "Check this selection")
    wait_for(lambda: marked(firefox), "the selection is marked")
    assert "FDA-approved" not in recorder.checks[0].everything and "FDA-approved" not in marked(firefox)
    firefox.run("getSelection().removeAllRanges()")
    firefox.choose("h1", "Check this page")
    wait_for(lambda: "FDA-approved" in marked(firefox), "the page is marked")


def test_the_popup_opens_the_browsers_own_sidebar(firefox: Firefox, site: Site):
    firefox.open(site.put("firefox-sidebar", CLAIM))
    firefox.click_button()
    firefox.popup_says("shown")
    firefox.press("[data-does=panel]")
    shown = "return document.getElementById('sidebar')?.contentDocument?.querySelector('browser')?.currentURI.spec ?? ''"
    try:
        wait_for(lambda: "panel/panel.html" in firefox.run_in_browser(shown), "the sidebar shows the panel")
    finally:
        firefox.run_in_browser("SidebarController.hide()")
