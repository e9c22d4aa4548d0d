"""Making a pack ready to travel: whole, tested, looked through, true to its version, then zipped."""

from __future__ import annotations

import filecmp
import tempfile
from dataclasses import dataclass
from pathlib import Path

from . import packs, trial
from .lint import lint
from .packs import Pack, RuleSet, sources
from .packs.archive import gathered, packed
from .packs.files import FileProblem
from .packs.library import home_folder, standing
from .packs.versions import broken_promises


@dataclass(frozen=True, slots=True)
class Built:
    """What came of building: `target` is the zip, None when there were faults; `told` are lines for the author."""

    name: str
    version: str
    sha256: str
    target: Path | None
    told: tuple[str, ...]


def build(folder: Path, target: Path | None, against: str | None, *, check: bool = True, strict: bool = False) -> Built:
    """Write a pack's zip unless it has faults; `against` is its version before, a zip or a folder.

    With `check` its tests must pass, and lint's warnings are told; with `strict` they are faults, too.

    Raises FileProblem when either cannot be read, or when the zip is there already with other content.
    """
    folder = folder.resolve()
    gathered(folder)
    rules = _loaded(folder)
    pack = rules.packs[0]
    faults = [f"SET ASIDE {item['where']}: {item['detail']}" for item in rules.problems]
    if against is not None:
        with sources.opened(against) as (old, _, _):
            faults += [f"VERSION {line}" for line in broken_promises(_loaded(old).packs[0], pack)]
    if check:
        faults += _failed_tests(rules, pack)
    warned = _lint_warnings(folder) if check or strict else []
    if strict:
        faults += warned
    told = tuple(f"WARNING {line}" for line in packs.leaving(pack.rules)) + (() if strict else tuple(warned))
    if faults:
        return Built(pack.name, pack.version, pack.sha256, None, (*faults, *told))
    target = target or Path(f"{pack.name}-{pack.version}.zip")
    with tempfile.TemporaryDirectory(prefix="claimlight-") as scratch:
        made = Path(scratch) / "pack.zip"
        packed(folder, pack.name, made)
        if target.exists() and not filecmp.cmp(made, target, shallow=False):
            raise FileProblem(str(target), 0, "This file is there with other content; raise the pack's version, choose another --output, or delete it")
        target.write_bytes(made.read_bytes())
    return Built(pack.name, pack.version, pack.sha256, target, told)


def _loaded(folder: Path) -> RuleSet:
    """The pack in this folder alone; what it depends on is taken from the packs in use."""
    name = folder.name
    rules = packs.load_all([folder], [pack.folder for pack in standing(home_folder())[0] if not pack.unused and pack.name != name])
    if not rules.packs:
        raise FileProblem(rules.problems[0]["where"], 0, rules.problems[0]["detail"])
    return rules


def _failed_tests(rules: RuleSet, pack: Pack) -> list[str]:
    running = [rule for rule in pack.rules.values() if rule.status != "retired"]
    return [
        f"FAILED {outcome.example.rule}: {outcome.example.text!r}: {outcome.why}"
        for outcome in trial.try_rules(rules, running)
        if not outcome.passed
    ]


def _lint_warnings(folder: Path) -> list[str]:
    """What lint would mend; files that were set aside are told as such, and a rule on its way out has its own line."""
    found = (finding for _, finding in lint([folder]))
    return [f"LINT {item.file}:{item.line}: {item.detail} [{item.kind}]" for item in found if item.level == "warning" and item.kind != "deprecated-rule"]
