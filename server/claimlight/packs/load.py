"""Loading rule packs from folders. What is broken is set aside and named; the rest works."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..model import CLAIMS, CUES
from . import files, fitting, lending, lexicon, lifecycle, memory, references
from .contents import digest, others
from .depends import Found, arranged, found_in, needed
from .files import FileProblem
from .head import read_head
from .lexicon import LexiconError
from .pattern import MOST_LEXICONS, PatternError, tag_pair, translate
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


def load_all(folders: Iterable[Path], lenders: Iterable[Path] = ()) -> RuleSet:
    """Load every pack in the folders; a folder is a pack itself (it holds `pack.yaml`) or holds packs.

    `lenders` are folders of packs that are used only by those that depend on them. Never raises for a pack's content:
    what could not be used is in `problems`, as `type`, `where` and `detail`.
    """
    mine, broken = found_in(folders)
    problems = [problem("broken-pack", error) for error in broken]
    found = found_in(lenders)[0] | mine
    borrowed = set(needed(found, list(mine))) - mine.keys()
    order, faults = arranged({name: found[name] for name in (*mine, *borrowed)})
    loaded: dict[str, Pack] = {}
    for name in order:
        try:
            lent = [loaded[other] for other in found[name].head.get("depends", {})]
            loaded[name] = load_pack(found[name].folder, lent, with_rules=name in mine)
            problems += loaded[name].problems
        except FileProblem as error:
            faults[name] = error
        except OSError as error:
            faults[name] = found[name].problem(f"A file of this pack cannot be read: {error.filename}: {error.strerror}", kind="unreadable-file")
        except KeyError as error:
            faults[name] = found[name].problem(f"This pack depends on {error.args[0]}, which was set aside", "depends", error.args[0])
    problems += [problem("broken-pack", error) for error in faults.values()]
    packs = tuple(loaded[name] for name in mine if name in loaded)
    return RuleSet(
        packs,
        {name: rule for pack in packs for name, rule in pack.rules.items()},
        {name: reference for pack in packs for name, reference in pack.references.items()},
        tuple(problems),
    )


def load_pack(folder: Path, lenders: Sequence[Pack] = (), *, with_rules: bool = True) -> Pack:
    """Load one pack. `lenders` are the packs that it depends on. Raises FileProblem only when `pack.yaml` itself cannot be used.

    Every pattern is compiled, and a pack without faults is remembered: then it need not be read again, and each pattern is
    compiled when it is first used. Without its rules a pack can only lend.
    """
    sha256 = digest(folder)
    depends = {used["name"]: used for pack in lenders for used in (pack.identity, *pack.depends)}
    made_from = (folder.name, sha256, *others(folder), *(used["sha256"] for used in depends.values()))
    remembered = memory.recall("pack", *made_from) if with_rules else None
    if isinstance(remembered, Pack):
        return replace(remembered, folder=folder)
    head, node = read_head(folder)
    here = Found(folder, head, node)
    if head["name"] != folder.name:
        raise here.problem(f"The pack is named {head['name']}, its folder {folder.name}; make them the same", "name", kind="wrong-folder")
    problems: list[dict] = []

    def attempt(kind: str, path: Path, build: Callable[[Path, str], Any]) -> Any:
        try:
            return build(path, path.relative_to(folder.parent).as_posix())
        except FileProblem as error:
            problems.append(problem(kind, error))
            return None

    def own(name: str, build: Callable[[Path, str], Any], optional: bool = bool(lenders)) -> Any:
        """One of the pack's files; what it may borrow it need not have."""
        return None if optional and not (folder / name).is_file() else attempt("broken-file", folder / name, build)

    lists = [attempt("broken-lexicon", path, _lexicon) for path in sorted((folder / "lexicons").glob("*.yaml"))]
    lexicons = lending.lexicons(lenders) | {item.name: item for item in lists if item}
    if len(lexicons) > MOST_LEXICONS:
        raise here.problem(f"The pack has {len(lexicons):,} lexicons; at most {MOST_LEXICONS:,} can be told apart", kind="too-large")
    tags = {name: tag_pair(place) for place, name in enumerate(sorted(lexicons))}
    named = [("subjects", subject, name) for subject, name in head["subjects"].items()]
    for *place, name in [*named, *((key, head[key]) for key in ("elsewhere", "setting", "established") if key in head)]:
        if name not in lexicons:
            error = here.problem(f"`{'.'.join(map(str, place))}` names the lexicon {name}, which is not there", *place, kind="unknown-lexicon")
            problems.append(problem("broken-lexicon", error))

    def sources(path: Path, name: str) -> dict[str, dict]:
        return references.read(path, name, lambda fault: problems.append(problem("broken-file", fault)))

    known_sources = lending.references(lenders) | (own("references.json", sources) or {})
    cues = own("cues.yaml", lambda path, name: _cues(path, name, tags)) or Cues()
    actions = DEFAULT_ACTIONS | head.get("cues", {})
    rules: dict[str, Rule] = {}
    for path in sorted(folder.glob("*/*.yaml")) if with_rules else ():
        if path.parent.name == "lexicons":
            continue
        rule = attempt("broken-rule", path, lambda p, name: _rule(p, name, tags, known_sources, actions))
        if rule:
            rules[rule.id] = rule
    for name, error in list(lifecycle.unknown_successors(rules)):
        problems.append(problem("broken-rule", error))
        del rules[name]
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
        established=head.get("established", ""),
        rules=rules,
        lexicons=lexicons,
        tags=tags,
        cues=lending.cues(lenders, cues, lambda source: pattern(source, tags)),
        checklist=own("checklist.yaml", _checklist) or lending.checklist(lenders),
        references=known_sources,
        scorer=own("confidence.json", _scorer, optional=True) or lending.scorer(lenders),
        problems=tuple(problems),
        depends=tuple(depends.values()),
        actions=actions,
        folder=folder,
    )
    if with_rules and not problems:
        memory.keep("pack", replace(pack, folder=None), *made_from)
    return pack


def pattern(source: Any, tags: dict[str, tuple[str, str]]) -> Pattern:
    """Read one pattern as it stands in a file: a text, or `{weak: text}`. Raises PatternError."""
    weak = isinstance(source, dict)
    text = source["weak"] if weak else source
    made = translate(text, tags)
    return Pattern(text, made.expression, made.route, weak, made.risky)


def problem(kind: str, error: FileProblem) -> Aside:
    """What was set aside, as a rule set and every answer name it."""
    return Aside(kind, error)


class Aside(dict):
    """What was set aside: `type`, `where` and `detail`; `fault` says it in full."""

    def __init__(self, kind: str, fault: FileProblem) -> None:
        super().__init__(type=kind, where=fault.where, detail=fault.detail)
        self.fault = fault


def _lexicon(path: Path, name: str) -> Lexicon:
    value, node = fitting.read(path, name, "lexicon")
    try:
        return lexicon.build(path.stem, value)
    except LexiconError as error:
        raise FileProblem(name, files.line_of(node, ("entries",)), str(error), "broken-entry") from None


def _patterns(value: dict, key: str, name: str, node: Any, tags: dict) -> tuple[Pattern, ...]:
    made = []
    for place, source in enumerate(value.get(key, [])):
        try:
            made.append(pattern(source, tags))
            made[-1].expression  # noqa: B018 (compiled, so that a fault is told)
        except PatternError as error:
            raise FileProblem(name, files.line_of(node, (key, place)), str(error), error.kind) from None
    return tuple(made)


def read_rule(text: str, stem: str, pack: Pack) -> Rule:
    """A rule of a loaded pack from the text that stands, or would stand, in `<category>/<stem>.yaml`. Raises FileProblem."""
    name = f"{stem}.yaml"
    value, node = files.parse(text, name)
    fitting.judge("rule", value, node, name)
    return _built(value, node, f"{pack.name}/{value['category']}/{name}", pack.tags, pack.references, pack.actions)


def _rule(path: Path, name: str, tags: dict, references: dict, actions: dict) -> Rule:
    value, node = fitting.read(path, name, "rule")
    if path.parent.name != value["category"]:
        raise FileProblem(name, files.line_of(node, ("category",)), f"The category is {value['category']}, the folder {path.parent.name}", "wrong-folder")
    return _built(value, node, name, tags, references, actions)


def _built(value: dict, node: Any, name: str, tags: dict, references: dict, actions: dict) -> Rule:
    """A rule from what its file says; `name` is the file, `<pack>/<category>/<stem>.yaml`."""
    kind = "claim" if value["category"] in CLAIMS else "disclosure"
    if kind == "claim" and "severity" not in value:
        raise FileProblem(name, 1, "The file lacks `severity`, which every claim has", "missing-part")
    status = value.get("status", "stable")
    if status in lifecycle.LEAVING and "replaced_by" not in value:
        detail = f"The file lacks `replaced_by`: a {status} rule says which rule took over, or `nothing, because …`"
        raise FileProblem(name, files.line_of(node, ("status",)), detail, "missing-part")
    unknown = [key for key in value["references"] if key not in references]
    if unknown:
        raise FileProblem(name, files.line_of(node, ("references",)), f"references.json has no {', '.join(unknown)}", "unknown-reference")

    def patterns(key: str) -> tuple[Pattern, ...]:
        return () if status == "retired" else _patterns(value, key, name, node, tags)

    return Rule(
        id=name.removesuffix(".yaml"),
        title=value["title"],
        kind=kind,
        category=value["category"],
        severity=value.get("severity", "note"),
        status=status,
        since=value["since"],
        jurisdiction=tuple(value["jurisdiction"]),
        match=patterns("match"),
        unless=patterns("unless"),
        under=patterns("under"),
        cues=actions | value.get("cues", {}),
        why=value["why"],
        ask=value["ask"],
        references=tuple(value["references"]),
        tests={key: tuple(value["tests"][key]) for key in ("flag", "pass")},
        file=name,
        replaced_by=value.get("replaced_by", ""),
    )


def _cues(path: Path, name: str, tags: dict) -> Cues:
    value, node = fitting.read(path, name, "cues")

    def compiled(source: str, *place: Any) -> Pattern:
        try:
            made = pattern(source, tags)
            made.expression  # noqa: B018 (compiled, so that a fault is told)
            return made
        except PatternError as error:
            raise FileProblem(name, files.line_of(node, place), str(error), error.kind) from None

    made, pseudo = [], []
    for cue in CUES:
        part = value["cues"].get(cue, {})
        for reach in REACHES:
            for place, source in enumerate(part.get(reach, [])):
                made.append(Cue(cue, reach, compiled(source, "cues", cue, reach, place), part.get("comma", False)))
        for place, source in enumerate(part.get("pseudo", [])):
            pseudo.append((cue, compiled(source, "cues", cue, "pseudo", place)))
    stops = tuple(compiled(source, "stops", place) for place, source in enumerate(value.get("stops", [])))
    return Cues(tuple(made), tuple(pseudo), stops)


def _checklist(path: Path, name: str) -> tuple[Question, ...]:
    value, node = fitting.read(path, name, "checklist")
    ids = [item["id"] for item in value["questions"]]
    for place, repeated in enumerate(ids):
        if repeated in ids[:place]:
            raise FileProblem(name, files.line_of(node, ("questions", place, "id")), f"The id {repeated} is there twice", "duplicate-id")
    return tuple(
        Question(item["id"], item["question"], tuple(item["answered_by"]), item["ask"]) for item in value["questions"]
    )


def _scorer(path: Path, name: str) -> Scorer:
    value, node = files.parse_json(files.read_text(path, name), name)
    fitting.judge("confidence", value, node, name)
    return Scorer(*(value.get(part, {}) for part in ("claim", "disclosure", "company", "category", "thresholds", "told")))
