"""The coordinator's pages in a real browser: a queue of fifty findings worked by keyboard, undone, filtered, shared."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import small
from axe_playwright_python.sync_playwright import Axe
from chromium import ARGUMENTS, PATIENCE
from playwright.sync_api import Browser, Page, expect
from servers import Service

sys.path += [str(Path(__file__).resolve().parents[1] / name) for name in ("review", "audit")]

from runs import write_run  # noqa: E402
from troubled_site import TroubledSite  # noqa: E402

from claimlight.review import Decision, Person, decide, follow  # noqa: E402
from claimlight.review.listing import Filter, counts, listed  # noqa: E402
from claimlight.store import Database, open_database  # noqa: E402

PAGES = {
    f"https://clinic.example/{number}": [f"Our exosomes cure complaint {number * 10 + place} of {(number * 10 + place) * 7919}." for place in range(10)]
    for number in range(5)
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLAIMLIGHT_EVIDENCE", str(tmp_path / "evidence"))
    small.pack(tmp_path / "packs")
    return tmp_path


@pytest.fixture
def database(folder: Path) -> Iterator[Database]:
    opened = open_database(str(folder / "audits.sqlite3"))
    follow(opened, write_run(opened, PAGES))
    yield opened
    opened.close()


@pytest.fixture
def bench(folder: Path, database: Database, chromium_path: str) -> Iterator[Service]:
    service = Service("--packs", str(folder / "packs"), "--database", f"sqlite:///{folder / 'audits.sqlite3'}")
    yield service
    service.stop()


@pytest.fixture(scope="module")
def chrome(play, chromium_path: str) -> Iterator[Browser]:
    arguments = [one for one in ARGUMENTS if not one.startswith(("--load-extension", "--remote"))]
    browser = play.chromium.launch(executable_path=chromium_path, args=arguments)
    yield browser
    browser.close()


def opened(chrome: Browser, bench: Service, path: str, **how: object) -> Page:
    page = chrome.new_context(**how).new_page()
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(bench.address + path)
    return page


def states(database: Database) -> dict[str, int]:
    from datetime import date

    return {state: count for state, count in counts(database, Filter(), date.today()).items() if count}


def test_a_queue_of_fifty_is_worked_by_keyboard_and_undone(chrome: Browser, bench: Service, database: Database):
    page = opened(chrome, bench, "/audits/findings?state=waiting")
    expect(page.locator(".case")).to_have_count(50)
    page.keyboard.press("j")
    page.keyboard.press("c")
    expect(page.locator("#told")).to_contain_text("1 confirmed")
    expect(page.locator(".case")).to_have_count(49)
    page.keyboard.press("d")
    page.keyboard.type("A quotation.")
    page.keyboard.press("Enter")
    expect(page.locator("#told")).to_contain_text("1 dismissed")
    for _ in range(3):
        page.keyboard.press("x")
        page.keyboard.press("j")
    page.keyboard.press("c")
    expect(page.locator("#told")).to_contain_text("3 confirmed")
    assert states(database) == {"open": 45, "confirmed": 4, "dismissed": 1}
    page.keyboard.press("u")
    expect(page.locator("#told")).to_contain_text("3 as before")
    assert states(database) == {"open": 48, "confirmed": 1, "dismissed": 1}
    page.locator("#all").check()
    page.keyboard.press("c")
    expect(page.locator("#told")).to_contain_text("48 confirmed")
    expect(page.get_by_text("No finding fits this filter.")).to_be_visible()


def test_words_are_searched_and_a_filter_is_kept(chrome: Browser, bench: Service):
    page = opened(chrome, bench, "/audits/findings")
    page.keyboard.press("/")
    page.keyboard.type("EXOSOMES 55433")
    page.keyboard.press("Enter")
    expect(page.locator(".case")).to_have_count(1)
    page.on("dialog", lambda dialog: dialog.accept("seven"))
    page.get_by_role("button", name="Save this filter").click()
    page.goto(f"{bench.address}/audits/findings")
    page.get_by_role("link", name="seven").click()
    expect(page.locator(".case")).to_have_count(1)


def test_who_comes_second_is_told_and_what_others_decide_is_seen(chrome: Browser, bench: Service, database: Database):
    from datetime import date

    page = opened(chrome, bench, "/audits/findings?state=waiting")
    case = listed(database, Filter(), date.today())[0][0]
    decide(database, [case.id], Decision("dismissed", "Seen by Ann."), Person("Ann"))
    page.locator(f"[data-case='{case.id}'] input").check()
    page.keyboard.press("c")
    expect(page.get_by_role("heading", name="Changed in the meantime")).to_be_visible()
    expect(page.get_by_text("dismissed by Ann")).to_be_visible()
    page.goto(f"{bench.address}/audits/findings/{case.id}")
    expect(page.get_by_text("Seen by Ann.").first).to_be_visible()


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(chrome: Browser, bench: Service, scheme: str, width: int):
    for path in ("/audits", "/audits/findings?state=waiting", "/audits/findings/1", "/audits/runs", "/audits/runs/1", "/audits/pages/1", "/audits/compare?before=1&after=1"):
        page = opened(chrome, bench, path, color_scheme=scheme, viewport={"width": width, "height": 900})
        found = Axe().run(page).response["violations"]
        assert [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found] == [], path
        page.context.close()


def test_a_printed_list_has_no_controls(chrome: Browser, bench: Service):
    page = opened(chrome, bench, "/audits/findings")
    page.emulate_media(media="print")
    expect(page.locator(".case").first).to_be_visible()
    for control in (".filters", "form#queue > .acts", ".tabs"):
        expect(page.locator(control)).to_be_hidden()
