"""The coordinator's pages in a real browser: a queue of fifty findings worked by keyboard, undone, filtered, shared."""

from __future__ import annotations

import csv
import getpass
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
import small
from axe_playwright_python.sync_playwright import Axe
from chromium import PATIENCE
from playwright.sync_api import Browser, Page, expect
from servers import Service, Site

sys.path += [str(Path(__file__).resolve().parents[1] / name) for name in ("review", "audit")]

from runs import write_run  # noqa: E402
from troubled_site import TroubledSite  # noqa: E402

from claimlight.audit.tables import RunPage  # noqa: E402
from claimlight.review import Decision, Person, assign, decide, follow  # noqa: E402
from claimlight.review.filters import keep  # noqa: E402
from claimlight.review.listing import Filter, counts, listed, one  # noqa: E402
from claimlight.store import Database, open_database  # noqa: E402

PAGES = {
    f"https://clinic.example/{number}": [f"Our exosomes cure complaint {number * 10 + place} of {(number * 10 + place) * 7919}." for place in range(10)]
    for number in range(5)
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A small pack, and a database in which a run has found fifty things."""
    folder = tmp_path_factory.mktemp("dashboard")
    small.pack(folder / "packs")
    with pytest.MonkeyPatch.context() as settings:
        settings.setenv("CLAIMLIGHT_EVIDENCE", str(folder / "evidence"))
        database = open_database(str(folder / "first.sqlite3"))
        follow(database, write_run(database, PAGES))
        database.close()
        yield folder


@pytest.fixture(scope="module")
def _bench(folder: Path, chromium_path: str) -> Iterator[Service]:
    service = Service("--packs", str(folder / "packs"), "--database", f"sqlite:///{folder / 'audits.sqlite3'}")
    yield service
    service.stop()


@pytest.fixture
def database(folder: Path) -> Iterator[Database]:
    """The service's database as it was at first, whatever an earlier test has done to it."""
    with closing(sqlite3.connect(folder / "first.sqlite3")) as first, closing(sqlite3.connect(folder / "audits.sqlite3")) as now:
        first.backup(now)
    opened = open_database(str(folder / "audits.sqlite3"))
    yield opened
    opened.close()


@pytest.fixture
def bench(_bench: Service, database: Database) -> Service:
    """A service of which every test may think that it is the first."""
    return _bench


def opened(chrome: Browser, bench: Service, path: str, **how: object) -> Page:
    page = chrome.new_context(**how).new_page()
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(bench.address + path)
    return page


def states(database: Database) -> dict[str, int]:
    return {state: count for state, count in counts(database, Filter(), date.today()).items() if count}


def settled(page: Page) -> None:
    """Wait until the page takes keys and the keyboard is on a finding again."""
    expect(page.locator("html[data-keys=taken] .case:focus")).to_have_count(1)


def test_a_queue_of_fifty_is_worked_by_keyboard_and_undone(chrome: Browser, bench: Service, database: Database):
    page = opened(chrome, bench, "/audits/findings?state=waiting")
    expect(page.locator(".case")).to_have_count(50)
    page.keyboard.press("j")
    page.keyboard.press("c")
    expect(page.locator("#told")).to_contain_text("1 confirmed")
    expect(page.locator(".case")).to_have_count(49)
    settled(page)
    page.keyboard.press("d")
    page.keyboard.type("A quotation.")
    page.keyboard.press("Enter")
    expect(page.locator("#told")).to_contain_text("1 dismissed")
    settled(page)
    for _ in range(3):
        page.keyboard.press("x")
        page.keyboard.press("j")
    page.keyboard.press("c")
    expect(page.locator("#told")).to_contain_text("3 confirmed")
    settled(page)
    assert states(database) == {"open": 45, "confirmed": 4, "dismissed": 1}
    page.keyboard.press("u")
    expect(page.locator("#told")).to_contain_text("3 as before")
    assert states(database) == {"open": 48, "confirmed": 1, "dismissed": 1}
    settled(page)
    page.keyboard.press("w")
    page.keyboard.type("Ann")
    page.keyboard.press("Enter")
    expect(page.locator("#told")).to_contain_text("1 assigned")
    assert listed(database, Filter(owner="Ann"), date.today())[1] == 1
    settled(page)
    page.keyboard.press("*")
    page.keyboard.press("c")
    expect(page.locator("#told")).to_contain_text("48 confirmed")
    expect(page.get_by_role("heading", name="The queue is empty")).to_be_visible()


def test_a_reason_whose_first_letters_come_too_early_decides_nothing(chrome: Browser, bench: Service, database: Database):
    page = opened(chrome, bench, "/audits/findings?state=waiting")
    page.route("**/audits.js", lambda route: (page.keyboard.type("da quo"), route.continue_()))
    page.reload()
    page.keyboard.type("tation, once")
    page.keyboard.press("Enter")
    expect(page.locator(".case input:checked")).to_have_count(0)
    expect(page.locator("#told")).to_be_empty()
    assert states(database) == {"open": 50}


def test_what_is_accepted_asks_for_its_reason_and_its_day(chrome: Browser, bench: Service, database: Database):
    page = opened(chrome, bench, "/audits/findings?state=waiting")
    for key in ("j", "j", "j", "k"):
        page.keyboard.press(key)
    here = page.locator(".case:focus")
    number = int(here.get_attribute("data-case"))
    page.keyboard.press("a")
    expect(page.locator("#told")).to_contain_text("Say why")
    page.keyboard.type("A new page is promised.")
    page.keyboard.press("Enter")
    expect(page.locator("#told")).to_contain_text("until when")
    expect(page.locator("#until")).to_be_focused()
    until = date.today() + timedelta(30)
    page.locator("#until").fill(until.isoformat())
    page.keyboard.press("Enter")
    expect(page.locator("#told")).to_contain_text("1 accepted")
    case = one(database, number)[0]
    assert (case.state, case.reason, case.until) == ("accepted", "A new page is promised.", until)
    expect(page.locator(".case:focus")).to_have_count(1)
    page.goto(f"{bench.address}/audits/findings?state=accepted")
    page.keyboard.press("o")
    expect(page.locator("#told")).to_contain_text("1 open")


def test_what_was_begun_and_given_up_decides_nothing(chrome: Browser, bench: Service, database: Database):
    page = opened(chrome, bench, "/audits/findings?state=waiting")
    for key in ("j", "j", "d"):
        page.keyboard.press(key)
    expect(page.locator("#reason")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".case").nth(1)).to_be_focused()
    assert page.locator(".case input:checked").count() == 0
    page.keyboard.press("j")
    page.keyboard.press("c")
    expect(page.locator("#told")).to_contain_text("1 confirmed")
    assert states(database) == {"open": 49, "confirmed": 1}


def test_enter_in_a_field_assigns_and_never_confirms(chrome: Browser, bench: Service, database: Database):
    page = opened(chrome, bench, "/audits/findings?state=waiting")
    page.locator(".case input").first.check()
    page.locator("#reason").fill("Nothing was chosen.")
    page.keyboard.press("Enter")
    expect(page.locator("#told")).to_contain_text("Choose what to decide")
    page.locator("details.more summary").click()
    page.get_by_label("Owner").last.fill("Ann")
    page.keyboard.press("Enter")
    expect(page.locator("#told")).to_contain_text("1 assigned")
    assert states(database) == {"open": 50}
    assert listed(database, Filter(owner="Ann"), date.today())[1] == 1


def test_a_long_queue_goes_on_by_key(chrome: Browser, bench: Service, database: Database):
    more = PAGES | {"https://clinic.example/more": [f"Our exosomes cure complaint {number} of {number * 31}." for number in range(70, 80)]}
    follow(database, write_run(database, more))
    page = opened(chrome, bench, "/audits/findings?state=waiting")
    page.keyboard.press("n")
    expect(page.locator(".case")).to_have_count(10)


def test_words_are_searched_and_a_filter_is_kept_for_every_browser(chrome: Browser, bench: Service):
    page = opened(chrome, bench, "/audits/findings")
    page.keyboard.press("/")
    page.keyboard.type("EXOSOMES 55433")
    page.keyboard.press("Enter")
    expect(page.locator(".case")).to_have_count(1)
    page.on("dialog", lambda dialog: dialog.accept("seven"))
    page.get_by_role("button", name="Save this filter").click()
    expect(page.locator("#told")).to_contain_text("The filter is kept")
    other = opened(chrome, bench, "/audits/findings")
    other.get_by_role("link", name="seven").click()
    expect(other.locator(".case")).to_have_count(1)
    assert Axe().run(other).response["violations"] == []
    other.get_by_role("button", name="Forget the filter seven").click()
    expect(other.get_by_role("link", name="seven")).to_have_count(0)
    expect(other.locator(".case")).to_have_count(1)


def test_who_comes_second_is_told_and_what_others_decide_is_seen(chrome: Browser, bench: Service, database: Database):
    page = opened(chrome, bench, "/audits/findings?state=waiting")
    case = listed(database, Filter(), date.today())[0][0]
    decide(database, [case.id], Decision("dismissed", "Seen by Ann."), Person("Ann"))
    page.locator(f"[data-case='{case.id}'] input").check()
    page.keyboard.press("c")
    expect(page.get_by_role("heading", name="Changed in the meantime")).to_be_visible()
    expect(page.get_by_text("dismissed by Ann")).to_be_visible()
    page.goto(f"{bench.address}/audits/findings/{case.id}")
    expect(page.get_by_text("Seen by Ann.").first).to_be_visible()


def test_the_command_line_and_the_dashboard_show_the_same_decisions(chrome: Browser, bench: Service, database: Database, folder: Path):
    def review(*words: str) -> str:
        environment = os.environ | {"CLAIMLIGHT_DATABASE": f"sqlite:///{folder / 'audits.sqlite3'}"}
        return subprocess.run([sys.executable, "-m", "claimlight", "review", *words], env=environment, capture_output=True, text=True, check=True, timeout=60).stdout

    review("decide", "1", "dismissed", "--reason", "Quotes a regulator.", "--as", "Bob")
    page = opened(chrome, bench, "/audits/findings/1")
    expect(page.locator(".history")).to_contain_text("Bob decided: open to dismissed")
    page.keyboard.press("c")
    expect(page.locator("#told")).to_contain_text("1 confirmed")
    assert "dismissed to confirmed" in review("history", "1")


def test_what_a_list_shows_is_exported(chrome: Browser, bench: Service):
    page = opened(chrome, bench, "/audits/findings?words=55433")
    with page.expect_download() as fetched:
        page.get_by_role("link", name="CSV").click()
    rows = list(csv.DictReader(Path(fetched.value.path()).read_text(encoding="utf-8-sig").splitlines()))
    assert [row["sentence"] for row in rows] == ["Our exosomes cure complaint 7 of 55433."]
    page.get_by_role("link", name="JSON").click()
    shown = json.loads(page.locator("body").inner_text())
    assert shown["filter"] == {"words": "55433"} and [case["sentence"] for case in shown["findings"]] == [rows[0]["sentence"]]


def test_a_form_of_another_site_is_refused(chrome: Browser, bench: Service, database: Database):
    site = Site()
    form = f'<form method="post" action="{bench.address}/audits/decide"><input name="case" value="1:1"><button name="state" value="confirmed">Win a prize</button></form>'
    site.put("prize", form)
    page = chrome.new_page()
    page.goto(f"http://127.0.0.1:{site.port}/prize")
    with page.expect_response("**/audits/decide") as answer:
        page.get_by_role("button").click()
    site.stop()
    assert answer.value.status == 403 and states(database) == {"open": 50}


def test_a_name_that_merely_leads_here_is_shown_nothing(chrome: Browser, bench: Service):
    page = chrome.new_page()
    answer = page.goto(f"http://clinic.example:{bench.port}/audits/findings")
    assert answer.status == 403 and page.locator(".case").count() == 0


def test_a_service_with_a_token_asks_for_it_and_notes_the_name(chrome: Browser, database: Database, folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Service, "check", lambda *_: {})  # a check of the API would need the token
    service = Service("--packs", str(folder / "packs"), "--database", f"sqlite:///{folder / 'audits.sqlite3'}", "--token", "s3cret-s3cret-s3cret")
    try:
        assert chrome.new_page().request.get(f"{service.address}/audits").status == 401
        page = opened(chrome, service, "/audits/findings?state=waiting", http_credentials={"username": "Ann", "password": "s3cret-s3cret-s3cret"})
        page.keyboard.press("c")
        expect(page.locator("#told")).to_contain_text("1 confirmed")
    finally:
        service.stop()
    confirmed = listed(database, Filter(state="confirmed"), date.today())[0][0]
    assert one(database, confirmed.id)[1][-1].who == "Ann"


def test_a_run_is_started_watched_and_compared(chrome: Browser, bench: Service):
    with TroubledSite() as site:
        page = opened(chrome, bench, "/audits/runs")
        page.get_by_label("Addresses, one a line").fill("\n".join(site.url(f"/page{number}") for number in range(3)))
        page.get_by_label("on this computer or network").check()
        page.get_by_role("button", name="Start").click()
        expect(page.locator("#state")).to_have_text("done", timeout=90_000)
        expect(page.locator("#done")).to_have_text("3")
        page.get_by_role("button", name="Compare").click()
        expect(page.get_by_role("heading", name="Run 1 and run 2")).to_be_visible()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing(chrome: Browser, bench: Service, database: Database, scheme: str, width: int):
    checklist = [{"question": f"Is question {number} of a patient answered on this page?", "answered": number % 2 == 0} for number in range(8)]
    follow(database, write_run(database, {address: sentences[number:] for number, (address, sentences) in enumerate(PAGES.items())}))
    with database.writing() as session:
        session.query(RunPage).update({"report": {"checklist": checklist, "subjects": ["exosome"]}, "title": "A page"})
    keep(database, Person(getpass.getuser()), "A long name of a filter that somebody keeps for a long time", Filter(words="nowhere"))
    for path in ("/audits", "/audits/letters", "/audits/findings?words=nowhere", "/audits/compare?before=1&after=2", "/audits/findings?state=waiting", "/audits/findings/1", "/audits/runs", "/audits/runs/1", "/audits/pages/1", "/audits/compare?before=1&after=1"):
        page = opened(chrome, bench, path, color_scheme=scheme, viewport={"width": width, "height": 900})
        found = Axe().run(page).response["violations"]
        assert [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found] == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} is wider than the window"
        page.context.close()


def test_a_printed_page_has_no_controls_and_says_what_they_held(chrome: Browser, bench: Service, database: Database):
    assign(database, [1], Person("Ann"), owner="Cy", note="Written to.")
    page = opened(chrome, bench, "/audits/findings")
    page.emulate_media(media="print")
    expect(page.locator(".case").first).to_be_visible()
    for control in (".filters", "form#queue > .acts", ".tabs", ".case input >> nth=0"):
        expect(page.locator(control)).to_be_hidden()
    for path in ("/audits", "/audits/findings/1", "/audits/runs", "/audits/runs/1", "/audits/pages/1", "/audits/letters", "/audits/letters/sent"):
        page.goto(bench.address + path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        if path == "/audits/findings/1":
            expect(page.get_by_text("Owner: Cy. Written to.")).to_be_visible()
        for control in ("button", "input", "select", ".tabs", ".exports"):
            expect(page.locator(control).filter(visible=True), f"{control} of {path}").to_have_count(0)


def test_a_readers_keys_move_and_decide_nothing(chrome: Browser, database: Database, folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Service, "check", lambda *_: {})  # a check of the API would need the token
    monkeypatch.setenv("CLAIMLIGHT_READER_TOKEN", "only-to-look-only-to-look")
    service = Service("--packs", str(folder / "packs"), "--database", f"sqlite:///{folder / 'audits.sqlite3'}")
    try:
        page = opened(chrome, service, "/audits/findings?state=waiting", http_credentials={"username": "Rita", "password": "only-to-look-only-to-look"})
        faults: list[object] = []
        page.on("pageerror", lambda fault: faults.append(fault))
        for key in ("j", "j", "x", "c", "d", "a", "o", "u"):
            page.keyboard.press(key)
        expect(page.locator(".case").nth(1)).to_be_focused()
        assert page.get_by_role("button", name="Confirm").count() == 0 and page.get_by_role("checkbox", name="Choose finding").count() == 0
        assert Axe().run(page).response["violations"] == []
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="History")).to_be_visible()
        assert faults == []
    finally:
        service.stop()
    assert states(database) == {"open": 50}
