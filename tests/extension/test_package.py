"""The packages for the stores: the same files, the same bytes, one version."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import package_extension  # noqa: E402


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "extension", tmp_path / "extension")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_both_stores_get_the_same_bytes_on_every_day(copy: Path):
    one, other = package_extension.build(copy)
    first = one.read_bytes()
    assert first == other.read_bytes()
    for path in (copy / "extension").rglob("*"):
        os.utime(path, (2_000_000_000, 2_000_000_000))
    (copy / "extension" / ".DS_Store").write_text("left by a file manager")
    package_extension.build(copy)
    assert one.read_bytes() == first


def test_the_package_holds_every_file_that_the_manifest_and_the_pages_name(copy: Path):
    archive = package_extension.build(copy)[0]
    with zipfile.ZipFile(archive) as packed:
        names = set(packed.namelist())
        manifest = json.loads(packed.read("manifest.json"))
    assert {"popup/popup.html", "panel/panel.html", "options/options.html", "welcome/welcome.html", "_locales/en/messages.json"} <= names
    assert set(manifest["background"]["scripts"]) <= names
    assert manifest["storage"]["managed_schema"] in names


def test_a_version_that_differs_from_the_projects_is_not_packed(copy: Path):
    manifest = copy / "extension" / "manifest.json"
    manifest.write_text(manifest.read_text().replace(package_extension.build(copy)[0].name.split("-")[1], "9.9.9", 1))
    with pytest.raises(SystemExit, match="9.9.9"):
        package_extension.build(copy)


def test_what_the_stores_are_told_is_what_the_manifest_asks_for():
    manifest = json.loads((ROOT / "extension" / "manifest.json").read_text())
    told = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8").split("## What the stores are told")[1]
    data, permissions = (set(re.findall(r"`([^`]+)`", "\n".join(line.split("|")[column] for line in part.splitlines() if line.count("|") > 2)))
                         for part, column in zip(told.split("| permission |"), (2, 1)))
    declared = manifest["browser_specific_settings"]["gecko"]["data_collection_permissions"]
    assert data == {*declared["required"], *declared["optional"]}
    assert permissions == {*manifest["permissions"], *manifest["host_permissions"], *manifest["optional_host_permissions"]}
