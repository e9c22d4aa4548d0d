"""A whole new pack for a new subject: everything that a pack needs, one rule to copy, ready to be tried."""

from __future__ import annotations

import json
import re
from pathlib import Path

from ..packs import schema
from ..packs.pattern import lexicons_in
from .drafts import tries
from .shelf import Shelf, write_with_modeline
from .writing import Draft, scalar, write_rule

PRODUCT = "product"
SETTING = "care_setting"
_NO_WORDS = "none_word"
_HARM = "bad_event"
_SOURCES = ("ftc-hpcg-2022", "eu-2001-83-90")

_PLAIN_CUES = """\
# Wordings that change how a claim is meant; see docs/rule-format.md. Add those of this language.
stops:
  - ";"
cues:
  question:
    backward:
      - "\\\\?"
"""
_PLAIN_CHECKLIST = """\
questions:
  - id: status
    question: Is it approved for this use?
    answered_by: [status]
    ask: Is this approved for my condition, and by which authority?
"""
_WEIGHTS = {
    "claim": {}, "disclosure": {}, "company": {}, "category": {},
    "thresholds": {"claim": 0.5, "review": 0.3, "alert": 0.8, "disclosure": 0.5, "category": 0.5},
}


def make(
    folder: Path, name: str, title: str, words: tuple[str, ...], language: str = "en", licence: str = "Apache-2.0", depends: dict[str, str] | None = None
) -> list[Path]:
    """Write a new pack into `folder/name` and say which files were made.

    `words` are those that bring the subject into view, each an entry of a word list. For English, cues, checklist,
    sources and a few word lists are copies of those of the pack that ships; a pack that `depends` on others (names and
    ranges of versions) has them from those and gets none of its own. Raises FileExistsError when the folder is there
    and ValueError when the name, the language or a word cannot be used.
    """
    pack = folder / name
    if pack.exists():
        raise FileExistsError(pack)
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        raise ValueError(f"A pack's name is small letters, digits and hyphens, such as hair-en; {name!r} is not")
    if not re.fullmatch("[a-z]{2,3}", language):
        raise ValueError(f"A language is two or three small letters, such as en; {language!r} is not")
    if not words or not all(word.strip() for word in words):
        raise ValueError("Name at least one word that brings the subject into view")
    shelf = Shelf(language)
    _write_schemas(folder)
    write_with_modeline(pack / "pack.yaml", "pack", _head(name, title, words, language, licence, depends or {}, shelf))
    entries = "\n".join(f"  - {json.dumps(word, ensure_ascii=False)}" for word in words)
    write_with_modeline(pack / "lexicons" / f"{PRODUCT}.yaml", "lexicon", f"title: {scalar(f'{title}: what is offered')}\nsource: Curated by hand\nentries:\n{entries}\n")
    if depends:
        write_rule(_first_rule(words[0]), pack, "no-side-effects")
    elif shelf.folder:
        cues = (shelf.folder / "cues.yaml").read_text("utf-8")
        write_with_modeline(pack / "cues.yaml", "cues", cues)
        write_with_modeline(pack / "checklist.yaml", "checklist", (shelf.folder / "checklist.yaml").read_text("utf-8"))
        for lent in sorted({_NO_WORDS, _HARM, SETTING} | lexicons_in(cues) - {PRODUCT}):
            shelf.lend_lexicon(lent, pack)
        shelf.lend_sources(list(_SOURCES), pack)
        write_rule(_first_rule(words[0]), pack, "no-side-effects")
    else:
        write_with_modeline(pack / "cues.yaml", "cues", _PLAIN_CUES)
        write_with_modeline(pack / "checklist.yaml", "checklist", _PLAIN_CHECKLIST)
        (pack / "references.json").write_text("[]\n", encoding="utf-8")
    if not depends:
        (pack / "confidence.json").write_text(json.dumps(_WEIGHTS, indent=1) + "\n", encoding="utf-8")
    return sorted(path for path in pack.rglob("*") if path.is_file())


def _write_schemas(folder: Path) -> None:
    """Put the schemas beside the pack, for editors, unless there are some here or above."""
    folder.mkdir(parents=True, exist_ok=True)
    if not any((place / "schema" / "rule.schema.json").is_file() for place in (folder.resolve(), *folder.resolve().parents)):
        (folder / "schema").mkdir()
        for kind in schema.KINDS:
            (folder / "schema" / f"{kind}.schema.json").write_text(schema.published(kind), encoding="utf-8")


def _head(name: str, title: str, words: tuple[str, ...], language: str, licence: str, depends: dict[str, str], shelf: Shelf) -> str:
    lines = [
        f"name: {name}", "version: 0.1.0", f"title: {scalar(title)}", f"language: {language}", f"licence: {scalar(licence)}",
        "subjects:  # each subject, and the word list that brings it into view", f"  {scalar(_plain(words[0]))}: {PRODUCT}",
    ]
    if shelf.folder:
        lines.append(f"setting: {SETTING}  # on a page with these words disclosures count, though no subject is named")
    if depends:
        lines += ["depends:  # whose word lists, cues, checklist, sources and weights this pack uses", *(f"  {one}: {json.dumps(wanted)}" for one, wanted in depends.items())]
    return "\n".join(lines) + "\n"


def _plain(word: str) -> str:
    """An entry without its braces, as one would say it: `hair transplant{,s}` is "hair transplant"."""
    return " ".join(re.sub(r"\{([^{},]*),[^{}]*\}", r"\1", word).split())


def _first_rule(word: str) -> Draft:
    flag = f"A {_plain(word)} has [no side effects]."
    more = tries(flag, "safety")
    return Draft(
        title="Says there are no side effects",
        category="safety",
        severity="alert",
        since="0.1.0",
        jurisdiction=("us", "eu"),
        match=(f"{{{_NO_WORDS}}} (.. )?{{{_HARM}}}",),
        why="Anything strong enough to work in the body can also do harm.",
        ask="Which side effects have your patients had, how often, and what did you do then?",
        references=_SOURCES,
        flag=(flag, *(text for kind, text in more.values() if kind == "flag")),
        passes=tuple(text for kind, text in more.values() if kind == "pass"),
    )


