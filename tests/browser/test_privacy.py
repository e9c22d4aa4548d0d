"""Nothing leaves the browser before the reader asks, and then nothing but what the page says to everybody."""

from __future__ import annotations

import json

import pytest

from chromium import Chromium, painted, wait_for, words
from servers import Recorder, Site

PAGE = """
  <header>
    <button aria-expanded="false" aria-controls="mine">Menu</button>
    <div id="mine" class="account-menu" hidden>SECRET-account-menu Mrs Winter, member since 1998</div>
    <div class="user-name">SECRET-user-name</div>
    <div role="menu" hidden>SECRET-hidden-menu</div>
    <nav><button aria-expanded="false">Me</button><div style="display:none">SECRET-folded-nav</div></nav>
  </header>
  <main>
    <h1>Exosome therapy</h1>
    <p>Our exosomes are FDA-approved.<!-- SECRET-comment --></p>
    <form action="/SECRET-action">
      <input type="hidden" name="SECRET-hidden-name" value="SECRET-hidden-value">
      <label>Name <input name="name" value="SECRET-typed-name" placeholder="SECRET-placeholder"></label>
      <label>Password <input type="password" value="SECRET-password"></label>
      <p>SECRET-text-beside-the-password</p>
      <textarea>SECRET-textarea</textarea>
      <select><option selected>SECRET-option</option></select>
      <datalist><option>SECRET-datalist</option></datalist>
      <output>SECRET-output</output>
    </form>
    <div contenteditable="true">SECRET-editable <p>SECRET-editable-inside</p></div>
    <div contenteditable="plaintext-only">SECRET-plaintext-editable</div>
    <div role="textbox">SECRET-role-textbox</div>
    <div role="searchbox">SECRET-role-searchbox</div>
    <div data-private>SECRET-marked-private</div>
    <p hidden>SECRET-hidden</p>
    <p style="display:none">SECRET-display-none</p>
    <p style="visibility:hidden">SECRET-visibility</p>
    <p aria-hidden="true">SECRET-aria-hidden</p>
    <p style="position:absolute;left:-9999px">SECRET-off-screen</p>
    <p style="position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)">SECRET-screen-reader-only</p>
    <p style="opacity:0;pointer-events:none">SECRET-transparent</p>
    <p title="SECRET-title-attribute" data-x="SECRET-data-attribute">Exosomes have no side effects.</p>
    <script type="application/json">{"user": "SECRET-json"}</script>
    <style>.SECRET-style {}</style>
    <noscript>SECRET-noscript</noscript>
    <template>SECRET-template</template>
    <iframe srcdoc="<body contenteditable>SECRET-editor-in-a-frame"></iframe>
    <iframe srcdoc="<form><input type=password><p>SECRET-beside-a-password-in-a-frame</form>"></iframe>
    <iframe sandbox srcdoc="SECRET-closed-frame"></iframe>
    <svg><text>SECRET-svg</text></svg>
    <img alt="SECRET-hidden-picture" src="data:," hidden width="99" height="99">
    <form><input type="password"><img alt="SECRET-picture-beside-a-password" src="data:," width="99" height="99"></form>
  </main>
"""


def test_nothing_is_received_before_the_reader_asks(browser: Chromium, recorder: Recorder, site: Site):
    page = browser.open(site.put("unasked", "<p>Our exosomes are FDA-approved.</p><div style='height:3000px'></div>"))
    page.mouse.wheel(0, 500)
    page.mouse.click(300, 30)
    page.keyboard.press("Tab")
    page.reload()
    page.evaluate("new Promise(resolve => requestIdleCallback(resolve))")
    assert recorder.exchanges == []
    assert page.evaluate("CSS.highlights.size") == 0
    assert page.evaluate("document.querySelector('claimlight-layer')") is None
    browser.check(page)
    assert len(recorder.checks) == 1


def test_no_field_editable_text_hidden_part_or_personal_area_is_ever_sent(browser: Chromium, recorder: Recorder, site: Site):
    address = site.put("private", PAGE)
    page = browser.open(f"{address}?token=SECRET-query#SECRET-fragment")
    page.fill("input[name=name]", "SECRET-typed-by-the-reader")
    page.locator("[contenteditable=true]").first.press_sequentially("SECRET-written ")
    page.evaluate("document.cookie = 'id=SECRET-cookie'")
    page.mouse.click(5, 5)
    browser.click_button(page)
    assert "asks for a password" in browser.popup_says("personal")
    assert recorder.exchanges == []
    with browser.popup() as popup:
        popup.evaluate("document.querySelector('[data-does=insist]').click()")
    browser.popup_says("shown")
    assert "FDA-approved" in words(painted(page))
    received = "\n".join(exchange.everything for exchange in recorder.exchanges)
    assert "FDA-approved" in received
    assert "SECRET" not in received
    assert "Winter" not in received


def test_what_is_sent_is_numbered_blocks_of_plain_text_and_nothing_else(browser: Chromium, recorder: Recorder, site: Site):
    page = browser.open(site.put("plain", "<h1 class='x' onclick='y()'>Exosomes</h1><p>They are <b>FDA-approved</b>.</p>"))
    browser.check(page)
    body = json.loads(recorder.checks[0].body)
    assert body == {
        "url": f"{site.address}/plain", "title": "plain", "language": "en",
        "html": '<main><h1 data-b="0">Exosomes</h1><p data-b="1">They are FDA-approved.</p></main>',
    }
    headers = {name.lower(): value for name, value in recorder.checks[0].headers.items()}
    assert "cookie" not in headers and "referer" not in headers and "authorization" not in headers


def test_text_that_arrives_or_is_typed_after_the_check_is_not_sent_by_itself(browser: Chromium, recorder: Recorder, site: Site):
    page = browser.open(site.put("after", "<p>Our exosomes are FDA-approved.</p><textarea></textarea><main></main>"))
    browser.check(page)
    page.fill("textarea", "SECRET typed after the check, long enough to be noticed by anything that looks")
    page.evaluate("document.querySelector('main').innerHTML = '<p>SECRET new text of the page, long enough to be noticed.</p>'")
    with browser.popup() as popup:
        wait_for(lambda: "New text" in popup.evaluate("document.body.innerText"), "the new text is noticed")
    assert len(recorder.exchanges) == 1


def test_a_document_that_is_being_edited_as_a_whole_is_not_read(browser: Chromium, recorder: Recorder, site: Site):
    page = browser.open(site.put("editor", "<p>SECRET letter about exosomes that are FDA-approved.</p>"))
    page.evaluate("document.designMode = 'on'")
    browser.click_button(page)
    browser.popup_says("empty")
    assert recorder.exchanges == []


@pytest.mark.parametrize(
    ("host", "path", "typed", "reason"),
    [
        ("webmail.example", "personal-mail", {}, "somebody's mail"),
        ("clinic.example", "patient-portal", {}, "a patient's own pages"),
        ("clinic.example", "personal-form", {"name": "SECRET name", "town": "SECRET town"}, "filling in a form"),
    ],
    ids=["mail", "portal", "form"],
)
def test_a_page_that_looks_personal_is_refused_with_its_reason_unless_the_reader_insists(
    browser: Chromium, recorder: Recorder, site: Site, host: str, path: str, typed: dict[str, str], reason: str
):
    site.put(path, "<p>Our exosomes are FDA-approved.</p><form><input name=name><input name=town></form>")
    page = browser.open(f"http://{host}:{site.port}/{path}")
    for name, words_typed in typed.items():
        page.fill(f"[name={name}]", words_typed)
    browser.click_button(page)
    assert reason in browser.popup_says("personal")
    assert recorder.exchanges == [] and painted(page) == {}
    with browser.popup() as popup:
        popup.evaluate("document.querySelector('[data-does=insist]').click()")
    browser.popup_says("shown")
    assert words(painted(page)) == ["FDA-approved"]
    assert "SECRET" not in recorder.checks[0].everything
