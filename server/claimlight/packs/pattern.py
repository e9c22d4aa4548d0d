"""The pattern language: an expression of the `regex` library with three conveniences.

`{name}` is any entry of the lexicon of that name, `...` is a gap of at most eight words inside one clause (`..` of at
most three), and a space matches a space or a hyphen. Everything else is what the `regex` library says it is. Patterns
are written in lower case and run on a *tagged* sentence: lower-case text, hyphens turned to spaces, and around each
lexicon entry found in it a pair of private-use characters, one pair for each lexicon. `{name}` therefore compiles to a
few characters whatever the size of the lexicon, and the text between such a pair is exact.

`translate` also tells what a text must hold for the pattern to have a chance (its *needs*), so that only patterns whose
needs occur in a sentence are tried.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

#: Private-use characters: every one in the tagged text is a tag.
FIRST_TAG = 0xE000
TAGS = "[\ue000-\uf8ff]"
NO_TAGS = f"{TAGS}*+"

#: Where a clause ends for a gap: a stop, a bracket, a quotation mark, a dash; a comma only before a new clause.
_NEW_CLAUSE = (
    r"(?:and (?:we|it|they|you|he|she|there|this|these|our|your|the)|but|so|which|who|because|although|while|whereas|"
    r"though|however|yet|or (?:we|it|they|you)|we|it|they|you|he|she|not|no|with no|without)\b"
)
_GAP_WORD = rf"(?:[^\s,;:!?()\"\u2014.]|[.,](?=\d)|,(?! {NO_TAGS}{_NEW_CLAUSE}))+"
#: More parts without a bound than this make a pattern risky.
MOST_UNBOUNDED = 3
_GAP_WORDS = {"...": 8, "..": 3}

_META = frozenset("|)*+?^$.")
_QUANTIFIER = regex.compile(r"[*+?]|\{\d*,?\d*\}")
_LEXICON = regex.compile(r"\{([a-z][a-z0-9_]*)\}")
_GAP = regex.compile(r" *(\.{2,3})(?!\.) *")
_ESCAPE = regex.compile(r"\\(?:[pP]\{[^}]*\}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)")
_CLASS = regex.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")
_OPENING = regex.compile(r"\((?:\?(?:[:>=!|]|<[=!]|<\w+>|P<\w+>|[a-zA-Z-]+:))?")


class PatternError(ValueError):
    """A pattern that cannot be read; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Need:
    """Any of these must occur in a text: the names of lexicons, or bits of text."""

    lexicons: frozenset[str] = frozenset()
    literals: frozenset[str] = frozenset()

    def __or__(self, other: Need) -> Need:
        return Need(self.lexicons | other.lexicons, self.literals | other.literals)

    @property
    def strength(self) -> tuple[int, int]:
        """How much it tells: few alternatives tell more, and long words more than short ones."""
        shortest = min((len(literal) for literal in self.literals), default=6)
        return (-len(self.lexicons) * 20 - len(self.literals), shortest)


@dataclass(frozen=True, slots=True)
class Translation:
    """A pattern as an expression over tagged text, with what a text must hold for it to match.

    `risky` says that it repeats a group without a bound, or has many unbounded parts: such a pattern may backtrack
    without end and runs under a time limit, which costs more than most patterns take.
    """

    expression: str
    needs: tuple[Need, ...]
    lexicons: frozenset[str]
    risky: bool


def tag_pair(place: int) -> tuple[str, str]:
    """The opening and the closing tag of the lexicon at this place in the sorted list of a pack's lexicons."""
    return chr(FIRST_TAG + 2 * place), chr(FIRST_TAG + 2 * place + 1)


class _Reader:
    """Reads one pattern from left to right, writing the expression and collecting needs."""

    def __init__(self, pattern: str, tags: dict[str, tuple[str, str]]) -> None:
        self.pattern = pattern
        self.tags = tags
        self.at = 0
        self.lexicons: set[str] = set()
        self.unbounded = 0
        self.risky = False

    def fail(self, what: str) -> PatternError:
        return PatternError(f"{what} at character {self.at + 1} of the pattern {self.pattern!r}")

    def alternatives(self) -> tuple[str, list[list[Need]]]:
        """Branches up to a closing bracket or the end: the expression and the needs of each branch."""
        parts, branches = [], []
        while True:
            expression, needs = self.sequence()
            parts.append(expression)
            branches.append(needs)
            if self.at < len(self.pattern) and self.pattern[self.at] == "|":
                self.at += 1
                continue
            return "|".join(parts), branches

    def sequence(self) -> tuple[str, list[Need]]:
        """Items up to `|`, `)` or the end."""
        out: list[str] = []
        needs: list[Need] = []
        literal = ""

        def close() -> None:
            nonlocal literal
            kept = literal.strip()
            if len(kept) > 1:
                needs.append(Need(literals=frozenset([kept])))
            literal = ""

        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            expression, need, plain = self.item()
            quantifier = self.quantifier()
            if quantifier[:1] in ("*", "+") or quantifier.endswith((",}", ",}?", ",}+")):
                self.unbounded += 1
                self.risky = self.risky or expression.startswith("(") or self.unbounded > MOST_UNBOUNDED
            optional = quantifier[:1] in ("*", "?") or quantifier.startswith(("{0", "{,"))
            if plain and not quantifier:
                literal += plain
            else:
                close()
            if need is not None and not optional:
                needs.extend(need)
            out.append(expression + quantifier)
        close()
        return "".join(out), needs

    def quantifier(self) -> str:
        """A quantifier with its lazy or possessive sign, or nothing."""
        found = _QUANTIFIER.match(self.pattern, self.at)
        if not found or (found[0].startswith("{") and found[0] in ("{}", "{,}")):
            return ""
        self.at = found.end()
        text = found[0]
        if self.at < len(self.pattern) and self.pattern[self.at] in "?+":
            text += self.pattern[self.at]
            self.at += 1
        return text

    def item(self) -> tuple[str, list[Need] | None, str]:
        """One item: its expression, its needs, and the plain text it stands for (empty when it is not plain)."""
        pattern, at = self.pattern, self.at
        gap = _GAP.match(pattern, at)
        if gap:
            self.at = gap.end()
            words = _GAP_WORDS[gap[1]]
            if gap[0].startswith("."):  # the space before it has been read: "(.. )?"
                return rf"{TAGS}*(?<gap>(?:{_GAP_WORD} ){{0,{words}}}?){TAGS}*", None, ""
            space = " ?" if pattern[self.at : self.at + 2] in (r"\?", r"\!", r"\.") else " "
            return rf"{NO_TAGS}(?<gap>(?: {_GAP_WORD}){{0,{words}}}?){space}{TAGS}*", None, ""
        character = pattern[at]
        if character == "(":
            return self.group()
        if character == "[":
            return self.character_class()
        if character == "{":
            found = _LEXICON.match(pattern, at)
            if not found:
                raise self.fail("A brace that is no lexicon's name")
            return self.lexicon(found)
        if character == "\\":
            if at + 1 >= len(pattern):
                raise self.fail("A backslash with nothing after it")
            escape = _ESCAPE.match(pattern, at)
            self.at = escape.end()
            sign = escape[0][1:]
            need = None if sign.isalnum() or len(sign) > 1 else [Need(literals=frozenset([sign]))]
            return (f"(?:{TAGS}* {TAGS}*)" if escape[0] == r"\s" else self.spaced(escape[0])), need, ""
        self.at += 1
        if character in " -":
            return f"(?:{TAGS}* {TAGS}*)", None, " "
        if character == "^":
            return f"^{TAGS}*", None, ""
        if character == "$":
            return f"{TAGS}*[.!?:]*$", None, ""
        if character in _META:
            return character, None, ""
        if character == "'":  # a lexicon's entry may end at it: "you" in "you've"
            return f"(?:{TAGS}*'{TAGS}*)", None, character
        if character.isalnum() or character == "_":
            return character, None, character
        return self.spaced(regex.escape(character)), [Need(literals=frozenset([character]))], ""

    @staticmethod
    def spaced(expression: str) -> str:
        """A sign that is no letter may have tags before it; an assertion such as a word's edge needs none."""
        if expression in (r"\b", r"\B", r"\d", r"\w", r"\m", r"\M"):
            return expression
        return f"(?:{TAGS}*{expression})"

    def lexicon(self, found: regex.Match) -> tuple[str, list[Need], str]:
        """`{name}`: from its opening tag to one of its closing tags, the farthest first."""
        name = found[1]
        if name not in self.tags:
            raise self.fail(f"There is no lexicon named {name!r}")
        self.at = found.end()
        self.lexicons.add(name)
        start, end = self.tags[name]
        return f"(?:{start}[^{start}]*{end})", [Need(lexicons=frozenset([name]))], ""

    def character_class(self) -> tuple[str, None, str]:
        """`[...]`, copied; one that holds a space or a hyphen sign may have tags around it."""
        found = _CLASS.match(self.pattern, self.at)
        if not found:
            raise self.fail("A bracket that is not closed")
        self.at = found.end()
        inside = found[0]
        if " " in inside and not inside.startswith("[^"):
            return f"(?:{TAGS}*{inside}{TAGS}*)", None, ""
        return inside, None, ""

    def group(self) -> tuple[str, list[Need] | None, str]:
        """`(...)` of any kind; a group that looks around asks for nothing."""
        opening = _OPENING.match(self.pattern, self.at)[0]
        self.at += len(opening)
        expression, branches = self.alternatives()
        if self.at >= len(self.pattern):
            raise self.fail("A bracket that is not closed")
        self.at += 1
        opening = "(?:" if opening == "(" else opening
        whole = f"{opening}{expression})"
        if opening.endswith(("=", "!")):
            return whole, None, ""
        if len(branches) == 1:
            return whole, branches[0], ""
        if all(branches):
            best = [max(needs, key=lambda need: need.strength) for needs in branches]
            together = best[0]
            for need in best[1:]:
                together |= need
            return whole, [together], ""
        return whole, None, ""


def translate(pattern: str, tags: dict[str, tuple[str, str]]) -> Translation:
    """Turn a pattern into an expression over tagged text.

    `tags` gives the pair of tags of each lexicon. Raises PatternError naming the character at fault.
    """
    if not isinstance(pattern, str) or not pattern.strip():
        raise PatternError("A pattern is empty")
    if pattern != pattern.lower() and not regex.search(r"\\[A-Z]", pattern):
        raise PatternError(f"Patterns are written in lower case: {pattern!r}")
    reader = _Reader(pattern, tags)
    expression, branches = reader.alternatives()
    if reader.at < len(pattern):
        raise reader.fail("A bracket that was not opened")
    needs: tuple[Need, ...] = ()
    if len(branches) == 1:
        needs = tuple(branches[0])
    elif all(branches):
        together = max(branches[0], key=lambda need: need.strength)
        for branch in branches[1:]:
            together |= max(branch, key=lambda need: need.strength)
        needs = (together,)
    before = r"(?<![\w'])" if pattern[0].isalnum() or pattern[0] == "(" else ""
    after = r"(?!\w)" if pattern[-1].isalnum() or pattern[-1] in "?)" else ""
    return Translation(f"{before}(?:{expression}){after}", needs, frozenset(reader.lexicons), reader.risky)


def compile_expression(expression: str) -> regex.Pattern:
    """Compile an expression over tagged text. Raises PatternError with the library's own words."""
    try:
        return regex.compile(expression, regex.VERSION0)
    except (regex.error, OverflowError, RecursionError) as error:
        raise PatternError(f"The regex library says: {error}") from None
