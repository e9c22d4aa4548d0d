"""`make bench`: what a check costs beside parsing the same page with BeautifulSoup, both measured in one run.

Each figure is the median of several runs, taken in turn, of the processor's time, and the ratio is the one to quote: the
machine's own speed drops out of it.
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


def whole_site(lines: list[str]) -> str:
    """The same sentences inside what a clinic's site puts around them.

    After what page builders write: a head with meta tags, styles, scripts and structured data; a menu that stands there
    twice, for wide and for narrow screens; icons drawn inline; a picture with its sizes to each third sentence; a form; a
    footer. It comes to some 250 kilobytes and 2,400 elements for 13,000 characters of text.
    """
    style = "".join(f".e-{n}{{--display:flex;--padding-top:{n}px;--background-transition:0.3s}}" for n in range(400))
    data = ",".join(f'{{"@type":"Question","name":"Question {n}","acceptedAnswer":{{"@type":"Answer","text":"Answer"}}}}' for n in range(60))
    head = (
        "".join(f'<meta property="og:tag{n}" content="Value {n}">' for n in range(40))
        + "".join(f'<link rel="stylesheet" id="style-{n}-css" href="/wp-content/plugins/p{n}/style.min.css?ver=6.4" media="all">' for n in range(40))
        + "".join(f'<script src="/wp-content/plugins/p{n}/script.min.js?ver=6.4" id="script-{n}-js" defer></script>' for n in range(40))
        + f"<style>{style}</style><script type='application/ld+json'>[{data}]</script>"
    )
    icon = (
        '<svg class="e-font-icon-svg" viewBox="0 0 448 512" xmlns="http://www.w3.org/2000/svg"><path d="M438.6 105.4c12.5 12.5 12.5 '
        '32.8 0 45.3l-256 256c-12.5 12.5-32.8 12.5-45.3 0l-128-128z"></path></svg>'
    )
    menu = "".join(
        f'<li class="menu-item menu-item-type-post_type menu-item-{n}"><a href="/treatments/{n}/" class="elementor-sub-item" tabindex="-1">{icon}</a></li>'
        for n in range(60)
    )
    menus = f'<nav class="elementor-nav-menu--main" aria-label="Menu"><ul id="menu-1">{menu}</ul></nav><nav aria-hidden="true"><ul id="menu-2">{menu}</ul></nav>'
    sizes = ", ".join(f"/wp-content/uploads/2024/01/picture-{width}x{width}.jpg {width}w" for width in (150, 300, 600, 768, 1024, 1536, 2048))
    picture = (
        '<div class="elementor-element elementor-widget elementor-widget-image"><div class="elementor-widget-container">'
        f'<img decoding="async" width="1024" height="683" src="/picture.jpg" srcset="{sizes}" sizes="(max-width: 1024px) 100vw, 1024px"></div></div>'
    )
    fields = "".join(f'<div class="elementor-field-group"><input size="1" type="text" name="form_fields[{n}]" class="elementor-field"></div>' for n in range(10))
    page = clinic_page(lines)
    opening, _, body = page.partition("</head><body>")
    parts = body.split('<div class="elementor-element elementor-element-')
    body = "".join(
        ('<div class="elementor-element elementor-element-' if n else "") + part + (picture if n % 3 == 0 else icon) for n, part in enumerate(parts)
    )
    return f"{opening}{head}</head><body>{menus}{body}<form>{fields}</form><footer><ul>{menu}</ul></footer></body></html>"


def side_by_side(*ways: Callable[[], object]) -> list[float]:
    """Median seconds of the processor for each way, run in turn."""
    times: list[list[float]] = [[] for _ in ways]
    for way in ways:
        way()
    for _ in range(RUNS):
        for kept, way in zip(times, ways):
            start = time.process_time()
            way()
            kept.append(time.process_time() - start)
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
    pack = next(pack for pack in rules.packs if pack.name == "regenerative-en")
    lines = promotional_sentences()
    sent, lean, whole = corpus.as_html(lines), clinic_page(lines), whole_site(lines)
    page = read_html(sent, language="en")
    cut = [sentence for place, block in enumerate(page.blocks) for sentence in sentences(place, block.text)]
    matcher, twice = Matcher(pack), Matcher(doubled(pack))

    parse_sent, parse_lean, parse_whole, cutting, match, match_twice, all_of_it = side_by_side(
        lambda: BeautifulSoup(sent, "lxml"),
        lambda: BeautifulSoup(lean, "lxml"),
        lambda: BeautifulSoup(whole, "lxml"),
        lambda: [sentences(place, block.text) for place, block in enumerate(page.blocks)],
        lambda: judge(page, pack, matcher.run(page, cut), None),
        lambda: judge(page, pack, twice.run(page, cut), None),
        lambda: check(read_html(sent, language="en"), rules),
    )
    readings, _ = matcher.reader.read_all(cut)
    print(f"{pack.name} {pack.version}: {len(pack.rules)} rules, {len(matcher.reader.patterns)} patterns; "
          f"page: {page.characters} characters, {len(page.blocks)} blocks, {len(cut)} sentences; medians of {RUNS} runs")
    print(f"patterns that are worth trying in a sentence: {sum(len(reading.awake) for reading in readings) / len(cut):.1f}")
    for words, seconds, size in (
        ("BeautifulSoup parses the page of a whole site", parse_whole, len(whole)),
        ("BeautifulSoup parses its text in a page builder's markup", parse_lean, len(lean)),
        ("BeautifulSoup parses it as the extension sends it", parse_sent, len(sent)),
    ):
        print(f"{words:57}{seconds * 1000:9.2f} ms  ({size} bytes)")
    print(f"{'normalising and sentences':57}{cutting * 1000:9.2f} ms")
    print(f"{'matching and judging':57}{match * 1000:9.2f} ms  {match / parse_whole:.2f} of parsing the whole site's page, "
          f"{match / parse_lean:.2f} of the page builder's, {match / parse_sent:.2f} of the extension's")
    print(f"{'the same with twice the rules':57}{match_twice * 1000:9.2f} ms  {match_twice / match:.2f} of the pack alone")
    print(f"{'the whole check of what the extension sends':57}{all_of_it * 1000:9.2f} ms")


if __name__ == "__main__":
    main()
