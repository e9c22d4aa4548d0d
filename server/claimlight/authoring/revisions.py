"""What git knows of a pack: which of its files were touched since a revision, and the pack as it was then."""

from __future__ import annotations

import subprocess
import tarfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from ..packs import Pack, Rule
from ..packs.pattern import lexicons_in


class GitError(Exception):
    """Git could not answer; the message is for a person."""


def _git(folder: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)
    except OSError:
        raise GitError("git is not installed, or not on the search path") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise GitError(said[0].removeprefix("fatal: ") if said else "git failed without a word")
    return done.stdout


def _must_be_there(folder: Path, revision: str) -> None:
    try:
        _git(folder, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    except GitError as error:
        if "not a git repository" in str(error):
            raise GitError(f"{folder} is in no git repository") from None
        raise GitError(f"git knows no revision named {revision} in {folder}") from None


def touched(folder: Path, revision: str) -> set[Path]:
    """The files below a folder that differ from a revision, or that git does not know yet. Raises GitError."""
    _must_be_there(folder, revision)
    changed = _git(folder, "diff", "--name-only", "-z", "--relative", revision, "--", ".")
    fresh = _git(folder, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    return {(folder / name).resolve() for name in (changed + fresh).decode("utf-8", "surrogateescape").split("\0") if name}


def concerned(pack: Pack, folder: Path, files: Iterable[Path]) -> set[str]:
    """The ids of the rules that a change of these files may concern.

    A rule's own file concerns the rule, a lexicon the rules that name it; every other file of the pack concerns all.
    """
    found: set[str] = set()
    for file in files:
        if not file.is_relative_to(folder.resolve()):
            continue
        parts = file.relative_to(folder.resolve()).parts
        if len(parts) == 2 and parts[0] == "lexicons":
            found |= {rule.id for rule in pack.rules.values() if file.stem in lexicons_of(rule)}
        elif len(parts) == 2 and file.suffix == ".yaml":
            found.add(f"{pack.name}/{parts[0]}/{file.stem}")
        elif parts[-1] in ("pack.yaml", "cues.yaml"):
            found |= set(pack.rules)
    return found


def lexicons_of(rule: Rule) -> set[str]:
    """The lexicons that a rule's patterns name."""
    return {name for part in (rule.match, rule.unless, rule.under) for one in part for name in lexicons_in(one.source)}


def at_revision(folder: Path, revision: str, into: Path) -> Path:
    """Write a pack's folder as it was at a revision into another folder. Raises GitError.

    `folder` need not be there any more; the nearest folder above that is there tells which repository is meant.
    """
    folder = folder.resolve()
    start = next(place for place in (folder, *folder.parents) if place.is_dir())
    top = Path(_git(start, "rev-parse", "--show-toplevel").decode().strip()).resolve()
    if not folder.is_relative_to(top):
        raise GitError(f"{folder} is not in the repository {top}")
    inside = folder.relative_to(top).as_posix()
    _must_be_there(top, revision)
    data = _git(top, "archive", "--format=tar", revision, "--", inside)
    with tarfile.open(fileobj=BytesIO(data)) as archive:
        archive.extractall(into, filter="data")
    return into / inside
