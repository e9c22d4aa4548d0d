"""What a person pasted, or keeps in a file, as a Page: HTML as it is, plain text by its blank lines and bullets."""

from __future__ import annotations

import re
from html import escape

from bs4.dammit import UnicodeDammit

from .model import Page
from .page import read_html

_TAG = re.compile(
    r"<(!doctype|html|head|body|main|article|section|header|footer|nav|div|p|h[1-6]|ul|ol|li|table|tr|td|br|span|a|b|"
    r"strong|em|i|blockquote|details)(\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_BULLET = re.compile(r"(?:[-*\u2022\u00b7\u2013]\s+|\d{1,2}[.)]\s+)")
_WIDE = 120  # characters; a longer line was not wrapped to fit a window
_SHORT = 90  # characters; a heading is not longer
_SURROGATE = re.compile("[\ud800-\udfff]")


def decode(data: bytes) -> str:
    """Turn a file's bytes into text; a charset that is named wrongly or not at all is guessed."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return UnicodeDammit(data, is_html=True).unicode_markup or data.decode("utf-8", "replace")


def without_surrogates(text: str) -> str:
    """Replace each half of a broken pair, one for one, so that offsets stay right and the text can be sent."""
    return _SURROGATE.sub("\ufffd", text)


def looks_like_html(text: str) -> bool:
    """Say whether the text holds tags of a page's body; a stray `<` in a sentence is not enough."""
    return _TAG.search(text) is not None


def _heading(lines: list[str]) -> bool:
    """Say whether a paragraph stands as a heading: one short line that does not end as a sentence does."""
    return len(lines) == 1 and len(lines[0]) <= _SHORT and lines[0][-1] not in ".!:;,\u2026\"'\u201d\u2019"


def text_as_html(text: str) -> str:
    """Turn plain text into HTML: blank lines part paragraphs, lines that begin with a bullet become a list.

    Where a line is so long that nobody wrapped it, every line is a paragraph of its own. A heading has text below it.
    """
    lines = text.splitlines()
    wrapped = max(map(len, lines), default=0) <= _WIDE
    parts: list[tuple[str, list[str]]] = []
    fresh = True
    for line in map(str.strip, lines):
        bullet = _BULLET.match(line)
        if not line:
            fresh = True
        elif bullet:
            if not parts or parts[-1][0] != "ul":
                parts.append(("ul", []))
            parts[-1][1].append(line[bullet.end():])
            fresh = False
        elif fresh or not wrapped:
            parts.append(("p", [line]))
            fresh = False
        elif parts[-1][0] == "ul":
            parts[-1][1][-1] += " " + line
        else:
            parts[-1][1].append(line)
    out = []
    for place, (kind, kept) in enumerate(parts):
        if kind == "ul":
            out.append("<ul>" + "".join(f"<li>{escape(item)}</li>" for item in kept) + "</ul>")
        else:
            tag = "h2" if place + 1 < len(parts) and _heading(kept) else "p"
            out.append(f"<{tag}>{escape(' '.join(kept))}</{tag}>")
    return "\n".join(out)


def read_pasted(text: str, *, url: str = "", title: str = "", language: str = "") -> Page:
    """Read pasted HTML or plain text."""
    text = without_surrogates(text)
    html = text if looks_like_html(text) else text_as_html(text)
    return read_html(html, url=url, title=title, language=language)
