"""The questions that a patient should find answered, and where the page answers them."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Answer, Highlight
from ..packs.types import Question


def answers(questions: Iterable[Question], marks: list[Highlight]) -> list[Answer]:
    """Answer each question by the disclosures found; claims never answer one. What several packs ask is asked once."""
    asked: dict[str, Question] = {}
    for question in questions:
        asked.setdefault(question.id, question)
    made = []
    for question in asked.values():
        found = tuple(mark.id for mark in marks if mark.kind == "disclosure" and mark.category in question.answered_by)
        made.append(Answer(question.id, question.question, bool(found), found, question.ask))
    return made
