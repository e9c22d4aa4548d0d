"""The options over time: settings as a file, another start of the browser, a permission that is taken back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chromium import Chromium, painted, wait_for, words
from servers import Recorder, Site

CLAIM = "<p>Our exosomes are FDA-approved.</p>"
HIDDEN = {"scope": "site", "rule": "regenerative-en/approval/regulator-approved", "title": "Says a regulator approved or cleared it", "host": "elsewhere.example"}
WRONG = "broken.json is not a file of Claimlight options. Nothing was changed. Choose one that “Export” made."
MINE = {"look": "line", "language": "es", "kinds": ["alert", "disclosure"], "hidden": [HIDDEN]}


def imported(browser: Chromium, path: Path) -> str:
    """What the options say of a file."""
    page = browser.screen("options/options.html")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Import").click()
    chooser.value.set_files(path)
    told = page.locator("#file [role=status]")
    wait_for(lambda: told.inner_text(), "the options say what came of the file")
    return told.inner_text()


def test_packs_jurisdiction_kinds_and_look_are_chosen_from_what_the_service_offers_and_hold_at_once(browser: Chromium, recorder: Recorder, site: Site):
    page = browser.open(site.put("chosen", f"<h1>Exosomes</h1>{CLAIM}<p>Possible risks are swelling and infection.</p>"))
    assert len(words(browser.check(page))) == 2
    browser.close_popup()
    options = browser.screen("options/options.html")
    options.locator("#rules input[value=iv-drips-en]").uncheck()
    options.locator("#jurisdiction").select_option("uk")
    options.locator("#marks input[value=disclosure]").uncheck()
    options.locator("input[name=look][value=line]").check()
    options.get_by_text("Saved", exact=False).wait_for()
    options.close()
    recorder.exchanges.clear()
    page.bring_to_front()
    page.reload()
    assert words(browser.check(page)) == ["FDA-approved"], "what is openly said is not marked any more"
    asked = json.loads(recorder.checks[0].body)
    assert asked["packs"] == ["regenerative-en"] and asked["jurisdiction"] == "uk"


def test_settings_go_into_a_file_and_come_back_without_token_and_permissions(browser: Chromium, recorder: Recorder, tmp_path: Path):
    secret = {"token": "a-secret-of-mine", "reviewer": "Ann", "sites": ["clinic.example"]}
    browser.worker.evaluate("some => chrome.storage.local.set(some)", MINE | secret)
    page = browser.screen("options/options.html")
    with page.expect_download() as fetched:
        page.locator("[data-does=export]").click()
    path = tmp_path / fetched.value.suggested_filename
    fetched.value.save_as(path)
    written = path.read_text(encoding="utf-8")
    assert json.loads(written) == {"form": "claimlight-settings", "service": recorder.address, "packs": [], "jurisdiction": ""} | MINE
    assert not any(word in written for word in ("a-secret-of-mine", "Ann", "clinic.example"))
    browser.worker.evaluate("() => chrome.storage.local.clear()")
    browser.worker.evaluate("() => chrome.storage.local.set({token: 'another', language: 'en'})")
    assert imported(browser, path)
    kept = browser.kept()
    assert {name: kept[name] for name in MINE} == MINE and kept["service"] == recorder.address
    assert kept["token"] == "another", "what is not in a file stays as it is"


@pytest.mark.parametrize(
    ("written", "said", "changed"),
    [
        ("{", WRONG, {}),
        ('{"form": "another"}', WRONG, {}),
        ("[1, 2]", WRONG, {}),
        (json.dumps({"form": "claimlight-settings", "look": "loud", "kinds": ["note"], "token": "theirs", "new": 1}), "look, token, new", {"kinds": ["note"]}),
    ],
    ids=["no JSON", "another form", "a list", "partly"],
)
def test_a_file_that_is_none_of_ours_changes_nothing_and_is_named(browser: Chromium, tmp_path: Path, written: str, said: str, changed: dict):
    path = tmp_path / "broken.json"
    path.write_text(written)
    before = browser.kept()
    assert said in imported(browser, path)
    assert browser.kept() == before | changed


def test_another_start_of_the_browser_finds_everything_as_it_was(play, chromium_path: str, tmp_path: Path, recorder: Recorder, site: Site):
    address = site.put("restarted", f"<h1>Exosomes</h1>{CLAIM}<p>Exosome therapy has no side effects.</p>")
    first = Chromium(play, chromium_path, tmp_path)
    try:
        first.use(recorder.address)
        first.allow("*://clinic.example/*")
        page = first.open(address)
        assert words(first.check(page)) == ["FDA-approved", "no side effects"]
        rule = next(one["rule"] for one in recorder.last["highlights"] if one["quote"]["exact"] == "FDA-approved")
        hidden = HIDDEN | {"rule": rule, "host": "clinic.example"}
        first.worker.evaluate("some => chrome.storage.local.set(some)", {"look": "line", "hidden": [hidden]})
        first.always_check(page)
    finally:
        first.close()
    again = Chromium(play, chromium_path, tmp_path)
    try:
        page = again.open(address)
        wait_for(lambda: words(painted(page)) == ["no side effects"], "the site is checked by itself, without what is hidden there")
        options = again.screen("options/options.html")
        options.get_by_role("button", name="Stop checking clinic.example by itself").wait_for()
        assert options.locator("input[name=look][value=line]").is_checked()
        assert HIDDEN["title"] in options.locator("main").inner_text()
        assert options.locator("#address").input_value() == recorder.address
    finally:
        again.close()
