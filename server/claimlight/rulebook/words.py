"""A pattern in pieces that a person can read: words, word lists, gaps and choices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..packs.pattern import Item, PatternError, branches_of

_GAPS = {"..": "up to 3 words", "...": "up to 8 words of the same clause"}
_SIGNS = {r"\d": "a digit", r"\d+": "a number", r"\w+": "any word", r"\w*": "any letters", "^": "at the start of the sentence", "$": "at the end of the sentence"}


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece. `kind` is `text`, `list` (a lexicon), `gap`, `place` (an anchor), `choice` (see `branches`) or `code`."""

    kind: str
    text: str = ""
    optional: bool = False
    branches: tuple[tuple[Piece, ...], ...] = ()


def in_words(pattern: str, tags: dict[str, tuple[str, str]]) -> tuple[tuple[Piece, ...], ...]:
    """The alternatives of a pattern, each as its pieces. A pattern that cannot be read is one piece of code."""
    try:
        return tuple(tuple(_pieces(items)) for items in branches_of(pattern, tags))
    except PatternError:
        return ((Piece("code", pattern),),)


def _pieces(items: tuple[Item, ...]) -> Iterator[Piece]:
    text = ""
    for item in items:
        if item.plain and item.plain != " " and not item.unbounded:
            text += f"({item.plain})" if item.optional else item.plain
            continue
        if item.branches and _is_ending(item) and text and not text.endswith(" "):
            text += _ending(item)
            continue
        if item.plain == " " and not item.quantifier:
            text += " " if text else ""
            continue
        if text.strip():
            yield Piece("text", text.strip())
        text = ""
        yield from _piece(item)
    if text.strip():
        yield Piece("text", text.strip())


def _letters(branch: tuple[Item, ...]) -> str | None:
    return "".join(item.plain for item in branch) if all(item.plain and not item.quantifier for item in branch) else None


def _is_ending(item: Item) -> bool:
    """Whether a group only gives a word other endings, as in `treat(s|ed|ing)?`."""
    endings = [_letters(branch) for branch in item.branches]
    return all(ending is not None and " " not in ending for ending in endings) and not item.unbounded and item.width


def _ending(item: Item) -> str:
    return f"({'/'.join(_letters(branch) or '' for branch in item.branches)})"


def _piece(item: Item) -> Iterator[Piece]:
    source = item.source.strip()
    if item.lexicon:
        yield Piece("list", item.lexicon, item.optional)
    elif source in _GAPS:
        yield Piece("gap", _GAPS[source])
    elif source in _SIGNS:
        yield Piece("place" if source in "^$" else "gap", _SIGNS[source], item.optional)
    elif item.branches and item.width and not item.unbounded:
        yield from _choice(item)
    elif len(item.signs) == 1 and not item.unbounded:
        yield Piece("text", item.signs, item.optional)
    elif source:
        yield Piece("code", source)


def _choice(item: Item) -> Iterator[Piece]:
    """A group: its alternatives, or for a single one its pieces, each optional when the group is."""
    branches = tuple(tuple(_pieces(branch)) for branch in item.branches)
    if not any(branches):  # a space or a hyphen, which are the same here
        return
    if len(branches) == 1:
        for piece in branches[0]:
            yield replace(piece, optional=piece.optional or item.optional)
    elif all(len(branch) <= 1 and all(piece.kind == "text" for piece in branch) for branch in branches):
        yield Piece("text", " / ".join(piece.text for branch in branches for piece in branch), item.optional)
    else:
        yield Piece("choice", "", item.optional, branches)
