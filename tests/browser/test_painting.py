"""The marks on the page are the words that the service spoke of, and nothing else on the page changes."""

from __future__ import annotations

import pytest

from chromium import Chromium, painted, wait_for, words
from servers import Recorder, Site

SERIALISED = """() => {
  const copy = document.documentElement.cloneNode(true);
  copy.querySelector(":scope > claimlight-layer")?.remove();
  return copy.outerHTML;
}"""

#: For each kind of mark, on words as dark or as light as can be and on every ground on which they can be read at all (a
#: photograph has many): the contrast of the words and of the line with what the mark puts behind them.
CONTRASTS = """() => {
  const pen = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
  const seen = (...layers) => {
    for (const colour of layers) Object.assign(pen, {fillStyle: colour}).fillRect(0, 0, 1, 1);
    const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].map((one) => one / 255).map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const contrast = (one, other) => Math.max(one / other, other / one);
  return ["alert", "caution", "note", "review", "disclosure"].flatMap((kind) => [["#222", ""], ["#eee", "-light"]].flatMap(([words, light]) => {
    const look = getComputedStyle(document.querySelector("p"), `::highlight(claimlight-${kind}${light})`);
    const greys = Array.from({length: 16}, (_, at) => "#" + at.toString(16).repeat(3)).filter((grey) => contrast(seen(grey), seen(words)) >= 4.5);
    return greys.map((grey) => [kind, words, grey, ...[words, look.textDecorationColor].map((one) => contrast(seen(grey, look.backgroundColor), seen(one)))]);
  }));
}"""


def expected(report: dict) -> dict[str, list[str]]:
    """What should be painted: the quoted words by style, in the order of the page."""
    by_style: dict[str, list[str]] = {}
    for mark in sorted(report["highlights"], key=lambda one: (one["block"], one["start"], one["end"])):
        style = mark["severity"] if mark["outcome"] == "claim" else mark["outcome"]
        by_style.setdefault(style, []).append(mark["quote"]["exact"])
    return by_style


def open_demo(browser: Chromium, address: str):
    """A demo page with the part that arrives late."""
    page = browser.open(address)
    page.wait_for_selector("#late h2")
    return page


def test_every_painted_word_of_a_demo_page_is_one_that_the_service_quoted(browser: Chromium, recorder: Recorder, demo: str):
    page = open_demo(browser, demo)
    marks = browser.check(page)
    assert marks == expected(recorder.last)
    assert sum(map(len, marks.values())) >= 5


def test_the_pages_own_tree_is_untouched_while_marked_and_after_clearing(browser: Chromium, demo: str):
    page = open_demo(browser, demo)
    before = page.evaluate(SERIALISED)
    browser.check(page)
    assert page.evaluate("document.querySelectorAll('claimlight-layer').length") == 1
    assert page.evaluate(SERIALISED) == before
    browser.click_button(page)
    browser.popup_says("cleared")
    assert page.evaluate("document.documentElement.outerHTML") == before
    assert painted(page) == {}


def test_a_second_click_clears_and_check_again_brings_the_marks_back(browser: Chromium, recorder: Recorder, site: Site):
    page = browser.open(site.put("again", "<p>Our exosomes are FDA-approved.</p>"))
    first = browser.check(page)
    browser.click_button(page)
    assert "Marks cleared" in browser.popup_says("cleared")
    assert painted(page) == {} and len(recorder.checks) == 1
    with browser.popup() as popup:
        # The button has the focus, so that Enter is enough.
        assert popup.evaluate("document.activeElement.dataset.does") == "check"
        popup.evaluate("document.activeElement.click()")
    browser.popup_says("shown")
    assert painted(page) == first and words(first) == ["FDA-approved"]


def test_two_checks_in_a_row_paint_the_same_marks_once(browser: Chromium, recorder: Recorder, demo: str):
    page = open_demo(browser, demo)
    first = browser.check(page)
    with browser.popup() as popup:
        popup.evaluate("document.querySelector('[data-does=check]').click()")
        wait_for(lambda: len(recorder.checks) == 2 and recorder.checks[-1].answer, "the second check is answered")
    browser.popup_says("shown")
    assert painted(page) == first
    assert page.evaluate("document.querySelectorAll('claimlight-layer').length") == 1
    assert recorder.checks[0].body == recorder.checks[1].body


def test_a_claim_that_runs_through_inline_markup_is_one_mark(browser: Chromium, site: Site):
    text = "Our <a href='#x'>exosome</a> infusions are <em>FDA</em>-<strong>approved</strong> and have <b>no <i>side</i>&nbsp;eff</b>ects."
    page = browser.open(site.put("inline", f"<p>😀 ﬁne e\u0301\u0301 {text}</p>"))
    marks = words(browser.check(page))
    assert "FDA-approved" in marks and any("no side\xa0effects" in mark for mark in marks)


def test_folded_answers_are_marked_said_to_be_folded_and_left_folded(browser: Chromium, recorder: Recorder, site: Site):
    page = browser.open(site.put("folded", """
      <h1>Exosome therapy</h1>
      <details><summary>Is it allowed?</summary><p>Yes, our exosomes are FDA-approved.</p></details>
      <h3><button aria-expanded="false" aria-controls="panel">Is it safe?</button></h3>
      <div id="panel" hidden><p>Exosomes have no side effects.</p></div>
      <div hidden><p>Exosomes are FDA-approved, says a part that no button opens.</p></div>
    """))
    marks = words(browser.check(page))
    assert marks.count("FDA-approved") == 1
    assert any("no side effects" in mark for mark in marks)
    folded = [mark for mark in recorder.last["highlights"] if mark["folded"]]
    assert {"FDA-approved"} < {mark["quote"]["exact"] for mark in folded}
    assert browser.popup_says("shown").count("folded away") == len(folded)
    assert page.evaluate("document.querySelector('details').open || !document.getElementById('panel').hidden") is False
    # Unfolded by the reader, the words are there and marked.
    page.click("summary")
    box = page.evaluate(
        "[...CSS.highlights.values()].flatMap(all => [...all]).find(one => String(one) === 'FDA-approved').getBoundingClientRect().width"
    )
    assert box > 20


def test_words_and_lines_are_readable_on_light_dark_and_photographic_grounds(browser: Chromium, site: Site):
    light = "<div style='background: #222; color: #eee'><p>Exosome therapy has no side effects.</p></div>"
    page = browser.open(site.put("grounds", f"<p>Our clinic uses only FDA-approved exosomes.</p>{light}"))
    browser.check(page)
    assert page.evaluate("['', '-light'].map((words) => String([...CSS.highlights.get(`claimlight-alert${words}`)]))") == ["FDA-approved", "no side effects"]
    measured = page.evaluate(CONTRASTS)
    assert len(measured) > 50
    for *where, words, line in measured:
        assert words >= 7 and line >= 3, where


@pytest.mark.parametrize(
    "change",
    [
        "document.querySelector('b').firstChild.data = 'never'",
        "document.querySelector('b').textContent = 'not'",
        "document.querySelector('p').remove()",
        "document.body.innerHTML = '<p>Our exosomes are FDA-approved by nobody.</p>'",
        "document.querySelector('b').previousSibling.insertData(0, 'It is not true that ')",
    ],
)
def test_a_mark_goes_when_the_words_that_were_judged_change(browser: Chromium, site: Site, change: str):
    page = browser.open(site.put("change", "<p>Our exosomes are <b>now</b> FDA-approved.</p><p>Other words stay.</p>"))
    assert words(browser.check(page)) == ["FDA-approved"]
    page.evaluate(change)
    assert "FDA-approved" not in words(painted(page))


def test_a_mark_stays_when_other_words_of_the_page_change(browser: Chromium, site: Site):
    page = browser.open(site.put("stays", "<div><p>Our exosomes are FDA-approved.</p></div><p id=other>Other words.</p>"))
    browser.check(page)
    page.evaluate("document.getElementById('other').textContent = 'Changed.'")
    # Frameworks move parts of a page about; the words are the same.
    page.evaluate("document.body.append(document.querySelector('div'))")
    assert words(painted(page)) == ["FDA-approved"]


def test_a_page_of_the_public_internet_is_checked_though_its_own_scripts_cannot_reach_the_service(
    browser: Chromium, recorder: Recorder, site: Site
):
    page = browser.open(site.put("public", "<p>Our exosomes are FDA-approved.</p>"))
    reached = page.evaluate(
        """address => Promise.race([
          fetch(address + "/healthz", {mode: "no-cors"}).then(() => "reached", () => "refused"),
          new Promise(resolve => setTimeout(resolve, 500, "held back")),
        ])""",
        recorder.address,
    )
    assert reached in ("refused", "held back")
    assert not recorder.exchanges
    assert words(browser.check(page)) == ["FDA-approved"]


def test_a_strict_content_security_policy_of_the_page_changes_nothing(browser: Chromium, site: Site):
    policy = {"Content-Security-Policy": "default-src 'none'; require-trusted-types-for 'script'"}
    page = browser.open(site.put("strict", "<p>Our exosomes are FDA-approved.</p>", headers=policy))
    assert words(browser.check(page)) == ["FDA-approved"]


def test_the_button_shows_how_many_passages_deserve_care(browser: Chromium, recorder: Recorder, site: Site):
    page = browser.open(site.put("badge", "<p>Our exosomes are FDA-approved.</p><p>Exosome results may vary.</p>"))
    browser.check(page)
    care = sum(mark["outcome"] != "disclosure" for mark in recorder.last["highlights"])
    badge = "async () => chrome.action.getBadgeText({tabId: (await chrome.tabs.query({active: true}))[0].id})"
    wait_for(lambda: browser.worker.evaluate(badge) == str(care), "the button counts")


def test_the_shortcut_is_declared_and_does_what_the_button_does(browser: Chromium, service, site: Site):
    """No key press of a test reaches a headless browser's own shortcuts, so what the shortcut calls is called."""
    commands = browser.worker.evaluate("() => chrome.commands.getAll()")
    assert [command["shortcut"] for command in commands if command["name"] == "toggle-marks"] == ["Alt+Shift+L"]
    page = browser.open(f"{service.address}/demo/promotional")
    toggle = "async () => (await claimlight.pages.ask((await chrome.tabs.query({active: true}))[0].id, 'toggle')).state"
    assert browser.worker.evaluate(toggle) == "shown"
    assert painted(page)
    assert browser.worker.evaluate(toggle) == "cleared"
    assert painted(page) == {}
