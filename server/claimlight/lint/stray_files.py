"""Files in a pack's folder that nothing reads: a rule that is spelled `.yml` or lies too deep would never speak."""

from __future__ import annotations

from collections.abc import Iterator

from ..packs.contents import own_files
from .finding import Finding
from .source import Source

KNOWN = frozenset(["pack.yaml", "cues.yaml", "checklist.yaml", "references.json", "confidence.json"])
_YAML = (".yaml", ".yml")


def check(source: Source) -> Iterator[Finding]:
    """YAML files where no rule or lexicon is looked for."""
    for name in own_files(source.folder):
        parts = name.split("/")
        deep = len(parts) == 2
        if name.endswith(_YAML) and name not in KNOWN and not (deep and name.endswith(".yaml")):
            yield Finding(
                f"{source.name}/{name}",
                1,
                "stray-file",
                "Nothing reads this file",
                "A rule is `category/name.yaml`, a word list `lexicons/name.yaml`; move or rename it, or take it out",
            )
