"""A page that changes while its marks are shown: the marks follow, what is new is checked, and nothing is sent twice."""

from __future__ import annotations

import json
import re

import pytest

from chromium import Chromium, painted, wait_for, words
from servers import Recorder, Site, free_port
from test_painting import expected

CLAIM = "<p>Our exosomes are FDA-approved.</p>"
MORE = "Exosome therapy has no side effects, whoever comes to us."
ADD = """text => {
  const more = document.createElement("p");
  more.textContent = text;
  document.querySelector("main").append(more);
}"""


def numbers(exchange) -> list[str]:
    """The texts of the blocks of a request."""
    return re.findall(r'data-b="\d+"[^>]*>([^<]*)<', json.loads(exchange.body)["html"])


def test_text_that_the_page_adds_is_marked_by_itself_and_sent_with_little_else(browser: Chromium, recorder: Recorder, site: Site):
    filler = "".join(f"<p>Words number {number} about our house and its garden.</p>" for number in range(200))
    page = browser.open(site.put("adds", f"<main><h1>Exosomes</h1>{CLAIM}{filler}</main>"))
    browser.check(page)
    page.evaluate(ADD, MORE)
    wait_for(lambda: any("no side effects" in mark for mark in words(painted(page))), "the new text is marked")
    assert "FDA-approved" in words(painted(page))
    assert len(recorder.checks) == 2
    again = numbers(recorder.checks[1])
    assert again[-1] == MORE and again[0] == "Exosomes" and len(again) <= 50, "only what leads into the new text goes along"


def test_a_page_that_grew_in_parts_has_the_marks_that_a_check_of_the_whole_gives(browser: Chromium, recorder: Recorder, demo: str):
    page = browser.open(demo)
    page.locator("#late h2").wait_for()
    page.evaluate("""() => {
      const main = document.querySelector("main");
      window.rest = [...main.children].slice(2);
      for (const part of window.rest) part.remove();
    }""")
    browser.check(page)
    page.evaluate("() => { document.querySelector('main').append(...window.rest); }")
    with browser.popup() as popup:
        wait_for(lambda: len(recorder.checks) == 2 and recorder.checks[1].answer, "the rest is checked")
        late = recorder.last["highlights"]
        assert late
        wait_for(lambda: late[-1]["quote"]["exact"] in words(painted(page)), "the rest is marked")
        in_parts = painted(page)
        popup.evaluate("document.querySelector('[data-does=check]').click()")
        wait_for(lambda: len(recorder.checks) == 3 and recorder.checks[2].answer, "the whole page is checked")
    assert in_parts == expected(recorder.last)


def test_an_infinite_list_is_marked_as_it_grows(browser: Chromium, recorder: Recorder, site: Site):
    page = browser.open(site.put("endless", f"""<main><h1>Exosomes</h1>{CLAIM}<ul></ul><div id=end style="height:10px"></div></main><script>
      let count = 0;
      const list = document.querySelector("ul");
      function more() {{
        for (let step = 0; step < 20; step += 1) {{
          const item = document.createElement("li");
          item.textContent = (count += 1) % 20 ? `Entry ${{count}} tells of the town and its weather.` : `In case ${{count}} exosomes had no side effects at all.`;
          list.append(item);
        }}
      }}
      more();
      new IntersectionObserver(([seen]) => seen.isIntersecting && count < 100 && more()).observe(document.querySelector("#end"));
    </script>"""))
    browser.check(page)
    browser.close_popup()

    def scrolled() -> bool:
        page.mouse.wheel(0, 3000)
        return sum("no side effects" in mark for mark in words(painted(page))) == 5

    wait_for(scrolled, "every part of the list is marked")
    texts = [text for exchange in recorder.checks[1:] for text in numbers(exchange)]
    fresh = [text for text in texts if text.startswith("In case")]
    assert len(set(fresh)) >= 2 and len(fresh) <= 2 * len(set(fresh)), "an entry is sent once, and at most once more beside the next"


def test_an_application_that_renders_the_same_words_anew_keeps_its_marks_and_sends_nothing(
    browser: Chromium, recorder: Recorder, site: Site
):
    page = browser.open(site.put("renders", f"<main><h1>Exosomes</h1>{CLAIM}<p>{MORE}</p></main>"))
    before = browser.check(page)
    page.evaluate("() => { const main = document.querySelector('main'); main.innerHTML = main.innerHTML; }")
    wait_for(lambda: painted(page) == before, "the marks are back on the new nodes")
    assert len(recorder.checks) == 1


def test_an_application_that_replaces_its_content_is_checked_anew(browser: Chromium, recorder: Recorder, site: Site):
    page = browser.open(site.put("app", f"<main><h1>Exosomes</h1>{CLAIM}</main>"))
    browser.check(page)
    page.evaluate("text => { document.querySelector('main').innerHTML = `<h1>Exosomes</h1><p>${text}</p>`; }", MORE)
    wait_for(lambda: any("no side effects" in mark for mark in words(painted(page))), "the new content is marked")
    assert "FDA-approved" not in words(painted(page))


@pytest.mark.parametrize(
    "change",
    [
        "document.querySelector('p').firstChild.data = 'Our exosomes are not FDA-approved, and we say so to everybody.'",
        "document.querySelector('p').insertAdjacentHTML('afterbegin', '<i>It is not true, whoever may say it, that </i>')",
        "document.querySelector('h1').textContent = 'Exosomes: what you should not believe about them'",
    ],
)
def test_words_that_the_page_rewrites_after_the_check_are_judged_anew(browser: Chromium, recorder: Recorder, site: Site, change: str):
    page = browser.open(site.put("rewrites", f"<main><h1>Exosomes</h1>{CLAIM}</main>"))
    browser.check(page)
    page.evaluate(change)
    if "h1" not in change:
        assert "FDA-approved" not in words(painted(page)), "no mark stays for a moment on a block that has changed"
    wait_for(lambda: len(recorder.checks) == 2 and recorder.checks[1].answer, "the changed words are sent")
    assert any("FDA-approved" in text for text in numbers(recorder.checks[1])), "with a heading go the words under it"


def test_a_running_clock_is_neither_sent_nor_read_for_ever(browser: Chromium, recorder: Recorder, site: Site):
    page = browser.open(site.put("clock", f"""<main>{CLAIM}<p id=clock>It is now 12:00:00 in the town of our clinic, patients.</p></main>"""))
    browser.check(page)
    page.evaluate("""() => new Promise(done => {
      let count = 0;
      const timer = setInterval(() => {
        document.getElementById("clock").firstChild.data = `It is now 12:00:${count += 1} in the town of our clinic, patients.`;
        if (count === 30) { clearInterval(timer); done(); }
      }, 40);
    })""")
    assert len(recorder.checks) == 1
    assert words(painted(page)) == ["FDA-approved"]


def test_after_the_reader_has_typed_new_text_is_offered_and_not_sent(browser: Chromium, recorder: Recorder, site: Site):
    page = browser.open(site.put("typed", f"<main>{CLAIM}<input name=q></main>"))
    browser.check(page)
    page.locator("input").press_sequentially("my illness")
    page.evaluate("document.querySelector('main').append('You looked for my illness, and we have nothing about it here.')")
    with browser.popup() as popup:
        wait_for(lambda: "New text" in popup.evaluate("document.body.innerText"), "the popup offers another check")
        assert len(recorder.checks) == 1
        popup.evaluate("document.querySelector('[data-does=check]').click()")
        wait_for(lambda: len(recorder.checks) == 2, "asked for, it is sent")


def test_what_is_added_to_a_page_that_has_come_to_look_personal_is_not_sent(browser: Chromium, recorder: Recorder, site: Site):
    page = browser.open(site.put("signs-in", f"<main>{CLAIM}</main>"))
    browser.check(page)
    page.evaluate("""text => {
      document.querySelector("main").innerHTML += `<p>SECRET Mrs Winter, here are your results, and ${text}</p>`;
      document.body.insertAdjacentHTML("beforeend", "<form><input type=password></form>");
    }""", MORE)
    wait_for(lambda: words(painted(page)) == ["FDA-approved"], "the page was read again, and the mark is back")
    assert len(recorder.checks) == 1


@pytest.fixture
def held(browser: Chromium):
    """The service's answers are held back until the test lets them go."""
    browser.worker.evaluate("""() => {
      self.real = fetch;
      const gate = new Promise(open => { self.open = open; });
      self.fetch = async (...asked) => { const answer = await self.real(...asked); await gate; return answer; };
    }""")
    yield
    browser.worker.evaluate("() => { self.open(); self.fetch = self.real; }")


def test_a_page_that_changes_while_it_is_checked_gets_no_wrong_mark_and_then_the_right_ones(
    browser: Chromium, recorder: Recorder, site: Site, held: None
):
    page = browser.open(site.put("during", f"<main><h1>Exosomes</h1>{CLAIM}</main>"))
    browser.click_button(page)
    wait_for(lambda: recorder.checks and recorder.checks[0].answer, "the page was sent")
    page.evaluate("text => { document.querySelector('main').innerHTML = `<h1>Exosomes</h1><p>${text}</p>`; }", MORE)
    browser.worker.evaluate("() => self.open()")
    wait_for(lambda: any("no side effects" in mark for mark in words(painted(page))), "what is there now is marked")
    assert "FDA-approved" not in words(painted(page))


def test_an_answer_that_comes_when_the_site_shows_another_page_is_not_shown(browser: Chromium, recorder: Recorder, site: Site, held: None):
    page = browser.open(site.put("first", f"<main>{CLAIM}</main>"))
    browser.click_button(page)
    wait_for(lambda: recorder.checks and recorder.checks[0].answer, "the page was sent")
    page.evaluate("history.pushState({}, '', '/second')")
    browser.worker.evaluate("() => self.open()")
    assert "another page" in browser.popup_says("moved")
    assert painted(page) == {}


def test_a_tab_that_is_closed_while_it_is_checked_disturbs_nothing(browser: Chromium, recorder: Recorder, site: Site, held: None):
    page = browser.open(site.put("closed", CLAIM))
    browser.click_button(page)
    wait_for(lambda: recorder.checks and recorder.checks[0].answer, "the page was sent")
    page.close()
    browser.worker.evaluate("() => self.open()")
    other = browser.open(site.put("next", CLAIM))
    assert words(browser.check(other)) == ["FDA-approved"]


def test_a_service_that_stops_meanwhile_leaves_the_marks_and_offers_another_check(browser: Chromium, recorder: Recorder, site: Site):
    page = browser.open(site.put("stops", f"<main>{CLAIM}</main>"))
    browser.check(page)
    browser.use(f"http://127.0.0.1:{free_port()}")
    page.evaluate(ADD, MORE)
    with browser.popup() as popup:
        wait_for(lambda: "New text" in popup.evaluate("document.body.innerText"), "the popup offers another check")
    assert words(painted(page)) == ["FDA-approved"]


def test_without_the_browsers_highlights_the_findings_are_still_listed(browser: Chromium, recorder: Recorder, site: Site):
    # The extension may enter this host unasked, so that its world can be made that of an older browser before the check.
    page = browser.open(site.put("unpainted", CLAIM).replace("clinic.example", "127.0.0.1"))
    browser.worker.evaluate("""async () => { const [tab] = await chrome.tabs.query({active: true, currentWindow: true});
      await chrome.scripting.executeScript({target: {tabId: tab.id}, func: () => { globalThis.Highlight = undefined; }}); }""")
    browser.click_button(page)
    said = browser.popup_says("shown")
    assert "FDA-approved" in said and "cannot draw marks" in said
    assert painted(page) == {}
