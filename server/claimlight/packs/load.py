"""Loading rule packs from folders. What is broken is set aside and named; the rest works."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from ..model import CLAIMS, CUES
from . import files, lexicon, memory
from .faults import faults
from .files import FileProblem
from .lexicon import LexiconError
from .pattern import PatternError, tag_pair, translate
from .types import Cue, Cues, Lexicon, Pack, Pattern, Question, Rule, RuleSet, Scorer

#: What a cue does unless the pack or the rule says otherwise.
DEFAULT_ACTIONS = {
    "negated": "drop", "question": "drop", "attributed": "drop", "refuted": "drop", "conditional": "keep", "hedged": "lower",
}
REACHES = ("forward", "backward", "sentence", "heading")


def shipped() -> Path:
    """The folder of the packs that ship: inside the installed package, or `rules` of a checkout."""
    inside = Path(__file__).resolve().parents[1] / "shipped_rules"
    return inside if inside.is_dir() else Path(__file__).resolve().parents[3] / "rules"


def load_all(folders: Iterable[Path]) -> RuleSet:
    """Load every pack in the folders; a folder is a pack itself (it holds `pack.yaml`) or holds packs.

    Never raises for a pack's content: what could not be used is in `problems`, as `type`, `where` and `detail`.
    """
    packs: dict[str, Pack] = {}
    problems: list[dict] = []
    for folder in folders:
        folder = Path(folder)
        found = [folder] if (folder / "pack.yaml").is_file() else sorted(p.parent for p in folder.glob("*/pack.yaml"))
        if not found:
            problems.append(_problem("broken-pack", FileProblem(str(folder), 0, "There is no pack.yaml here or one folder down")))
        for place in found:
            try:
                pack = load_pack(place)
            except FileProblem as error:
                problems.append(_problem("broken-pack", error))
                continue
            if pack.name in packs:
                error = FileProblem(f"{place.name}/pack.yaml", 0, f"A pack named {pack.name} is loaded already; this one is left out")
                problems.append(_problem("broken-pack", error))
                continue
            packs[pack.name] = pack
            problems += pack.problems
    return RuleSet(
        tuple(packs.values()),
        {name: rule for pack in packs.values() for name, rule in pack.rules.items()},
        {name: reference for pack in packs.values() for name, reference in pack.references.items()},
        tuple(problems),
    )


def load_pack(folder: Path) -> Pack:
    """Load one pack. Raises FileProblem only when `pack.yaml` itself cannot be used.

    Every pattern is compiled, unless this very pack was found sound before: then each is compiled when it is first used.
    """
    sha256 = digest(folder)
    sound = memory.is_sound(sha256)
    head, _ = _read(folder / "pack.yaml", f"{folder.name}/pack.yaml", "pack")
    if head["name"] != folder.name:
        raise FileProblem(f"{folder.name}/pack.yaml", 1, f"The pack is named {head['name']}, its folder {folder.name}; make them the same", "wrong-folder")
    problems: list[dict] = []

    def attempt(kind: str, path: Path, build: Callable[[Path, str], Any]) -> Any:
        try:
            return build(path, path.relative_to(folder.parent).as_posix())
        except FileProblem as error:
            problems.append(_problem(kind, error))
            return None

    lists = [attempt("broken-lexicon", path, _lexicon) for path in sorted((folder / "lexicons").glob("*.yaml"))]
    lexicons = {item.name: item for item in lists if item}
    tags = {name: tag_pair(place) for place, name in enumerate(sorted(lexicons))}
    for subject, name in head["subjects"].items():
        if name not in lexicons:
            error = FileProblem(f"{folder.name}/pack.yaml", 0, f"The subject {subject} names the lexicon {name}, which is not there")
            problems.append(_problem("broken-lexicon", error))
    references = attempt("broken-file", folder / "references.json", _references) or {}
    actions = DEFAULT_ACTIONS | head.get("cues", {})
    weights = folder / "confidence.json"
    rules: dict[str, Rule] = {}
    for path in sorted(folder.glob("*/*.yaml")):
        if path.parent.name == "lexicons":
            continue
        rule = attempt("broken-rule", path, lambda p, name: _rule(p, name, tags, references, actions, sound))
        if rule:
            rules[rule.id] = rule
    pack = Pack(
        name=head["name"],
        version=head["version"],
        title=head["title"],
        language=head["language"],
        licence=head["licence"],
        sha256=sha256,
        subjects=dict(head["subjects"]),
        elsewhere=head.get("elsewhere", ""),
        setting=head.get("setting", ""),
        rules=rules,
        lexicons=lexicons,
        tags=tags,
        cues=attempt("broken-file", folder / "cues.yaml", lambda p, name: _cues(p, name, tags, sound)) or Cues(),
        checklist=attempt("broken-file", folder / "checklist.yaml", _checklist) or (),
        references=references,
        scorer=(attempt("broken-file", weights, _scorer) if weights.is_file() else None) or Scorer(),
        problems=tuple(problems),
    )
    if not sound and not problems:
        memory.remember(sha256)
    return pack


def digest(folder: Path) -> str:
    """SHA-256 over the names and bytes of all files of a pack, in the order of their names."""
    total = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def pattern(source: Any, tags: dict[str, tuple[str, str]]) -> Pattern:
    """Read one pattern as it stands in a file: a text, or `{weak: text}`. Raises PatternError."""
    weak = isinstance(source, dict)
    text = source["weak"] if weak else source
    made = translate(text, tags)
    return Pattern(text, made.expression, made.needs, made.starts, weak, made.risky)


def _problem(kind: str, error: FileProblem) -> dict:
    return {"type": kind, "where": error.where, "detail": error.detail}


def _read(path: Path, name: str, kind: str) -> tuple[dict, Any]:
    value, node = files.parse(files.read_text(path, name), name)
    _judge(kind, value, node, name)
    return value, node


def _judge(kind: str, value: Any, node: Any, name: str) -> None:
    """Raise FileProblem with everything that does not fit the schema."""
    found = [FileProblem(name, files.line_of(node, place), words, what) for place, what, words in faults(kind, value)]
    if found:
        raise FileProblem(name, found[0].line, "; ".join(fault.detail for fault in found), found[0].kind, tuple(found))


def _lexicon(path: Path, name: str) -> Lexicon:
    value, node = _read(path, name, "lexicon")
    try:
        return lexicon.build(path.stem, value)
    except LexiconError as error:
        raise FileProblem(name, files.line_of(node, ("entries",)), str(error), "broken-entry") from None


def _patterns(value: dict, key: str, name: str, node: Any, tags: dict, sound: bool) -> tuple[Pattern, ...]:
    made = []
    for place, source in enumerate(value.get(key, [])):
        try:
            made.append(pattern(source, tags))
            sound or made[-1].expression
        except PatternError as error:
            raise FileProblem(name, files.line_of(node, (key, place)), str(error), "broken-pattern") from None
    return tuple(made)


def _rule(path: Path, name: str, tags: dict, references: dict, actions: dict, sound: bool) -> Rule:
    value, node = _read(path, name, "rule")
    kind = "claim" if value["category"] in CLAIMS else "disclosure"
    if path.parent.name != value["category"]:
        raise FileProblem(name, files.line_of(node, ("category",)), f"The category is {value['category']}, the folder {path.parent.name}", "wrong-folder")
    if kind == "claim" and "severity" not in value:
        raise FileProblem(name, 1, "lacks `severity`, which every claim has", "missing-part")
    unknown = [key for key in value["references"] if key not in references]
    if unknown:
        raise FileProblem(name, files.line_of(node, ("references",)), f"references.json has no {', '.join(unknown)}", "unknown-reference")
    return Rule(
        id=f"{path.parent.parent.name}/{path.parent.name}/{path.stem}",
        title=value["title"],
        kind=kind,
        category=value["category"],
        severity=value.get("severity", "note"),
        status=value.get("status", "stable"),
        since=value["since"],
        jurisdiction=tuple(value["jurisdiction"]),
        match=_patterns(value, "match", name, node, tags, sound),
        unless=_patterns(value, "unless", name, node, tags, sound),
        under=_patterns(value, "under", name, node, tags, sound),
        cues=actions | value.get("cues", {}),
        why=value["why"],
        ask=value["ask"],
        references=tuple(value["references"]),
        tests={key: tuple(value["tests"][key]) for key in ("flag", "pass")},
        file=name,
    )


def _cues(path: Path, name: str, tags: dict, sound: bool) -> Cues:
    value, node = _read(path, name, "cues")

    def compiled(source: str, *place: Any) -> Pattern:
        try:
            made = pattern(source, tags)
            sound or made.expression
            return made
        except PatternError as error:
            raise FileProblem(name, files.line_of(node, place), str(error), "broken-pattern") from None

    made, pseudo = [], []
    for cue in CUES:
        part = value["cues"].get(cue, {})
        for reach in REACHES:
            for place, source in enumerate(part.get(reach, [])):
                made.append(Cue(cue, reach, compiled(source, "cues", cue, reach, place), part.get("comma", False)))
        for place, source in enumerate(part.get("pseudo", [])):
            pseudo.append((cue, compiled(source, "cues", cue, "pseudo", place)))
    stops = tuple(compiled(source, "stops", place) for place, source in enumerate(value["stops"]))
    return Cues(tuple(made), tuple(pseudo), stops)


def _checklist(path: Path, name: str) -> tuple[Question, ...]:
    value, _ = _read(path, name, "checklist")
    return tuple(
        Question(item["id"], item["question"], tuple(item["answered_by"]), item["ask"]) for item in value["questions"]
    )


def _references(path: Path, name: str) -> dict[str, dict]:
    value, node = files.parse_json(files.read_text(path, name), name)
    _judge("references", value, node, name)
    return {item["id"]: item for item in value}


def _scorer(path: Path, name: str) -> Scorer:
    value, node = files.parse_json(files.read_text(path, name), name)
    _judge("confidence", value, node, name)
    return Scorer(*(value[part] for part in ("claim", "disclosure", "company", "category", "thresholds")))
