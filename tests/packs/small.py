"""Small packs that a test writes for itself: whole and correct, in a folder of its own, ready to be changed or broken."""

from __future__ import annotations

import json
from pathlib import Path

import yaml

PAGE = "<h1>Moon dust therapy</h1><p>Moon dust cures asthma.</p>"


def write(path: Path, content: object) -> Path:
    """Write a file of a pack, YAML unless the content is text or bytes; folders are made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content if isinstance(content, str) else yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    return path


def head(name: str, **changes: object) -> dict:
    """What `pack.yaml` says."""
    made = {"name": name, "version": "0.1.0", "title": "Moon dust", "language": "en", "licence": "CC0-1.0", "subjects": {"moon dust": "moon_dust"}}
    return {key: value for key, value in (made | changes).items() if value is not None}


def rule(match: str | list = "{moon_dust} ... cures?", marked: str = "[Moon dust cures] asthma.", **changes: object) -> dict:
    """A whole rule."""
    made = {
        "title": "Says that it cures", "category": "disease", "severity": "alert", "since": "0.1.0", "jurisdiction": ["us"],
        "match": [match] if isinstance(match, str) else match, "why": "This page says that it cures.", "ask": "What was shown in trials?",
        "references": ["ftc-guide"], "one_reference": "It says all.",
        "tests": {"flag": [marked], "pass": ["Moon dust shines."]},
    }
    return {key: value for key, value in (made | changes).items() if value is not None}


def pack(folder: Path, name: str = "moon-en", rules: dict[str, dict] | None = None, **changes: object) -> Path:
    """A pack in `folder/name`; `rules` by category and stem (`disease/cures` when none are given)."""
    place = folder / name
    write(place / "pack.yaml", head(name, **changes))
    write(place / "lexicons" / "moon_dust.yaml", {"title": "Moon dust", "source": "Ours.", "entries": ["moon dust", "lunar dust"]})
    write(place / "cues.yaml", {"stops": ["but"], "cues": {"negated": {"comma": True, "forward": ["no", "not", "never"]}}})
    write(place / "checklist.yaml", {"questions": [{"id": "status", "question": "Is it approved?", "answered_by": ["status"], "ask": "Is it?"}]})
    write(place / "references.json", json.dumps([{"id": "ftc-guide", "authority": "FTC", "title": "Guide", "url": "https://www.ftc.gov/"}]))
    for stem, content in (rules if rules is not None else {"disease/cures": rule()}).items():
        write(place / f"{stem}.yaml", content)
    return place


def dependent(folder: Path, name: str = "comet-en", on: str = "moon-en", wanted: str = ">=0.1,<1", rules: dict[str, dict] | None = None, **changes: object) -> Path:
    """A pack of nothing but its `pack.yaml` and rules; everything else it has from the pack that it depends on."""
    place = folder / name
    write(place / "pack.yaml", head(name, depends={on: wanted}, **changes))
    own = rule("{moon_dust} ... treats?", "[Moon dust treats] asthma.", title="Says that it treats")
    for stem, content in (rules if rules is not None else {"disease/treats": own}).items():
        write(place / f"{stem}.yaml", content)
    return place
