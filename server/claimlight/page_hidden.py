"""What of a page's tree the reader sees, what is folded away behind a button, and what cannot be read as text."""

from __future__ import annotations

import re
from collections import Counter
from typing import Literal

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

Sight = Literal["see", "fold", "skip"]

_NEVER = frozenset(
    "script style noscript template title meta link base input textarea select option optgroup datalist output progress "
    "meter audio video map svg math rp noframes noembed param track".split()
)
_UNREAD = {
    "iframe": ("embedded frame", "embedded frames"),
    "frame": ("embedded frame", "embedded frames"),
    "canvas": ("drawing", "drawings"),
    "object": ("embedded document", "embedded documents"),
    "embed": ("embedded document", "embedded documents"),
}
_FIELDS = frozenset(("textbox", "searchbox", "combobox", "listbox"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_MENUS = frozenset(("nav", "dialog"))
_MENU_ROLES = frozenset(("navigation", "menu", "menubar", "dialog", "alertdialog", "tooltip"))
_OUT_OF_SIGHT = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|content-visibility\s*:\s*hidden)", re.IGNORECASE
)
_SMALL = frozenset(("0", "1", "0px", "1px"))
_LOOKED_AT = 50  # elements before a panel that are searched for its button


def _is_closed(tag: Tag) -> bool:
    """Whether the element is a button or tab that would open something."""
    attributes = tag.attrs
    if attributes.get("aria-expanded") == "false":
        return attributes.get("aria-haspopup", "false") == "false"
    return attributes.get("role") == "tab" and attributes.get("aria-selected") == "false"


class Hidden:
    """What was learnt of a tree in one pass over it, and the judgement on each of its elements."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self.language = ""
        self.title = ""
        self.holds_heading: set[int] = set()
        self._openers: set[str] = set()
        self._unread: Counter[tuple[str, str]] = Counter()
        element = soup.contents[0] if soup.contents else None
        while element is not None:
            if isinstance(element, Tag):
                self._learn(element)
            element = element.next_element

    def _learn(self, tag: Tag) -> None:
        name, attributes = tag.name, tag.attrs
        if name in _HEADINGS or attributes.get("role") == "heading":
            parent = tag.parent
            while parent is not None and id(parent) not in self.holds_heading:
                self.holds_heading.add(id(parent))
                parent = parent.parent
        elif name == "html" and not self.language:
            self.language = str(attributes.get("lang") or attributes.get("xml:lang") or "").strip()
        elif name == "title" and not self.title and (tag.parent is None or tag.parent.name != "svg"):
            self.title = " ".join("".join(node for node in tag.contents if isinstance(node, NavigableString)).split())
        if "aria-controls" in attributes and _is_closed(tag):
            self._openers.update(str(attributes["aria-controls"]).split())

    @property
    def unread(self) -> tuple[str, ...]:
        """What was met that holds no text to read, in plain words."""
        return tuple(f"{count} {names[count > 1]}" for names, count in self._unread.items())

    def judge(self, tag: Tag, in_heading: bool) -> Sight:
        """Say whether an element is seen, folded away, or not to be read. `in_heading`: it is part of a heading."""
        name, attributes = tag.name, tag.attrs
        if name in _NEVER:
            return "skip"
        if name in _UNREAD:
            tiny = attributes.get("width") in _SMALL or attributes.get("height") in _SMALL
            if not (tiny or self._is_hidden(tag)):
                self._unread[_UNREAD[name]] += 1
            return "skip"
        if name == "button" and not (in_heading or "aria-expanded" in attributes):
            return "skip"
        if not attributes:
            return "skip" if name == "dialog" else "see"
        if str(attributes.get("contenteditable", "false")).lower() != "false" or attributes.get("role") in _FIELDS:
            return "skip"
        if name == "dialog" and "open" not in attributes:
            return "skip"
        if not self._is_hidden(tag):
            return "see"
        return "fold" if self._has_opener(tag) else "skip"

    @staticmethod
    def _is_hidden(tag: Tag) -> bool:
        attributes = tag.attrs
        if "hidden" in attributes or _OUT_OF_SIGHT.search(str(attributes.get("style", ""))):
            return True
        return attributes.get("aria-hidden") == "true" and tag.name not in ("html", "body", "main")

    def _has_opener(self, panel: Tag) -> bool:
        """Whether the page itself offers to unfold this element; menus and dialogs do not count."""
        if panel.name in _MENUS or panel.attrs.get("role") in _MENU_ROLES:
            return False
        if panel.attrs.get("id") in self._openers or panel.attrs.get("hidden") == "until-found":
            return True
        before = panel.previous_sibling
        while before is not None and not isinstance(before, Tag):
            before = before.previous_sibling
        if before is None:
            return False
        element, end = before, panel
        for _ in range(_LOOKED_AT):
            if isinstance(element, Tag) and _is_closed(element):
                return True
            element = element.next_element
            if element is None or element is end:
                break
        return False
