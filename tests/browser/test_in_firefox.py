"""The same extension in a real Firefox: installed, asked by its button, painted, read by keyboard, cleared."""

from __future__ import annotations

from chromium import PAINTED, wait_for, words
from firefox import Firefox, marked, painted
from servers import CLAIM, Recorder, Service, Site
from test_painting import SERIALISED, expected

TAB = "\ue004"
BACKSPACE = "\ue003"
ENTER = "\ue007"


def test_a_demo_page_lights_up_in_firefox_and_is_cleared_by_a_second_click(firefox: Firefox, recorder: Recorder, service: Service):
    firefox.open(f"http://clinic.example:{service.port}/demo/promotional")
    wait_for(lambda: firefox.run("return Boolean(document.querySelector('#late h2'))"), "the late part arrives")
    before = firefox.run(f"return ({SERIALISED})()")
    assert recorder.exchanges == []
    firefox.click_button()
    marks = wait_for(lambda: painted(firefox), "the page is marked")
    assert marks == expected(recorder.last)
    assert firefox.run(f"return ({SERIALISED})()") == before
    firefox.click_button()
    wait_for(lambda: not painted(firefox), "the marks are cleared")
    assert firefox.run("return document.documentElement.outerHTML") == before


def test_a_strict_page_is_marked_in_firefox_and_tab_leads_to_the_first_mark(firefox: Firefox, site: Site):
    policy = {"Content-Security-Policy": "default-src 'none'"}
    firefox.open(site.put("firefox", "<p>Our exosomes are FDA-approved.</p>", headers=policy))
    firefox.click_button()
    wait_for(lambda: painted(firefox), "the page is marked")
    firefox.close_popup()
    firefox.key(TAB)
    wait_for(lambda: painted(firefox).get("current") == ["FDA-approved"], "the first mark's card is open")
    assert firefox.run("return document.activeElement.localName") == "claimlight-layer"


def test_shadow_roots_and_frames_of_the_same_site_are_read_and_marked_in_firefox(firefox: Firefox, recorder: Recorder, site: Site):
    site.put("firefox-inner", "<p>Exosomes have no side effects.</p>")
    firefox.open(site.put("firefox-parts", """<h1>Exosomes</h1><x-card></x-card><iframe src="/firefox-inner" width="500" height="100"></iframe>
      <x-shut style="display:block"></x-shut><script>
        customElements.define("x-card", class extends HTMLElement {
          constructor() { super(); this.attachShadow({mode: "open"}).innerHTML = "<p>These exosomes are FDA-approved.</p>"; }
        });
        customElements.define("x-shut", class extends HTMLElement {
          constructor() { super(); this.attachShadow({mode: "closed"}).innerHTML = "<p style='height:60px'>SECRET</p>"; }
        });
      </script>"""))
    wait_for(lambda: firefox.run("return Boolean(document.querySelector('iframe').contentDocument?.querySelector('p'))"), "the frame arrives")
    firefox.click_button()
    wait_for(lambda: painted(firefox), "the page is marked")
    assert "FDA-approved" in marked(firefox)
    assert "SECRET" not in recorder.checks[-1].everything
    inner = f"const {{CSS}} = document.querySelector('iframe').contentWindow; return {PAINTED}"
    wait_for(lambda: any("no side effects" in text for text in words(firefox.run(inner))), "the frame is marked")
    looks = """const at = (element, view) => view.getComputedStyle(element, "::highlight(claimlight-alert)").textDecorationLine;
      const frame = document.querySelector("iframe");
      return [at(document.querySelector("x-card").shadowRoot.querySelector("p"), window), at(frame.contentDocument.querySelector("p"), frame.contentWindow)]"""
    wait_for(lambda: firefox.run(looks) == ["underline", "underline"], "the look of a mark reaches into both")


def test_the_marks_of_a_page_and_of_its_frame_stay_in_theirs_however_often_they_are_painted_in_firefox(firefox: Firefox, site: Site):
    site.put("firefox-frame", "<p>Exosomes have no side effects.</p>")
    firefox.open(site.put("firefox-grows", f"<main><h1>Exosomes</h1>{CLAIM}</main>"))
    firefox.click_button()
    wait_for(lambda: marked(firefox) == ["FDA-approved"], "the page is marked")
    for number in range(2, 7):
        firefox.run("document.querySelector('main').insertAdjacentHTML('beforeend', arguments[0])", CLAIM)
        wait_for(lambda number=number: marked(firefox) == ["FDA-approved"] * number, "what is added is marked")
    firefox.run("document.querySelector('main').insertAdjacentHTML('beforeend', '<iframe src=/firefox-frame></iframe>')")
    inner = f"const {{CSS}} = document.querySelector('iframe').contentWindow; return {PAINTED}"
    wait_for(lambda: any("no side effects" in text for text in words(firefox.run(inner))), "the frame is marked")
    assert marked(firefox) == ["FDA-approved"] * 6


def test_what_a_page_adds_is_marked_in_firefox(firefox: Firefox, recorder: Recorder, site: Site):
    firefox.open(site.put("firefox-adds", "<main><p>Our exosomes are FDA-approved.</p></main>"))
    firefox.click_button()
    wait_for(lambda: painted(firefox), "the page is marked")
    firefox.run("document.querySelector('main').insertAdjacentHTML('beforeend', '<p>Exosome therapy has no side effects, whoever comes to us.</p>')")
    wait_for(lambda: any("no side effects" in text for text in marked(firefox)), "the new text is marked")
    firefox.run("const main = document.querySelector('main'); main.innerHTML = main.innerHTML")
    wait_for(lambda: "FDA-approved" in marked(firefox), "the marks are back on new nodes")
    assert len(recorder.checks) == 2


def test_a_coordinator_adds_a_page_and_decides_in_the_panel_in_firefox(firefox: Firefox, office: Service, site: Site):
    firefox.use(office.address, token=office.token)
    address = site.put("firefox-desk", "<h1>Exosomes</h1><p>Our exosomes cure pain.</p>")
    firefox.open(address)
    firefox.click_button()
    wait_for(lambda: painted(firefox), "the page is marked")
    firefox.close_popup()
    with firefox.panel():
        click = "const it = document.querySelector(arguments[0]); it?.click(); return Boolean(it)"
        text = "return document.querySelector(arguments[0])?.innerText ?? ''"
        wait_for(lambda: "in no audit" in firefox.run(text, ".desk"), "the desk is there")
        firefox.run("document.querySelector('form.name input').value = 'Ayşe'; document.querySelector('form.name input').focus()")
        firefox.key(ENTER)
        wait_for(lambda: "You decide as Ayşe." in firefox.run(text, ".desk"), "the name is kept")
        assert firefox.run(click, "[data-does=add]")
        wait_for(lambda: firefox.run("return document.activeElement.localName") == "select", "the form is there")
        firefox.run("document.activeElement.value = '0'; document.activeElement.closest('form').requestSubmit()")
        wait_for(lambda: "waits for your decision" in firefox.run(text, ".desk"), "the page is kept")
        assert firefox.run(click, "details.finding summary")
        wait_for(lambda: firefox.run("return document.querySelector('[data-does=dismiss]') !== null"), "it can be decided")
        firefox.run("document.querySelector('details.finding summary').focus()")
        firefox.key("d")
        wait_for(lambda: firefox.run("return document.activeElement.localName") == "textarea", "the reason is asked for")
        firefox.key("x")
        firefox.key(ENTER)
        wait_for(lambda: "Dismissed" in firefox.run(text, ".facts"), "it is decided")
    (case,) = [case for case in office.ask("/v1/reviews")["cases"] if case["address"] == address]
    history = office.ask(f"/v1/reviews/{case['id']}")["history"]
    assert [(event["who"], event["after"], event["reason"]) for event in history] == [("Ayşe", "dismissed", "x")]


def test_the_playground_tries_what_is_typed_in_firefox(firefox: Firefox, service: Service):
    firefox.open(f"{service.address}/playground")

    def says(expected: str) -> None:
        wait_for(lambda: expected in firefox.run("return document.getElementById('said').textContent"), expected)

    says("tests passed")
    marked = firefox.run("return [...document.querySelectorAll('#page mark')].map((mark) => mark.textContent)")
    assert "no risk of rejection" in marked
    firefox.run("const box = document.getElementById('rule'); box.focus(); box.setSelectionRange(0, 0);")
    firefox.key("x")
    says("Line 1")
    assert firefox.run("return [...document.querySelectorAll('#page mark')].map((mark) => mark.textContent)") == marked
    firefox.key(BACKSPACE)
    says("tests passed")


TYPED = """const box = document.getElementById(arguments[0]);
  box.value = arguments[1];
  box.dispatchEvent(new Event("input", {bubbles: true}));"""


def test_the_playground_tries_a_rule_as_it_is_typed(firefox: Firefox, service: Service):
    firefox.open(f"{service.address}/playground")
    said = "return document.getElementById('said').textContent"
    wait_for(lambda: "passed" in firefox.run(said), "a shipped rule is there to start from")
    firefox.run("document.querySelector('[name=page][value=own]').click()")
    firefox.run(TYPED, "own", "Our exosomes have no side effects.\n\nDo exosomes have no side effects?")
    marks = "return [...document.querySelectorAll('#page mark')].map((mark) => [mark.textContent, mark.classList.contains('dropped')])"
    wait_for(lambda: firefox.run(marks) == [["no side effects", False], ["no side effects", True]], "the page is marked")
    whole = firefox.run("return document.getElementById('rule').value")
    firefox.run(TYPED, "rule", whole.replace("severity", "sevrity"))
    wait_for(lambda: "did you mean `severity`" in firefox.run("return document.getElementById('faults').innerText"), "the mistake is told")
    assert firefox.run(marks)
    firefox.run(TYPED, "rule", whole)
    wait_for(lambda: "passed" in firefox.run(said), "the mended rule is tried")
