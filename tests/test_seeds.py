"""Two real pages, one careful and one promotional, that may be read here but not kept in the project.

They are looked for in `../shared/seeds`; without them these tests are skipped.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest

from claimlight import packs
from claimlight.check import check
from claimlight.model import Page, Report
from claimlight.page import read_html
from claimlight.text import sentences

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
RULES = packs.load_all([packs.shipped()])


def as_html(text: str) -> str:
    """The text as a page: a line is a paragraph, a bullet a list item, a short line without a full stop a heading."""
    parts = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("\u2022"):
            parts.append(f"<li>{escape(line[1:].strip())}</li>")
        elif len(line) < 90 and line[-1] not in ".:+":
            parts.append(f"<h2>{escape(line)}</h2>")
        elif len(line) < 90 and line.endswith("?+"):
            parts.append(f"<h3>{escape(line[:-1])}</h3>")
        else:
            parts.append(f"<p>{escape(line)}</p>")
    page = "\n".join(parts)
    return page.replace("</p>\n<li>", "</p>\n<ul><li>").replace("</li>\n<p>", "</li></ul>\n<p>").replace("</li>\n<h", "</li></ul>\n<h")


def page_of(start: str) -> Page:
    found = sorted(SEEDS.glob(f"{start}_*.txt"))
    if not found:
        pytest.skip(f"the page {start} is not kept in this project and not in {SEEDS.parent.name}/{SEEDS.name}")
    return read_html(as_html(found[0].read_text(encoding="utf-8")), language="en")


def report_on(start: str) -> Report:
    return check(page_of(start), RULES)


@pytest.fixture(scope="module")
def guide() -> Report:
    return report_on("000")


@pytest.fixture(scope="module")
def article() -> Report:
    return report_on("003")


def categories(report: Report, outcome: str) -> set[str]:
    return {mark.category for mark in report.highlights if mark.outcome == outcome}


def sentences_with(report: Report, category: str) -> list[str]:
    """The sentences of the article in which something of this category is marked."""
    found = []
    for place, block in enumerate(page_of("003").blocks):
        marks = [mark for mark in report.highlights if mark.block == block.number and mark.category == category]
        for sentence in sentences(place, block.text, block.heading > 0):
            start, end = sentence.original(0, len(sentence.text))
            if any(start <= mark.start and mark.end <= end for mark in marks):
                found.append(block.text[start:end])
    return found


def test_the_guide_gets_no_alert(guide):
    assert [mark.quote.exact for mark in guide.highlights if mark.severity == "alert" and mark.outcome == "claim"] == []


def test_the_guide_gets_hardly_a_claim(guide):
    assert len([mark for mark in guide.highlights if mark.outcome == "claim"]) <= 2


def test_what_the_guide_says_openly_is_found(guide):
    assert {"status", "variation", "advice", "role", "oversight"} - categories(guide, "disclosure") == set()


def test_the_guide_answers_the_checklist(guide):
    found = {mark.id: mark.category for mark in guide.highlights if mark.outcome == "disclosure"}
    answered = {found[name] for answer in guide.checklist if answer.answered for name in answer.highlights}
    assert {"status", "variation", "advice", "role", "oversight"} - answered == set()


@pytest.mark.parametrize(
    "category",
    ["effect", "disease", "safety", "testimonial", "superiority", "evidence", "exemption", "suppression", "substitution", "pressure"],
)
def test_the_article_is_marked(article, category):
    assert category in categories(article, "claim") | categories(article, "review")


@pytest.mark.parametrize(
    ("category", "words"),
    [
        ("effect", "regenerate damaged tissue"),
        ("safety", "without major side effects"),
        ("superiority", "cutting edge"),
        ("evidence", "promising results"),
        ("disease", "autoimmune disorders"),
        ("exemption", "gray zone"),
        ("suppression", "Big Pharma"),
        ("testimonial", "helped thousands"),
    ],
)
def test_the_marks_are_where_a_careful_reader_would_put_them(article, category, words):
    assert [sentence for sentence in sentences_with(article, category) if words in sentence]


def test_the_sentence_on_missing_approvals_is_a_disclosure(article):
    marks = [mark for mark in article.highlights if mark.category == "status"]
    assert [mark.outcome for mark in marks] == ["disclosure"]
    assert "no formal approvals" in sentences_with(article, "status")[0]


def test_no_claim_of_approval_is_seen_in_the_article(article):
    assert "approval" not in categories(article, "claim")
