"""Where a rule begins: a small whole one to be changed, and the word lists that its patterns may name."""

from __future__ import annotations

from ..authoring.writing import Draft as Written
from ..authoring.writing import rule_text
from ..packs import Pack
from ..trial import about

#: Words of a list that are shown as examples.
_SHOWN = 8


def fresh(pack: Pack) -> str:
    """The text of a rule for this pack that loads, and whose tests pass, before anything of it is changed."""
    subject = about(pack)
    return rule_text(
        Written(
            title="Says these words",
            category="safety",
            since=pack.version,
            jurisdiction=tuple(sorted({place for rule in pack.rules.values() for place in rule.jurisdiction})) or ("us",),
            match=("words to be marked",),
            why="This page says so. Say in plain words why that matters to a patient.",
            ask="Which question should a patient ask?",
            references=tuple(list(pack.references)[:1]) or ("a-source",),
            one_reference="Say why one source is enough, or name a second one.",
            flag=(f"{subject} has [words to be marked].",),
            passes=(f"{subject} has other words.",),
        )
    )


def word_lists(pack: Pack) -> list[dict]:
    """The pack's word lists by name: `name`, `title`, how many `entries`, and some of them."""
    lists = (pack.lexicons[name] for name in sorted(pack.lexicons))
    return [{"name": one.name, "title": one.title, "entries": len(one.entries), "words": list(one.entries[:_SHOWN])} for one in lists]
