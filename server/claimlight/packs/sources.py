"""Where a pack comes from: a folder, a zip, or an installed Python package that names it as an entry point."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

from .archive import gathered, unpacked
from .files import FileProblem
from .head import read_head

GROUP = "claimlight.packs"


def offered() -> dict[str, str]:
    """The packs that installed Python packages offer: each pack's name and the module whose folder holds it."""
    return {point.name: point.value for point in entry_points(group=GROUP)}


@contextmanager
def opened(source: str) -> Iterator[tuple[Path, dict, str]]:
    """A pack's files in a folder of their own with the pack's name, what its `pack.yaml` says, and its source in words.

    `source` is a folder, a zip or the name of a pack that a Python package offers. Raises FileProblem when it is none of
    these or cannot be used. The folder is gone afterwards.
    """
    with tempfile.TemporaryDirectory(prefix="claimlight-") as scratch:
        folder, told = _found(source, Path(scratch) / "unpacked")
        head, _ = read_head(folder)
        target = Path(scratch) / "pack" / head["name"]
        for name, path in gathered(folder).items():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target / name)
        yield target, head, told


def _found(source: str, scratch: Path) -> tuple[Path, str]:
    path = Path(source).expanduser()
    if path.is_dir():
        if not (path / "pack.yaml").is_file():
            raise FileProblem(source, 0, "This folder has no pack.yaml; name the folder of one pack")
        return path.resolve(), str(path.resolve())
    if path.is_file():
        scratch.mkdir()
        return unpacked(path, scratch), str(path.resolve())
    if source in offered():
        return _in_package(source), f"Python package {offered()[source]}"
    if "://" in source:
        raise FileProblem(source, 0, "Addresses are not fetched; save the zip first, then add the file")
    known = ", ".join(sorted(offered())) or "none"
    raise FileProblem(source, 0, f"There is no folder, no zip and no installed Python package with this name; packages offer {known}")


def _in_package(name: str) -> Path:
    """The folder of a pack in an installed package: the module's own, or one in it with the pack's name. Runs no code of it."""
    module = offered()[name].partition(":")[0]
    try:
        spec = find_spec(module)
    except (ImportError, ValueError):
        spec = None
    for place in spec.submodule_search_locations or () if spec else ():
        for folder in (Path(place), Path(place) / name):
            if (folder / "pack.yaml").is_file():
                return folder
    raise FileProblem(name, 0, f"The entry point names {module}, which holds no pack.yaml, neither itself nor in a folder {name}")
