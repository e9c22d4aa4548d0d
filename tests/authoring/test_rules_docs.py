"""`claimlight rules docs` and the service's /rules: a page for every rule."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from authors import run
from bs4 import BeautifulSoup

from claimlight import packs as rule_packs
from claimlight.rulebook.names import CATEGORIES
from claimlight.rulebook.words import in_words
from claimlight.web import create_app


def soup(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")


@pytest.fixture
def site(packs, write, tmp_path):
    """The site of a pack with a stable, a tried-out and a retired rule."""
    write(match=["{product} ... (for life|for good)", {"weak": "full hair"}], unless=["dye"], under=["benefits"])
    write("certainty/tried", status="experimental", title="Tried <b>out</b>")
    write("certainty/old", status="retired", replaced_by="hair-en/certainty/for-life")
    figures = tmp_path / "accuracy.json"
    figures.write_text(json.dumps({"rules": {"hair-en/certainty/for-life": {"fired": 8, "right": 6, "any": 7}}}))
    result = run("rules", "docs", tmp_path / "site", "--packs", packs, "--accuracy", figures)
    assert result.exit_code == 0, result.output
    assert "4 rules written" in result.output
    return tmp_path / "site"


def test_every_rule_is_listed_by_its_category_and_has_a_page(site):
    index = soup(site / "index.html")
    links = [link["href"] for link in index.select(".rule-list a")]
    assert sorted(links) == [
        "hair-en/certainty/for-life.html", "hair-en/certainty/old.html", "hair-en/certainty/tried.html", "hair-en/safety/no-side-effects.html",
    ]
    assert all((site / link).is_file() for link in links)


def test_no_link_inside_the_site_leads_nowhere_and_nothing_is_fetched_from_elsewhere(site):
    for path in site.rglob("*.html"):
        page = soup(path)
        for tag, name in [("link", "href"), ("script", "src"), ("img", "src")]:
            assert all("//" not in one.get(name, "") and (path.parent / one[name]).is_file() for one in page.find_all(tag))
        for link in page.find_all("a", href=True):
            place, _, anchor = link["href"].partition("#")
            if not place.startswith("https://"):
                target = (path.parent / place) if place else path
                assert target.is_file(), link
                assert not anchor or soup(target).find(id=anchor), link
    assert "url(" not in "".join(path.read_text() for path in (site / "static").glob("*.css"))


def test_the_page_says_what_the_rule_says(site):
    page = soup(site / "hair-en" / "certainty" / "for-life.html")
    text = " ".join(page.get_text(" ").split())
    assert page.h1.string == "Promises hair for life"
    assert [mark.string for mark in page.select(".examples mark")] == ["hair transplant lasts for life"]
    for words in (
        "Hair goes on to thin with age.", "How many patients keep it?", "Health Products Compliance Guidance", "FTC · 2022-12-20", "since hair-en 0.1.0".title(),
        "A hair transplant takes a day.", "weak: speaks only", "Only in a list or under a heading that says", "Not where the sentence also says",
        "matched in 8 sentences that are marked; in 6 of them readers found this kind of claim, in 7 any", "hair transplant, hair transplants",
    ):
        assert words.lower() in text.lower(), words
    assert page.select_one(".source-list a")["href"].startswith("https://")


def test_a_rule_that_is_not_in_use_says_so_and_what_replaced_it(site):
    old = soup(site / "hair-en" / "certainty" / "old.html")
    assert old.select_one(".notice a")["href"] == "../../hair-en/certainty/for-life.html"
    assert "never shown" in soup(site / "hair-en" / "certainty" / "tried.html").select_one(".notice").get_text()


def test_what_an_author_wrote_is_text_never_markup(site):
    assert soup(site / "hair-en" / "certainty" / "tried.html").h1.string == "Tried <b>out</b>"


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("cures? {a} ... for (life|good)", [("text", "cure(s)"), ("list", "a"), ("gap", "up to 8 words of the same clause"), ("text", "for"), ("text", "life / good")]),
        ("treat(s|ed|ing)? (.. )?it", [("text", "treat(s/ed/ing)"), ("gap", "up to 3 words"), ("text", "it")]),
        (r"^\d+ (days|{a} weeks)$", [("place", "at the start of the sentence"), ("gap", "a number"), ("choice", ""), ("place", "at the end of the sentence")]),
        (r"(?<!not )ever", [("code", "(?<!not )"), ("text", "ever")]),
        ("(unclosed", [("code", "(unclosed")]),
    ],
)
def test_a_pattern_is_told_in_pieces(pattern, words):
    (branch,) = in_words(pattern, {"a": ("\ue000", "\ue001")})
    assert [(piece.kind, piece.text) for piece in branch] == words


def test_a_rule_set_aside_is_named_and_the_others_are_written(packs, write, tmp_path):
    write(match=["("])
    result = run("rules", "docs", tmp_path / "site", "--packs", packs)
    assert result.exit_code == 1
    assert "SET ASIDE hair-en/certainty/for-life.yaml" in result.output
    assert (tmp_path / "site" / "hair-en" / "safety" / "no-side-effects.html").is_file()


def test_what_cannot_be_written_is_exit_code_2(packs, tmp_path):
    (tmp_path / "file").write_text("")
    (tmp_path / "figures.json").write_text("[]")
    assert run("rules", "docs", tmp_path / "file" / "site", "--packs", packs).exit_code == 2
    assert "holds no figures" in run("rules", "docs", tmp_path / "site", "--packs", packs, "--accuracy", tmp_path / "figures.json").output


def test_the_service_shows_the_same_pages(packs, write):
    write()
    client = create_app({"PACKS": [str(packs)]}).test_client()
    index = BeautifulSoup(client.get("/rules").text, "lxml")
    for link in index.select(".rule-list a"):
        answer = client.get(link["href"])
        assert answer.status_code == 200
        page = BeautifulSoup(answer.text, "lxml")
        assert page.h1.string == link.string
        for one in page.find_all(["link", "script"]):
            assert client.get(one.get("href") or one.get("src")).status_code == 200
    assert client.get("/rules/hair-en/certainty/nothing").status_code == 404


def test_a_category_is_called_the_same_in_the_extension():
    words = json.loads((Path(__file__).parents[2] / "extension" / "_locales" / "en" / "messages.json").read_text(encoding="utf-8"))
    said = {name.removeprefix("category_"): one["message"] for name, one in words.items() if name.startswith("category_")}
    assert said == {name: short for name, (short, _) in CATEGORIES.items()}


def test_the_packs_that_ship_can_all_be_told_in_words():
    rules = rule_packs.load_all([rule_packs.shipped()])
    for rule in rules.rules.values():
        for pattern in rule.match:
            assert all(piece.text or piece.branches for branch in in_words(pattern.source, rules.pack_of(rule).tags) for piece in branch), pattern.source


def test_make_docs_writes_the_site_of_what_ships():
    told = subprocess.run(["make", "-n", "docs"], cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True).stdout
    assert "claimlight rules docs build/docs --packs rules --accuracy docs/accuracy.json" in told
