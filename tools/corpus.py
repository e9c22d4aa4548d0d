"""The labelled corpus: reading it, laying its pages out as the extension sends them, and the half that is held out."""

from __future__ import annotations

import hashlib
import json
from html import escape
from pathlib import Path

CORPUS = Path(__file__).resolve().parent.parent / "tests" / "corpus"
#: Pages of our own, of the same kinds, labelled by the same guideline. Each was measured once before a rule saw it.
OWN = CORPUS.parent / "corpus-own"
#: Pages of our own that no rule author reads: weights are trained on them, which so learn how rules do on pages that they were not written for.
UNREAD = CORPUS.parent / "corpus-unread"
#: Pages of our own about drips, ozone and peptides, for the second pack. No weights were trained on them.
DRIPS = CORPUS.parent / "corpus-drips"


def read(folder: Path = CORPUS, language: str | None = "en") -> tuple[list[dict], dict[str, dict]]:
    """Pages and labels by page id."""

    def lines(name: str) -> list[dict]:
        return [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").splitlines() if line.strip()]

    pages = [page for page in lines("pages.jsonl") if language is None or page.get("lang", "en") == language]
    return pages, {row["id"]: row["labels"] for row in lines("labels.jsonl")}


def held_out(page_id: str) -> bool:
    """A quarter of the pages, by their id: nobody reads them while rules are written or weights are trained."""
    return hashlib.sha256(page_id.encode()).digest()[0] < 64


def as_html(sentences: list[str]) -> str:
    """Each sentence as one block, as the extension would send it."""
    return "<main>" + "".join(f'<p data-b="{n}">{escape(s)}</p>' for n, s in enumerate(sentences)) + "</main>"
