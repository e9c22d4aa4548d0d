"""A run of rules' own tests: what passed, what failed and why, as data, as JSON and as JUnit's XML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from .. import trial
from ..packs import Rule, RuleSet
from . import reasons, revisions

#: Characters that XML 1.0 cannot hold.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Tested:
    """One test with its outcome; `why` is empty when it passed."""

    outcome: trial.Outcome
    file: str
    why: tuple[str, ...]

    @property
    def name(self) -> str:
        """Which of the rule's tests it is."""
        example = self.outcome.example
        return f"{'flag' if example.flagged else 'pass'} {example.number}" if example.number else "its tests"

    @property
    def marked(self) -> bool:
        """Whether the sentence was marked, with whatever words."""
        return any(trace.outcome in trial.KEPT for trace in self.outcome.traces)

    def as_json(self) -> dict:
        example = self.outcome.example
        found = [
            {"start": trace.start, "end": trace.end, "words": trace.words, "pattern": trace.pattern, "outcome": trace.outcome}
            for trace in self.outcome.traces
        ]
        expected = {"start": example.span[0], "end": example.span[1], "words": example.text[slice(*example.span)]} if example.span else None
        return {
            "rule": example.rule, "file": self.file, "test": self.name, "sentence": example.text, "lead": example.lead,
            "expected": expected, "found": found, "passed": self.outcome.passed, "why": list(self.why),
        }


@dataclass(frozen=True, slots=True)
class Run:
    """All tests of some rules. `rules` counts the rules, `aside` are the files that could not be loaded, `warnings` words to their author."""

    tests: tuple[Tested, ...]
    rules: int
    aside: tuple[dict, ...]
    warnings: tuple[str, ...] = ()

    @property
    def failed(self) -> list[Tested]:
        return [one for one in self.tests if not one.outcome.passed]

    @property
    def passed(self) -> bool:
        return not self.failed and not self.aside

    def as_json(self) -> dict:
        """Counts, what was set aside, and every test."""
        return {
            "rules": self.rules, "passed": len(self.tests) - len(self.failed), "failed": len(self.failed), "aside": list(self.aside),
            "warnings": list(self.warnings), "tests": [one.as_json() for one in self.tests],
        }

    def as_junit(self) -> str:
        """A JUnit report: a suite a rule, a case a test; a file that was set aside is an error."""
        root = ElementTree.Element("testsuites", name="claimlight rules test")
        suites: dict[str, ElementTree.Element] = {}
        for one in self.tests:
            example = one.outcome.example
            if example.rule not in suites:
                suites[example.rule] = ElementTree.SubElement(root, "testsuite", name=example.rule)
            suite = suites[example.rule]
            case = ElementTree.SubElement(suite, "testcase", classname=example.rule, name=f"{one.name}: {_plain(example.text)}", file=one.file)
            if not one.outcome.passed:
                ElementTree.SubElement(case, "failure", message=_plain(one.outcome.why)).text = _plain("\n".join(one.why))
        for item in self.aside:
            suite = ElementTree.SubElement(root, "testsuite", name=item["where"])
            case = ElementTree.SubElement(suite, "testcase", classname=item["where"], name="loads")
            ElementTree.SubElement(case, "error", message=_plain(item["detail"]))
        for suite in root:
            suite.set("tests", str(len(suite)))
            suite.set("failures", str(len(suite.findall("testcase/failure"))))
            suite.set("errors", str(len(suite.findall("testcase/error"))))
        ElementTree.indent(root)
        return ElementTree.tostring(root, encoding="unicode", xml_declaration=True)


def _plain(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def run(rules: RuleSet, chosen: Iterable[Rule], aside: Iterable[dict] = (), warnings: Iterable[str] = (), weighted: bool = False) -> Run:
    """Run the tests of the chosen rules; `weighted` judges with the packs' weights, as the service does."""
    chosen = list(chosen)
    used = rules if weighted else trial.unweighted(rules)
    tested = []
    for outcome in trial.try_rules(rules, chosen, weighted):
        rule = rules.rules[outcome.example.rule]
        why = () if outcome.passed else tuple(reasons.of_failure(used, rule, outcome))
        tested.append(Tested(outcome, rule.file, why))
    return Run(tuple(tested), len(chosen), tuple(aside), tuple(warnings))


def since(rules: RuleSet, folders: Iterable[Path], revision: str) -> set[str]:
    """The ids of the rules that a change since a git revision may concern. Raises revisions.GitError."""
    found: set[str] = set()
    for pack in rules.packs:
        folder = folder_of(pack.name, folders)
        found |= revisions.concerned(pack, folder, revisions.touched(folder, revision))
    return found


def folder_of(pack: str, folders: Iterable[Path]) -> Path:
    """The folder of a loaded pack: one of the folders, or one inside it."""
    places = [place for folder in folders for place in (folder, folder / pack)]
    return next(place.resolve() for place in places if place.resolve().name == pack and (place / "pack.yaml").is_file())
