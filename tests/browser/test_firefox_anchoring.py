"""Random quotes in randomly changed pages, in Firefox: a mark is on the quoted words, or there is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anchors import SOURCES, TRY, places_marks
from firefox import Firefox
from servers import Site


@pytest.fixture
def attempt(firefox: Firefox, site: Site) -> Callable[[int], dict]:
    """One try on a page, by the files that read it and place marks on it, beside the page as an extension's scripts are."""
    firefox.open(site.put("firefox-anchors", ""))
    firefox.run_async("\n".join([*SOURCES, f"globalThis.attempt = {TRY}; arguments[0](true)"]), beside="anchors")
    return lambda seed: firefox.run_async("attempt(arguments[0]).then(arguments[1], (error) => arguments[1]({faults: [String(error)]}))", seed, beside="anchors")


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32 - 1))
def test_a_mark_is_never_on_other_words_than_those_quoted(attempt: Callable[[int], dict], seed: int):
    assert attempt(seed)["faults"] == []


def test_what_is_tried_at_random_does_place_marks(attempt: Callable[[int], dict]):
    places_marks(attempt)
