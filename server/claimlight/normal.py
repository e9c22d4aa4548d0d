"""Text as rules read it: one kind of quote, dash, space and letter, with a map back to the text as it was sent.

Folding of characters rests on Unicode compatibility composition (NFKC, Unicode Standard Annex 15) but is done one
character at a time, and only where that cannot join words: superscript digits are footnote marks, not part of a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

# Capitalised words that open a sentence rather than continue one: after "U.S." or "Inc." they mark its end.
STARTERS = (
    "A|An|All|Also|And|Are|As|At|Because|But|By|Can|Do|Does|Each|Every|For|From|He|Her|Here|His|How|However|I|If|In|Is|It|"
    "Its|Many|Most|My|No|Not|On|Once|Our|Patients|People|She|Since|So|Some|Such|That|The|Their|Then|There|These|They|This|"
    "Those|To|Today|Unlike|We|What|When|Where|Which|While|Who|Why|With|You|Your"
)

_WHITE = "\t\n\x0b\x0c\r\x85"
_SINGLE_QUOTES = dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u2035\u02b9\u02bc\u2039\u203a\uff07`\u00b4", "'")
_DOUBLE_QUOTES = dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u2036\u00ab\u00bb\u301d\u301e\u301f\uff02", '"')
_HYPHENS = dict.fromkeys("\u2010\u2011\u2012\u2212\u2043\ufe58\ufe63\uff0d", "-")
_DASHES = dict.fromkeys("\u2014\u2015\u2e3a\u2e3b\ufe31", "\u2014")
_SIGNS = dict.fromkeys("\u2122\u00ae\u00a9\u2120\u2117\u2020\u2021\u00b6\u203b\u2042", "")
_KEPT = {char: char for char in "\u00aa\u00ba"}
_TABLE = _SINGLE_QUOTES | _DOUBLE_QUOTES | _HYPHENS | _DASHES | _SIGNS | _KEPT
_SUPERSCRIPTS = frozenset("\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207a\u207b\u207c\u207d\u207e")
_IGNORABLE = re.compile("[\u034f\u180b-\u180f\ufe00-\ufe0f\U000e0000-\U000e0fff]")

# What makes plain ASCII text more than plain; each alternative is one that a rewriting below looks for.
_SPECIAL = re.compile(
    r"[\x00-\x1f\x7f`*\[]|  |--|(?:^| )-(?: |$)|[0-9] -[0-9]|[0-9]- [0-9]|[A-Za-z]\.[A-Za-z]|[a-z.!?][0-9]"
)
_SUP = "[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]"
_NUMBERED = "".join(f"(?<!{word})" for word in ("omega", "covid", "vitamin", "type", "phase", "stage", "grade", "group", "level"))
# A footnote's mark: superscripts, but for powers and units; digits that a <sup> left behind a word or a stop; [1, 2]; *.
_FOOTNOTE = re.compile(
    rf"(?<![0-9])(?<!{_SUP})(?<!\bm)(?<![cmk]m){_SUP}+(?:[,\u2013\u207b-]{_SUP}+)*"
    rf"|(?<=[a-z]{{4}}){_NUMBERED}[0-9]{{1,2}}(?:[,\u2013-][0-9]{{1,2}})*(?=$|[\s.,;:!?)\"'\u201d\u2019\u2014])"
    r"|(?<=[a-z]{3}[.!?])[0-9]{1,2}(?:[,\u2013-][0-9]{1,2})*(?=$|\s+[A-Z])"
    r"|\[[0-9]{1,3}(?:[,\u2013-] ?[0-9]{1,3}){0,20}\]"
    r"|(?<=[\w.!?,;:)\"'])\*{1,3}(?![*\w])|(?<![*\w])\*{1,3}(?=\w)"
)
_WHITE_RUN = re.compile(r"  +|^ | \Z")
_ACRONYM = re.compile(r"(?<![\w.])(?:[^\W\d_]\.){2,12}(?:[^\W\d_](?![\w.]))?(?!\w)")
_DEGREE = re.compile(r"(?<![\w.])(?:(?:Ph|Pharm|Psy)\.D|[BMD]\.Sc)\b\.?")
_WITH_STOP = re.compile(r"[^\W\d_]+\.")
_NEVER_LAST = frozenset({"e.g.", "i.e."})
_SENTENCE_ENDS = re.compile(rf"\Z| [\"'(]?(?:{STARTERS})\b")
_JOINED = re.compile(r"(?<=[^\W_])\u2013(?=[^\W_])|(?<=[0-9])(?: [\u2013-] ?|[\u2013-] )(?=[0-9])")
_DASH = re.compile(r"(?: ?(?:[\u2013\u2014]+|-{2,}|(?:(?<= )|^)-(?= |\Z)) ?)+")

Edit = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Normal:
    """Normalised text with its map back.

    `lower` is `text` in lower case and has the same length. `offsets[i]` is the place in the original of what became
    `text[i]`, `ends[i]` the place just after it, both in code points; both never decrease, and `offsets[i] < ends[i]`.
    """

    text: str
    lower: str
    offsets: Sequence[int]
    ends: Sequence[int]


class _Working:
    """Text under way with its map; each rewriting keeps the map right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.offsets: Sequence[int] = range(len(text))
        self.ends: Sequence[int] = range(1, len(text) + 1)

    def rewrite(self, edits: Iterable[Edit]) -> None:
        """Put new text in places given from left to right; what is put there stands for the whole of the place."""
        parts: list[str] = []
        offsets: list[int] = []
        ends: list[int] = []
        done = 0
        for start, end, new in edits:
            parts += (self.text[done:start], new)
            offsets += self.offsets[done:start]
            ends += self.ends[done:start]
            offsets += [self.offsets[start]] * len(new)
            ends += [self.ends[end - 1]] * len(new)
            done = end
        if done:
            parts.append(self.text[done:])
            offsets += self.offsets[done:]
            ends += self.ends[done:]
            self.text, self.offsets, self.ends = "".join(parts), offsets, ends

    def replace(self, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str]) -> None:
        """Put `new(match)` wherever the pattern matches."""
        self.rewrite((match.start(), match.end(), new(match)) for match in pattern.finditer(self.text))


@lru_cache(maxsize=8192)
def _fold(char: str) -> str:
    """What one character that is not plain ASCII becomes: itself, others, or nothing."""
    if char in _TABLE:
        return _TABLE[char]
    category = unicodedata.category(char)
    if char in _WHITE or category[0] == "Z":
        return " "
    if category in ("Cc", "Cf") or _IGNORABLE.match(char):
        return ""
    if char in _SUPERSCRIPTS or category == "Cs":
        return char
    folded = unicodedata.normalize("NFKC", char)
    # Fractions, circled numbers and accents that stand alone would run into the word before them.
    apart = " " in folded or "\u2044" in folded or unicodedata.decomposition(char).startswith("<circle>")
    return char if apart else folded


def _fold_characters(work: _Working) -> None:
    changing = [char for char in set(work.text) if not (" " <= char <= "~" and char != "`") and _fold(char) != char]
    if changing:
        work.replace(re.compile("[" + re.escape("".join(changing)) + "]"), lambda match: _fold(match[0]))


def _undotted(text: str, pattern: re.Pattern[str]) -> Iterator[Edit]:
    """Take the stops out of acronyms, each part standing for itself and its stop; a sentence keeps its own stop."""
    for match in pattern.finditer(text):
        start, end = match.span()
        if text[end - 1] == "." and match[0].lower() not in _NEVER_LAST and _SENTENCE_ENDS.match(text, end):
            end -= 1
        for part in _WITH_STOP.finditer(text, start, end):
            yield part.start(), part.end(), part[0][:-1]


def _dash(match: re.Match[str]) -> str:
    before = " " if match.start() else ""
    return before + "\u2014" + (" " if match.end() < len(match.string) else "")


def _lower(text: str) -> str:
    """Lower case of the same length: a letter whose lower case is longer keeps its first character."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(char.lower()[0] for char in text)


def normalise(text: str) -> Normal:
    """Normalise a text for matching.

    In: any string, lone surrogates and control characters included. Out: its normalised form; see `Normal` for the map
    and its units. Quotes are straight, white space is single and trimmed, a dash between clauses is " — ", acronyms
    have no stops, footnote marks, trade marks and invisible characters are gone. Combining marks stay. Takes time
    proportional to the length; raises nothing.
    """
    if text.isascii():
        bare = text.strip(" ")
        if not _SPECIAL.search(bare):
            first = text.find(bare)
            return Normal(bare, bare.lower(), range(first, first + len(bare)), range(first + 1, first + 1 + len(bare)))
    work = _Working(text)
    _fold_characters(work)
    work.replace(_FOOTNOTE, lambda match: "")
    work.replace(_WHITE_RUN, lambda match: "" if match.start() == 0 or match.end() == len(match.string) else " ")
    work.rewrite(_undotted(work.text, _DEGREE))
    work.rewrite(_undotted(work.text, _ACRONYM))
    work.replace(_JOINED, lambda match: "-")
    work.replace(_DASH, _dash)
    return Normal(work.text, _lower(work.text), work.offsets, work.ends)
