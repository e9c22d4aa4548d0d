"""The JSON Schemas of what the API says about packs and about a site's overrides."""

from __future__ import annotations

from ..model import SEVERITIES
from .shapes import many, number, record, text

_IDENTITY = {"name": text("Its name."), "version": text("Its version."), "sha256": text("What its files add up to.")}

PACK = record(
    "A rule pack.",
    {
        **_IDENTITY,
        "depends": many(record("A pack.", _IDENTITY), "The packs whose word lists, cues and weights it used; left out when there are none."),
    },
    optional=("depends",),
)

PACK_OFFERED = record(
    "A rule pack that a check may be asked to use.",
    {
        **{name: PACK["properties"][name] for name in ("name", "version", "sha256")},
        "title": text("What it is for."),
        "language": text("The language of the pages that it reads."),
        "licence": text("Under which licence it is given."),
        "subjects": many(text("A subject."), "What it is about."),
        "rules": number("How many rules it holds."),
        "jurisdictions": many(text("A place."), "Where its rules hold."),
    },
)

OVERRIDES = record(
    "What this site decides otherwise than its rule packs, and what that did to this answer.",
    {
        "file": text("The file's name."),
        "sha256": text("What its bytes add up to."),
        "left_out": number("Marks that were left out: their rule is disabled here, or their words are exempt."),
        "changed": number("Marks whose severity comes from this site."),
        "entries": many(
            record(
                "An entry that acts.",
                {
                    "line": number("Its line in the file."),
                    "does": text("What it does.", enum=["disable", "severity", "exempt"]),
                    "rule": text("The rule or category."),
                    "phrase": text("The exempt words."),
                    "severity": text("The other severity.", enum=list(SEVERITIES)),
                    "reason": text("Why."),
                    "until": text("The last day on which it acts."),
                    "marks": number("How many marks of this page it left out or changed."),
                },
                optional=("rule", "phrase", "severity"),
            ),
            "The entries that act.",
        ),
        "warnings": many(text("One warning."), "Entries that have ended, or that name no rule."),
    },
)
