"""The words of the extension: every language says all of them, and every name that is used has words."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

EXTENSION = Path(__file__).resolve().parents[2] / "extension"
LANGUAGES = {path.parent.name: {name: entry["message"] for name, entry in json.loads(path.read_text(encoding="utf-8")).items()}
             for path in sorted((EXTENSION / "_locales").glob("*/messages.json"))}
ENGLISH = LANGUAGES["en"]
#: Names that are put together while running, by what stands before the part that changes.
FAMILIES = ("kind_", "legend_", "category_", "state_", "personal_", "hide_", "tell_", "first_", "begin_", "look_", "unread_", "standing_", "do_")
CODE = "\n".join(path.read_text(encoding="utf-8") for path in EXTENSION.rglob("*") if path.suffix in (".js", ".html", ".json") and "_locales" not in path.parts)


def used() -> set[str]:
    """The names that the code asks for as they are."""
    plain = set(re.findall(r"""\bsay\(\s*"(\w+)\"""", CODE)) | set(re.findall(r'data-say="(\w+)"', CODE)) | set(re.findall(r"__MSG_(\w+)__", CODE))
    for one, other in re.findall(r'\bsay\([^()"]*\? "(\w+)" : "(\w+)"', CODE):
        plain |= {one, other}
    counted = {f"{name}_{form}" for name in re.findall(r'\bmany\("(\w+)"', CODE) for form in ("one", "other")}
    return plain | counted


def test_three_languages_ship():
    assert list(LANGUAGES) == ["en", "es", "tr"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_says_everything_and_nothing_else(language: str):
    assert list(LANGUAGES[language]) == list(ENGLISH)
    assert all(text.strip() for text in LANGUAGES[language].values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_the_places_of_numbers_and_names(language: str):
    def places(text: str) -> set[str]:
        return set(re.findall(r"\$\d", text))

    assert {name for name, text in LANGUAGES[language].items() if places(text) != places(ENGLISH[name])} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_stores_take_the_description(language: str):
    assert len(LANGUAGES[language]["extension_description"]) <= 132


def test_every_name_that_is_used_has_words():
    assert used() - set(ENGLISH) == set()


def test_no_words_are_left_over():
    left = {name for name in set(ENGLISH) - used() if not name.startswith(FAMILIES) and f'"{name}"' not in CODE}
    assert left == set()


@pytest.mark.parametrize("kind", ["alert", "caution", "note", "review", "disclosure"])
def test_every_kind_is_named_and_explained(kind: str):
    assert f"kind_{kind}" in ENGLISH and f"legend_{kind}" in ENGLISH


def test_every_category_of_the_service_has_a_name():
    from claimlight.model import CLAIMS, DISCLOSURES

    assert {f"category_{name}" for name in (*CLAIMS, *DISCLOSURES)} <= set(ENGLISH)
