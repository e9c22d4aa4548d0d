"""The pattern language: an expression of the `regex` library with three conveniences.

`{name}` is any entry of the lexicon of that name, `...` is a gap of at most eight words inside one clause (`..` of at
most three), and a space matches a space or a hyphen. Everything else is what the `regex` library says it is. Patterns
are written in lower case and run on a *tagged* sentence: lower-case text, hyphens turned to spaces, and around each
lexicon entry found in it a pair of private-use characters, one pair for each lexicon. `{name}` therefore compiles to a
few characters whatever the size of the lexicon, and the text between such a pair is exact.

What was read also tells which words a text must hold for the pattern to have a chance, in which order and how far apart
(its *route*, see `route.py`), so that few patterns are tried.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches

import regex

from .effort import effort
from .repeats import MOST_PARTS, parts
from .route import Route, route_of

#: Private-use characters: every one in the tagged text is a tag.
FIRST_TAG = 0xE000
TAGS = "[\ue000-\uf8ff]"
#: So many pairs of them there are.
MOST_LEXICONS = (0xF8FF - FIRST_TAG + 1) // 2
NO_TAGS = f"{TAGS}*+"

#: Where a clause ends for a gap: a stop, a bracket, a quotation mark, a dash; a comma only before a new clause.
_NEW_CLAUSE = (
    r"(?:and (?:we|it|they|you|he|she|there|this|these|our|your|the)|but|so|which|who|because|although|while|whereas|"
    r"though|however|yet|or (?:we|it|they|you)|we|it|they|you|he|she|not|no|with no|without)\b"
)
_GAP_WORD = rf"(?:[^\s,;:!?()\"\u2014.]|[.,](?=\d)|,(?! {NO_TAGS}{_NEW_CLAUSE}))+"
#: Groups within groups; a pattern that a person can read has five at the most.
DEEPEST = 25
#: More parts without a bound than this make a pattern risky.
MOST_UNBOUNDED = 3
#: More ways to try than this power of ten (see `effort.py`) make it risky, too.
MOST_EFFORT = 8
_GAP_WORDS = {"...": 8, "..": 3}

_META = frozenset("|)*+?^$.")
_QUANTIFIER = regex.compile(r"[*+?]|\{\d*,?\d*\}")
_LEXICON = regex.compile(r"\{([a-z][a-z0-9_]*)\}")
_GAP = regex.compile(r" *(\.{2,3})(?!\.) *")
_ESCAPE = regex.compile(r"\\(?:[pP]\{[^}]*\}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)")
_CLASS = regex.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")
_OPENING = regex.compile(r"\((?:\?(?:[:>=!|]|<[=!]|<\w+>|P<\w+>|[a-zA-Z-]+:))?")


class PatternError(ValueError):
    """A pattern that cannot be read; the message says where and why. `kind` is one of docs/lint.md."""

    kind = "broken-pattern"


class UnknownLexicon(PatternError):
    """A pattern that names a lexicon which is not there."""

    kind = "unknown-lexicon"


@dataclass(frozen=True, slots=True)
class Item:
    """One part of a pattern, as it was read.

    `expression` is what it becomes, with its quantifier. `plain` is the letter or the space it stands for, `lexicon` the
    lexicon's name, `signs` the signs of which it is one, `branches` the alternatives of a group. `gap` is the number of
    words that a gap may swallow; an `outer` gap holds the spaces around it, and when it is `unspaced` perhaps none.
    `first` and `last` are the sentence's ends. `holds` is the number of spaces that anything else may stand for, None where
    that has no bound. `width` is false for what matches no text of its own: an anchor, a word's edge, a look around.
    `source` is how it was written.
    """

    expression: str
    quantifier: str = ""
    plain: str = ""
    lexicon: str = ""
    signs: str = ""
    digit: bool = False
    gap: int = 0
    outer: bool = False
    unspaced: bool = False
    first: bool = False
    last: bool = False
    branches: tuple[tuple[Item, ...], ...] = ()
    holds: int | None = 0
    width: bool = True
    source: str = ""

    @property
    def times(self) -> tuple[int, int | None]:
        """How often it may stand there: at least, and at most, or None."""
        sign = self.quantifier[:1]
        if sign != "{":
            return (0 if sign in ("*", "?") and sign else 1), (None if sign in ("*", "+") and sign else 1)
        least, comma, most = self.quantifier.rstrip("?+").strip("{}").partition(",")
        return int(least or 0), (int(most) if most else None) if comma else int(least)

    @property
    def optional(self) -> bool:
        return self.times[0] == 0

    @property
    def unbounded(self) -> bool:
        return self.times[1] is None


@dataclass(frozen=True, slots=True)
class Translation:
    """A pattern as an expression over tagged text, with its route (see `route.py`).

    `risky` says that it repeats a group without a bound, has many unbounded parts, or could be tried in too many ways: such
    a pattern may backtrack without end and runs under a time limit, which costs more than most patterns take.
    """

    expression: str
    route: Route
    risky: bool


def tag_pair(place: int) -> tuple[str, str]:
    """The opening and the closing tag of the lexicon at this place in the sorted list of a pack's lexicons."""
    return chr(FIRST_TAG + 2 * place), chr(FIRST_TAG + 2 * place + 1)


class _Reader:
    """Reads one pattern from left to right into items."""

    def __init__(self, pattern: str, tags: dict[str, tuple[str, str]]) -> None:
        self.pattern = pattern
        self.tags = tags
        self.at = 0
        self.depth = 0

    def fail(self, what: str) -> PatternError:
        return PatternError(f"{what} at character {self.at + 1} of the pattern {self.pattern!r}")

    def alternatives(self) -> tuple[tuple[Item, ...], ...]:
        """Branches up to a closing bracket or the end."""
        branches = [self.sequence()]
        while self.at < len(self.pattern) and self.pattern[self.at] == "|":
            self.at += 1
            branches.append(self.sequence())
        return tuple(branches)

    def sequence(self) -> tuple[Item, ...]:
        """Items up to `|`, `)` or the end."""
        items = []
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            begin = self.at
            item = self.item()
            quantifier = self.quantifier()
            source = self.pattern[begin : self.at]
            items.append(replace(item, expression=item.expression + quantifier, quantifier=quantifier, source=source))
        return tuple(items)

    def quantifier(self) -> str:
        """A quantifier with its lazy or possessive sign, or nothing."""
        found = _QUANTIFIER.match(self.pattern, self.at)
        if not found or found[0] in ("{}", "{,}"):
            return ""
        self.at = found.end()
        text = found[0]
        if self.at < len(self.pattern) and self.pattern[self.at] in "?+":
            text += self.pattern[self.at]
            self.at += 1
        return text

    def item(self) -> Item:
        """One item, without its quantifier."""
        pattern, at = self.pattern, self.at
        gap = _GAP.match(pattern, at)
        if gap:
            return self.gap(gap)
        character = pattern[at]
        if character == "(":
            return self.group()
        if character == "[":
            return self.character_class()
        if character == "{":
            return self.lexicon()
        if character == "\\":
            return self.escape()
        self.at += 1
        if character in " -":
            return Item(f"(?:{TAGS}* {TAGS}*)", plain=" ")
        if character == "^":
            return Item(f"^{TAGS}*", first=True, width=False)
        if character == "$":
            return Item(f"(?={TAGS}*[.!?:]*$)", last=True, width=False)
        if character in _META:
            return Item(character, holds=1)
        if character == "'":  # a lexicon's entry may end at it: "you" in "you've"
            return Item(f"(?:{TAGS}*'{TAGS}*)", plain=character)
        if character.isalnum() or character == "_":
            return Item(character, plain=character)
        return Item(self.spaced(regex.escape(character)), signs=character)

    def gap(self, found: regex.Match) -> Item:
        """`...` or `..`: some words of the same clause."""
        self.at = found.end()
        words = _GAP_WORDS[found[1]]
        if found[0].startswith("."):  # the space before it has been read: "(.. )?"
            return Item(rf"{TAGS}*(?<gap>(?:{_GAP_WORD} ){{0,{words}}}?){TAGS}*", gap=words)
        unspaced = self.pattern[self.at : self.at + 2] in (r"\?", r"\!", r"\.")
        space = " ?" if unspaced else " "
        return Item(rf"{NO_TAGS}(?<gap>(?: {_GAP_WORD}){{0,{words}}}?){space}{TAGS}*", gap=words, outer=True, unspaced=unspaced)

    def escape(self) -> Item:
        """A backslash and what it makes."""
        found = _ESCAPE.match(self.pattern, self.at)
        if not found:
            raise self.fail("A backslash with nothing after it")
        self.at = found.end()
        if found[0] == r"\s":
            return Item(f"(?:{TAGS}* {TAGS}*)", holds=1)
        if found[0] in (r"\b", r"\B", r"\m", r"\M"):
            return Item(found[0], width=False)
        if found[0] in (r"\d", r"\w"):
            return Item(found[0], digit=found[0] == r"\d")
        sign = found[0][1:]
        if len(sign) == 1 and not sign.isalnum():
            return Item(self.spaced(found[0]), signs=sign)
        return Item(self.spaced(found[0]), holds=1 if sign[0] in "AZSWDpPxunt" else None)

    @staticmethod
    def spaced(expression: str) -> str:
        """A sign that is no letter may have tags around it."""
        return f"(?:{TAGS}*{expression}{TAGS}*)"

    def lexicon(self) -> Item:
        """`{name}`: from its opening tag to one of its closing tags, the farthest first."""
        found = _LEXICON.match(self.pattern, self.at)
        if not found:
            raise self.fail("A brace that is no lexicon's name")
        name = found[1]
        if name not in self.tags:
            near = get_close_matches(name, self.tags, 1)
            meant = f" (did you mean {near[0]!r}?)" if near else ""
            raise UnknownLexicon(str(self.fail(f"There is no lexicon named {name!r}{meant}")))
        self.at = found.end()
        start, end = self.tags[name]
        return Item(f"(?:{start}[^{start}]*{end})", lexicon=name)

    def character_class(self) -> Item:
        """`[...]`, copied; one that holds a space or a hyphen sign may have tags around it."""
        found = _CLASS.match(self.pattern, self.at)
        if not found:
            raise self.fail("A bracket that is not closed")
        self.at = found.end()
        inside = found[0]
        if " " in inside and not inside.startswith("[^"):
            return Item(f"(?:{TAGS}*{inside}{TAGS}*)", holds=1)
        signs = inside[1:-1]
        if any(sign.isalnum() or sign in "\\^- " for sign in signs):
            return Item(inside, holds=int(any(sign in signs for sign in "\\^[")))
        return Item(self.spaced(inside), signs=signs)

    def group(self) -> Item:
        """`(...)` of any kind."""
        opening = _OPENING.match(self.pattern, self.at)[0]
        if self.depth == DEEPEST:
            raise self.fail(f"Groups nested more than {DEEPEST} deep")
        self.at += len(opening)
        self.depth += 1
        branches = self.alternatives()
        self.depth -= 1
        if self.at >= len(self.pattern):
            raise self.fail("A bracket that is not closed")
        self.at += 1
        looks = opening.endswith(("=", "!"))
        expression = f"{'(?:' if opening == '(' else opening}{written(branches)})"
        if opening == "(?=" and all(items and items[0].last for items in branches):
            return Item(expression, last=True, width=False)
        return Item(expression, branches=branches, width=not looks)


def written(branches: tuple[tuple[Item, ...], ...]) -> str:
    """The expression of some alternatives."""
    return "|".join("".join(item.expression for item in items) for items in branches)


def _risky(branches: tuple[tuple[Item, ...], ...]) -> bool:
    """Whether a group is repeated without a bound, more than `MOST_UNBOUNDED` parts have none, or there are too many ways to try."""

    def every(branches: tuple[tuple[Item, ...], ...]) -> Iterator[Item]:
        for items in branches:
            for item in items:
                yield item
                yield from every(item.branches)

    unbounded = [item for item in every(branches) if item.unbounded]
    return len(unbounded) > MOST_UNBOUNDED or any(item.branches for item in unbounded) or effort(branches) > MOST_EFFORT


def branches_of(pattern: str, tags: dict[str, tuple[str, str]]) -> tuple[tuple[Item, ...], ...]:
    """A pattern as its alternatives, each a sequence of items.

    `tags` gives the pair of tags of each lexicon. Raises PatternError naming the character at fault.
    """
    if not isinstance(pattern, str) or not pattern.strip():
        raise PatternError("A pattern is empty")
    if pattern != pattern.lower() and not regex.search(r"\\[A-Z]", pattern):
        raise PatternError(f"Patterns are written in lower case: {pattern!r}")
    reader = _Reader(pattern, tags)
    branches = reader.alternatives()
    if reader.at < len(pattern):
        raise reader.fail("A bracket that was not opened")
    return branches


def translate(pattern: str, tags: dict[str, tuple[str, str]]) -> Translation:
    """Turn a pattern into an expression over tagged text; see `branches_of`."""
    try:
        branches = branches_of(pattern, tags)
        if parts(branches) > MOST_PARTS:
            raise PatternError(f"The pattern has more than {MOST_PARTS:,} parts, repeats counted; use a word list or fewer repeats: {pattern[:80]!r}")
    except RecursionError:
        raise PatternError(f"Brackets are nested too deeply in the pattern {pattern[:80]!r}") from None
    before = r"(?<![\w'])" if pattern[0].isalnum() or pattern[0] == "(" else ""
    after = r"(?!\w)" if pattern[-1].isalnum() or pattern[-1] in "?)" else ""
    return Translation(f"{before}(?:{written(branches)}){after}", route_of(branches, bool(before), bool(after)), _risky(branches))


def lexicons_in(text: str) -> set[str]:
    """The names of the lexicons that a pattern, or any text with patterns in it, names."""
    return set(_LEXICON.findall(text))


def compile_expression(expression: str) -> regex.Pattern:
    """Compile an expression over tagged text. Raises PatternError with the library's own words."""
    try:
        return regex.compile(expression, regex.VERSION0)
    except (regex.error, OverflowError, RecursionError) as error:
        raise PatternError(f"The regex library says: {error}") from None
