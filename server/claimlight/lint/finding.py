"""What lint says: findings, and the kinds of them. docs/lint.md explains each kind under its name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finding. `level` is `error` (it was set aside), `warning`, or `note` (shown only when asked for)."""

    title: str
    level: str


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One finding: the file as `pack/…`, its line (from 1), the kind's name, what is wrong, and what to do about it."""

    file: str
    line: int
    kind: str
    detail: str
    remedy: str

    @property
    def level(self) -> str:
        return KINDS[self.kind].level


KINDS = {
    "unreadable-file": Kind("A file that cannot be read", "error"),
    "too-large": Kind("A file that is too large", "error"),
    "duplicate-key": Kind("A key that is there twice", "error"),
    "unknown-key": Kind("A key that is not known", "error"),
    "missing-part": Kind("A part that is missing", "error"),
    "wrong-type": Kind("A value of the wrong type", "error"),
    "wrong-folder": Kind("A file in a folder of another name", "error"),
    "duplicate-id": Kind("A name that is given twice", "error"),
    "unmet-need": Kind("A pack that needs what is not here", "error"),
    "broken-entry": Kind("A word list that cannot be written out", "error"),
    "broken-pattern": Kind("A pattern that cannot be read", "error"),
    "unknown-lexicon": Kind("A lexicon that is not there", "error"),
    "unknown-reference": Kind("A reference that is not there", "error"),
    "unknown-rule": Kind("A rule that is not there", "error"),
    "stray-file": Kind("A file that is never read", "warning"),
    "never-fires": Kind("A pattern that can never fire", "warning"),
    "always-fires": Kind("A pattern that fires on nearly everything", "warning"),
    "slow-pattern": Kind("A pattern that can take without end", "warning"),
    "loose-end": Kind("A pattern whose end is left to chance", "note"),
    "untested-pattern": Kind("A pattern that no test uses", "note"),
    "unused-lexicon": Kind("A lexicon that nobody uses", "warning"),
    "covered-entry": Kind("An entry that others cover", "warning"),
    "twin-rules": Kind("Two rules that mark the same words for the same reason", "warning"),
    "satisfied-test": Kind("A test that another rule satisfies, too", "note"),
    "repeated-test": Kind("A test that is there twice", "warning"),
    "few-tests": Kind("Too few tests", "warning"),
    "no-brackets": Kind("A test that does not say which words", "warning"),
    "few-references": Kind("Fewer than two sources that were read", "warning"),
    "stale-reference": Kind("A source that was last read over a year ago", "warning"),
    "unread-reference": Kind("A source that nobody has read", "warning"),
    "accusing-wording": Kind("Wording that accuses", "warning"),
    "hard-to-read": Kind("Wording that is long or hard to read", "warning"),
    "no-question": Kind("A question that is none", "warning"),
    "deprecated-rule": Kind("A rule on its way out", "warning"),
}
