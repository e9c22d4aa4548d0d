"""First drafts for a rule's author: a pattern for the bracketed words, and the sentences that a rule should be tried on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..model import CLAIMS
from ..packs import Lexicon
from ..text import normalise
from .shelf import Shelf

#: Words that say nothing of their own: between others, anything may stand in their place.
_SMALL = frozenset("a an the our your their its this that these those my his her very so really just all".split())
#: Words that stand for themselves, though a list may hold them.
_PRONOUNS = frozenset("i we you he she they it who one".split())
_TOKEN = re.compile(r"[\w'+&$€£]+|[^\w\s]")
_LONGEST = 6  # words of an entry
_SEEN = 3  # a list of the shelf that so many rules use is worth taking over


@dataclass(frozen=True, slots=True)
class Proposal:
    """A pattern, the word lists it names by the words they were found for, and those that must be taken over for it."""

    pattern: str
    lexicons: tuple[tuple[str, str], ...]
    borrowed: tuple[str, ...]


def _entries(lexicons: Iterable[Lexicon]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for lexicon in lexicons:
        for entry in lexicon.entries:
            found.setdefault(entry.lower(), []).append(lexicon.name)
    return found


def propose(words: str, own: dict[str, Lexicon], shelf: Shelf, category: str) -> Proposal:
    """A pattern for some words: lexicons where words are in one, `\\d+` for numbers, the words themselves elsewhere.

    The pack's own lexicons are preferred, then those of the shelf that rules of the category use.
    """
    tokens = _TOKEN.findall(normalise(words).text.lower().replace("-", " "))
    mine, theirs = _entries(own.values()), _entries(shelf.lexicons.values())
    here, overall = shelf.usage(category), shelf.usage()
    pieces: list[str] = []
    used: list[tuple[str, str]] = []
    borrowed: list[str] = []
    at = 0

    def best(entry: str) -> str | None:
        names = [name for name in mine.get(entry, ()) if not name.startswith("subject_")]
        if names:
            return max(names, key=lambda name: (here[name], overall[name], -len(own[name].entries)))
        names = [name for name in theirs.get(entry, ()) if name not in own and (here[name] or overall[name] >= _SEEN) and name[:8] != "subject_"]
        return max(names, key=lambda name: (here[name], overall[name]), default=None)

    while at < len(tokens):
        for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
            entry = " ".join(tokens[at : at + length])
            name = best(entry) if length > 1 or tokens[at] not in _SMALL | _PRONOUNS else None
            if name:
                pieces.append(f"{{{name}}}")
                used.append((entry, name))
                if name not in own:
                    borrowed.append(name)
                at += length
                break
        else:
            token = tokens[at]
            inside = 0 < at < len(tokens) - 1
            pieces.append("(.. )?" if token in _SMALL and inside else r"\d+" if token.isdigit() else re.escape(token))
            at += 1
    return Proposal(_joined(pieces), tuple(used), tuple(dict.fromkeys(borrowed)))


def _joined(pieces: list[str]) -> str:
    """Pieces with spaces between; none before a comma or a percent sign, and none behind a gap, which brings its own."""
    text = ""
    for piece in pieces:
        if text and not text.endswith("(.. )?") and piece not in (",", ";", r"\.", "%", ":"):
            text += " "
        if not (piece == "(.. )?" and text.endswith("(.. )?")):
            text += piece
    return text


def _lowered(sentence: str) -> str:
    """A sentence as it stands behind other words: without its final stop, its first letter small unless it is a name."""
    sentence = sentence.rstrip(" .!")
    first = sentence.split(" ", 1)[0]
    return sentence if first == "I" or any(letter.isupper() for letter in first[1:]) else sentence[:1].lower() + sentence[1:]


def tries(flag: str, category: str) -> dict[str, tuple[str, str]]:
    """English sentences to try a rule on, from one that must be marked (with brackets), by what they show.

    Each is (`flag` or `pass`, the sentence). A hedged claim is still a claim, softer; all others are none.
    """
    plain = _lowered(flag.replace("[", "").replace("]", ""))
    found = {
        "negated": ("pass", f"There is no evidence that {plain}."),
        "asked": ("pass", f"Is it true that {plain}?"),
        "reported": ("pass", f"Some clinics claim that {plain}."),
        "quoted": ("pass", f"\"{plain[:1].upper()}{plain[1:]}\" is a promise to question."),
    }
    if category in CLAIMS:
        found["hedged"] = ("flag", f"Perhaps {_lowered(flag)}.")
    return found
