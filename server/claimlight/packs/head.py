"""A pack's `pack.yaml`: read before anything else of it, since it says whether the rest can be used here at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from packaging.specifiers import InvalidSpecifier, SpecifierSet

from .. import __version__
from . import files, fitting
from .files import FileProblem


def read_head(folder: Path) -> tuple[dict, Any]:
    """What `pack.yaml` says, with its node tree (for line numbers).

    Raises FileProblem when it cannot be used, when it needs another engine, or when it names a range of versions that is
    none. That a newer engine is needed is said first: the file may well hold what this one does not know.
    """
    name = f"{folder.name}/pack.yaml"
    value, node = files.parse(files.read_text(folder / "pack.yaml", name), name)
    needs = value.get("needs")
    wanted = needs.get("claimlight") if isinstance(needs, dict) else None
    if isinstance(wanted, str) and not within(__version__, wanted, name, files.line_of(node, ("needs", "claimlight"))):
        detail = f"This pack needs Claimlight {wanted}, this is {__version__}; take a newer Claimlight or an older version of the pack"
        raise FileProblem(name, files.line_of(node, ("needs", "claimlight")), detail, "unmet-need")
    fitting.judge("pack", value, node, name)
    for other, wanted in value.get("depends", {}).items():
        within("0.0.0", wanted, name, files.line_of(node, ("depends", other)))
    return value, node


def within(version: str, wanted: str, name: str, line: int) -> bool:
    """Whether a version lies in a range such as `>=0.1,<1`. Raises FileProblem when the range cannot be read."""
    try:
        return SpecifierSet(wanted).contains(version, prereleases=True)
    except InvalidSpecifier:
        raise FileProblem(name, line, f"`{wanted}` is no range of versions; write one such as \">=0.1,<1\"", "wrong-type") from None
