"""The card in Firefox: by pointing and by clicking; what it says and what can be done in it."""

from __future__ import annotations

import json

import pytest

from chromium import MIDDLE, wait_for
from firefox import Firefox, marked, painted
from servers import CLAIM, MORE, Recorder, Site
from test_card import WORDS, finding

TAB, ESCAPE = "\ue004", "\ue00c"
PAGE = f"<h1>Exosomes</h1>{CLAIM}<p>{MORE}</p>"


def said(firefox: Firefox) -> str:
    """What the open card says; nothing when none is open."""
    return firefox.in_layer("root?.querySelector('.card:not([hidden])')?.innerText ?? ''")


def opens(firefox: Firefox, words: str = WORDS) -> str:
    return wait_for(lambda: (text := said(firefox)) and words in text and text, f"the card opens and says {words!r}")


def closes(firefox: Firefox) -> None:
    wait_for(lambda: not said(firefox), "the card closes")


def point(firefox: Firefox, words: str = WORDS, button: int | None = None) -> None:
    firefox.point(*firefox.run(f"return {MIDDLE}(arguments[0])", words), button=button)


def press(firefox: Firefox, selector: str) -> None:
    firefox.in_layer(f"root.querySelector({json.dumps(selector)}).click()")


def test_pointing_at_a_mark_opens_its_card_and_a_click_keeps_it_open(firefox: Firefox, recorder: Recorder, site: Site):
    firefox.check(site.put("firefox-card", PAGE))
    point(firefox)
    text = opens(firefox)
    mark = next(one for one in recorder.last["highlights"] if one["quote"]["exact"] == WORDS)
    sources = [recorder.last["references"][key] for key in mark["references"]]
    for part in (mark["title"], mark["why"], mark["ask"], "Approval by a regulator", "How sure: ", *(source["date"] for source in sources)):
        assert part in text
    links = firefox.in_layer("[...root.querySelectorAll('.card a')].map((link) => link.href)")
    assert links == [*(source["url"] for source in sources), f"{recorder.address}/rules/{mark['rule']}"]
    firefox.point(1, 1)
    closes(firefox)
    point(firefox, button=0)
    opens(firefox)
    point(firefox, "no side effects")
    assert WORDS in said(firefox)
    firefox.key(ESCAPE)
    closes(firefox)


def test_a_card_says_that_words_are_cautious_folded_away_or_for_a_person_to_judge_and_why(firefox: Firefox, recorder: Recorder, site: Site):
    text = "Our exosomes may be FDA-approved, and they are safe."
    findings = [
        finding("The cautious one", text, "FDA-approved", "alert", hedged=True),
        finding("The doubtful one", text, "safe", "caution", outcome="review", because=["it may be a quotation"], confidence=0.4),
    ]
    answer = {"status": "ok", "version": "0.1.0", "api": [1], "packs": [], "highlights": findings, "references": {}}
    with site.instead_of_the_service(json.dumps(answer)) as address:
        firefox.use(address)
        firefox.check(site.put("firefox-doubt", f"<details open><summary></summary><p>{text}</p></details>"))
    assert painted(firefox) == {"alert": ["FDA-approved"], "review": ["safe"]}
    point(firefox, button=0)
    assert "The page says this cautiously." in opens(firefox, "Look closely")
    firefox.key(ESCAPE)
    closes(firefox)
    point(firefox, "safe", button=0)
    assert "Why a person should decide: it may be a quotation." in opens(firefox, "For a person to judge")
    firefox.use(recorder.address)
    firefox.check(site.put("firefox-folded", f"<details><summary>Is it allowed?</summary>{CLAIM}</details>"))
    firefox.key(TAB)
    assert "folded away" in opens(firefox)
    assert firefox.run("return document.querySelector('details').open") is False


@pytest.mark.parametrize("scope", ["here", "site", "rule"])
def test_a_mark_is_hidden_for_as_long_as_the_card_says(firefox: Firefox, site: Site, scope: str):
    address = site.put(f"firefox-hide-{scope}", PAGE)
    firefox.check(address)
    point(firefox, button=0)
    opens(firefox)
    press(firefox, "[data-does=hide]")
    text = opens(firefox, "Hide this mark")
    for long in ("until you close or reload the page", "on this site, until you show them again", "on every site, until you show them again"):
        assert long in text
    press(firefox, f"[data-scope={scope}]")
    wait_for(lambda: WORDS not in marked(firefox), "the mark goes")
    assert any("no side effects" in words for words in marked(firefox))
    firefox.check(address)
    assert (WORDS in marked(firefox)) == (scope == "here")
    if scope != "here":
        with firefox.tab():
            firefox.open(firefox.screen("options/options.html"))
            listed = "return document.querySelector('#hidden li')?.innerText ?? ''"
            wait_for(lambda: ("clinic.example" if scope == "site" else "everywhere") in firefox.run(listed), "it is listed with where it is hidden")
            firefox.run("document.querySelector('#hidden li button').click()")
            wait_for(lambda: not firefox.run(listed), "it is shown again")
        firefox.check(address)
        assert WORDS in marked(firefox)


def test_not_right_sends_what_was_shown_and_nothing_before_the_button_is_pressed(firefox: Firefox, recorder: Recorder, site: Site):
    firefox.check(site.put("firefox-tell", PAGE))
    point(firefox, button=0)
    opens(firefox)
    press(firefox, "[data-does=tell]")
    opens(firefox, "This is all that would be sent")
    shown = json.loads(firefox.in_layer("root.querySelector('.card pre').textContent"))
    assert all(exchange.target != "/v1/feedback" for exchange in recorder.exchanges)
    press(firefox, "[data-does=send]")
    opens(firefox, "Thank you")
    (sent,) = [exchange for exchange in recorder.exchanges if exchange.target == "/v1/feedback"]
    assert json.loads(sent.body) == shown and shown["verdict"] == "wrong"
