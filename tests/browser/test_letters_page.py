"""A letter asked for on the dashboard, in a real browser, by keyboard alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import small
from axe_playwright_python.sync_playwright import Axe
from chromium import PATIENCE
from playwright.sync_api import Browser, Page, expect
from servers import Service

sys.path.append(str(Path(__file__).resolve().parents[1] / "review"))

from runs import write_run  # noqa: E402

from claimlight.review import Decision, Person, decide, follow  # noqa: E402
from claimlight.review.listing import Filter, listed  # noqa: E402
from claimlight.store import open_database  # noqa: E402


@pytest.fixture
def bench(tmp_path: Path, chromium_path: str) -> Iterator[Service]:
    small.pack(tmp_path / "packs")
    database = open_database(str(tmp_path / "audits.sqlite3"))
    follow(database, write_run(database, {"https://clinic.example/a": ["Cure for knee pain."]}))
    follow(database, write_run(database, {"https://other.example/": ["Cure for hips."]}, site="other.example"))
    decide(database, [item.id for item in listed(database, Filter(), date.today())[0]], Decision("confirmed"), Person("Ann"))
    database.close()
    service = Service("--packs", str(tmp_path / "packs"), "--database", f"sqlite:///{tmp_path / 'audits.sqlite3'}")
    yield service
    service.stop()


def is_for_everybody(page: Page) -> None:
    """axe finds nothing, light and wide or dark and narrow, and nothing lies beyond the edge of a phone."""
    for scheme, width in (("light", 1100), ("dark", 360)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.fixture
def page(chrome: Browser, bench: Service) -> Page:
    context = chrome.new_context(base_url=bench.address)
    context.set_default_timeout(PATIENCE * 1000)
    return context.new_page()


def test_a_letter_is_written_by_keyboard_and_neither_page_has_a_barrier(page: Page):
    soon = date.today() + timedelta(30)
    page.goto("/audits")
    page.get_by_role("link", name="Letter to other.example").focus()
    page.keyboard.press("Enter")
    form = page.get_by_role("form", name="Write a letter")
    expect(form.locator("[name=site]")).to_have_value("other.example")
    is_for_everybody(page)
    form.locator("[name=site]").focus()
    page.keyboard.press("c")  # a select goes to what begins with it
    form.get_by_label("Change it by").fill(soon.isoformat())
    form.get_by_label("From").focus()
    page.keyboard.type("Careful Travel")
    page.keyboard.press("Tab")
    page.keyboard.type("quality@travel.example")
    page.keyboard.press("Tab")
    page.keyboard.type("Ann Doe")
    page.keyboard.press("Enter")
    page.keyboard.type("Quality")
    page.keyboard.press("Tab")
    expect(form.get_by_role("button", name="Show the letter")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("The wording of pages on clinic.example")
    expect(page.locator("main")).to_contain_text(f"{soon.day} {soon:%B %Y}")
    expect(page.locator("main")).to_contain_text("Please answer to quality@travel.example")
    expect(page.locator(".signature").first).to_have_text("Ann DoeQuality")
    expect(page.locator("blockquote")).to_have_text(["1. “Cure for knee pain.”"])
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.go_back()
    with page.expect_download() as got:
        page.get_by_role("button", name="PDF").press("Enter")
    assert got.value.suggested_filename.endswith(".pdf")
    page.get_by_label("To whom").focus()
    page.keyboard.type("quality@clinic.example")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("The letter is noted as sent")
    expect(page.get_by_role("row", name="clinic.example quality@clinic.example")).to_contain_text(soon.isoformat())
    is_for_everybody(page)
    page.goto("/audits")
    page.get_by_role("link", name="Letters that were sent to clinic.example").click()
    page.get_by_role("button", name="was not sent").click()
    expect(page.get_by_role("cell", name="taken back by")).to_be_visible()
