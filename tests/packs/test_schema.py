"""The published JSON Schemas: current, explained, and fit for the files that ship and for the mistakes that are made."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from claimlight import packs
from claimlight.cli import main
from claimlight.packs.faults import faults
from claimlight.packs.schema import KINDS, published

SHIPPED = packs.shipped()
PACKS = sorted(path.parent for path in SHIPPED.glob("*/pack.yaml"))
MODELINE = "# yaml-language-server: $schema="


def kind_of(path: Path) -> str:
    """The kind of file, as where it lies in its pack tells."""
    if path.parent.name == "lexicons":
        return "lexicon"
    return path.stem if path.parent in PACKS else "rule"


def shipped_files() -> dict[str, list[Path]]:
    """All files of all packs by their kind."""
    found: dict[str, list[Path]] = {}
    for pack in PACKS:
        for path in sorted([*pack.rglob("*.yaml"), *pack.rglob("*.json")]):
            found.setdefault(kind_of(path), []).append(path)
    return found


def every(schema: dict, name: str = "") -> list[tuple[str, dict]]:
    """All keys that a schema knows, with what it says of them."""
    found = []
    for key, part in schema.get("properties", {}).items():
        found += [(f"{name}.{key}", part), *every(part, f"{name}.{key}")]
    for part in [schema.get("items"), schema.get("additionalProperties"), *schema.get("anyOf", [])]:
        if isinstance(part, dict):
            found += every(part, name)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_the_published_schema_is_the_one_that_judges(kind):
    assert (SHIPPED / "schema" / f"{kind}.schema.json").read_text(encoding="utf-8") == published(kind), (
        "run: claimlight rules schema --write rules/schema"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_an_editor_can_explain_every_key(kind):
    keys = every(KINDS[kind])
    assert keys
    assert [name for name, part in keys if len(part.get("description", "")) < 5] == []


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "overrides"])  # a site's own file; none ships
def test_the_files_that_ship_pass_check_jsonschema(kind):
    schema = SHIPPED / "schema" / f"{kind}.schema.json"
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema), *map(str, shipped_files()[kind])]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr


def test_check_jsonschema_itself_finds_a_mistake(tmp_path):
    path = tmp_path / "list.yaml"
    path.write_text("title: Words\nsource: By hand\nentires: [one]\n", encoding="utf-8")
    schema = SHIPPED / "schema" / "lexicon.schema.json"
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 1
    assert "entires" in done.stdout


def test_every_yaml_file_that_ships_names_its_schema_in_its_first_line():
    wrong = []
    for kind, paths in shipped_files().items():
        for path in paths:
            first = path.read_text(encoding="utf-8").split("\n", 1)[0]
            named = (path.parent / first.removeprefix(MODELINE)).resolve()
            if path.suffix == ".yaml" and named != (SHIPPED / "schema" / f"{kind}.schema.json").resolve():
                wrong.append(f"{path.relative_to(SHIPPED)}: {first}")
    assert wrong == []


@pytest.mark.parametrize(
    ("kind", "value", "place", "what", "words"),
    [
        ("rule", {"titel": "x"}, ("titel",), "unknown-key", "did you mean `title`?"),
        ("rule", {"colour": "red"}, ("colour",), "unknown-key", "it knows title, category"),
        ("rule", {"title": "x"}, (), "missing-part", "`match`"),
        ("rule", {"severity": "high"}, ("severity",), "wrong-type", "must be one of note, caution, alert"),
        ("rule", {"since": "1"}, ("since",), "wrong-type", "must look like 1.0.0"),
        ("rule", {"match": "x"}, ("match",), "wrong-type", "must be a list"),
        ("rule", {"match": [{"week": "x"}]}, ("match", 0), "wrong-type", '{"weak": "{product} ... gentle"}'),
        ("rule", {"match": []}, ("match",), "missing-part", "must not be empty"),
        ("lexicon", {"entries": ["yes", False]}, ("entries", 1), "wrong-type", "put quotes around it"),
        ("pack", {"subjects": {"drip": ["a"]}}, ("subjects", "drip"), "wrong-type", "must be text"),
        ("cues", {"cues": {"negated": {"forwards": ["x"]}}}, ("cues", "negated", "forwards"), "unknown-key", "did you mean `forward`?"),
        ("references", [{"id": "a", "checked": True}], (0, "checked"), "wrong-type", "must be text"),
        ("confidence", {"claim": {"bias": "high"}}, ("claim", "bias"), "wrong-type", "must be a number"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_mistake_is_told_with_its_place_and_a_remedy(kind, value, place, what, words):
    assert [told for where, told_what, told in faults(kind, value) if (where, told_what) == (place, what) and words in told]


def test_the_command_prints_one_schema_and_writes_all(tmp_path):
    shown = CliRunner().invoke(main, ["rules", "schema", "rule"])
    assert shown.exit_code == 0
    assert json.loads(shown.output)["properties"]["why"]["description"]
    written = CliRunner().invoke(main, ["rules", "schema", "--write", str(tmp_path / "schema")])
    assert written.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "schema").iterdir()) == sorted(f"{kind}.schema.json" for kind in KINDS)


@pytest.mark.parametrize("arguments", [["nonsense"], []])
def test_the_command_says_which_kinds_there_are(arguments):
    result = CliRunner().invoke(main, ["rules", "schema", *arguments])
    assert result.exit_code == 2
    assert "rule, lexicon, pack" in result.output
