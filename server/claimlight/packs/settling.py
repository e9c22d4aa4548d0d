"""After a change on disk: what is sound is taken over, and what is broken leaves the last good pack in its place."""

from __future__ import annotations

from .types import Pack, RuleSet


def settle(served: RuleSet, loaded: RuleSet) -> RuleSet:
    """What to serve once the packs were loaded anew.

    A pack with a fault that the served one has not, or that cannot be loaded any more, stays as it was; each of its new
    faults is named in `problems` with the type `not-reloaded`. A pack whose files are the same stays the same object.
    """
    before = {pack.name: pack for pack in served.packs}
    after = {pack.name: pack for pack in loaded.packs}
    old_faults = [problem for problem in served.problems if problem["type"] != "not-reloaded"]
    known = {_key(problem) for problem in old_faults}
    fresh = [problem for problem in loaded.problems if _key(problem) not in known]
    broken = {_pack_of(problem) for problem in fresh} & before.keys()
    if not after:
        broken = set(before)
    packs: list[Pack] = []
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        if old and (name in broken or new and _same(old, new)):
            packs.append(old)
        elif new:
            packs.append(new)
    kept = [problem for problem in old_faults if _pack_of(problem) in broken]
    told = [{**problem, "type": "not-reloaded"} if _pack_of(problem) in broken or not after else problem for problem in fresh]
    rest = [problem for problem in loaded.problems if _key(problem) in known and _pack_of(problem) not in broken]
    return RuleSet(
        tuple(packs),
        {name: rule for pack in packs for name, rule in pack.rules.items()},
        {name: reference for pack in packs for name, reference in pack.references.items()},
        tuple(kept + told + rest),
    )


def _same(old: Pack, new: Pack) -> bool:
    return (old.sha256, old.depends, old.problems) == (new.sha256, new.depends, new.problems)


def _pack_of(problem: dict) -> str:
    return problem["where"].partition("/")[0]


def _key(problem: dict) -> tuple[str, str]:
    """What tells one fault from another; its line moves with every edit above it."""
    return problem["where"].partition(":")[0], problem["detail"]
