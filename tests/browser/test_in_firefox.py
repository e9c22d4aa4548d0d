"""The same extension in a real Firefox: installed, asked by its button, painted, read by keyboard, cleared."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from chromium import PAINTED, wait_for
from firefox import Firefox
from servers import Recorder, Service, Site
from test_painting import SERIALISED, expected

TAB = "\ue004"


@pytest.fixture(scope="module")
def _firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    path = shutil.which("firefox-esr") or shutil.which("firefox")
    if not path:
        pytest.skip("no browser: install Firefox to run the extension's tests in it")
    firefox = Firefox(path, tmp_path_factory.mktemp("firefox"))
    yield firefox
    firefox.close()


@pytest.fixture
def firefox(_firefox: Firefox, recorder: Recorder) -> Firefox:
    _firefox.use(recorder.address)
    recorder.exchanges.clear()
    return _firefox


def painted(firefox: Firefox) -> dict[str, list[str]]:
    return firefox.run(f"return {PAINTED}")


def test_a_demo_page_lights_up_in_firefox_and_is_cleared_by_a_second_click(firefox: Firefox, recorder: Recorder, service: Service):
    firefox.open(f"http://clinic.example:{service.port}/demo/promotional")
    wait_for(lambda: firefox.run("return Boolean(document.querySelector('#late h2'))"), "the late part arrives")
    before = firefox.run(f"return ({SERIALISED})()")
    assert recorder.exchanges == []
    firefox.click_button()
    marks = wait_for(lambda: painted(firefox), "the page is marked")
    assert marks == expected(recorder.last)
    assert firefox.run(f"return ({SERIALISED})()") == before
    firefox.click_button()
    wait_for(lambda: not painted(firefox), "the marks are cleared")
    assert firefox.run("return document.documentElement.outerHTML") == before


def test_a_strict_page_is_marked_in_firefox_and_tab_leads_to_the_first_mark(firefox: Firefox, site: Site):
    policy = {"Content-Security-Policy": "default-src 'none'"}
    firefox.open(site.put("firefox", "<p>Our exosomes are FDA-approved.</p>", headers=policy))
    firefox.click_button()
    wait_for(lambda: painted(firefox), "the page is marked")
    firefox.close_popup()
    firefox.key(TAB)
    wait_for(lambda: painted(firefox).get("current") == ["FDA-approved"], "the first mark's card is open")
    assert firefox.run("return document.activeElement.localName") == "claimlight-layer"
