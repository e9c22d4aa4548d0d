"""In Firefox as in Chromium: what goes wrong is said in words, and what the browser or the reader must first allow is asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from chromium import wait_for
from firefox import Firefox, marked
from servers import CLAIM, Recorder, Service, Site, free_port
from test_service_and_policy import TROUBLES


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
