"""The rooms of the house: data flows one way, and imports point the same way down."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parent.parent / "server" / "claimlight"

#: A room may import from rooms that stand before its own line, never from its own line or after it.
FLOORS = [
    ["model"],
    ["text"],
    ["page"],
    ["packs"],
    ["engine"],
    ["check"],
    ["trial"],
    ["authoring", "lint"],
    ["publishing"],
    ["drafts"],
    ["store"],
    ["feedback", "marking"],
    ["audit"],
    ["review"],
    ["web"],
    ["commands"],
    ["cli"],
]


def room_of(path: Path) -> str:
    """The room that a file belongs to: its folder, or its own name for a file beside the rooms."""
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[tuple[str, ...]]:
    """What a file imports of ours, as module paths below `claimlight`; imports for type checkers count too."""
    package = ("claimlight", *path.relative_to(HOUSE).parent.parts)
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            base += tuple((node.module or "").split(".")) if node.module else ()
            found |= {(*base, alias.name) for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {tuple(alias.name.split(".")) for alias in node.names}
    return {module[1:] for module in found if module[0] == "claimlight" and len(module) > 1}


def files() -> list[Path]:
    return sorted(path for path in HOUSE.rglob("*.py"))


def used_rooms() -> dict[str, set[str]]:
    """The rooms that each room imports from."""
    known = {room_of(path) for path in files()} - {"__init__"}
    used: dict[str, set[str]] = {}
    for path in files():
        used.setdefault(room_of(path), set()).update(module[0] for module in imports(path) if module[0] in known)
    return {room: others - {room} for room, others in used.items()}


def test_no_room_knows_a_room_above_it():
    floor = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
    for room, others in used_rooms().items():
        for other in others:
            if room in floor and other in floor:
                assert floor[other] < floor[room], f"{room} imports {other}"


def test_no_rooms_know_each_other_in_a_circle():
    used = used_rooms()

    def walk(room: str, above: tuple[str, ...]) -> None:
        assert room not in above, f"a circle: {' -> '.join([*above[above.index(room):], room])}"
        for other in used.get(room, ()):
            walk(other, (*above, room))

    for room in used:
        walk(room, ())


def test_the_model_imports_nothing_of_ours():
    assert used_rooms()["model"] == set()


def test_nothing_but_the_commands_knows_the_web():
    assert [room for room, others in used_rooms().items() if "web" in others] == ["commands"]


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(HOUSE)))
def test_a_file_says_what_it_is_and_is_not_too_long(path):
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "say in one line what the file is"
    assert len(text.splitlines()) <= 350, "this file is two rooms"
