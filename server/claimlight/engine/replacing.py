"""A pack's matcher in which one rule is another, so that a rule can be tried without building the whole anew."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Page, Sentence
from .matching import Matched, Matcher


class Replacing:
    """Matches as `whole` would, if its rule `name` were the one that `own` holds; of a new rule there is none to replace.

    It stands where a `Matcher` stands; its `reader` and `tried` are those of `own`. A page is matched once, however often
    it is asked for.
    """

    def __init__(self, whole: Matcher, own: Matcher, name: str) -> None:
        self.whole = whole
        self.own = own
        self.name = name
        self.reader = own.reader
        self.tried = own.tried
        self.subjects = whole.subjects
        self.concerns = whole.concerns
        self._last: tuple[tuple, Matched] | None = None

    def run(self, page: Page, sentences: Iterable[Sentence]) -> Matched:
        """As `Matcher.run`."""
        if self._last is None or self._last[0] is not page.blocks:
            self._last = page.blocks, self._run(page, list(sentences))
        return self._last[1]

    def _run(self, page: Page, sentences: list[Sentence]) -> Matched:
        found = self.whole.run(page, sentences)
        mine = self.own.run(page, sentences)
        for number, items in enumerate(found.candidates):
            found.candidates[number] = [item for item in items if item.rule.id != self.name] + mine.candidates[number]
        for number, cued in mine.cued.items():
            found.cued.setdefault(number, cued)
        found.slow.pop(self.name, None)
        found.slow |= mine.slow
        return found
