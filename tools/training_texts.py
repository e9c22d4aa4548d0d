"""What weights are learned from: the corpus's pages that are not held out, our own, and our single sentences."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from claimlight import trial
from claimlight.model import CLAIMS, Page
from claimlight.page import read_html

import corpus

TESTS = Path(__file__).resolve().parent.parent / "tests"


@dataclass(frozen=True)
class Text:
    """A page with the labels of its blocks, by block number. Only the blocks in `judged` are learned from.

    `ours` is set where it is a single sentence of our own, to the kind that it is about: it teaches about that, not about what else it
    may say.
    `unread` says that no rule was written with the page in view.
    """

    name: str
    page: Page
    labels: dict[int, set[str]]
    judged: frozenset[int]
    ours: str = ""
    unread: bool = False


def page_texts() -> list[Text]:
    """The pages of the corpus that are not held out, and the pages that we wrote ourselves."""
    made = []
    for folder in (corpus.CORPUS, corpus.OWN, corpus.UNREAD):
        pages, labels = corpus.read(folder)
        for page in pages:
            if folder == corpus.CORPUS and corpus.held_out(page["id"]):
                continue
            laid = read_html(corpus.as_html(page["sentences"]), language=page["lang"])
            said = {int(number): {label[0] for label in given} for number, given in labels[page["id"]].items()}
            made.append(Text(page["id"], laid, said, frozenset(block.number for block in laid.blocks), unread=folder == corpus.UNREAD))
    return made


def own_texts() -> list[Text]:
    """The sentences of `tests/pairs` and `tests/phrases`, each on a page of its own."""
    written: list[tuple[str, str, str, str]] = []
    for path in sorted((TESTS / "pairs").glob("*.yaml")):
        for place, group in enumerate(yaml.safe_load(path.read_text(encoding="utf-8"))):
            name, kind = f"{path.stem} {place}", "claim" if group["category"] in CLAIMS else "disclosure"
            written += [(name, text, group["category"], kind) for text in group["marked"].values()]
            written += [(name, text, "", kind) for text in group.get("unmarked", {}).values()]
    for path in sorted((TESTS / "phrases").glob("*.txt")):
        if path.stem in CLAIMS:
            for place, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
                written.append((f"{path.stem} phrase {place}", line[2:], path.stem if line.startswith("+ ") else "", "claim"))
    made = []
    for name, text, category, kind in written:
        lead, sentence = trial.split(text)
        page, block = trial.page_for(sentence, lead)
        made.append(Text(f"{name} {text}", page, {block: {category}} if category else {}, frozenset([block]), kind))
    return made
