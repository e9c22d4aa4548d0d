"""What a pack's version promises: a patch never adds a mark, a minor version may, a major one may change ids."""

from __future__ import annotations

from .lifecycle import SHOWN
from .types import Pack


def parts(version: str) -> tuple[int, ...]:
    """The numbers of a version: major, minor, patch."""
    return tuple(int(part) for part in version.split("."))


def newly_shown(old: Pack, new: Pack) -> list[str]:
    """The ids of the rules that are shown in `new` and were not in `old`."""

    def shown(pack: Pack) -> set[str]:
        return {name for name, rule in pack.rules.items() if rule.status in SHOWN}

    return sorted(shown(new) - shown(old))


def broken_promises(old: Pack, new: Pack) -> list[str]:
    """What the version of `new` promises and does not keep, seen from `old`; each with what to do.

    Only what the rules' files tell is seen here; what a changed pattern marks is measured by `claimlight rules diff`.
    """
    if new.name != old.name:
        return [f"The old pack is named {old.name}, the new one {new.name}; compare versions of one pack"]
    before, after = parts(old.version), parts(new.version)
    if after == before:
        return [] if new.sha256 == old.sha256 else [f"The content changed, the version is still {new.version}; raise it in pack.yaml"]
    if after < before:
        return [f"Version {new.version} is lower than {old.version}; raise it in pack.yaml"]
    told = []
    if after[0] == before[0]:
        told += [
            f"{name} is gone; within version {before[0]} ids stay: put the file back with `status: retired` and `replaced_by`"
            for name in sorted(old.rules.keys() - new.rules.keys())
        ]
        if after[1] == before[1]:
            wanted = f"{before[0]}.{before[1] + 1}.0"
            told += [f"{name} is shown from now on, which may add marks; a patch never does: make this version {wanted}" for name in newly_shown(old, new)]
    return told
