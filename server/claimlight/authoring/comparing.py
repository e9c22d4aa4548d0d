"""What a change of a pack marks and unmarks on real pages, and which version it asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from ..check import check
from ..model import SEVERITIES, Page
from ..packs import Pack, RuleSet
from ..packs.versions import newly_shown, parts
from .shown import count

BUMPS = ("none", "patch", "minor", "major")
_AROUND = 60  # characters before and after the words


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark on a page; `outcome` is `experimental` for what a rule that is tried out would mark."""

    page: str
    block: int
    start: int
    end: int
    rule: str
    category: str
    outcome: str
    severity: str
    words: str
    before: str
    after: str

    @property
    def shadow(self) -> bool:
        return self.outcome == "experimental"

    @property
    def weight(self) -> tuple[int, int]:
        """How strongly it speaks: a claim more than a review, an alert more than a note."""
        return ("experimental", "review", "disclosure", "claim").index(self.outcome), SEVERITIES.index(self.severity)

    @property
    def same(self) -> tuple:
        """What must be equal for nothing to have changed."""
        return self.block, self.start, self.end, self.rule, self.outcome, self.severity


@dataclass(frozen=True, slots=True)
class Change:
    """A mark that came (`old` is None), went (`new` is None), or is another now."""

    old: Mark | None
    new: Mark | None

    @property
    def kind(self) -> str:
        """`marked`, `unmarked` or `changed`; `shadow` when only rules that are tried out are concerned."""
        if all(mark is None or mark.shadow for mark in (self.old, self.new)):
            return "shadow"
        if self.old is None or self.old.shadow:
            return "marked"
        return "unmarked" if self.new is None or self.new.shadow else "changed"

    @property
    def page(self) -> str:
        """The page that it is on."""
        return (self.new or self.old).page

    @property
    def adds(self) -> bool:
        """Whether a reader sees a mark that was not there, or a stronger one."""
        return self.kind == "marked" or self.kind == "changed" and self.new.weight > self.old.weight

    def as_json(self) -> dict:
        return {"kind": self.kind, "old": self.old and asdict(self.old), "new": self.new and asdict(self.new)}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of comparing two versions of a pack on some pages.

    `bump` is the least that the change asks for, `why` says it. `aside` are the files of either side that could not be
    loaded, as in `RuleSet.problems`: what they would mark is missing on that side.
    """

    old: Pack
    new: Pack
    pages: int
    changes: tuple[Change, ...]
    bump: str
    why: tuple[str, ...]
    aside: dict[str, tuple[dict, ...]]

    @property
    def kept(self) -> bool:
        """Whether the new pack's version is raised as far as the change asks."""
        return BUMPS.index(declared(self.old.version, self.new.version)) >= BUMPS.index(self.bump)

    def of_kind(self, kind: str) -> int:
        """How many changes are of a kind."""
        return sum(change.kind == kind for change in self.changes)

    def as_json(self) -> dict:
        return {
            "old": self.old.identity, "new": self.new.identity, "pages": self.pages,
            "marked": self.of_kind("marked"), "unmarked": self.of_kind("unmarked"), "changed": self.of_kind("changed"), "shadow": self.of_kind("shadow"),
            "bump": {"asked": self.bump, "declared": declared(self.old.version, self.new.version), "enough": self.kept, "why": list(self.why)},
            "aside": {side: list(items) for side, items in self.aside.items()},
            "changes": [change.as_json() for change in self.changes],
        }


def declared(old: str, new: str) -> str:
    """Which part of the version was raised; `none` also when it went down."""
    before, after = parts(old), parts(new)
    if after <= before:
        return "none"
    return next(bump for bump, a, b in zip(("major", "minor", "patch"), before, after, strict=True) if a != b)


def marks(name: str, page: Page, rules: RuleSet) -> list[Mark]:
    """All marks on a page, those of rules that are tried out too, in their order."""
    report = check(page, rules)
    text = {block.number: block.text for block in page.blocks}
    found = [
        (mark.block, mark.start, mark.end, mark.rule, mark.category, mark.outcome, mark.severity) for mark in report.highlights
    ] + [
        (page.blocks[trace.block].number, trace.start, trace.end, trace.rule, rules.rules[trace.rule].category, trace.outcome, rules.rules[trace.rule].severity)
        for trace in report.traces if trace.outcome == "experimental"
    ]
    return [
        Mark(name, *place, text[place[0]][place[1] : place[2]], *_around(text[place[0]], place[1], place[2])) for place in sorted(set(found))
    ]


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """Some whole words before and after, with a sign where more was there."""
    before, after = text[:start], text[end:]
    if len(before) > _AROUND:
        before = "…" + before[-_AROUND:].partition(" ")[2]
    if len(after) > _AROUND:
        after = after[:_AROUND].rpartition(" ")[0] + "…"
    return before, after


def compare(old: RuleSet, new: RuleSet, pages: Iterable[tuple[str, Page]]) -> Comparison:
    """Check each page with both rule sets, each of one pack."""
    changes: list[Change] = []
    read = 0
    for name, page in pages:
        read += 1
        changes += _paired(marks(name, page, old), marks(name, page, new))
    before, after = old.packs[0], new.packs[0]
    bump, why = _asked(before, after, changes)
    return Comparison(before, after, read, tuple(changes), bump, why, {"old": old.problems, "new": new.problems})


def _paired(old: list[Mark], new: list[Mark]) -> list[Change]:
    """Marks of one category whose words overlap are one mark that changed."""
    known = {mark.same for mark in old}
    fresh = [mark for mark in new if mark.same not in known]
    kept = {mark.same for mark in new}
    found = []
    for mark in old:
        if mark.same in kept:
            continue
        other = next((one for one in fresh if one.category == mark.category and one.block == mark.block and one.start < mark.end and mark.start < one.end), None)
        if other:
            fresh.remove(other)
        found.append(Change(mark, other))
    found += [Change(None, mark) for mark in fresh]
    return sorted(found, key=lambda change: ((change.new or change.old).block, (change.new or change.old).start))


def _asked(old: Pack, new: Pack, changes: list[Change]) -> tuple[str, tuple[str, ...]]:
    """The least bump, with its reasons: a patch never adds a mark, a minor version may, a major one may change ids."""
    gone = sorted(old.rules.keys() - new.rules.keys())
    if gone:
        return "major", tuple(f"{name} is gone; a retired rule keeps its file and its id" for name in gone)
    adds = [change for change in changes if change.adds]
    why = [f"{name} is shown from now on" for name in newly_shown(old, new)]
    if adds:
        why.append(f"{count(len(adds), 'mark')} new or stronger on these pages")
    if why:
        return "minor", tuple(why)
    if old.sha256 != new.sha256:
        return "patch", ("the files differ, and no mark is new or stronger on these pages",)
    return "none", ("the files are the same",)
