"""The extension's files as the tools of its stores and of its developers see them: types, and web-ext's own rules."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
EXTENSION = HERE.parents[1] / "extension"


@pytest.fixture(scope="module")
def tools() -> Path:
    """The folder of the programs that npm installs, as the lock file says; without npm the tests here are skipped."""
    npm = shutil.which("npm")
    if not npm:
        pytest.skip("no npm: install Node.js to check the extension's types and package")
    modules = HERE / "node_modules"
    lock = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    stamp = modules / ".claimlight-lock"
    if not stamp.exists() or stamp.read_text() != lock:
        done = _install(npm)
        if done.returncode:  # a cache that was damaged elsewhere is the usual reason: once more without it
            shutil.rmtree(modules, ignore_errors=True)
            with tempfile.TemporaryDirectory() as cache:
                done = _install(npm, "--cache", cache)
        if done.returncode:
            pytest.skip(f"npm could not install the tools of tests/extension: {done.stderr.strip()[-500:]}")
        stamp.write_text(lock)
    return modules / ".bin"


def _install(npm: str, *more: str) -> subprocess.CompletedProcess:
    return subprocess.run([npm, "ci", "--no-audit", "--no-fund", *more], cwd=HERE, capture_output=True, text=True, timeout=600)


def run(*command: str | Path) -> subprocess.CompletedProcess:
    return subprocess.run([str(part) for part in command], cwd=HERE, capture_output=True, text=True, timeout=300)


def test_every_type_in_the_extension_fits(tools: Path):
    done = run(tools / "tsc", "-p", ".")
    assert done.returncode == 0, done.stdout


def test_every_type_in_the_playground_fits(tools: Path):
    scripts = EXTENSION.parent / "server" / "claimlight" / "web" / "static" / "playground"
    how = "--allowJs --checkJs --noEmit --strict --target es2022 --module es2022 --moduleResolution bundler --lib es2022,dom,dom.iterable --types chrome"
    done = run(tools / "tsc", *how.split(), scripts / "main.js")
    assert done.returncode == 0, done.stdout


def test_the_stores_linter_has_nothing_to_say(tools: Path):
    done = run(tools / "web-ext", "lint", "--source-dir", EXTENSION, "--output", "json")
    said = json.loads(done.stdout)
    # Chromium wants its side panel to be asked for by a permission that Firefox does not know, and leaves aside.
    known = [one for one in said["warnings"] if one["code"] == "MANIFEST_PERMISSIONS" and '"sidePanel"' in one["message"]]
    assert len(known) == 1
    assert said["errors"] + [one for one in said["warnings"] if one not in known] + said["notices"] == []
    assert done.returncode == 0
