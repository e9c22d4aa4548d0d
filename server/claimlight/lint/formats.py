"""Findings for a person (text), for programs (JSON, SARIF 2.1.0) and for GitHub's annotations."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from .. import __version__
from .finding import KINDS, Finding

#: Where a finding stands, and the finding.
Placed = tuple[Path, Finding]

_SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def text(found: Sequence[Placed]) -> str:
    """A line for each finding with its remedy below, and a last line that counts."""
    lines = []
    for path, finding in found:
        lines += [f"{path}:{finding.line}: {finding.level}: {finding.detail} [{finding.kind}]", f"    {finding.remedy}."]
    counts = Counter(finding.level for _, finding in found)
    told = ", ".join(f"{counts[level]} {level}{'s' * (counts[level] != 1)}" for level in ("error", "warning", "note") if counts[level])
    return "\n".join([*lines, f"{told}. docs/lint.md explains each kind." if told else "Nothing to mend."])


def as_json(found: Sequence[Placed]) -> str:
    """`{"findings": [{"kind", "level", "file", "line", "detail", "remedy"}], "counts": {level: number}}`."""
    listed = [
        {"kind": finding.kind, "level": finding.level, "file": path.as_posix(), "line": finding.line, "detail": finding.detail, "remedy": finding.remedy}
        for path, finding in found
    ]
    counts = {level: sum(item["level"] == level for item in listed) for level in ("error", "warning", "note")}
    return json.dumps({"findings": listed, "counts": counts}, indent=2, ensure_ascii=False)


def sarif(found: Sequence[Placed]) -> str:
    """A SARIF 2.1.0 log with one run."""
    kinds = list(KINDS)
    rules = [
        {
            "id": name,
            "shortDescription": {"text": kind.title},
            "help": {"text": f"See {name} in docs/lint.md."},
            "defaultConfiguration": {"level": kind.level},
        }
        for name, kind in KINDS.items()
    ]
    results = [
        {
            "ruleId": finding.kind,
            "ruleIndex": kinds.index(finding.kind),
            "level": finding.level,
            "message": {"text": f"{finding.detail}. {finding.remedy}."},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(path)}, "region": {"startLine": finding.line}}}],
        }
        for path, finding in found
    ]
    driver = {"name": "claimlight", "version": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False)


def github(found: Sequence[Placed]) -> str:
    """Workflow commands, which GitHub shows beside the lines of a change."""
    commands = {"error": "error", "warning": "warning", "note": "notice"}
    return "\n".join(
        f"::{commands[finding.level]} file={_property(path.as_posix())},line={finding.line},title={_property(finding.kind)}::"
        f"{_data(f'{finding.detail}. {finding.remedy}.')}"
        for path, finding in found
    )


def _uri(path: Path) -> str:
    return path.as_uri() if path.is_absolute() else path.as_posix().replace("%", "%25").replace(" ", "%20")


def _data(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")


FORMATS = {"text": text, "json": as_json, "sarif": sarif, "github": github}
