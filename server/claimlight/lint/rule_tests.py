"""The tests in a rule's file: enough of them, each with the words to be marked, none twice."""

from __future__ import annotations

from collections.abc import Iterator

from ..packs import Rule
from ..trial import BRACKETS, split
from .finding import Finding
from .source import Source

LEAST = 2


def check(source: Source) -> Iterator[Finding]:
    """Tests without brackets, too few tests, and sentences that stand in two rules of a category, or twice in one."""
    first: dict[tuple[str, str, str], str] = {}
    for rule in source.own_rules:
        yield from _alone(source, rule)
        for key, texts in rule.tests.items():
            for place, text in enumerate(texts):
                same = (rule.category, key, " ".join(BRACKETS.sub(r"\1", text).lower().split()))
                if same in first:
                    yield source.found(
                        "repeated-test",
                        rule.file,
                        ("tests", key, place),
                        f"The sentence {text!r} is a `{key}` test of {'this rule already' if first[same] == rule.id else first[same]}",
                        "Write a sentence that shows something new",
                    )
                first.setdefault(same, rule.id)


def _alone(source: Source, rule: Rule) -> Iterator[Finding]:
    for key, texts in rule.tests.items():
        if len(texts) < LEAST:
            yield source.found("few-tests", rule.file, ("tests", key), f"There is {len(texts)} `{key}` sentence; a rule needs {LEAST}", "Add one")
        for place, text in enumerate(texts):
            marked = len(BRACKETS.findall(split(text)[1]))
            if key == "flag" and marked != 1:
                yield source.found(
                    "no-brackets",
                    rule.file,
                    ("tests", key, place),
                    f"The sentence {text!r} has {marked or 'no'} pair{'s' * (marked != 1)} of brackets",
                    "Put one pair of [brackets] around the words to be marked",
                )
