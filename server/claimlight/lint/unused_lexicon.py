"""Word lists that nobody uses: no pattern names them, nor does `pack.yaml`, nor do the weights."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from ..packs import Pack
from .finding import Finding
from .source import PATTERN_KEYS, Source

_NAMED = regex.compile(r"\{([a-z][a-z0-9_]*)\}")
#: How a weight of `confidence.json` names the word list whose words it weighs (see `engine/confidence.py`).
_WEIGHED = regex.compile(r"(?:word|before|after|holds|page names):([a-z][a-z0-9_]*)")


def check(source: Source) -> Iterator[Finding]:
    """Each of the pack's own word lists that neither it nor a pack that borrows from it uses."""
    used: set[str] = set()
    for pack in source.rules.packs:
        if pack.name == source.name or any(lender["name"] == source.name for lender in pack.depends):
            used |= used_by(pack)
    if source.pack is None:
        return
    for name, file in source.own_lexicons.items():
        if name not in used:
            yield source.found("unused-lexicon", file, ("title",), f"Nothing uses the lexicon {name}", f"Use {{{name}}} in a pattern, or delete the file")


def used_by(pack: Pack) -> set[str]:
    """The word lists that a pack's patterns, its `pack.yaml` and its weights name."""
    patterns = [pattern for rule in pack.rules.values() for key in PATTERN_KEYS for pattern in getattr(rule, key)]
    patterns += [cue.pattern for cue in pack.cues.cues] + [pattern for _, pattern in pack.cues.pseudo] + [*pack.cues.stops]
    named = {name for pattern in patterns for name in _NAMED.findall(pattern.source)}
    scorer = pack.scorer
    weighed = " ".join(key for weights in (scorer.claim, scorer.disclosure, scorer.category) for key in weights)
    return named | set(_WEIGHED.findall(weighed)) | set(pack.subjects.values()) | {pack.elsewhere, pack.setting, pack.established}
