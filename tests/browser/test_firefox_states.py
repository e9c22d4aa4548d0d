"""In Firefox as in Chromium: what goes wrong is said in words, a page that changes is followed, a site is always checked."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from chromium import wait_for, words
from firefox import EXTENSION, ID, Firefox
from servers import Recorder, Service, Site, free_port
from test_service_and_policy import TROUBLES
from test_in_firefox import _firefox, firefox, firefox_path, painted  # noqa: F401 (fixtures)

sys.path.append(str(Path(__file__).resolve().parents[2] / "tools"))

import package_extension  # noqa: E402

TAB, ESCAPE = "\ue004", "\ue00c"
CLAIM = "<p>Our exosomes are FDA-approved.</p>"
MORE = "Exosome therapy has no side effects, whoever comes to us."


def marked(firefox: Firefox) -> list[str]:
    return words(painted(firefox))


def test_a_service_that_is_not_running_is_named_and_once_it_runs_the_page_is_marked(firefox: Firefox, recorder: Recorder, site: Site):
    firefox.use(f"http://127.0.0.1:{free_port()}")
    firefox.open(site.put("firefox-down", CLAIM))
    firefox.click_button()
    said = firefox.popup_says("no-service")
    assert "not running" in said and "make run" in said and not marked(firefox)
    firefox.close_popup()
    firefox.keep(service=recorder.address)
    firefox.click_button()
    assert "1 passage" in firefox.popup_says("shown") and marked(firefox) == ["FDA-approved"]


def test_a_missing_and_a_wrong_token_are_told_apart(firefox: Firefox, office: Service, site: Site):
    firefox.open(site.put("firefox-token", "<h1>Exosomes</h1><p>Our exosomes cure pain.</p>"))
    for token, state, said in (("", "no-token", "asks for a token"), ("another", "wrong-token", "not accepted")):
        firefox.keep(service=office.address, token=token)
        firefox.click_button()
        assert said in firefox.popup_says(state) and not marked(firefox)


@pytest.mark.parametrize(("spoken", "state"), [([2], "service-newer"), ([0], "service-older")])
def test_a_service_that_speaks_another_version_says_which_of_the_two_is_to_be_updated(firefox: Firefox, site: Site, spoken: list[int], state: str):
    firefox.open(site.put(f"firefox-{state}", CLAIM))
    about = json.dumps({"status": "ok", "version": "9.0.0", "api": spoken, "packs": []})
    with site.instead_of_the_service(about) as address:
        firefox.keep(service=address)
        firefox.click_button()
        assert "too old" in firefox.popup_says(state) and not marked(firefox)


@pytest.mark.parametrize(("status", "state", "said"), TROUBLES)
def test_a_service_in_trouble_is_told_in_words(firefox: Firefox, site: Site, status: int, state: str, said: str):
    firefox.open(site.put(f"firefox-{state}", CLAIM))
    with site.instead_of_the_service("{}", status) as address:
        firefox.keep(service=address)
        firefox.click_button()
        assert said in firefox.popup_says(state) and not marked(firefox)


def test_what_the_service_does_not_offer_and_a_page_without_rules_are_named(firefox: Firefox, recorder: Recorder, site: Site):
    firefox.open(site.put("firefox-choice", CLAIM))
    firefox.keep(packs=["gone-en"])
    firefox.click_button()
    assert "does not have what you chose" in firefox.popup_says("choice")
    firefox.close_popup()
    firefox.keep(packs=[])
    firefox.open(site.put("firefox-turkish", "<h1>Eksozom tedavisi</h1><p>Eksozom tedavimizin hiçbir yan etkisi yoktur ve tamamen güvenlidir.</p>", lang="tr"))
    firefox.click_button()
    assert "language" in firefox.popup_says("no-pack") and not marked(firefox)


@pytest.fixture
def impatient(firefox: Firefox) -> Iterator[Firefox]:
    """Half a minute of patience is shortened to nothing, or a test would take as long."""
    firefox.in_background("""
      background.patient = background.AbortSignal.timeout;
      const late = new background.DOMException("", "TimeoutError");
      background.AbortSignal.timeout = background.Function.prototype.bind.call(background.AbortSignal.abort, background.AbortSignal, late);
    """)
    yield firefox
    firefox.in_background("background.AbortSignal.timeout = background.patient")


def test_a_service_that_takes_too_long_is_not_waited_for_without_end(impatient: Firefox, site: Site):
    impatient.open(site.put("firefox-slow", CLAIM))
    impatient.click_button()
    assert "too long" in impatient.popup_says("slow") and not marked(impatient)


def test_a_browser_that_denies_this_computer_is_named_as_the_reason_and_where_it_lets_us_pass_the_page_is_marked(firefox: Firefox, recorder: Recorder, site: Site):
    with firefox.denied("loopback-network"):
        firefox.open(site.put("firefox-denied", CLAIM))
        firefox.keep(service="http://127.0.0.1:9")
        firefox.click_button()
        said = firefox.popup_says("denied")
        assert "The service at http://127.0.0.1:9 is on this computer" in said and "for Claimlight" in said
        firefox.close_popup()
        firefox.keep(service=recorder.address)
        firefox.click_button()
        firefox.popup_says("shown")
        assert marked(firefox) == ["FDA-approved"]


@pytest.mark.parametrize(
    ("html", "state", "said"),
    [
        ("<h1>Opening hours</h1><p>We are open from nine to five.</p>", "nothing", "does not mean a treatment is proven"),
        ("<img alt='' src='data:,'>", "empty", "No text to check"),
        (f"{CLAIM}<form><input type=password></form>", "personal", "looks personal"),
    ],
    ids=["nothing", "empty", "personal"],
)
def test_a_page_without_marks_says_why(firefox: Firefox, site: Site, html: str, state: str, said: str):
    firefox.open(site.put(f"firefox-{state}", html))
    firefox.click_button()
    assert said in firefox.popup_says(state) and not marked(firefox)


def test_a_page_of_the_browser_itself_cannot_be_read(firefox: Firefox, recorder: Recorder):
    firefox.open("about:license")
    firefox.click_button()
    assert "cannot be read" in firefox.popup_says("unreadable") and recorder.checks == []


def test_a_service_elsewhere_is_asked_once_the_reader_allows_its_host(firefox: Firefox, site: Site):
    firefox.open(site.put("firefox-elsewhere", CLAIM))
    # It answers only those who may read it, and it is another program.
    firefox.keep(service=f"http://service.example:{site.port}")
    firefox.click_button()
    assert f"The permission for http://service.example:{site.port} is missing" in firefox.popup_says("no-access")
    firefox.press("[data-does=allow]")
    assert "not the Claimlight service" in firefox.popup_says("another-program")
    assert firefox.allowed("service.example")
    firefox.take_back("http://service.example/*")
    assert not firefox.allowed("service.example")


def test_another_program_on_the_services_port_is_told_in_words(firefox: Firefox, site: Site):
    firefox.open(site.put("firefox-fault", CLAIM))
    firefox.keep(service=f"http://127.0.0.1:{site.port}")
    firefox.click_button()
    assert "not the Claimlight service" in firefox.popup_says("another-program")


def test_nothing_is_sent_before_the_reader_agreed(firefox: Firefox, recorder: Recorder, site: Site):
    firefox.open(site.put("firefox-first", CLAIM))
    firefox.keep(agreed=False)
    firefox.click_button()
    said = firefox.popup_says("first")
    assert "What is sent" in said and recorder.address in said and recorder.exchanges == []
    firefox.press("[data-does=agree]")
    firefox.popup_says("shown")
    assert marked(firefox) == ["FDA-approved"]


def test_an_answer_that_comes_late_marks_what_is_there_now(firefox: Firefox, recorder: Recorder, site: Site):
    firefox.open(site.put("firefox-during", f"<main><h1>Exosomes</h1>{CLAIM}</main>"))
    with recorder.held():
        firefox.click_button()
        wait_for(lambda: recorder.checks and recorder.checks[0].answer, "the page was sent")
        firefox.run(f"document.querySelector('main').innerHTML = '<h1>Exosomes</h1><p>{MORE}</p>'")
    wait_for(lambda: any("no side effects" in text for text in marked(firefox)), "what is there now is marked")
    assert "FDA-approved" not in marked(firefox)


def test_a_tab_that_is_closed_while_it_is_checked_disturbs_nothing(firefox: Firefox, recorder: Recorder, site: Site):
    with firefox.tab():
        firefox.open(site.put("firefox-closed", CLAIM))
        with recorder.held():
            firefox.click_button()
            wait_for(lambda: recorder.checks and recorder.checks[0].answer, "the page was sent")
    firefox.open(site.put("firefox-next", CLAIM))
    firefox.click_button()
    firefox.popup_says("shown")
    assert marked(firefox) == ["FDA-approved"]


def test_an_application_that_replaces_its_content_an_endless_list_and_rewritten_words(firefox: Firefox, site: Site):
    firefox.open(site.put("firefox-lives", f"<main><h1>Exosomes</h1>{CLAIM}</main>"))
    firefox.click_button()
    firefox.popup_says("shown")
    for number in range(3):
        firefox.run(f"document.querySelector('main').insertAdjacentHTML('beforeend', '<p>Visit {number}: {MORE}</p>')")
        wait_for(lambda number=number: len(marked(firefox)) >= number + 2, "the list is marked as it grows")
    firefox.run("document.querySelector('main p').textContent = 'Our exosomes are kept cold.'")
    wait_for(lambda: "FDA-approved" not in marked(firefox), "words that are gone are not marked")
    firefox.run(f"document.querySelector('main').innerHTML = '<h1>Exosomes</h1><p>All of it is new: these exosomes cure arthritis.</p>'")
    wait_for(lambda: any("cure" in text for text in marked(firefox)), "the new content is marked")
    firefox.run("history.pushState({}, '', '/another')")
    wait_for(lambda: not marked(firefox), "the marks go with the page")


def test_a_page_of_ten_thousand_blocks_is_read_to_its_end(firefox: Firefox, recorder: Recorder, site: Site):
    filler = "".join(f"<p>Number {number} of our garden.</p>" for number in range(9_997))
    firefox.open(site.put("firefox-long", f"<h1>Exosomes</h1>{CLAIM}{filler}<p>{MORE}</p>"))
    firefox.click_button()
    wait_for(lambda: "FDA-approved" in marked(firefox), "the first marks are there before all is checked", 60)
    wait_for(lambda: any("no side effects" in text for text in marked(firefox)), "the last are, too", 60)
    assert len(recorder.checks) > 2


def test_a_site_is_always_checked_once_the_reader_allowed_it_and_no_longer_when_it_is_taken_off(firefox: Firefox, recorder: Recorder, site: Site):
    address = site.put("firefox-always", CLAIM)
    firefox.open(address)
    firefox.click_button()
    assert "Always check clinic.example" in firefox.popup_says("shown")
    firefox.press("#always-box")
    wait_for(lambda: firefox.allowed("clinic.example"), "the permission is there")
    firefox.close_popup()
    firefox.open(address)
    wait_for(lambda: marked(firefox) == ["FDA-approved"], "the page is checked by itself")
    with firefox.tab():
        firefox.open(firefox.screen("options/options.html"))
        press = "const it = [...document.querySelectorAll('button')].find((one) => one.ariaLabel?.includes('clinic.example')); it?.click(); return Boolean(it)"
        wait_for(lambda: firefox.run(press), "the site is listed")
        wait_for(lambda: not firefox.allowed("clinic.example"), "the permission is given back")
    recorder.exchanges.clear()
    firefox.open(address)
    firefox.run_async("requestIdleCallback(() => arguments[0](true))")
    assert not marked(firefox) and recorder.exchanges == []


def test_a_page_of_the_public_web_reaches_the_service_through_the_extension(firefox: Firefox, recorder: Recorder, site: Site):
    with firefox.preferences({"network.lna.enabled": True, "network.lna.blocking": True, "network.lna.address_space.public.override": f"127.0.0.1:{site.port}"}):
        firefox.open(site.put("firefox-public", CLAIM))
        firefox.run("fetch(arguments[0]).then(() => (window.reached = true), () => {})", f"{recorder.address}/healthz")
        question = "return PopupNotifications.panel.querySelector('popupnotification')?.id ?? ''"
        wait_for(lambda: "network" in firefox.run_in_browser(question), "the browser asks the reader about the page's own request")
        assert firefox.run("return window.reached ?? false") is False
        firefox.click_button()
        firefox.popup_says("shown")
        assert marked(firefox) == ["FDA-approved"]


def test_axe_finds_nothing_on_any_screen(firefox: Firefox, site: Site):
    firefox.open(site.put("firefox-axe", f"<main><h1>Exosomes</h1>{CLAIM}</main>"))
    firefox.click_button()
    firefox.popup_says("shown")
    firefox.close_popup()
    look = Axe().axe_script + "; const done = arguments[arguments.length - 1]; axe.run().then(({violations}) => done(violations.map(({id, nodes}) => [id, nodes[0].html])))"
    with firefox.panel():
        wait_for(lambda: firefox.run("return document.body.dataset.state") == "shown", "the panel shows the findings")
        assert firefox.run_async(look) == []
    with firefox.tab():
        for screen in ("options/options.html", "welcome/welcome.html"):
            firefox.open(firefox.screen(screen))
            wait_for(lambda: firefox.run("return document.querySelector('h1, h2')?.innerText"), "the screen is there")
            assert firefox.run_async(look) == [], screen


def test_by_keyboard_alone_a_mark_is_found_read_and_left(firefox: Firefox, site: Site):
    firefox.open(site.put("firefox-keys", f"<h1>Exosomes</h1>{CLAIM}<p>{MORE}</p>"))
    firefox.click_button()
    firefox.popup_says("shown")
    firefox.close_popup()
    firefox.key(TAB)
    wait_for(lambda: painted(firefox).get("current") == ["FDA-approved"], "the first mark's card is open")
    firefox.key(TAB)
    wait_for(lambda: "no side effects" in str(painted(firefox).get("current")), "the next mark's card is open")
    firefox.key(ESCAPE)
    wait_for(lambda: not painted(firefox).get("current"), "the card closes")


def test_the_browsers_menu_checks_the_selection_or_the_page(firefox: Firefox, recorder: Recorder, site: Site):
    firefox.open(site.put("firefox-menu", f"<h1>Exosomes</h1>{CLAIM}<p id=two>{MORE}</p>"))
    firefox.run("getSelection().selectAllChildren(document.getElementById('two'))")
    firefox.choose("#two", "Check this selection")
    wait_for(lambda: marked(firefox), "the selection is marked")
    assert "FDA-approved" not in recorder.checks[0].everything and "FDA-approved" not in marked(firefox)
    firefox.run("getSelection().removeAllRanges()")
    firefox.choose("h1", "Check this page")
    wait_for(lambda: "FDA-approved" in marked(firefox), "the page is marked")


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


def test_after_an_update_the_open_page_is_checked_by_the_new_version(firefox: Firefox, site: Site):
    firefox.open(site.put("firefox-updated", CLAIM))
    firefox.click_button()
    firefox.popup_says("shown")
    firefox.close_popup()
    firefox.install()
    firefox.click_button()
    firefox.popup_says("shown")
    assert marked(firefox) == ["FDA-approved"]
    assert firefox.run("return document.querySelectorAll('claimlight-layer').length") == 1


def test_what_an_organisation_has_set_holds_in_firefox(firefox_path: str, tmp_path: Path, recorder: Recorder, site: Site):
    # Where Firefox looks for it on Linux, in the home folder of a test.
    managed = tmp_path / ".mozilla" / "managed-storage" / f"{ID}.json"
    managed.parent.mkdir(parents=True)
    settings = {"service": recorder.address, "language": "es", "look": "line"}
    managed.write_text(json.dumps({"name": ID, "description": "Claimlight", "type": "storage", "data": settings}))
    firefox = Firefox(firefox_path, tmp_path)
    try:
        firefox.keep(service="http://127.0.0.1:9", language="tr", agreed=True)
        firefox.open(site.put("firefox-managed", CLAIM))
        firefox.click_button()
        assert "Esto no es un dictamen legal" in firefox.popup_says("shown")
        assert marked(firefox) == ["FDA-approved"] and recorder.checks
        with firefox.tab():
            firefox.open(firefox.screen("options/options.html"))
            held = "const field = document.querySelector('#address:disabled'); return field?.value"
            wait_for(lambda: firefox.run(held) == recorder.address, "the options show what was set, and do not let it be changed")
    finally:
        firefox.close()


def test_another_start_of_firefox_finds_everything_as_it_was(firefox_path: str, tmp_path: Path, recorder: Recorder, site: Site):
    package = tmp_path / "claimlight.xpi"
    package_extension.pack(EXTENSION, package)
    firefox = Firefox(firefox_path, tmp_path, package)
    try:
        firefox.use(recorder.address)
        address = site.put("firefox-again", f"<h1>Exosomes</h1>{CLAIM}<p>{MORE}</p>")
        firefox.open(address)
        firefox.click_button()
        firefox.popup_says("shown")
        firefox.press("#always-box")
        wait_for(lambda: firefox.allowed("clinic.example"), "the permission is there")
        rule = next(one["rule"] for one in recorder.last["highlights"] if one["quote"]["exact"] == "FDA-approved")
        firefox.keep(look="line", hidden=[{"scope": "site", "rule": rule, "title": "Says that it is approved", "host": "clinic.example"}])
        firefox.restart()
        firefox.open(address)
        wait_for(lambda: marked(firefox), "the site is checked by itself")
        assert not any("FDA" in text for text in marked(firefox)), "what is hidden there stays hidden"
        firefox.open(firefox.screen("options/options.html"))
        listed = "return document.querySelector('#hidden')?.innerText ?? ''"
        wait_for(lambda: "Says that it is approved" in firefox.run(listed), "what is hidden is listed")
        assert firefox.run("return [document.querySelector('#address').value, document.querySelector('[value=line]').checked]") == [recorder.address, True]
        assert "clinic.example" in firefox.run("return document.querySelector('#sites').innerText")
    finally:
        firefox.close()
