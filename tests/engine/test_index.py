"""The index only saves work: it never changes what is found."""

import sys
from pathlib import Path

import pytest

from claimlight import packs
from claimlight.check import check
from claimlight.page import read_html

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
import corpus  # noqa: E402

RULES = packs.load_all([packs.shipped()])
PAGES, _ = corpus.read(language=None)


@pytest.mark.parametrize("part", [pytest.param(part, marks=pytest.mark.xdist_group(f"index-{part}")) for part in range(8)])
def test_findings_are_equal_with_and_without_the_index_on_the_whole_corpus(part):
    for page in PAGES[part::8]:
        laid = read_html(corpus.as_html(page["sentences"]), language="en")
        assert check(laid, RULES).highlights == check(laid, RULES, use_index=False).highlights, page["id"]
