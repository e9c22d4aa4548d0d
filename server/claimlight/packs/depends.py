"""Which packs build on which: the order in which they are loaded, and what keeps one from being loaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import files
from .contents import pack_folders
from .files import FileProblem
from .head import read_head, within


@dataclass(frozen=True, slots=True)
class Found:
    """A pack that was found: its folder and what its `pack.yaml` says, with the node tree."""

    folder: Path
    head: dict
    node: Any

    def problem(self, detail: str, *place: Any, kind: str = "unmet-need") -> FileProblem:
        """What is wrong with it, at a place of its `pack.yaml`."""
        return FileProblem(f"{self.folder.name}/pack.yaml", files.line_of(self.node, place), detail, kind)


def found_in(folders: Iterable[Path]) -> tuple[dict[str, Found], list[FileProblem]]:
    """The packs in the folders by name, and what cannot be one. A folder is a pack itself or holds packs."""
    found: dict[str, Found] = {}
    faults: list[FileProblem] = []
    for folder in map(Path, folders):
        places = pack_folders(folder)
        if not places:
            faults.append(FileProblem(str(folder), 0, "There is no pack.yaml here or one folder down"))
        for place in places:
            try:
                pack = Found(place, *read_head(place))
            except FileProblem as error:
                faults.append(error)
                continue
            name = pack.head["name"]
            if name in found:
                faults.append(pack.problem(f"A pack named {name} is loaded already; this one is left out", "name", kind="duplicate-id"))
            else:
                found[name] = pack
    return found, faults


def arranged(found: dict[str, Found]) -> tuple[list[str], dict[str, FileProblem]]:
    """The names of the packs that can be loaded, each behind all that it depends on, and why the others cannot."""
    order: list[str] = []
    faults: dict[str, FileProblem] = {}

    def place(name: str, above: tuple[str, ...]) -> None:
        if name in order or name in faults:
            return
        pack = found[name]
        for other, wanted in pack.head.get("depends", {}).items():
            fault = ""
            if other in (*above, name):
                circle = (*above, name)[(*above, name).index(other) :]
                fault = f"Packs depend on each other in a circle: {' -> '.join([*circle, other])}; take one of these lines out"
            elif other not in found:
                fault = f"This pack depends on {other}, which is not here; add it with: claimlight packs add"
            elif not within(found[other].head["version"], wanted, "", 0):
                fault = f"This pack depends on {other} {wanted}; here is {found[other].head['version']}"
            else:
                place(other, (*above, name))
                if other in faults:
                    fault = f"This pack depends on {other}, which was set aside: {faults[other].detail}"
            if fault:
                faults[name] = pack.problem(fault, "depends", other)
                return
        order.append(name)

    for name in sorted(found):
        place(name, ())
    return order, faults


def needed(found: dict[str, Found], names: list[str]) -> Iterator[str]:
    """All that the named packs depend on, directly or through others, each once; circles do no harm."""
    seen: set[str] = set()
    waiting = list(names)
    while waiting:
        for other in found[waiting.pop()].head.get("depends", {}):
            if other in found and other not in seen:
                seen.add(other)
                waiting.append(other)
                yield other
