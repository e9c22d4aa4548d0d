"""What a rule pack holds, as frozen types. Loading fills them, the engine reads them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import regex

from .pattern import compile_expression
from .route import Route


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A named word list; `entries` are written out, in lower case but for acronyms, hyphens as spaces."""

    name: str
    title: str
    entries: tuple[str, ...]
    source: str = ""


@dataclass(frozen=True)
class Pattern:
    """One pattern of a rule. `weak` ones speak only together with a second signal, `risky` ones run under a time limit.

    `translated` is its expression over tagged text; it is compiled when it is first used. `route` is what it may pass.
    """

    source: str
    translated: str
    route: Route
    weak: bool = False
    risky: bool = False

    @cached_property
    def expression(self) -> regex.Pattern:
        """The compiled expression. Raises PatternError, with the library's own words, when it is none."""
        return compile_expression(self.translated)

    def __reduce__(self) -> tuple:
        return Pattern, (self.source, self.translated, self.route, self.weak, self.risky)  # without what can be compiled again


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as its file says it; `kind` follows from the category. A retired rule has no patterns."""

    id: str
    title: str
    kind: str
    category: str
    severity: str
    status: str
    since: str
    jurisdiction: tuple[str, ...]
    match: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]
    under: tuple[Pattern, ...]
    cues: dict[str, str]
    why: str
    ask: str
    references: tuple[str, ...]
    tests: dict[str, tuple[str, ...]]
    file: str = ""
    replaced_by: str = ""


@dataclass(frozen=True, slots=True)
class Cue:
    """A wording that changes how a claim is meant.

    `reach` is `forward` (what follows it), `backward` (what precedes it), `sentence` (all of its sentence) or `heading`
    (everything under a heading that holds it). With `comma` it does not reach across one.
    """

    name: str
    reach: str
    pattern: Pattern
    comma: bool = False


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of a pack, the wordings that only look like one (by cue), and the words that end a cue's reach."""

    cues: tuple[Cue, ...] = ()
    pseudo: tuple[tuple[str, Pattern], ...] = ()
    stops: tuple[Pattern, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the checklist; any highlight of the categories in `answered_by` answers it."""

    id: str
    question: str
    answered_by: tuple[str, ...]
    ask: str


@dataclass(frozen=True, slots=True)
class Scorer:
    """The weights of small logistic regressions that say how often such marks are right (see `engine.confidence`).

    `claim` and `disclosure` weigh a sentence, `company` a claim among the page's others, `told` a disclosure in the light
    of its page, `category` one category's matches in a sentence that is marked.
    """

    claim: dict[str, float] = field(default_factory=dict)
    disclosure: dict[str, float] = field(default_factory=dict)
    company: dict[str, float] = field(default_factory=dict)
    category: dict[str, float] = field(default_factory=dict)
    thresholds: dict[str, float] = field(default_factory=dict)
    told: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pack:
    """A rule pack.

    `elsewhere` is the lexicon of treatments it is not about, `setting` that of words that tell a page of this kind,
    `established` that of proven care that shares the subjects' words;
    `problems` are the files set aside. `lexicons`, `cues`, `references` and the rest hold what was borrowed, too;
    `depends` says from which packs, directly or through others: their `identity`.
    """

    name: str
    version: str
    title: str
    language: str
    licence: str
    sha256: str
    subjects: dict[str, str]
    elsewhere: str
    setting: str
    established: str
    rules: dict[str, Rule]
    lexicons: dict[str, Lexicon]
    tags: dict[str, tuple[str, str]]
    cues: Cues
    checklist: tuple[Question, ...]
    references: dict[str, dict]
    scorer: Scorer
    problems: tuple[dict, ...] = ()
    depends: tuple[dict, ...] = ()
    actions: dict[str, str] = field(default_factory=dict)
    folder: Path | None = None

    @property
    def identity(self) -> dict[str, str]:
        """What tells this very pack from every other, as a report names it."""
        return {"name": self.name, "version": self.version, "sha256": self.sha256}


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class RuleSet:
    """All packs that were loaded, with their rules and references by id, and everything that was set aside."""

    packs: tuple[Pack, ...]
    rules: dict[str, Rule]
    references: dict[str, dict]
    problems: tuple[dict, ...]

    def pack_of(self, rule: Rule) -> Pack:
        """The pack that a rule of this set belongs to."""
        return next(pack for pack in self.packs if rule.id in pack.rules)
