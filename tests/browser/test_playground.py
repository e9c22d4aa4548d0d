"""The playground in a real browser: a rule is typed, broken, mended, taken from the shelf and taken away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import small
from axe_playwright_python.sync_playwright import Axe
from chromium import PATIENCE
from playwright.sync_api import Browser, Page, expect
from servers import Service

RULE = """title: Says that it shines
category: effect
severity: caution
since: 0.1.0
jurisdiction: [us]
match:
  - "shines"
why: This page says that it shines.
ask: Does it shine?
references: [ftc-guide]
one_reference: It says all.
tests:
  flag: ["Moon dust [shines]."]
  pass: ["Moon dust never shines."]
"""
TEXT = "Moon dust therapy 🌙\n\nOur 🌙 moon dust shines. It never shines in vain. <b>Moon dust cures asthma.</b>\n\n- Shines\n- Glows"


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packs")
    small.pack(folder)
    return folder


@pytest.fixture(scope="module")
def bench(packs: Path, chromium_path: str) -> Iterator[Service]:
    """The real service, following a small pack."""
    service = Service("--packs", str(packs), "--reload", "--database", "off")
    yield service
    service.stop()


def opened(chrome: Browser, bench: Service, **how: object) -> Page:
    context = chrome.new_context(permissions=["clipboard-read", "clipboard-write"], **how)
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("console", lambda message: message.type == "error" and page.faults.append(message.text))
    page.goto(f"{bench.address}/playground")
    expect(page.locator("#said")).to_contain_text("passed", timeout=PATIENCE * 1000)
    return page


@pytest.fixture
def page(chrome: Browser, bench: Service) -> Iterator[Page]:
    """The playground, with a page of the reader's own; nothing may go wrong in its scripts."""
    page = opened(chrome, bench)
    page.get_by_label("My own").check()
    page.get_by_label("The text of a page").fill(TEXT)
    yield page
    assert page.faults == []
    page.context.close()


def write(page: Page, text: str) -> None:
    page.get_by_label("The rule’s file").fill(text)


def says(page: Page, words: str) -> None:
    expect(page.locator("#said")).to_contain_text(words, timeout=PATIENCE * 1000)


def marks(page: Page, words: list[str], which: str = ":not(.dropped)") -> None:
    expect(page.locator(f"#page mark{which}")).to_have_text(words, timeout=PATIENCE * 1000)


def test_what_is_typed_is_marked_with_its_reason_and_its_tests(page: Page):
    area = page.get_by_label("The rule’s file")
    page.get_by_label("File", exact=True).fill("shines")
    write(page, RULE.replace('"shines"', '"sparkles"'))
    says(page, "1 of 2 tests passed")
    area.press("Control+Home")
    page.evaluate("() => { const box = document.getElementById('rule'); const at = box.value.indexOf('sparkles'); box.setSelectionRange(at, at + 8); }")
    page.keyboard.type("shines")
    says(page, "2 of 2 tests passed")
    marks(page, ["shines", "Shines"])
    marks(page, ["shines"], ".dropped")
    expect(page.locator("#trace")).to_contain_text("the cue negated “never” drops it")
    expect(page.locator("#tests li").first).to_contain_text("passed")
    assert page.locator("#tests b.wanted").all_inner_texts() == ["shines"]


def test_a_mistake_is_told_with_its_line_and_the_last_good_marks_stay(page: Page):
    write(page, RULE)
    marks(page, ["shines", "Shines"])
    write(page, RULE.replace("severity", "sevrity"))
    says(page, "Line 3")
    says(page, "did you mean `severity`?")
    marks(page, ["shines", "Shines"])
    assert page.locator("#gutter .bad").all_inner_texts() == ["3"]
    page.get_by_role("button", name="Line 3").click()
    chosen = page.evaluate("() => { const box = document.activeElement; return box.value.slice(box.selectionStart, box.selectionEnd); }")
    assert chosen == "sevrity: caution"
    write(page, RULE)
    says(page, "2 of 2 tests passed")
    assert page.locator("#gutter .bad").count() == 0


def test_a_test_that_fails_is_said_so_with_the_reason(page: Page):
    write(page, RULE.replace("Moon dust never shines.", "Moon dust shines."))
    says(page, "1 of 2 tests passed")
    failed = page.locator("#tests li").nth(1)
    expect(failed).to_contain_text("failed")
    expect(failed).to_contain_text("`shines` matched")


def test_wording_that_accuses_gets_advice_that_leads_to_its_line(page: Page):
    write(page, RULE.replace("This page says that it shines.", "This is a fraud."))
    expect(page.locator("#advice li")).to_contain_text("which accuses")
    says(page, "2 of 2 tests passed")
    page.locator("#advice button").click()
    assert page.evaluate("() => { const box = document.activeElement; return box.value.slice(box.selectionStart, box.selectionEnd); }") == "why: This is a fraud."


def test_the_page_is_shown_as_text_and_its_emoji_move_no_mark(page: Page):
    write(page, RULE)
    says(page, "2 of 2 tests passed")
    expect(page.locator("#page")).to_contain_text("Our 🌙 moon dust shines.")
    page.get_by_label("The text of a page").fill("<p>Moon dust <img src=x onerror=alert(1)> shines &lt;script&gt;alert(1)&lt;/script&gt;</p>")
    expect(page.locator("#page")).to_contain_text("<script>alert(1)</script>")
    assert page.locator("#page img, #page script").count() == 0


def test_a_rule_is_found_on_the_shelf_by_keyboard_alone(page: Page):
    page.get_by_role("button", name="Start from a rule").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#shelf button")
    page.keyboard.type("says cures")
    expect(page.locator("#shelf button")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.get_by_label("File", exact=True)).to_have_value("cures")
    assert "Says that it cures" in page.get_by_label("The rule’s file").input_value()
    says(page, "2 of 2 tests passed")
    marks(page, ["Moon dust cures"])


def test_a_new_rule_is_whole_and_its_tests_pass(page: Page):
    page.get_by_role("button", name="New", exact=True).click()
    expect(page.get_by_label("File", exact=True)).to_have_value("my-rule")
    says(page, "2 of 2 tests passed")
    assert "[words to be marked]" in page.get_by_label("The rule’s file").input_value()


def test_a_word_list_is_found_and_put_where_the_caret_is(page: Page):
    write(page, RULE.replace('"shines"', '" shines"'))
    page.evaluate("() => { const box = document.getElementById('rule'); const at = box.value.indexOf(' shines', 90); box.setSelectionRange(at, at); }")
    page.get_by_text("Word lists for").click()
    page.get_by_label("Find by name or word").fill("lunar")
    page.get_by_role("button", name="{moon_dust}").click()
    assert '"{moon_dust} shines"' in page.get_by_label("The rule’s file").input_value()
    marks(page, ["moon dust shines"])


def test_the_file_is_copied_and_downloaded_as_it_stands(page: Page, tmp_path: Path):
    page.get_by_label("File", exact=True).fill("it-shines")
    write(page, RULE)
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == RULE
    with page.expect_download() as wait:
        page.get_by_role("button", name="Download").click()
    assert wait.value.suggested_filename == "it-shines.yaml"
    wait.value.save_as(tmp_path / "it-shines.yaml")
    assert (tmp_path / "it-shines.yaml").read_text(encoding="utf-8") == RULE


def test_what_was_written_is_still_there_after_a_reload_of_the_page(page: Page):
    write(page, RULE)
    says(page, "2 of 2 tests passed")
    page.reload()
    says(page, "2 of 2 tests passed")
    assert page.get_by_label("The rule’s file").input_value() == RULE
    marks(page, ["shines", "Shines"])


def test_enter_keeps_the_indentation_and_can_be_undone_and_tab_leaves(page: Page):
    area = page.get_by_label("The rule’s file")
    write(page, "tests:\n  flag:")
    area.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type("- one")
    page.keyboard.press("Enter")
    page.keyboard.type("- two")
    assert area.input_value() == "tests:\n  flag:\n    - one\n    - two"
    page.keyboard.press("Control+z")
    assert area.input_value() != "tests:\n  flag:\n    - one\n    - two"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") != "rule"


def test_other_rules_marks_are_shown_when_asked_for(page: Page):
    write(page, RULE)
    page.get_by_label("File", exact=True).fill("shines")
    says(page, "2 of 2 tests passed")
    marks(page, ["shines", "Shines"])
    page.get_by_label("Other rules’ marks too").check()
    marks(page, ["shines", "Moon dust cures", "Shines"])


def test_a_pack_that_is_saved_is_tried_at_once_and_a_broken_one_is_named(page: Page, packs: Path):
    write(page, RULE.replace('"shines"', '"{glow}"').replace("[shines]", "[glows]"))
    says(page, "There is no lexicon named 'glow'")
    lexicon = small.write(packs / "moon-en" / "lexicons" / "glow.yaml", {"title": "Glow", "source": "Ours.", "entries": ["glows"]})
    says(page, "2 of 2 tests passed")
    small.write(lexicon, "title: [")
    expect(page.locator("#aside")).to_contain_text("glow.yaml:")
    expect(page.locator("#aside")).to_contain_text("the last good version is used")
    says(page, "2 of 2 tests passed")
    lexicon.unlink()
    expect(page.locator("#aside")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 360])
def test_nothing_shuts_anybody_out(chrome: Browser, bench: Service, scheme: str, width: int):
    page = opened(chrome, bench, color_scheme=scheme, viewport={"width": width, "height": 800})
    states = {
        "sound": lambda: says(page, "passed"),
        "broken": lambda: (write(page, "title: ["), says(page, "Line")),
        "shelf": lambda: (page.get_by_role("button", name="Start from a rule").click(), page.wait_for_selector("#shelf button")),
    }
    for name, reach in states.items():
        reach()
        found = Axe().run(page).response["violations"]
        assert [(item["id"], [node["html"][:120] for node in item["nodes"]]) for item in found] == [], name
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the window"
    page.context.close()


def test_a_service_that_is_gone_is_said_so(chrome: Browser, packs: Path):
    service = Service("--packs", str(packs), "--database", "off")
    page = opened(chrome, service)
    service.stop()
    write(page, RULE)
    says(page, "The service does not answer")
    page.context.close()
