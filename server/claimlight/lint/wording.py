"""What patients read: short, plain and never an accusation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .finding import Finding
from .reading_grade import grade
from .source import Source

LONGEST_WHY = 40  # words
LONGEST_ASK = 30
HARDEST = 9.5  # Flesch-Kincaid grade: "about grade 9 or lower"

#: Words that judge a clinic. A rule says what the page says and what a regulator says.
ACCUSING = re.compile(
    r"\b(?:illegal\w*|unlawful\w*|against the law|outlaw\w*|fraud\w*|scam\w*|lie|lies|lied|lying|liar\w*|cheat\w*|crime\w*|criminal\w*|quack\w*|"
    r"snake oil|dishonest\w*|deceiv\w*|deceptive\w*|deceit\w*|bogus|fake\w*|rip[- ]?offs?|shady|guilty|violat\w*|(?:break|breaks|broke) the law|"
    r"swindl\w*|con artists?|charlatan\w*|crooks?|crooked)\b",
    re.IGNORECASE,
)

_CALM = "Say what the page says and what a regulator says of it; leave the judgement to the reader"
_PLAIN = "Use fewer and shorter words, and make two sentences of one"


def check(source: Source) -> Iterator[Finding]:
    """The texts of the pack's own rules and of its checklist."""
    for rule in source.own_rules:
        for key, text in (("title", rule.title), ("why", rule.why), ("ask", rule.ask)):
            for kind, detail, remedy in faults(key, text):
                yield source.found(kind, rule.file, (key,), detail, remedy)
    file = f"{source.name}/checklist.yaml"
    value, _ = source.parsed(file)
    for place, item in enumerate((value or {}).get("questions", ()) if source.pack and source.pack.checklist else ()):
        for key in ("question", "ask"):
            for kind, detail, remedy in faults("ask", item[key]):
                yield source.found(kind, file, ("questions", place, key), detail, remedy)


def faults(key: str, text: str) -> Iterator[tuple[str, str, str]]:
    """What is wrong with a `title`, a `why` or an `ask`: kind, detail, remedy."""
    accusing = ACCUSING.search(text)
    if accusing:
        yield "accusing-wording", f"`{key}` says {accusing[0]!r}, which accuses", _CALM
    words = len(text.split())
    most = {"why": LONGEST_WHY, "ask": LONGEST_ASK}.get(key)
    if most and words > most:
        yield "hard-to-read", f"`{key}` has {words} words; it may have {most}", _PLAIN
    if key == "why" and grade(text) > HARDEST:
        yield "hard-to-read", f"`why` reads like grade {grade(text):.1f}; it may be {HARDEST}", _PLAIN
    if key == "ask" and (not text.endswith("?") or text.count("?") != 1):
        yield "no-question", "`ask` is not one question that ends in a question mark", "Ask one thing, in words that can be read out"
    if key == "title" and text.endswith("."):
        yield "hard-to-read", "`title` ends in a full stop", "A title is no sentence; take the stop away"
