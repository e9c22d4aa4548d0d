"""Which packs and which rules a command is about, from what was typed."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ..packs import Rule, RuleSet


def pack_of(path: Path) -> Path | None:
    """The folder of the pack that a path belongs to, or None."""
    path = path.resolve()
    return next((place for place in (path, *path.parents) if (place / "pack.yaml").is_file()), None)


def by_path(names: Iterable[str], folders: Iterable[Path]) -> tuple[tuple[str, ...], list[Path]]:
    """Rules' ids in place of paths to their files or folders, and the packs' folders, which paths add to."""
    kept: list[str] = []
    places = list(folders)
    for name in names:
        path = Path(name)
        pack = pack_of(path) if path.exists() else None
        if pack is None:
            kept.append(name)
            continue
        if not any(pack == place.resolve() or pack.parent == place.resolve() for place in places):
            places.append(pack)
        inside = path.resolve().relative_to(pack)
        parts = (inside if path.is_dir() else inside.with_suffix("")).parts
        kept.append("/".join((pack.name, *parts)) + ("/" if path.is_dir() else ""))
    return tuple(kept), places


def load(folders: list[Path]) -> RuleSet:
    """The rules of these folders, or of the packs that ship or were added. Ends the program with exit code 2 when there is no pack."""
    from .. import packs

    rules = packs.load_used(folders)
    if not rules.packs:
        for problem in rules.problems:
            click.echo(f"{problem['where']}: {problem['detail']}", err=True)
        click.echo("No rule pack could be loaded.", err=True)
        sys.exit(2)
    return rules


def rules_named(rules: RuleSet, names: tuple[str, ...]) -> list[Rule]:
    """The rules whose ids begin with one of the names, all when there are none, in the order of their ids."""
    return [rule for name, rule in sorted(rules.rules.items()) if not names or name.startswith(names)]
