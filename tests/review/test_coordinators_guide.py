"""docs/coordinators.md, word for word: its commands in their order, against the service that it starts; and the audit in the README."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import claimlight

sys.path.append(str(Path(__file__).resolve().parents[1] / "browser"))

from servers import Service  # noqa: E402

GUIDE = Path(__file__).parents[2] / "docs" / "coordinators.md"
README = Path(__file__).parents[2] / "README.md"
BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh folder with the command `claimlight`, and nothing kept from before."""
    program = tmp_path / "bin" / "claimlight"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nPYTHONPATH="{Path(claimlight.__file__).parents[1]}" exec "{sys.executable}" -m claimlight "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("CLAIMLIGHT_DATABASE", f"sqlite:///{tmp_path / 'audits.sqlite3'}")
    monkeypatch.setenv("CLAIMLIGHT_EVIDENCE", str(tmp_path / "evidence"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_guide_can_be_followed_word_for_word(place: Path):
    blocks = BLOCK.findall(GUIDE.read_text(encoding="utf-8"))
    assert blocks[0] == ("sh", "claimlight serve\n") and len(blocks) >= 8
    service = Service()
    told = ""
    try:
        for kind, text in blocks[1:]:
            if kind == "text":
                for line in filter(None, text.splitlines()):
                    assert line in told, f"The guide promises\n{line}\nbut it was\n{told}"
                continue
            words = text.replace("http://127.0.0.1:8642", service.address)
            done = subprocess.run(["bash", "-ec", words], capture_output=True, text=True, timeout=240)
            told = done.stdout + done.stderr
            assert done.returncode == 0 or words.startswith("claimlight audit") and done.returncode == 1, f"{words}\n{told}"
        (place / "audit.html").rename(place / "guide.html")
        words = next(line.strip() for line in README.read_text(encoding="utf-8").splitlines() if ".venv/bin/claimlight audit" in line)
        words = words.replace("http://127.0.0.1:8642", service.address).replace(".venv/bin/", "")
        done = subprocess.run(["bash", "-ec", words], capture_output=True, text=True, timeout=240)
        assert done.returncode == 1 and "1 pages read, 0 failed" in done.stdout, done.stderr
    finally:
        service.stop()
    written = {path.suffix for path in (place / "letters").iterdir()}
    assert written == {".html", ".docx"}
    for name in ("guide.html", "audit.html", "audit.xlsx", "december.html", "november.json"):
        assert (place / name).stat().st_size > 1000


def test_every_picture_and_page_that_the_guide_names_is_there():
    named = re.findall(r"\]\(((?!http)[^)#]+)", GUIDE.read_text(encoding="utf-8"))
    assert len(named) > 15 and [name for name in named if not (GUIDE.parent / name).exists()] == []
