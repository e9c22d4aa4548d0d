"""Which packs are used: those of the folders that are named, or else the shipped ones and those that the user added."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from platformdirs import user_data_path

from .contents import digest
from .depends import arranged, found_in
from .files import FileProblem
from .head import read_head
from .load import load_all, problem, shipped
from .lock import NAME, Locked, read_lock
from .types import RuleSet


def home_folder() -> Path:
    """Where a user's packs are kept: the environment variable CLAIMLIGHT_HOME, or the system's place for a user's data."""
    named = os.environ.get("CLAIMLIGHT_HOME")
    return Path(named).expanduser() if named else user_data_path("claimlight", appauthor=False)


def added_folder(home: Path) -> Path:
    """The folder that holds the added packs."""
    return home / "packs"


@dataclass(frozen=True, slots=True)
class Standing:
    """How one pack stands: where it is, whether it comes with Claimlight or was added, and why it is not used, if it is not."""

    name: str
    version: str
    origin: str
    folder: Path
    locked: Locked | None = None
    unused: str = ""


def differences(home: Path) -> Iterator[tuple[str, str]]:
    """Each added pack that is not as the lock file records it, with what differs and what to do.

    Raises FileProblem when the lock file cannot be read.
    """
    locked = read_lock(home)
    there = {path.name for path in added_folder(home).glob("*") if path.is_dir() and not path.name.startswith(".")}
    for name in sorted(there | locked.keys()):
        if name not in locked:
            yield name, f"It is in {added_folder(home)} but not in {NAME}; add it with `claimlight packs add`, or delete the folder"
        elif name not in there:
            yield name, f"{NAME} records version {locked[name].version}, but its folder is gone; add it again from {locked[name].source}"
        elif digest(added_folder(home) / name) != locked[name].sha256:
            yield name, (
                f"Its files are not those that were added as version {locked[name].version} (see {NAME}); "
                f"add it again from {locked[name].source}, or work on a copy of it with --packs"
            )


def standing(home: Path) -> tuple[list[Standing], list[dict]]:
    """Every pack that ships or was added, and what is wrong with those that cannot be used, as in `RuleSet.problems`."""
    problems: list[dict] = []
    locked: dict[str, Locked] = {}
    wrong: dict[str, str] = {}
    try:
        locked, wrong = read_lock(home), dict(differences(home))
    except FileProblem as error:
        problems.append(problem("broken-pack", error))
    added = [
        Standing(name, item.version, "added", added_folder(home) / name, item, wrong.get(name, "")) for name, item in locked.items()
    ]
    problems += [problem("broken-pack", FileProblem(f"{name}/pack.yaml", 0, detail)) for name, detail in wrong.items()]
    taken = {pack.name for pack in added if not pack.unused}
    found = []
    for path in sorted(shipped().glob("*/pack.yaml")):
        try:
            head, _ = read_head(path.parent)
        except FileProblem as error:
            problems.append(problem("broken-pack", error))
            continue
        unused = f"the added {head['name']} takes its place" if head["name"] in taken else ""
        found.append(Standing(head["name"], head["version"], "shipped", path.parent, unused=unused))
    return found + added, problems


def cannot_be_used(packs: Iterable[Standing]) -> dict[str, str]:
    """Why some of these packs cannot be loaded, by name: the engine is too old, a pack that they depend on is missing."""
    found, broken = found_in(pack.folder for pack in packs if not pack.unused)
    return {error.file.partition("/")[0]: error.detail for error in broken} | {name: error.detail for name, error in arranged(found)[1].items()}


def load_used(folders: Iterable[Path] = (), home: Path | None = None) -> RuleSet:
    """Load the packs in the folders, or, when none is named, the shipped and the added ones.

    Packs in the folders may depend on shipped and added ones, which then only lend them what they need. An added pack
    takes the place of a shipped one with its name. Never raises for a pack's content, as `load_all`.
    """
    packs, problems = standing(home or home_folder())
    used = [pack.folder for pack in packs if not pack.unused]
    named = list(folders)
    if named:
        return load_all(named, used)
    rules = load_all(used)
    return replace(rules, problems=(*problems, *rules.problems))
