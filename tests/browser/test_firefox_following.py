"""In Firefox as in Chromium: the marks go with a page that changes while it is checked or after, however long it is."""

from __future__ import annotations

from chromium import wait_for
from firefox import Firefox, marked
from servers import CLAIM, MORE, Recorder, Site


def test_an_answer_that_comes_late_marks_what_is_there_now(firefox: Firefox, recorder: Recorder, site: Site):
    firefox.open(site.put("firefox-during", f"<main><h1>Exosomes</h1>{CLAIM}</main>"))
    with recorder.held():
        firefox.click_button()
        wait_for(lambda: recorder.checks and recorder.checks[0].answer, "the page was sent")
        firefox.run(f"document.querySelector('main').innerHTML = '<h1>Exosomes</h1><p>{MORE}</p>'")
    wait_for(lambda: any("no side effects" in text for text in marked(firefox)), "what is there now is marked")
    assert "FDA-approved" not in marked(firefox)


def test_a_tab_that_is_closed_while_it_is_checked_disturbs_nothing(firefox: Firefox, recorder: Recorder, site: Site):
    with firefox.tab():
        firefox.open(site.put("firefox-closed", CLAIM))
        with recorder.held():
            firefox.click_button()
            wait_for(lambda: recorder.checks and recorder.checks[0].answer, "the page was sent")
    firefox.open(site.put("firefox-next", CLAIM))
    firefox.click_button()
    firefox.popup_says("shown")
    assert marked(firefox) == ["FDA-approved"]


def test_an_application_that_replaces_its_content_an_endless_list_and_rewritten_words(firefox: Firefox, site: Site):
    firefox.open(site.put("firefox-lives", f"<main><h1>Exosomes</h1>{CLAIM}</main>"))
    firefox.click_button()
    firefox.popup_says("shown")
    for number in range(3):
        firefox.run(f"document.querySelector('main').insertAdjacentHTML('beforeend', '<p>Visit {number}: {MORE}</p>')")
        wait_for(lambda number=number: len(marked(firefox)) >= number + 2, "the list is marked as it grows")
    firefox.run("document.querySelector('main p').textContent = 'Our exosomes are kept cold.'")
    wait_for(lambda: "FDA-approved" not in marked(firefox), "words that are gone are not marked")
    firefox.run(f"document.querySelector('main').innerHTML = '<h1>Exosomes</h1><p>All of it is new: these exosomes cure arthritis.</p>'")
    wait_for(lambda: any("cure" in text for text in marked(firefox)), "the new content is marked")
    firefox.run("history.pushState({}, '', '/another')")
    wait_for(lambda: not marked(firefox), "the marks go with the page")


def test_a_page_of_ten_thousand_blocks_is_read_to_its_end(firefox: Firefox, recorder: Recorder, site: Site):
    filler = "".join(f"<p>Number {number} of our garden.</p>" for number in range(9_997))
    firefox.open(site.put("firefox-long", f"<h1>Exosomes</h1>{CLAIM}{filler}<p>{MORE}</p>"))
    firefox.click_button()
    wait_for(lambda: "FDA-approved" in marked(firefox), "the first marks are there before all is checked", 60)
    wait_for(lambda: any("no side effects" in text for text in marked(firefox)), "the last are, too", 60)
    assert len(recorder.checks) > 2
