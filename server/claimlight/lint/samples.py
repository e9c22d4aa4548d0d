"""Sentences made from a pattern itself: if not even these are found, no page will ever have one that is."""

from __future__ import annotations

import random
from collections.abc import Iterator

import regex

from ..packs.effort import times
from ..packs.pattern import Item, branches_of
from ..packs.types import Pack, Pattern

TRIES = 40
#: With nothing around it, with words on both sides, on one, and with a word of a lexicon behind it.
_AROUND = ("{0}", "so {0} it", "so {0}", "{0} it", "so {0} {1}")
_LETTERS = "aewost1750 ,.!?:;'\"%$()/&+*=@#-"


def can_be_made(pattern: Pattern) -> bool:
    """Whether sentences can be made from it: not where it looks ahead for something, or refers back."""
    return not regex.search(r"\(\?<?=|\\[1-9gpPkKGR]|\(\?[&(R0-9]|\[\[:", pattern.source)


def samples(pattern: Pattern, pack: Pack) -> Iterator[str]:
    """Sentences that the pattern should match, different each time, the same in every run."""
    branches = branches_of(pattern.source, pack.tags)
    chance = random.Random(pattern.source)
    known = [lexicon.entries[0] for lexicon in pack.lexicons.values()] or ["it"]
    for attempt in range(TRIES):
        made = some(branches, pack, chance, attempt)
        for around in _AROUND:
            yield " ".join(around.format(made, chance.choice(known)).split())


def some(branches: tuple[tuple[Item, ...], ...], pack: Pack, chance: random.Random, attempt: int) -> str:
    """A text that one of the alternatives should match; an odd `attempt` leaves out all that is optional."""
    return "".join(_part(item, pack, chance, attempt) for item in chance.choice(branches))


def _part(item: Item, pack: Pack, chance: random.Random, attempt: int) -> str:
    if not item.width:
        return ""
    least, most = times(item.quantifier)
    # Every other attempt leaves out what can be left out: what is optional often forbids what follows.
    count = least if attempt % 2 or most == least else chance.randint(least, min(most, max(least, 1)))
    return "".join(once(item, pack, chance, attempt) for _ in range(count))


def once(item: Item, pack: Pack, chance: random.Random, attempt: int) -> str:
    """A text that a part should match, whatever its quantifier says."""
    if item.branches:
        return some(item.branches, pack, chance, attempt)
    if item.lexicon:
        return chance.choice(pack.lexicons[item.lexicon].entries)
    if item.plain:
        return item.plain
    source = item.source.removesuffix(item.quantifier) if item.quantifier else item.source
    if source.strip(" ") in ("..", "..."):
        return " "
    if source == ".":
        return chance.choice(" a")
    try:
        return next((letter for letter in _LETTERS + source if regex.fullmatch(source, letter)), source.lstrip("\\"))
    except regex.error:  # it makes sense only together with the rest, as \1 does
        return ""
