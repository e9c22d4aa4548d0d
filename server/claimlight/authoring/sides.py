"""The two sides of a comparison: a pack's folder, its zip, or the pack as it was at a git revision."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from ..packs import RuleSet, load_used, shipped, sources
from ..packs.files import FileProblem
from .revisions import at_revision

GIT = "git:"


@contextmanager
def opened(side: str, other: str) -> Iterator[RuleSet]:
    """The pack that one side names, alone in a rule set.

    `side` is a folder, a zip, the name of a pack that a Python package offers, `REVISION:FOLDER`, or `git:REVISION` for
    the folder that `other`, the other side, names (or the pack that ships). Raises FileProblem or revisions.GitError.
    """
    revision, folder = _revision(side, other)
    if revision is None:
        with sources.opened(side) as (place, _, _):
            yield _alone(place, side)
        return
    with TemporaryDirectory(prefix="claimlight-") as scratch:
        place = at_revision(folder, revision, Path(scratch))
        if not (place / "pack.yaml").is_file():
            raise FileProblem(side, 0, f"At this revision {folder} held no pack.yaml")
        yield _alone(place, side)


def _revision(side: str, other: str) -> tuple[str | None, Path]:
    if side.startswith(GIT):
        if not other.startswith(GIT) and Path(other).is_dir():
            return side.removeprefix(GIT), Path(other)
        if ":" in other and not other.startswith(GIT) and not Path(other).exists():
            return side.removeprefix(GIT), Path(other.partition(":")[2])
        return side.removeprefix(GIT), _shipped_one(side)
    if ":" in side and not Path(side).exists():
        revision, _, folder = side.partition(":")
        return revision, Path(folder)
    return None, Path()


def _shipped_one(side: str) -> Path:
    found = sorted(path.parent for path in shipped().glob("*/pack.yaml"))
    if len(found) != 1:
        raise FileProblem(side, 0, f"Say which pack is meant: {side.removeprefix(GIT)}:rules/{found[0].name if found else 'my-pack'}")
    return found[0]


def _alone(place: Path, side: str) -> RuleSet:
    rules = load_used([place])
    if not rules.packs:
        told = rules.problems[0] if rules.problems else {"where": side, "detail": "There is no pack here"}
        raise FileProblem(side, 0, f"{told['where']}: {told['detail']}")
    return rules
