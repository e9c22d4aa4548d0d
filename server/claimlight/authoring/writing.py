"""A rule's file as its author would write it: the schema's line, the keys in their order, each list on its lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from ..model import CLAIMS
from .shelf import write_with_modeline


@dataclass(frozen=True, slots=True)
class Draft:
    """All that a rule's file says; the names are those of its keys."""

    title: str
    category: str
    since: str
    jurisdiction: tuple[str, ...]
    match: tuple[str, ...]
    why: str
    ask: str
    references: tuple[str, ...]
    flag: tuple[str, ...]
    passes: tuple[str, ...]
    severity: str = "caution"
    status: str = "stable"
    one_reference: str = ""


def scalar(text: str) -> str:
    """A text as YAML writes it: bare where that means the same, else between double quotes."""
    try:
        bare = yaml.safe_load(f"key: {text}") == {"key": text} and "\n" not in text and text[:1] not in "\"'"
    except yaml.YAMLError:
        bare = False
    return text if bare else json.dumps(text, ensure_ascii=False)


def _quoted(items: tuple[str, ...], indent: str) -> Iterator[str]:
    return (f"{indent}- {json.dumps(item, ensure_ascii=False)}" for item in items)


def rule_text(draft: Draft) -> str:
    """The file's text, without the line that names its schema."""
    lines = [f"title: {scalar(draft.title)}", f"category: {draft.category}"]
    if draft.category in CLAIMS:
        lines.append(f"severity: {draft.severity}")
    if draft.status != "stable":
        lines.append(f"status: {draft.status}")
    lines += [f"since: {draft.since}", f"jurisdiction: [{', '.join(map(scalar, draft.jurisdiction))}]", "match:", *_quoted(draft.match, "  ")]
    lines += [f"why: {scalar(draft.why)}", f"ask: {scalar(draft.ask)}", f"references: [{', '.join(map(scalar, draft.references))}]"]
    if draft.one_reference:
        lines.append(f"one_reference: {scalar(draft.one_reference)}")
    lines += ["tests:", "  flag:", *_quoted(draft.flag, "    "), "  pass:", *_quoted(draft.passes, "    ")]
    return "\n".join(lines) + "\n"


def write_rule(draft: Draft, pack: Path, name: str) -> Path:
    """Write the rule's file into its pack. Raises FileExistsError when there is one already."""
    target = pack / draft.category / f"{name}.yaml"
    if target.exists():
        raise FileExistsError(target)
    write_with_modeline(target, "rule", rule_text(draft))
    return target


def slug(title: str) -> str:
    """A file name from a title: its words in small letters, without those that every title has."""
    words = re.findall(r"[a-z0-9]+", title.lower().replace("'", ""))
    kept = [word for word in words if word not in {"says", "that", "it", "the", "a", "an", "is", "are", "there"}] or words
    return "-".join(kept[:6]) or "rule"
