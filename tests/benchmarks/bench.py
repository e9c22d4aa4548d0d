"""`make bench`: what a check costs beside parsing the same page with BeautifulSoup, both measured in one run.

Each figure is the median of several runs, taken in turn, and the ratio is the one to quote: the machine's own speed
drops out of it.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from html import escape
from pathlib import Path

from bs4 import BeautifulSoup

from claimlight import packs
from claimlight.check import check
from claimlight.engine import Matcher, judge
from claimlight.packs.load import pattern
from claimlight.page import read_html
from claimlight.text import sentences

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))
import corpus  # noqa: E402

CHARACTERS = 13_000
RUNS = 15


def promotional_sentences() -> list[str]:
    """Sentences of promotional corpus pages, up to the length of the page."""
    pages, _ = corpus.read()
    found: list[str] = []
    for page in pages:
        if "promo" in page["stratum"]:
            for sentence in page["sentences"]:
                found.append(sentence)
                if sum(map(len, found)) >= CHARACTERS:
                    return found
    return found


def clinic_page(lines: list[str]) -> str:
    """The sentences marked up as site builders do it: nested containers with classes, styles and data attributes."""
    shell = (
        '<div class="elementor-element elementor-element-{n} e-flex e-con-boxed e-con e-parent" data-id="{n}" '
        'data-element_type="container" data-settings="{{&quot;background_background&quot;:&quot;classic&quot;}}">'
        '<div class="e-con-inner"><div class="elementor-widget elementor-widget-text-editor" data-id="w{n}">'
        '<div class="elementor-widget-container"><p style="text-align: left;"><span style="font-weight: 400;">{text}</span></p>'
        "</div></div></div></div>"
    )
    body = "".join(shell.format(n=n, text=escape(line)) for n, line in enumerate(lines))
    return f"<!doctype html><html lang='en'><head><title>Exosome therapy</title></head><body>{body}</body></html>"


def side_by_side(*ways: Callable[[], object]) -> list[float]:
    """Median seconds of each way, run in turn."""
    times: list[list[float]] = [[] for _ in ways]
    for way in ways:
        way()
    for _ in range(RUNS):
        for kept, way in zip(times, ways):
            start = time.perf_counter()
            way()
            kept.append(time.perf_counter() - start)
    return [statistics.median(kept) for kept in times]


def doubled(pack: packs.Pack) -> packs.Pack:
    """The pack with as many rules again, none of which can fire on the page."""
    rules = dict(pack.rules)
    for number, rule in enumerate(pack.rules.values()):
        silent = tuple(
            pattern(f"zyx{number}q{place} (of|for) {{{next(iter(pack.lexicons))}}}", pack.tags) for place in range(len(rule.match))
        )
        rules[f"{rule.id}-silent"] = replace(rule, id=f"{rule.id}-silent", match=silent, unless=(), under=())
    return replace(pack, rules=rules)


def main() -> None:
    """Print the figures."""
    rules = packs.load_all([packs.shipped()])
    pack = rules.packs[0]
    lines = promotional_sentences()
    sent, whole = corpus.as_html(lines), clinic_page(lines)
    page = read_html(sent, language="en")
    cut = [sentence for place, block in enumerate(page.blocks) for sentence in sentences(place, block.text)]
    matcher, twice = Matcher(pack), Matcher(doubled(pack))

    def engine() -> None:
        judge(page, pack, matcher.run(page, cut), None)

    def engine_twice() -> None:
        judge(page, pack, twice.run(page, cut), None)

    parse_sent, parse_whole, match, match_twice, all_of_it, cutting = side_by_side(
        lambda: BeautifulSoup(sent, "lxml"),
        lambda: BeautifulSoup(whole, "lxml"),
        engine,
        engine_twice,
        lambda: check(read_html(sent, language="en"), rules),
        lambda: [sentences(place, block.text) for place, block in enumerate(page.blocks)],
    )
    print(f"{pack.name} {pack.version}: {len(pack.rules)} rules, {len(matcher.reader.patterns)} patterns; "
          f"page: {page.characters} characters, {len(page.blocks)} blocks, {len(cut)} sentences; medians of {RUNS} runs")
    print(f"{'BeautifulSoup parses the page as a site sends it':52}{parse_whole * 1000:9.2f} ms  ({len(whole)} bytes)")
    print(f"{'BeautifulSoup parses the page as the extension sends it':52}{parse_sent * 1000:9.2f} ms  ({len(sent)} bytes)")
    print(f"{'normalising and sentences':52}{cutting * 1000:9.2f} ms")
    print(f"{'matching and judging':52}{match * 1000:9.2f} ms   {match / parse_whole:6.2f} of parsing the site's page, "
          f"{match / parse_sent:.2f} of parsing the extension's")
    print(f"{'the same with twice the rules':52}{match_twice * 1000:9.2f} ms   {match_twice / match:6.2f} of the pack alone")
    print(f"{'the whole check of what the extension sends':52}{all_of_it * 1000:9.2f} ms")


if __name__ == "__main__":
    main()
