"""check(page, rules) -> Report: the whole way on one screen."""

from __future__ import annotations

import weakref
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache

from . import __version__
from .engine import Matcher, Overriding, Replacing, answers, judge, merged, numbered
from .model import SEVERITIES, Highlight, Page, Report
from .packs import Overrides, Pack, RuleSet
from .text import sentences
from .uncollected import uncollected

NOTICE = (
    "Claimlight points at wording and says what regulators say about it. It does not judge a clinic, and it is not "
    "medical or legal advice."
)


_MATCHERS: weakref.WeakKeyDictionary[RuleSet, dict[tuple[str, bool], Matcher | Replacing]] = weakref.WeakKeyDictionary()


def matcher(rules: RuleSet, pack: Pack, use_index: bool = True) -> Matcher | Replacing:
    """The matcher of a pack; it is built once and kept as long as its rule set is."""
    made = _MATCHERS.setdefault(rules, {})
    key = (pack.name, use_index)
    if key not in made:
        made[key] = Matcher(pack, use_index)
    return made[key]


def lend(rules: RuleSet, pack: str, made: Matcher | Replacing) -> None:
    """Let a pack of this rule set be matched by a matcher that stands already."""
    _MATCHERS.setdefault(rules, {})[pack, True] = made


def carry_over(before: RuleSet, after: RuleSet) -> None:
    """Keep for a new rule set the matchers of the packs that it has in common with an older one."""
    for pack in after.packs:
        if any(pack is other for other in before.packs):
            lend(after, pack.name, matcher(before, pack))


def warm(rules: RuleSet) -> None:
    """Do now what the first checks would have to wait for: build every matcher and compile every pattern."""
    for pack in rules.packs:
        for pattern in matcher(rules, pack).reader.patterns:
            pattern.expression  # noqa: B018 (compiled when it is first asked for)


@uncollected()
def check(
    page: Page,
    rules: RuleSet,
    *,
    jurisdiction: str | None = None,
    packs: list[str] | None = None,
    language: str | None = None,
    overrides: Overrides | None = None,
    today: date | None = None,
    use_index: bool = True,
    traced: bool = True,
) -> Report:
    """Check one page with the packs of its language.

    `packs` and `jurisdiction` narrow the rules; `language` wins over the page's own. `overrides` are what the site
    decided otherwise; they end by the day `today`. Without `traced` the report does not tell what was matched and dropped,
    and packs that the page has nothing to do with are not tried.
    Raises nothing for any page: what was left out is named under `incomplete`.
    """
    spoken = (language or page.language).lower().split("-")[0].split("_")[0]
    chosen = [pack for pack in rules.packs if packs is None or pack.name in packs]
    fitting = [pack for pack in chosen if not spoken or pack.language == spoken]
    incomplete = list(rules.problems)
    if not fitting:
        known = ", ".join(sorted({pack.language for pack in chosen})) or "none"
        detail = f"The page's language is {spoken or 'unknown'}; there are rules for {known}."
        incomplete.append({"type": "no-pack-for-language", "where": "", "detail": detail})
    cut = [
        sentence for position, block in enumerate(page.blocks) for sentence in sentences(position, block.text, block.heading > 0)
    ]
    site = Overriding(overrides, today or date.today())
    found: list[list[Highlight]] = []
    traces: list = []
    subjects: set[str] = set()
    for pack in fitting:
        engine = matcher(rules, pack, use_index)
        if not traced and not engine.concerns(cut):
            continue
        matched = engine.run(page, cut)
        marks, told = judge(page, pack, matched, jurisdiction, site)
        found.append(marks)
        traces += told
        subjects |= engine.subjects(matched)
        incomplete += [
            {"type": "slow-rule", "where": name, "detail": f"Stopped by its time limit on this page: {pattern}"}
            for name, pattern in matched.slow.items()
        ]
    order = {block.number: position for position, block in enumerate(page.blocks)}
    marks = numbered(sorted(merged(found), key=lambda mark: (order[mark.block], mark.start, mark.end)))
    return Report(
        highlights=tuple(marks),
        checklist=tuple(answers((question for pack in fitting for question in pack.checklist), marks)),
        summary=_summary(marks, sorted(subjects)),
        references=_references(marks, rules),
        coverage={
            "blocks": len(page.blocks), "characters": page.characters, "truncated": page.truncated, "unread": list(page.unread),
        },
        incomplete=tuple(incomplete),
        made_with={
            "claimlight": __version__,
            "packs": [pack.identity | ({"depends": list(pack.depends)} if pack.depends else {}) for pack in fitting],
            **({"overrides": told} if (told := site.told(rules)) else {}),
        },
        notice=NOTICE,
        traces=tuple(traces) if traced else (),
        set_aside=tuple(sorted(site.set_aside, key=lambda item: (order[item.mark.block], item.mark.start, item.mark.end))),
    )


def _summary(marks: list[Highlight], subjects: list[str]) -> dict:
    claims = [mark for mark in marks if mark.outcome == "claim"]
    counts = {severity: sum(mark.severity == severity for mark in claims) for severity in reversed(SEVERITIES)}
    others = {outcome: sum(mark.outcome == outcome for mark in marks) for outcome in ("review", "disclosure")}
    return {**counts, **others, "subjects": subjects}


def _references(marks: list[Highlight], rules: RuleSet) -> dict:
    names = dict.fromkeys(name for mark in marks for name in mark.references)
    kept = ("authority", "title", "section", "url", "date")
    return {name: {key: rules.references[name].get(key) for key in kept} for name in names if name in rules.references}


def as_json(report: Report) -> dict:
    """The report as the API answers it; traces and the marks set aside stay inside, their number is in `made_with`."""
    return {name: value for name, value in _plain(report).items() if name not in ("traces", "set_aside")}


def plain(marks: list[Highlight]) -> list[dict]:
    """Highlights as the API answers them."""
    return [_plain(mark) for mark in marks]


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    names = _names(type(value))
    return {name: _plain(getattr(value, name)) for name in names} if names else value


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
