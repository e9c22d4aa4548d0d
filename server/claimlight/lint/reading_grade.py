"""How hard a text is to read: the Flesch-Kincaid grade (Kincaid, Fishburne, Rogers and Chissom 1975).

Grade 8 means that somebody after eight years of school reads it with ease. Syllables are counted by the rules of English
spelling, which needs no dictionary and errs by less than one grade on average.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_STOP = re.compile(r"[.!?]+[\"')\]]*(?:\s|$)")
_VOWELS = re.compile("[aeiouy]+")
#: An e that is written and not spoken: at the end, in -es and -ed, and before an ending that was put on.
_SILENT = re.compile(
    r"(?<=[^aeiouyl])e$|(?<=[aeiouy]l)e$|(?<=[^aeiouylsxzcgh])es$|(?<=[aeiouy]l)es$|(?<=[^aeiouytd])ed$"
    r"|(?<=[^aeiouy])e(?=(?:ful|less|ly|ness|ment)(?:ly|ness|s)?$)"
)
#: Two vowels side by side that are spoken apart.
_APART = re.compile(r"[aeiouy]ing|(?<![tcsgn])i[ao]|(?<![aeiouqg])ua|ism$|^real|react|idea|uid$|yer$|entist")


def syllables(word: str) -> int:
    """How many syllables a word has, by its spelling; at least one."""
    plain = word.lower().removesuffix("'s")
    found = len(_VOWELS.findall(plain)) + len(_APART.findall(plain)) - len(_SILENT.findall(plain))
    return max(1, found)


def grade(text: str) -> float:
    """The Flesch-Kincaid grade of a text; a text without words has grade 0."""
    words = _WORD.findall(text.replace("\u2019", "'"))
    if not words:
        return 0.0
    sentences = max(1, sum(len(_WORD.findall(part)) > 2 for part in _STOP.split(text)))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
