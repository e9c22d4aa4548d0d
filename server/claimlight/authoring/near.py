"""Which pattern of a rule nearly matched a sentence, and which of its parts was not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import regex

from ..engine.reading import PATIENCE, Reading
from ..packs.pattern import Item, PatternError, branches_of, compile_expression
from ..packs.types import Pack, Pattern
from .shown import count, short

_WORDS = 3  # of a lexicon, as examples
_LONGEST = 70  # characters of a part's source


@dataclass(frozen=True, slots=True)
class Near:
    """A pattern that nearly matched: how many of its `parts` are in the sentence (`there`), and in words what lacks."""

    pattern: str
    there: int
    parts: int
    lacks: str

    @property
    def share(self) -> float:
        """How near it came, from 0 to 1."""
        return self.there / self.parts


@dataclass(frozen=True, slots=True)
class _Part:
    """A run of items between spaces and gaps. `needed` is false for what may be left out; a gap is a part of its own."""

    items: tuple[Item, ...]
    gap: bool = False

    @property
    def needed(self) -> bool:
        return not self.gap and any(item.width and not item.optional for item in self.items)

    @property
    def expression(self) -> str:
        return "".join(item.expression for item in self.items)

    @property
    def source(self) -> str:
        return short("".join(item.source for item in self.items).strip(), _LONGEST)


def _parts(items: tuple[Item, ...]) -> Iterator[_Part]:
    run: list[Item] = []
    for item in items:
        gap = item.expression.find("(?<gap>") >= 0 and not item.branches
        if gap or item.plain == " ":
            if run:
                yield _Part(tuple(run))
            run = []
            yield _Part((item,), gap=True)
        else:
            run.append(item)
    if run:
        yield _Part(tuple(run))


def nearest(patterns: Iterable[Pattern], reading: Reading, pack: Pack) -> Near | None:
    """The pattern that came nearest, or None when no part of any is in the sentence."""
    found = [_near(pattern, reading, pack) for pattern in patterns]
    kept = [one for one in found if one and one.there]
    return max(kept, key=lambda one: (one.share, one.parts), default=None)


def _near(pattern: Pattern, reading: Reading, pack: Pack) -> Near | None:
    text = reading.tagged.text
    best = None
    for items in branches_of(pattern.source, pack.tags):
        parts = list(_parts(items))
        needed = [part for part in parts if part.needed]
        missing = [part for part in needed if not _find(part, text)]
        there = len(needed) - len(missing)
        if needed and (best is None or there / len(needed) > best.share):
            lacks = "; ".join(_named(part, pack) for part in missing) or _apart(parts, text, reading)
            best = Near(pattern.source, there, len(needed), lacks)
    return best


def _find(part: _Part, text: str, begin: int = 0) -> regex.Match | None:
    whole = r"(?<![\w'])(?:{})(?!\w)" if part.source[:1].isalnum() or part.source[:1] in "({[" else "(?:{})"
    return _search(whole.format(part.expression), text, begin)


def _search(expression: str, text: str, begin: int = 0) -> regex.Match | None:
    """The first match of a part; None also when it makes no sense alone, as a reference to a group, or takes too long."""
    try:
        return compile_expression(expression).search(text, begin, timeout=PATIENCE)
    except (PatternError, TimeoutError):
        return None


def _named(part: _Part, pack: Pack) -> str:
    """A part in words, with some of a lexicon's entries."""
    names = [item.lexicon for item in part.items if item.lexicon]
    if len(names) == 1 and len(part.items) == 1:
        entries = pack.lexicons[names[0]].entries[:_WORDS]
        return f"no word of {{{names[0]}}} ({', '.join(entries)}, …)"
    return f"no `{part.source}`"


def _apart(parts: list[_Part], text: str, reading: Reading) -> str:
    """Why a pattern does not match a text that holds all of its parts: where the chain of them breaks."""
    held = None
    for upto in range(1, len(parts) + 1):
        expression = "".join(part.expression for part in parts[:upto])
        match = _search(rf"(?<![\w'])(?:{expression})", text)
        if match is None:
            break
        if parts[upto - 1].needed:
            held = match
    else:
        return "all of it is there, but it does not end at a word's end"
    place = next((part for part in parts[upto - 1 :] if part.needed), parts[-1])
    other = held and (_find(place, text, held.end()) or _find(place, text))
    if other is None:
        return f"`{place.source}` does not stand at a word's beginning"
    plain = reading.tagged.plain
    begin, end = plain(other.start()), plain(held.end())
    before = reading.sentence.text[plain(held.start()) : end].strip()
    if begin < end:
        return f"`{place.source}` stands before “{before}”, not after it"
    between = [word for word in reading.sentence.text[end:begin].split() if any(map(str.isalnum, word))]
    sign = reading.sentence.text[end:begin].strip()
    if not sign:
        return f"`{place.source}` follows “{before}” without what the pattern wants between them"
    if not between:
        return f"between “{before}” and `{place.source}` stands “{sign}”, which no gap crosses; write it into the pattern, as in ` ?,? ?`"
    gap = parts[parts.index(place) - 1].source
    allowed = {"...": "`...` allows 8 inside one clause", "..": "`..` allows 3 inside one clause"}.get(gap, "the pattern allows none")
    return f"between “{before}” and `{place.source}` stands “{short(' '.join(between), 40)}” ({count(len(between), 'word')}, perhaps a new clause); {allowed}"
