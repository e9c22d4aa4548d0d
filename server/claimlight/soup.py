"""HTML to a tree, with BeautifulSoup on lxml: any string is read, in bounded time, and nothing is lost unsaid."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.builder import LXMLTreeBuilder
from lxml import etree

#: More tags than this are not read. A page of 100,000 blocks, each with a link, has 400,000.
MAX_TAGS = 400_000
#: The parser compares an end tag with every open element; this many comparisons take about two seconds.
MAX_COMPARISONS = 1_500_000_000

_PORTION = 16_384
_SURROGATE = re.compile("[\ud800-\udfff]")
_XML_DECLARATION = re.compile(r"<\?xml\b[^<>]*>", re.IGNORECASE)


class _Builder(LXMLTreeBuilder):
    """BeautifulSoup's own builder, but for a parser without limits of size and with one of work."""

    truncated = False

    def parser_for(self, encoding: str | None) -> etree.HTMLParser:
        return etree.HTMLParser(target=self, recover=True, huge_tree=True, encoding=encoding)

    def prepare_markup(self, markup: str, *_: object, **__: object) -> Iterator[tuple[str, None, None, bool]]:
        yield markup, None, None, False

    def feed(self, markup: str) -> None:
        closings = markup.count("</")
        if closings * markup.count("<") < MAX_COMPARISONS:
            super().feed(markup)
            return
        self.parser = self.parser_for(None)
        work = 0
        for start in range(0, len(markup), _PORTION):
            portion = markup[start:start + _PORTION]
            self.parser.feed(portion)
            work += portion.count("</") * len(self.soup.tagStack)
            if work > MAX_COMPARISONS:
                self.truncated = True
                break
        self.parser.close()


def _cut(html: str) -> str:
    """The part of a text before its tag number `MAX_TAGS`."""
    for count, match in enumerate(re.finditer("<", html)):
        if count == MAX_TAGS:
            return html[:match.start()]
    return html


def parse(html: str) -> tuple[BeautifulSoup, bool]:
    """Parse HTML.

    In: any string. Out: its tree, and whether a part was left out because it holds more than `MAX_TAGS` tags or is
    nested too deeply to be read in time. Lone surrogates become U+FFFD, one for one; line ends and entities are what
    HTML makes of them. Raises nothing.
    """
    html = _SURROGATE.sub("\ufffd", html.removeprefix("\ufeff"))
    html = _XML_DECLARATION.sub("", html)  # it would announce an encoding that the string no longer has
    kept = _cut(html) if html.count("<") > MAX_TAGS else html
    if "<" not in kept:
        kept = f"<p>{kept}</p>" if kept.strip() else ""
    builder = _Builder(multi_valued_attributes=None, string_containers={}, store_line_numbers=False)
    soup = BeautifulSoup(kept, builder=builder)
    return soup, builder.truncated or len(kept) < len(html)
