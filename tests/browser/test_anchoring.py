"""Random quotes in randomly changed pages: a mark is on the quoted words, or there is none."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from anchors import SOURCES, TRY, places_marks


@pytest.fixture
def page(chrome: Browser) -> Page:
    """A page with the files that read it and place marks on it, as plain scripts."""
    page = chrome.new_page()
    page.set_content("<!doctype html><body></body>")
    for source in SOURCES:
        page.add_script_tag(content=source)
    return page


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32 - 1))
def test_a_mark_is_never_on_other_words_than_those_quoted(page: Page, seed: int):
    assert page.evaluate(TRY, seed)["faults"] == []


def test_what_is_tried_at_random_does_place_marks(page: Page):
    places_marks(lambda seed: page.evaluate(TRY, seed))
