"""What a person pasted, or keeps in a file, as a Page: HTML as it is, plain text by its blank lines and bullets."""

from __future__ import annotations

import re
from html import escape

from .model import Page
from .page import read_html

_TAG = re.compile(
    r"<(!doctype|html|head|body|main|article|section|header|footer|nav|div|p|h[1-6]|ul|ol|li|table|tr|td|br|span|a|b|"
    r"strong|em|i|blockquote|details)(\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_BULLET = re.compile(r"\s*(?:[-*\u2022\u00b7\u2013]\s+|\d{1,2}[.)]\s+)")
_SURROGATE = re.compile("[\ud800-\udfff]")


def without_surrogates(text: str) -> str:
    """Replace each half of a broken pair, one for one, so that offsets stay right and the text can be sent."""
    return _SURROGATE.sub("\ufffd", text)


def looks_like_html(text: str) -> bool:
    """Say whether the text holds tags of a page's body; a stray `<` in a sentence is not enough."""
    return _TAG.search(text) is not None


def text_as_html(text: str) -> str:
    """Turn plain text into HTML: blank lines part paragraphs, lines that begin with a bullet become a list."""
    parts: list[str] = []
    paragraph: list[str] = []
    items: list[str] = []

    def close() -> None:
        if paragraph:
            parts.append("<p>" + escape(" ".join(paragraph)) + "</p>")
        if items:
            parts.append("<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>")
        paragraph.clear()
        items.clear()

    for line in text.splitlines():
        bullet = _BULLET.match(line)
        if not line.strip():
            close()
        elif bullet:
            if paragraph:
                close()
            items.append(line[bullet.end():].strip())
        elif items:
            items[-1] += " " + line.strip()
        else:
            paragraph.append(line.strip())
    close()
    return "\n".join(parts)


def read_pasted(text: str, *, url: str = "", title: str = "", language: str = "") -> Page:
    """Read pasted HTML or plain text."""
    text = without_surrogates(text)
    html = text if looks_like_html(text) else text_as_html(text)
    return read_html(html, url=url, title=title, language=language)
