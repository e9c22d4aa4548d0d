"""What a pack has from the packs that it depends on: word lists, cues, checklist, sources and weights.

A pack's own file takes the place of a borrowed one: of a word list or a source with the same name, of the checklist, of
the weights. Its own cues come in addition. A borrowed cue that names a word list speaks of the list that the borrowing
pack has by this name. Rules are never borrowed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from .types import Cues, Lexicon, Pack, Pattern, Question, Scorer


def lexicons(lenders: Iterable[Pack]) -> dict[str, Lexicon]:
    """Their word lists by name; of two with the same name the first lender's."""
    return {name: item for pack in reversed(list(lenders)) for name, item in pack.lexicons.items()}


def references(lenders: Iterable[Pack]) -> dict[str, dict]:
    """Their sources by id."""
    return {name: item for pack in reversed(list(lenders)) for name, item in pack.references.items()}


def checklist(lenders: Iterable[Pack]) -> tuple[Question, ...]:
    """Their questions, each once."""
    asked: dict[str, Question] = {}
    for pack in lenders:
        for question in pack.checklist:
            asked.setdefault(question.id, question)
    return tuple(asked.values())


def scorer(lenders: Iterable[Pack]) -> Scorer:
    """The weights of the first lender that has any."""
    return next((pack.scorer for pack in lenders if pack.scorer.claim), Scorer())


def cues(lenders: Iterable[Pack], own: Cues, read: Callable[[str], Pattern]) -> Cues:
    """Their cues and the pack's own; `read` reads a pattern with the borrowing pack's word lists."""
    made = Cues()
    for pack in lenders:
        borrowed = pack.cues
        made = Cues(
            made.cues + tuple(replace(cue, pattern=read(cue.pattern.source)) for cue in borrowed.cues),
            made.pseudo + tuple((name, read(item.source)) for name, item in borrowed.pseudo),
            made.stops + tuple(read(item.source) for item in borrowed.stops),
        )
    return Cues(made.cues + own.cues, made.pseudo + own.pseudo, made.stops + own.stops)
