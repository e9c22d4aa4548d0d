"""Where a sentence stands: its section, the line that leads into its list, and which treatment is in view."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..model import Block, Page
from .reading import Reading

#: How far back a treatment that was named stays in view, in sentences.
MEMORY = 4
#: A page is about a treatment when its title or opening names it, or this many sentences, or this share of them, do.
PAGE_SENTENCES = 3
PAGE_SHARE = 0.03
OPENING = 3

_LONGEST_ITEM = 160
_MOST_ITEMS = 25
_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_ENDS = re.compile(r"[.!?\u2026][\"')\]]*$")


@dataclass(frozen=True, slots=True)
class Place:
    """What the page around a sentence tells.

    `leads` are positions of blocks that may lead into this one, nearest first: the line before its list, the heading
    above it, and, where a page has no list markup, the short line with a colon before it. `view` says how near the
    treatment is: `sentence`, `near`, `page` or an empty string. `elsewhere` says that another treatment was named last.
    """

    leads: tuple[int, ...]
    view: str
    elsewhere: bool


def shown(block: Block) -> str:
    """A block's text without what stands unseen at its ends."""
    return block.text.strip().strip(_UNSEEN).strip()


def is_short(block: Block) -> bool:
    """A line that is no full sentence, as headings, list items and labels are."""
    text = shown(block)
    return len(text) <= _LONGEST_ITEM and not _ENDS.search(text)


def leads(page: Page) -> list[tuple[int, ...]]:
    """For each block the positions of the blocks that may lead into it."""
    found: list[tuple[int, ...]] = []
    colon: int | None = None
    style = False
    items = 0
    run: list[int] = []
    for position, block in enumerate(page.blocks):
        if block.pictured:
            found.append(block.section[-1:])
            continue
        text = shown(block)
        mine = [] if block.lead_in is None else [block.lead_in]
        short = is_short(block)
        if block.heading or not text:
            colon = None
        elif colon is not None:
            ended = bool(_ENDS.search(text))
            if items == 0:
                style = ended
            if len(text) > _LONGEST_ITEM or items >= _MOST_ITEMS or (ended != style):
                colon = None
            else:
                items += 1
                mine.append(colon)
        if block.section and (short or block.lead_in is not None):
            mine.append(block.section[-1])
        if short and not block.heading:
            mine += [place for place in reversed(run) if place not in mine]
            run = (run + [position])[-_MOST_ITEMS:]
        else:
            run = [position] if short else []
        if text.endswith(":") and not block.heading:
            colon, items = position, 0
        found.append(tuple(dict.fromkeys(place for place in mine if place < position)))
    return found


def names_a_subject(reading: Reading, subjects: int, other: int) -> bool:
    """Whether a sentence names a subject by itself: "plant stem cells" is another treatment's name, in which one only occurs."""
    if not reading.holds(subjects) or not reading.holds(other):
        return reading.holds(subjects)
    others = [(start, end) for start, end, lexicon in reading.found if other >> lexicon & 1]
    return any(
        subjects >> lexicon & 1 and not any(first <= start and end <= last for first, last in others)
        for start, end, lexicon in reading.found
    )


def places(page: Page, readings: list[Reading], subjects: int, other: int) -> list[Place]:
    """The place of each sentence. `subjects` has the bits of the subjects' lexicons, `other` that of other treatments."""
    led = leads(page)
    here = [names_a_subject(reading, subjects, other) for reading in readings]
    there = [reading.holds(other) for reading in readings]
    by_block: dict[int, list[int]] = {}
    for number, reading in enumerate(readings):
        by_block.setdefault(reading.sentence.block, []).append(number)
    total = sum(here)
    about = total >= PAGE_SENTENCES or any(here[:OPENING]) or (total > 0 and total >= PAGE_SHARE * len(readings))
    result = []
    for number, reading in enumerate(readings):
        block = page.blocks[reading.sentence.block]
        around = [*block.section[-2:], *led[reading.sentence.block][:2]]
        context = [place for position in around for place in by_block.get(position, ())]
        recent = range(max(0, number - MEMORY), number)
        if here[number]:
            view = "sentence"
        elif any(here[place] for place in context) or any(here[place] for place in recent):
            view = "near"
        else:
            view = "page" if about else ""
        last_here = max((place for place in (*recent, number) if here[place]), default=-1)
        last_there = max((place for place in (*recent, number) if there[place]), default=-1)
        result.append(Place(led[reading.sentence.block], view, there[number] and not here[number] or last_there > last_here))
    return result
