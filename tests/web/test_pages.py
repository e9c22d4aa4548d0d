"""The pages for people: the start page with its box, the marked result, and the demo pages."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

TEXT = """Exosome therapy

Our exosomes have no side effects and are FDA-approved.

- Individual results may vary.
"""


def page_of(response) -> BeautifulSoup:
    assert response.status_code == 200
    assert response.content_type == "text/html; charset=utf-8"
    return BeautifulSoup(response.data, "lxml")


def checked(client, text: str) -> BeautifulSoup:
    return page_of(client.post("/", data={"text": text}))


def main_text(page: BeautifulSoup) -> str:
    return page.main.get_text(" ", strip=True)


def mark_texts(page: BeautifulSoup) -> list[str]:
    """The marked words of the sheet, without the numbers that stand in them."""
    found = []
    for mark in page.select(".sheet mark"):
        for number in mark.select(".number"):
            number.extract()
        found.append(mark.get_text())
    return found


def test_the_start_page_has_a_box_and_says_how_to_add_the_extension(client):
    page = page_of(client.get("/"))
    assert page.find("textarea", {"name": "text"})
    assert page.find("label", {"for": "text"})
    for words in ("chrome://extensions", "about:debugging", "extension/manifest.json"):
        assert words in main_text(page)


def test_plain_text_is_shown_marked_with_notes(client):
    page = checked(client, TEXT)
    marks = " ".join(mark_texts(page))
    assert "no side effects" in marks
    assert "approved" in marks
    notes = page.select(".note-card")
    assert len(notes) >= 3
    for note in notes:
        assert note.h3.get_text(strip=True)
        assert note.blockquote.get_text(strip=True)
    assert "Ask:" in main_text(page)
    assert any(link["href"].startswith("https://") for link in page.select(".sources a"))


def test_every_number_leads_to_its_note_and_back(client):
    page = checked(client, TEXT)
    for link in [*page.select(".sheet .number"), *page.select(".note-card .eyebrow a"), *page.select(".checklist a")]:
        assert page.find(id=link["href"][1:]), link
    assert page.select(".sheet .number")


def test_pasted_html_is_read_as_a_page(client):
    page = checked(client, "<h1>Exosome therapy</h1><p>Our exosomes have <b>no</b> side effects.</p><script>bad()</script>")
    assert "no side effects" in " ".join(mark_texts(page))
    assert "bad()" not in page.select_one(".sheet").get_text()
    assert "<b>" not in page.select_one(".sheet").get_text()


def test_the_checklist_is_shown(client):
    page = checked(client, TEXT)
    questions = page.select(".checklist li")
    assert questions
    assert all(item.b.get_text().endswith("?") for item in questions)


@pytest.mark.parametrize("text", ["", "   \n\t "])
def test_an_empty_box_is_told_so(client, text):
    page = checked(client, text)
    assert "The box is empty" in page.select_one("[role=alert]").get_text()
    assert page.find("textarea")["aria-describedby"].split()[-1] == "text-error"


def test_a_form_without_the_box_is_told_so(client):
    assert "The box is empty" in main_text(page_of(client.post("/", data={})))


def test_text_without_claims_says_what_that_does_not_mean(client):
    page = checked(client, "The kitchen garden opens at nine. Bring a hat.")
    assert page.h1.get_text() == "Nothing found"
    assert "does not mean" in main_text(page)


def test_html_without_text_says_so(client):
    assert "no text to read" in main_text(checked(client, "<p><br></p>"))


def test_another_language_says_that_there_are_no_rules_for_it(client):
    page = checked(
        client,
        "Unsere Exosomen haben keine Nebenwirkungen. Die Behandlung ist von der Behörde zugelassen und heilt Arthrose "
        "ohne Operation, sagen unsere Ärzte in Wien, und sie wird von vielen Menschen als sehr angenehm empfunden.",
    )
    assert "no rules for the language" in main_text(page)


XSS = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "</textarea><script>alert(1)</script>",
    "javascript:alert(1)", "{{ 7*7 }}{% raw %}", "&lt;script&gt;alert(1)&lt;/script&gt;", "<a href='javascript:alert(1)'>exosomes</a>",
]


@pytest.mark.parametrize("attack", XSS)
@pytest.mark.parametrize("frame", ["{}", "<p>Our exosomes have no side effects {}</p>", "Our exosomes {} have no side effects."])
def test_what_is_pasted_never_becomes_part_of_the_page(client, attack, frame):
    plain = page_of(client.post("/", data={"text": "Our exosomes have no side effects."}))
    page = checked(client, frame.format(attack))
    for name in ("script", "img", "svg", "iframe", "object", "style", "base"):
        assert len(page.find_all(name)) == len(plain.find_all(name)), name
    for element in page.find_all(True):
        assert not [key for key in element.attrs if key.startswith("on")], element
        assert not str(element.get("href", "")).lower().strip().startswith(("javascript:", "data:")), element
    assert "49" not in main_text(page).replace("149", "") or "49" in attack


def test_the_pasted_text_stays_in_the_box_as_it_was(client):
    text = "\nfirst line is empty </textarea> <b>&amp;"
    box = checked(client, text).find("textarea")
    assert box.get_text().lstrip("\n") == text.lstrip("\n")


def test_a_text_over_the_limit_gets_a_page_that_says_so(client):
    response = client.post("/", data={"text": "word " * 500_000}, headers={"Accept": "text/html"})
    assert response.status_code == 413
    assert "too large" in response.get_data(as_text=True)


def test_a_page_that_is_not_there_gets_a_page(client):
    response = client.get("/nothing", headers={"Accept": "text/html,*/*;q=0.8"})
    assert response.status_code == 404
    assert "Back to the start page" in response.get_data(as_text=True)
    assert client.get("/demo/nothing").status_code == 404


@pytest.mark.parametrize("name", ["promotional", "careful"])
def test_a_demo_page_is_built_as_real_sites_are(client, name):
    page = page_of(client.get(f"/demo/{name}"))
    for selector in ("header nav", "main h1", ".cards", "table", "details", "footer", "form", "[role=dialog]", "#late"):
        assert page.select_one(selector), selector
    assert page.select("p strong") and page.select("p em") and page.select("p a")
    assert "does not exist" in page.select_one(".ribbon").get_text()
    for source in page.select("script[src], link[rel=stylesheet]"):
        assert client.get(source.get("src") or source.get("href")).status_code == 200


def test_the_promotional_demo_shows_every_sort_of_claim(client):
    html = client.get("/demo/promotional").get_data(as_text=True)
    found = {mark["category"] for mark in client.check(html).json["highlights"] if mark["kind"] == "claim"}
    wanted = {
        "approval", "exemption", "disease", "effect", "certainty", "safety", "evidence", "testimonial", "superiority",
        "substitution", "suppression", "pressure",
    }
    assert wanted - found == set()


def test_the_careful_demo_has_no_alert_and_answers_the_checklist(client):
    answer = client.check(client.get("/demo/careful").get_data(as_text=True)).json
    assert answer["summary"]["alert"] == 0
    found = {mark["category"] for mark in answer["highlights"] if mark["kind"] == "disclosure"}
    assert {"status", "limits", "variation", "risk", "oversight", "advice", "role", "terms"} - found == set()
    assert [question["id"] for question in answer["checklist"] if not question["answered"]] == []


@pytest.mark.parametrize("path", ["/", "/docs", "/demo", "/demo/promotional", "/demo/careful"])
def test_a_page_is_sound_html(client, path):
    response = client.get(path, follow_redirects=True)
    page = page_of(response)
    assert page.html["lang"] == "en"
    assert page.title.get_text(strip=True)
    assert len(page.find_all("h1")) == 1
    levels = [int(heading.name[1]) for heading in page.find_all(re.compile("^h[1-6]$"))]
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:])), levels
    assert all(image.has_attr("alt") for image in page.find_all("img"))
    ids = [element["id"] for element in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    for box in page.select("input, textarea"):
        assert box.find_parent("label") or page.find("label", {"for": box.get("id")}), box
    inline = page.select("[style], style") + [script for script in page.find_all("script") if not script.get("src")]
    assert inline == []
