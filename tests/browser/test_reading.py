"""What is read of a page is what its reader sees, in order, wherever the page keeps it; what cannot be read is said."""

from __future__ import annotations

import json
import re

from chromium import PAINTED, Chromium, painted, wait_for, words
from servers import Recorder, Site

REPORT = "async () => (await chrome.tabs.sendMessage((await chrome.tabs.query({active: true, currentWindow: true}))[0].id, {type: 'report'})).report"

def sent(recorder: Recorder) -> list[tuple[str, str]]:
    """The blocks of the last check: what they are, and their words."""
    html = json.loads(recorder.checks[-1].body)["html"]
    return [(name + attributes, text) for name, attributes, text in re.findall(r'<(\w+) data-b="\d+"([^>]*)>([^<]*)<', html)]


def test_words_in_open_shadow_roots_are_read_where_the_reader_sees_them_and_marked(browser: Chromium, recorder: Recorder, site: Site):
    page = browser.open(site.put("shadow", """
      <h1>Exosomes</h1>
      <x-card><p slot="end">Exosomes have no side effects.</p><p>Given to no slot: not seen.</p></x-card>
      <p>Our exosomes are <x-badge></x-badge> and more.</p>
      <script>
        customElements.define("x-card", class extends HTMLElement {
          constructor() {
            super();
            this.attachShadow({mode: "open"}).innerHTML = "<p>These exosomes are FDA-approved.</p><slot name=end></slot><p>Thank you.</p>";
          }
        });
        customElements.define("x-badge", class extends HTMLElement {
          constructor() { super(); this.attachShadow({mode: "open"}).innerHTML = "FDA-<b>approved</b>"; }
        });
      </script>
    """))
    marks = browser.check(page)
    assert [text for _, text in sent(recorder)] == [
        "Exosomes", "These exosomes are FDA-approved.", "Exosomes have no side effects.", "Thank you.", "Our exosomes are FDA-approved and more.",
    ]
    assert words(marks).count("FDA-approved") == 2
    underlined = page.evaluate("""() => getComputedStyle(document.querySelector("x-card").shadowRoot.querySelector("p"),
      "::highlight(claimlight-alert)").textDecorationLine""")
    assert underlined == "underline", "the look of a mark reaches into a shadow root"


def test_a_claim_that_begins_outside_a_shadow_root_and_ends_inside_is_marked_on_both_sides(browser: Chromium, site: Site):
    page = browser.open(site.put("across", """<p>Our exosomes are FDA-<x-word></x-word> today.</p><script>
      customElements.define("x-word", class extends HTMLElement {
        constructor() { super(); this.attachShadow({mode: "open"}).innerHTML = "<i>approved</i>"; }
      });
    </script>"""))
    assert words(browser.check(page)) == ["FDA-", "approved"]


def test_frames_of_the_same_site_are_read_and_marked_and_frames_of_others_are_said_not_to_be(
    browser: Chromium, recorder: Recorder, site: Site
):
    site.put("inner", "<h2>Inside</h2><p>Exosomes have no side effects.</p>")
    other = site.put("other", "<p>Another site's words about exosomes.</p>").replace("clinic.example", "other.example")
    page = browser.open(site.put("frames", f"""
      <h1>Exosomes</h1><p>Before.</p>
      <iframe src="/inner" width="600" height="200" style="border: 7px solid"></iframe>
      <p>Our exosomes are FDA-approved.</p>
      <iframe src="{other}" width="300" height="100"></iframe>
      <iframe srcdoc="<p>Exosomes cure arthritis.</p>" width="300" height="100"></iframe>
      <iframe src="{other}" width="1" height="1"></iframe>
    """))
    browser.check(page)
    texts = [text for _, text in sent(recorder)]
    assert texts == ["Exosomes", "Before.", "Inside", "Exosomes have no side effects.", "Our exosomes are FDA-approved.", "Exosomes cure arthritis."]
    marked = [text for frame in page.frames if "other.example" not in frame.url for text in words(frame.evaluate(PAINTED))]
    assert "FDA-approved" in marked and any("no side effects" in text for text in marked) and any("cure" in text for text in marked)
    assert browser.worker.evaluate(REPORT)["coverage"]["unread"] == ["1 embedded frame of another site"]
    browser.close_popup()
    inner = next(frame for frame in page.frames if frame.url.endswith("/inner"))
    underlined = """() => getComputedStyle(document.querySelector("p"), "::highlight(claimlight-alert)").textDecorationLine"""
    assert wait_for(lambda: inner.evaluate(underlined) == "underline", "the look of a mark reaches into a frame")
    # Pointing at a mark inside the frame opens its card beside it.
    box = inner.evaluate("""() => {
      const range = [...CSS.highlights.values()].flatMap(all => [...all])[0];
      const {x, y, width, height} = range.getClientRects()[0];
      return {x: x + width / 2, y: y + height / 2};
    }""")
    frame = page.locator("iframe").first.bounding_box()
    page.mouse.move(frame["x"] + 7 + box["x"], frame["y"] + 7 + box["y"])
    wait_for(lambda: inner.evaluate("CSS.highlights.has('claimlight-current')"), "the card of a mark in a frame opens")


def test_tables_captions_and_lists_are_sent_in_their_form(browser: Chromium, recorder: Recorder, site: Site):
    page = browser.open(site.put("forms", """
      <table><caption>What exosomes do</caption><tr><th>Illness</th><th>Result</th></tr><tr><td>Arthritis</td><td><p>Cured</p></td></tr></table>
      <figure><img src="data:," alt=""><figcaption>Our exosomes at work</figcaption></figure>
      <dl><dt>Safe?</dt><dd>Exosomes are.</dd></dl><ol><li>First <b>exosomes</b></li></ol>
    """))
    browser.click_button(page)
    wait_for(lambda: recorder.checks and recorder.checks[-1].answer, "the page is checked")
    assert sent(recorder) == [
        ("caption", "What exosomes do"), ("th", "Illness"), ("th", "Result"), ("td", "Arthritis"), ("td", "Cured"),
        ("figcaption", "Our exosomes at work"), ("dt", "Safe?"), ("dd", "Exosomes are."), ("li", "First exosomes"),
    ]


def test_what_is_said_of_a_picture_is_sent_as_that_and_its_finding_leads_to_the_picture(browser: Chromium, recorder: Recorder, site: Site):
    picture = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='300' height='120'/>"
    page = browser.open(site.put("pictures", f"""
      <h1>Exosomes</h1>
      <p>Our clinic <img src="{picture}" alt="Our exosomes are FDA-approved"> in pictures.</p>
      <img src="{picture}" alt="icon of exosomes" width="16" height="16"><img src="{picture}"><img src="{picture}" alt="">
      <div role="img" aria-label="Exosomes have no side effects" style="width:200px;height:100px"></div>
      <canvas width="300" height="100"></canvas><canvas width="1" height="1"></canvas><video width="300"></video>
      <div style="display:none"><canvas width="300" height="100"></canvas></div>
    """))
    browser.check(page)
    assert sent(recorder) == [
        ("h1", "Exosomes"), ("p", "Our clinic  in pictures."), ('p data-alt=""', "Our exosomes are FDA-approved"),
        ('p data-alt=""', "Exosomes have no side effects"),
    ]
    report = browser.worker.evaluate(REPORT)
    assert report["coverage"]["unread"] == ["1 drawing", "1 video", "2 pictures without a description"]
    found = next(one for one in report["highlights"] if one["quote"]["exact"] == "FDA-approved")
    assert "in the description of a picture" in found["because"]
    assert "FDA-approved" not in words(painted(page)), "a picture's description is not on the page"
    browser.close_popup()
    box = page.locator("img").first.bounding_box()
    page.mouse.move(box["x"] + 50, box["y"] + 50)
    layer = "document.querySelector('claimlight-layer') !== null"
    assert page.evaluate(layer)
    open_card = """async () => { const [tab] = await chrome.tabs.query({active: true, currentWindow: true});
      return (await chrome.scripting.executeScript({target: {tabId: tab.id},
        func: () => claimlight.show.now?.mark.highlight.quote.exact ?? null}))[0].result; }"""
    wait_for(lambda: browser.worker.evaluate(open_card) == "FDA-approved", "the card opens on the picture")


def test_a_part_that_a_page_closes_to_others_is_said_not_to_be_read(browser: Chromium, recorder: Recorder, site: Site):
    page = browser.open(site.put("closed", """<p>Our exosomes are FDA-approved.</p><x-shut></x-shut><script>
      customElements.define("x-shut", class extends HTMLElement {
        constructor() { super(); this.attachShadow({mode: "closed"}).innerHTML = "<p style='width:300px;height:60px'>SECRET words</p>"; }
        connectedCallback() { this.style.display = "block"; }
      });
    </script>"""))
    browser.check(page)
    assert "SECRET" not in recorder.checks[-1].everything
    assert browser.worker.evaluate(REPORT)["coverage"]["unread"] == ["1 part that keeps its content to itself"]
