"""The words of Claimlight as frozen types. Imports nothing of ours.

Offsets are Unicode code points. In a `Block`, a `Highlight` and everything that leaves the service they count in the
block's own text as it was sent; inside the engine, `Sentence` keeps the normalised text and the map back.
"""

from __future__ import annotations

from dataclasses import dataclass, field

CLAIMS = (
    "approval", "exemption", "disease", "effect", "certainty", "safety",
    "evidence", "testimonial", "superiority", "substitution", "suppression", "pressure",
)
DISCLOSURES = ("status", "limits", "variation", "risk", "oversight", "advice", "role", "terms")
SEVERITIES = ("note", "caution", "alert")
CUES = ("negated", "hedged", "attributed", "question", "conditional", "refuted")


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item or cell, as the reader sees it.

    `number` is its `data-b` (or its place in order). `heading` is 1 to 6 for a heading, else 0. `lead_in` is the
    position in `Page.blocks` of the line that leads into the list this item belongs to, else None. `section` holds the
    positions of the headings above it, outermost first. `pictured` says that it is a picture's description.
    """

    number: int
    text: str
    tag: str = "p"
    heading: int = 0
    folded: bool = False
    lead_in: int | None = None
    section: tuple[int, ...] = ()
    pictured: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """What the reader sees, in order. `unread` names what could not be read; `truncated` says that text was cut."""

    blocks: tuple[Block, ...]
    url: str = ""
    title: str = ""
    language: str = ""
    truncated: bool = False
    unread: tuple[str, ...] = ()

    @property
    def characters(self) -> int:
        return sum(len(block.text) for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a block.

    `block` is the position in `Page.blocks`. `text` is the normalised text, `lower` the same with its letters in lower
    case (same length), `offsets[i]` the place of `text[i]` in the block's own text, `ends[i]` the place just after it.
    """

    block: int
    text: str
    lower: str
    offsets: tuple[int, ...]
    ends: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Turn a span of `text` (end exclusive, not empty) into a span of the block's own text."""
        return self.offsets[start], self.ends[end - 1]


@dataclass(frozen=True, slots=True)
class Quote:
    """W3C Web Annotation TextQuoteSelector: the words, with up to 32 characters before and after in the block."""

    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Highlight:
    """A claim or disclosure with its place on the page; the names are those of the API."""

    id: str
    kind: str
    outcome: str
    rule: str
    category: str
    severity: str
    hedged: bool
    confidence: float
    block: int
    start: int
    end: int
    quote: Quote
    title: str
    why: str
    ask: str
    references: tuple[str, ...]
    because: tuple[str, ...]
    fingerprint: str
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """One question of the checklist: answered by the highlights named, or to be asked."""

    id: str
    question: str
    answered: bool
    highlights: tuple[str, ...]
    ask: str


@dataclass(frozen=True, slots=True)
class SetAside:
    """A mark that a site's own decision leaves out: the mark, the line of that entry, why, and until which day (ISO 8601)."""

    mark: Highlight
    line: int
    reason: str
    until: str


@dataclass(frozen=True, slots=True)
class Report:
    """All that a check answers; `web`, `audit` and the command line only turn it into their own form."""

    highlights: tuple[Highlight, ...]
    checklist: tuple[Answer, ...]
    summary: dict
    references: dict
    coverage: dict
    incomplete: tuple[dict, ...]
    made_with: dict
    notice: str
    traces: tuple = field(default=())
    set_aside: tuple[SetAside, ...] = ()
