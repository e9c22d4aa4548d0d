"""The blocks of a page's tree: one heading, paragraph, list item or cell, in order, with what leads into it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from .page_hidden import Hidden

#: More blocks, or more characters in all of them, are not read.
MAX_BLOCKS = 100_000
MAX_CHARACTERS = 5_000_000

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big button cite code data del dfn em font i img ins kbd label mark nobr picture q rb rt rtc "
    "ruby s samp small source span strike strong sub sup time tt u var wbr".split()
)
_NAMED = frozenset("h1 h2 h3 h4 h5 h6 p li td th dt dd blockquote figcaption caption summary".split())
_CELLS = frozenset(("li", "td", "th", "dd", "dt", "figcaption"))
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_KEEPS_LINES = frozenset(("pre", "listing", "plaintext", "xmp"))
_DISPLAY = re.compile(r"(?:^|;)\s*display\s*:\s*([a-z-]+)", re.IGNORECASE)
_WHITE = re.compile("[ \t\n\r\f]+")
_NUMBER = re.compile("[0-9]{1,9}")
_SPAN = re.compile("[1-9][0-9]?")
_COLUMNS = 1_000  # cells of a row whose spans are counted


class Lead:
    """What surrounds a block and may lead into it: a list, a list of terms or a row of a table, inside another."""

    __slots__ = ("kind", "outer", "line", "term", "cells", "headers")

    def __init__(self, kind: str, outer: Lead | None, line: Draft | None) -> None:
        self.kind = kind  # list, terms, table or row
        self.outer = outer
        self.line = line  # the block that leads into a list
        self.term: Draft | None = None  # the last term of a list of terms
        self.cells: list[Cell] = []  # of a row
        self.headers: list[Cell] = []  # of a table: its last row of headers


class Cell(NamedTuple):
    """A cell of a row with the blocks in it."""

    header: bool
    drafts: list[Draft]


@dataclass(slots=True, eq=False)
class Draft:
    """A block under way. An `exact` one is an element with a number, whose text stays as it was sent; a `pictured` one
    is a picture's description, which leads into nothing."""

    tag: str
    heading: int
    folded: bool
    around: Lead | None
    exact: bool = False
    number: int | None = None
    keeps_lines: bool = False
    pieces: list[str | None] = field(default_factory=list)  # None is a <br>
    length: int = 0  # of the pieces, before white space is collapsed
    blank: bool = True
    lead: Draft | None = None
    pictured: bool = False

    def text(self) -> str:
        """The block's text: as sent, or with white space as a reader sees it."""
        if self.exact:
            return "".join(piece for piece in self.pieces if piece)
        lines, line = [], []
        for piece in (*self.pieces, None):
            if piece is None:
                lines.append(_WHITE.sub(" ", "".join(line)).strip(" "))
                line = []
            elif self.keeps_lines:
                *whole, rest = piece.split("\n")
                for part in whole:
                    lines.append(_WHITE.sub(" ", "".join([*line, part])).strip(" "))
                    line = []
                line.append(rest)
            else:
                line.append(piece)
        return "\n".join(lines).strip("\n")


@dataclass(frozen=True, slots=True)
class Around:
    """What holds inside an element: the kind of block its words would be, and where they stand."""

    tag: str = "div"
    heading: int = 0
    folded: bool = False
    exact: Draft | None = None
    keeps_lines: bool = False
    lead: Lead | None = None
    summary: Tag | None = None  # directly inside a closed <details>: the one part that is not folded away


_BEGINS_LIST = re.compile(r"[:\uff1a][\"')\u201d\u2019\s]*\Z")
_SAYS_SO = re.compile(r"\b(?:following|as follows|below|these|such as|includ(?:e|es|ing))\b", re.IGNORECASE)
_LINE_WORDS = 12  # at most, in a line without a stop
_SENTENCE_WORDS = 30  # at most, in a sentence that says that a list follows
_WORDS = re.compile(r"[^\W\d_]{2}")
_ICON = 40  # pixels; a smaller picture is an icon, a line or a pixel that counts visitors
_LINE_LENGTH = 1_000  # characters of a line that is looked at, with its white space


def introduces(text: str) -> bool:
    """Say whether a line leads into the list behind it: it ends in a colon, is a short line without a stop, or says so."""
    text = text.strip()
    if _BEGINS_LIST.search(text):
        return True
    words = len(text.split())
    if not text.endswith((".", "!", "?", ";", "\u2026", "\u3002")):
        return words <= _LINE_WORDS
    return words <= _SENTENCE_WORDS and _SAYS_SO.search(text) is not None


def description(tag: Tag) -> str:
    """What a picture's author says is on it; empty when it is no picture, has no description in words, or is an icon."""
    role = tag.attrs.get("role")
    said = tag.attrs.get("aria-label") if role == "img" else tag.attrs.get("alt") if tag.name == "img" else None
    if not said or role in ("presentation", "none") or not _WORDS.search(said):
        return ""
    sizes = (str(tag.attrs.get(side, "")).strip().removesuffix("px") for side in ("width", "height"))
    return "" if any(size.isdigit() and int(size) < _ICON for size in sizes) else said


class Blocks:
    """One walk over a tree; nesting is held on a list, so that its depth does not matter."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self.drafts: list[Draft] = []
        self.truncated = False
        self.hidden = Hidden(soup)
        self._open: Draft | None = None
        self._last: Draft | None = None
        self._characters = 0
        self._pictures: list[tuple[str, Around]] = []
        self._walk(soup)
        self._close()

    def _walk(self, soup: BeautifulSoup) -> None:
        """Meet every element and text in order. Kept per level: what is left of it, what holds in it and around it."""
        outermost = Around()
        stack: list[tuple[Iterator[PageElement], Around, Around, bool]] = [(iter(soup.contents), outermost, outermost, True)]
        while stack and not self.truncated:
            children, inside, outside, block = stack[-1]
            for node in children:
                if isinstance(node, Tag):
                    entered = self._enter(node, inside)
                    if entered is not None:
                        stack.append((iter(node.contents), entered[0], inside, entered[1]))
                        break
                elif not isinstance(node, PreformattedString):
                    self._add(node, inside)
            else:
                stack.pop()
                if block:
                    self._close()
                if inside.lead is not outside.lead and inside.lead is not None and inside.lead.kind == "row":
                    _lead_into_cells(inside.lead)

    def _close(self) -> None:
        """The block ends here; the pictures in it come after it, each a block of what its author says is on it."""
        self._open = None
        pictures, self._pictures = self._pictures, []
        for said, around in pictures:
            self._open = self._begin(Draft("p", 0, around.folded, around.lead, pictured=True))
            self._add(NavigableString(said), around)
            self._open = None

    def _enter(self, tag: Tag, outer: Around) -> tuple[Around, bool] | None:
        """Step into an element: what holds inside it and whether it is a block, or None when its words are not read."""
        name, attributes = tag.name, tag.attrs
        if name == "br":
            if outer.exact is None and self._open is not None:
                self._open.pieces.append(None)
                self._open.length += 1
            return None
        sight = self.hidden.judge(tag, outer.heading > 0 or outer.tag == "summary")
        if sight == "skip":
            return None
        folded = outer.folded or sight == "fold" or "data-folded" in attributes
        said = "" if outer.exact else description(tag)
        if said:
            self._pictures.append((said, replace(outer, folded=folded)))
        if outer.summary is not None:
            folded = sight == "fold" if tag is outer.summary else True
        numbered = "data-b" in attributes
        block = numbered or folded != outer.folded or self._is_block(tag)
        if not block:
            return (replace(outer, summary=None, folded=folded) if outer.summary is not None else outer), False
        self._close()
        inner = self._place(tag, outer, folded)
        if numbered:
            inner = replace(inner, exact=self._numbered(tag, inner))
        return inner, True

    @staticmethod
    def _is_block(tag: Tag) -> bool:
        style = tag.attrs.get("style")
        display = _DISPLAY.search(style) if style else None
        if display:
            return not display[1].lower().startswith(("inline", "contents", "ruby"))
        return tag.name not in _INLINE and "-" not in tag.name or tag.attrs.get("role") == "heading"

    def _place(self, tag: Tag, outer: Around, folded: bool) -> Around:
        """What holds inside a block element."""
        name, kind, heading, lead = tag.name, outer.tag, outer.heading, outer.lead
        level = _HEADINGS.get(name, 0)
        if tag.attrs.get("role") == "heading":
            stated = str(tag.attrs.get("aria-level", "2")).strip()
            level = int(stated) if stated in ("1", "2", "3", "4", "5", "6") else level
        if level:
            kind, heading = f"h{level}", level
        elif name in ("ul", "ol", "menu"):
            kind, lead = "div", Lead("list", lead, self._line_before(lead))
        elif name == "dl":
            kind, lead = "div", Lead("terms", lead, self._line_before(lead))
        elif name == "table":
            kind, lead = "div", Lead("table", lead, None)
        elif name == "tr":
            kind = "div"
            if lead is not None and lead.kind == "table":
                lead = Lead("row", lead, None)
        elif name == "li" and id(tag) in self.hidden.holds_heading:
            # A card: its list is only layout.
            kind = "div"
            if lead is not None and lead.kind == "list":
                lead = lead.outer
        elif name in _NAMED and not (name == "p" and kind in _CELLS):
            kind = "p" if name == "blockquote" else name
            if name in ("td", "th") and lead is not None and lead.kind == "row":
                lead.cells.append(Cell(name == "th", []))
                spanned = str(tag.attrs.get("colspan", ""))
                if _SPAN.fullmatch(spanned) and len(lead.cells) < _COLUMNS:
                    lead.cells += [Cell(name == "th", []) for _ in range(int(spanned) - 1)]
        summary = None
        if name == "details" and "open" not in tag.attrs:
            summary = next((child for child in tag.contents if isinstance(child, Tag) and child.name == "summary"), tag)
        keeps_lines = outer.keeps_lines or name in _KEEPS_LINES
        return Around(kind, heading, folded or summary is not None, outer.exact, keeps_lines, lead, summary)

    def _line_before(self, around: Lead | None) -> Draft | None:
        """The block that leads into a list that begins here."""
        last = self._last
        inside_list = around is not None and around.kind in ("list", "terms")
        if last is not None and last.around is around:
            if inside_list or last.heading or (last.length <= _LINE_LENGTH and introduces(last.text())):
                return last
        return around.line if inside_list else None

    def _numbered(self, tag: Tag, inner: Around) -> Draft:
        stated = str(tag.attrs["data-b"]).strip()
        number = int(stated) if _NUMBER.fullmatch(stated) else None
        heading = _HEADINGS.get(inner.tag, 0)
        kind = inner.tag if heading else tag.name
        pictured = "data-alt" in tag.attrs
        return self._begin(Draft(kind, heading, inner.folded, inner.lead, exact=True, number=number, pictured=pictured))

    def _begin(self, draft: Draft) -> Draft:
        if len(self.drafts) == MAX_BLOCKS:
            self.truncated = True
            return draft
        self.drafts.append(draft)
        around = draft.around
        if around is None or draft.heading:
            return draft
        if around.kind == "row" and around.cells:
            around.cells[-1].drafts.append(draft)
        elif around.kind == "terms" and draft.tag != "dt":
            draft.lead = around.term or around.line
        elif around.kind in ("list", "terms"):
            draft.lead = around.line
        return draft

    def _add(self, words: NavigableString, around: Around) -> None:
        draft = around.exact or self._open
        blank = words.isspace()
        if draft is None:
            if blank:
                return
            draft = self._open = self._begin(
                Draft(around.tag, around.heading, around.folded, around.lead, keeps_lines=around.keeps_lines)
            )
        room = MAX_CHARACTERS - self._characters
        if len(words) > room:
            self.truncated = True
        draft.pieces.append(words[:room])
        draft.length += len(words)
        self._characters += len(words)
        if not blank and draft.blank:
            draft.blank = False
            self._last = self._last if draft.pictured else draft
            if draft.tag == "dt" and draft.around is not None and draft.around.kind == "terms":
                draft.around.term = draft


def _lead_into_cells(row: Lead) -> None:
    """At the end of a row: remember it when it holds headers, else let each cell be led into by its column's header."""
    table = row.outer
    cells = row.cells
    if table is None or not cells:
        return
    if all(cell.header for cell in cells):
        if not table.headers or len(cells) > 1:
            table.headers = cells
        return
    # One header less than cells: the corner above the row's own headers is empty and was not sent.
    shift = len(cells) - len(table.headers)
    if shift not in (0, 1):
        return
    for cell, header in zip(cells[shift:], table.headers, strict=True):
        for draft in cell.drafts:
            draft.lead = next((line for line in header.drafts if not line.blank), None)
