"""HTML to a Page: the pruned page that the extension sends, or a page's raw HTML."""

from __future__ import annotations

import re

from .language import SAMPLE, guess_language
from .model import Block, Page
from .page_blocks import Blocks, Draft
from .soup import parse
from .uncollected import uncollected

_LANGUAGE = re.compile("[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")


def _sections(drafts: list[Draft]) -> list[tuple[int, ...]]:
    """For each block the places of the headings above it, outermost first."""
    sections = []
    above: tuple[int, ...] = ()
    for place, draft in enumerate(drafts):
        if draft.heading:
            above = tuple(heading for heading in above if drafts[heading].heading < draft.heading)
        sections.append(above)
        if draft.heading:
            above = (*above, place)
    return sections


def _numbers(drafts: list[Draft]) -> list[int]:
    """Give each block its number: the one it was sent with, or the next that is free."""
    stated = {draft.number for draft in drafts if draft.number is not None}
    given: set[int] = set()
    numbers, free = [], 0
    for draft in drafts:
        chosen = draft.number
        if chosen is None or chosen in given:
            while free in stated:
                free += 1
            chosen = free
            free += 1
        given.add(chosen)
        numbers.append(chosen)
    return numbers


def _language(stated: str, on_page: str, blocks: tuple[Block, ...]) -> str:
    for tag in (stated.strip(), on_page):
        if _LANGUAGE.fullmatch(tag):
            return tag
    sample, length = [], 0
    for block in blocks:
        sample.append(block.text[:SAMPLE])
        length += len(block.text)
        if length > SAMPLE:
            break
    return guess_language("\n".join(sample))


def read_html(html: str, *, url: str = "", title: str = "", language: str = "") -> Page:
    """Read a page's HTML into its blocks, as the reader sees them.

    In: HTML, any string. An element with a number (`data-b`) is one block, and its text is exactly the element's own,
    without that of numbered elements inside it, so that offsets (code points) are those of the sender. All else is read
    as a browser would show it: white space collapsed, a line break where a <br> stands, hidden parts and form fields
    left out, folded ones marked. A block without a number of its own gets the next free one. `title` and `language`
    are what the sender knows; left out, they are taken from the page, the language in the end from its words.

    Out: the page; `truncated` when it was cut (see `MAX_TAGS`, `MAX_BLOCKS`, `MAX_CHARACTERS`), `unread` names embedded
    frames and the like. Takes time about proportional to the length; raises nothing.
    """
    with uncollected():
        soup, cut = parse(html)
        read = Blocks(soup)
    drafts = [draft for draft in read.drafts if not draft.blank]
    places = {id(draft): place for place, draft in enumerate(drafts)}
    blocks = tuple(
        Block(
            number=given,
            text=draft.text(),
            tag=draft.tag,
            heading=draft.heading,
            folded=draft.folded,
            lead_in=places.get(id(draft.lead)),
            section=section,
            pictured=draft.pictured,
        )
        for draft, given, section in zip(drafts, _numbers(drafts), _sections(drafts), strict=True)
    )
    return Page(
        blocks=blocks,
        url=url,
        title=title or read.hidden.title,
        language=_language(language, read.hidden.language, blocks),
        truncated=cut or read.truncated,
        unread=read.hidden.unread,
    )
