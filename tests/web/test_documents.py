"""What the documents say is so: their example runs, their links lead somewhere, their tests exist."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from claimlight import __version__

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_the_call_in_the_api_document_works_as_it_stands(service):
    if not shutil.which("curl"):
        pytest.skip("curl is not installed")
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    command = re.search(r"```sh\n(curl .*?)```", text, re.DOTALL)[1].replace("http://127.0.0.1:8642", service.address)
    ended = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, check=True)
    answer = json.loads(ended.stdout)
    assert "safety" in [mark["category"] for mark in answer["highlights"]]
    for field in answer:
        if field != "notice":
            assert f"`{field}`" in text, field


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_to_files_lead_somewhere(path):
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


def test_every_test_that_the_privacy_document_names_exists():
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")))
    tests = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    assert len(named) > 10
    assert {name for name in named if f"def {name}(" not in tests} == set()


def test_every_library_has_its_line_among_the_decisions():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8").lower()
    for wanted in [*project["dependencies"], *project["optional-dependencies"]["test"]]:
        name = re.split(r"[<>=\[; ]", wanted)[0]
        assert {"beautifulsoup4": "beautifulsoup", "requests": "pytest"}.get(name, name) in text, name
        above = re.search(r"<([\d.]+)", wanted)
        assert not above or f"below {above[1]}" in text, f"say why {wanted} has an upper bound"


def test_every_library_of_the_service_is_used():
    names = {"beautifulsoup4": "bs4", "python-docx": "docx", "pyyaml": "yaml", "flask-cors": "flask_cors", "ahocorasick-rs": "ahocorasick_rs"}
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "server").rglob("*.py"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for wanted in project["dependencies"]:
        name = re.split(r"[<>=\[; ]", wanted)[0]
        module = names.get(name, name)
        if module != "lxml":  # BeautifulSoup's parser, named to it in a string
            assert re.search(rf"^\s*(import|from) {module}\b", code, re.MULTILINE), name


def test_the_commands_of_the_readme_exist():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"make (run|test|score|bench|clean)\b", text)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    commands = {path.stem for path in (ROOT / "server" / "claimlight" / "commands").glob("[a-z]*") if path.name != "__pycache__"}
    for name in re.findall(r"`claimlight (\w+)", text):
        assert name in commands, name


def test_the_shortcut_of_the_readme_is_the_extensions():
    manifest = json.loads((ROOT / "extension" / "manifest.json").read_text(encoding="utf-8"))
    shortcut = manifest["commands"]["toggle-marks"]["suggested_key"]["default"]
    assert shortcut in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_versions_agree():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    manifest = json.loads((ROOT / "extension" / "manifest.json").read_text(encoding="utf-8"))
    assert project["version"] == manifest["version"] == __version__
    assert f"## [{__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
