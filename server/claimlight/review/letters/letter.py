"""What a letter holds, as its templates see it; imports nothing of ours."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Terms:
    """What the sender chooses.

    `by` is the day for findings without one of their own that is still to come, `answer` whom to answer, `since` the day of
    the letter before this one.
    """

    today: date
    by: date | None = None
    sender: str = ""
    signature: str = ""
    state: str = "confirmed"
    answer: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A source as the letter lists it; `number` is its place in the list, `url` is empty when it is no web address."""

    number: int
    authority: str
    title: str
    section: str
    date: str
    url: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that a passage met: its name, what it says of a passage, what readers are told and advised to ask."""

    id: str
    title: str
    why: str
    ask: str


@dataclass(slots=True)
class Point:
    """What is to be changed about a passage: one kind of claim, with the rules that saw it and their sources."""

    category: str
    rules: list[Rule] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of the page with its number in the letter; `parts` are (text, whether it is marked)."""

    number: int
    parts: tuple[tuple[str, bool], ...]


@dataclass(slots=True)
class Passage:
    """Sentences that stand together under one heading and have the same points, and the day by which to change them."""

    heading: str
    due: date | None
    quotes: list[Quote]
    points: list[Point]


@dataclass(slots=True)
class Page:
    """A page of the site. `link` is its address when a browser can open it, `read` the day, `unread` what could not be read on it."""

    address: str
    link: str
    title: str
    read: date | None
    unread: list[str]
    passages: list[Passage] = field(default_factory=list)


@dataclass(slots=True)
class OpenQuestion:
    """A question of the checklist, and the pages that leave it open."""

    id: str
    question: str
    pages: list[Page] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Unread:
    """A page of the site that could not be read, and why."""

    address: str
    cause: str


@dataclass(frozen=True, slots=True)
class Before:
    """What became of the passages that were confirmed at the end of a day: changed, left as they are by us, looked at again, as they were."""

    day: date
    count: int
    mended: int
    settled: int
    again: int
    still: int


@dataclass(slots=True)
class Letter:
    """One letter to one site. `lapsed` counts findings whose day is past and that got no other.

    `findings` are the numbers of the cases that it is about, each with the day by which it is to change.
    """

    site: str
    terms: Terms
    pages: list[Page]
    sources: list[Source]
    open_questions: list[OpenQuestion]
    unread: list[Unread]
    before: Before | None = None
    lapsed: int = 0
    findings: dict[int, date | None] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many sentences it quotes."""
        return sum(len(passage.quotes) for page in self.pages for passage in page.passages)

    @property
    def dues(self) -> list[date]:
        """The days by which something is to change, the earliest first."""
        return sorted({passage.due for page in self.pages for passage in page.passages if passage.due})

    @property
    def categories(self) -> list[str]:
        """The kinds of claim that it is about, by name."""
        return sorted({point.category for page in self.pages for passage in page.passages for point in passage.points})
