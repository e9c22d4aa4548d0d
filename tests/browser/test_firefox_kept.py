"""In Firefox as in Chromium: what the reader and their organisation chose lasts, over a start of the browser and an update."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from chromium import EXTENSION, wait_for
from firefox import ID, Firefox, marked
from servers import CLAIM, MORE, Recorder, Site

sys.path.append(str(Path(__file__).resolve().parents[2] / "tools"))

import package_extension  # noqa: E402


def test_a_site_is_always_checked_once_the_reader_allowed_it_and_no_longer_when_it_is_taken_off(firefox: Firefox, recorder: Recorder, site: Site):
    address = site.put("firefox-always", CLAIM)
    firefox.open(address)
    firefox.click_button()
    assert "Always check clinic.example" in firefox.popup_says("shown")
    firefox.press("#always-box")
    wait_for(lambda: firefox.allowed("clinic.example"), "the permission is there")
    firefox.close_popup()
    with firefox.tab():
        firefox.open(firefox.screen("options/options.html"))
        scripts = "chrome.scripting.getRegisteredContentScripts().then((all) => arguments[0](all.length))"
        wait_for(lambda: firefox.run_async(scripts), "the site's script is registered")
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


def test_after_an_update_the_open_page_is_checked_by_the_new_version(firefox: Firefox, site: Site):
    firefox.check(site.put("firefox-updated", CLAIM))
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
