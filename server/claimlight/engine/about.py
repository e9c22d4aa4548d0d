"""Whether a page is about what a pack is about, told at a glance before the page is matched."""

from __future__ import annotations

from collections.abc import Iterable

from ..packs.types import Pack
from .ground import joined, searched
from .index import automaton, key_of
from .reading import unhyphened


class About:
    """Looks for the words of a pack's subjects and of its setting alone. It may take a page for one of the pack's, never the
    other way round: capitals that an entry must have are not looked at."""

    def __init__(self, pack: Pack) -> None:
        named = [key for name in pack.subjects.values() for key in _keys(pack, name)]
        self._subjects = len(named)
        self._automaton = automaton(named + _keys(pack, pack.setting))

    def said_in(self, texts: Iterable[str], setting: int) -> bool:
        """Whether texts in lower case name a subject, or have so many words of the setting."""
        if self._automaton is None:
            return False
        for which, _, _ in self._automaton.find_matches_as_indexes(searched(joined(map(unhyphened, texts))), overlapping=True):
            setting -= 1
            if which < self._subjects or setting <= 0:
                return True
        return False


def _keys(pack: Pack, lexicon: str) -> list[str]:
    return [key_of(entry)[0] for entry in pack.lexicons[lexicon].entries] if lexicon in pack.lexicons else []
