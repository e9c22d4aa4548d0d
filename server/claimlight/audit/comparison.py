"""What changed between two runs, finding by finding.

A finding is the same when its fingerprint is (rule, sentence, what it stands under), wherever on the page it moved. One
whose sentence was edited is linked to what it was: same page, same rule, the most alike sentence (rapidfuzz).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from rapidfuzz import fuzz, process

#: How alike two sentences must be, from 0 to 100, to be one that was edited.
ALIKE = 60.0


class Comparable(Protocol):
    """What is compared."""

    address: str
    site: str
    rule: str
    fingerprint: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Change:
    """`state` is new, unchanged, changed (the sentence was edited), gone, or unread (its page was not read again)."""

    state: str
    before: Comparable | None
    after: Comparable | None


def compare(before: Sequence[Comparable], after: Sequence[Comparable], read: set[str], asked: set[str] | None = None) -> list[Change]:
    """Compare the findings of two runs; `read` are the addresses that the later run read, `asked` those that it asked for,
    or None for one that looked through whole sites.

    Out: one change for each finding of the later run, in its order, then what is gone or unread. Each finding is
    linked at most once; equal fingerprints first on the page itself, then elsewhere on the site. What stands on a page that
    the later run did not ask for has not moved: it may still stand there.
    """
    linked: dict[int, tuple[str, Comparable]] = {}
    left = _pair(list(before), after, linked, lambda item: (item.address, item.fingerprint))
    elsewhere = [] if asked is None else [item for item in left if item.address not in asked]
    left = _pair([item for item in left if asked is None or item.address in asked], after, linked, lambda item: (item.site, item.fingerprint))
    left = _edited(left, after, linked) + elsewhere
    changes = [Change(linked[place][0], linked[place][1], item) if place in linked else Change("new", None, item) for place, item in enumerate(after)]
    return changes + [Change("gone" if item.address in read else "unread", item, None) for item in left]


def _pair(before: list, after: Sequence, linked: dict, key) -> list:  # noqa: ANN001
    """Link those that are the same by a key; out: what is left of the earlier ones."""
    waiting = defaultdict(list)
    for item in before:
        waiting[key(item)].append(item)
    for place, item in enumerate(after):
        if place not in linked and waiting.get(key(item)):
            linked[place] = "unchanged", waiting[key(item)].pop(0)
    kept = {id(item) for items in waiting.values() for item in items}
    return [item for item in before if id(item) in kept]


def _edited(before: list, after: Sequence, linked: dict) -> list:
    """Link sentences that were edited, the most alike first; out: what is left of the earlier ones."""
    groups: dict[tuple[str, str], list] = defaultdict(list)
    for item in before:
        groups[item.address, item.rule].append(item)
    pairs = []
    for place, item in enumerate(after):
        if place not in linked and (group := groups.get((item.address, item.rule))):
            for sentence, score, which in process.extract(
                item.sentence, [old.sentence for old in group], scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE, limit=5
            ):
                pairs.append((score, place, group[which]))
    used: set[int] = set()
    for _, place, old in sorted(pairs, key=lambda pair: -pair[0]):
        if place not in linked and id(old) not in used:
            linked[place] = "changed", old
            used.add(id(old))
    return [item for item in before if id(item) not in used]
