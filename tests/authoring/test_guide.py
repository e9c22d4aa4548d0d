"""docs/rule-authors.md, word for word: its commands in their order in a fresh folder, and what it says they print."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import claimlight

GUIDE = Path(__file__).parents[2] / "docs" / "rule-authors.md"
BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def steps() -> list[tuple[str, list[str]]]:
    """The guide's blocks of commands, each with the lines that it is said to print."""
    found: list[tuple[str, list[str]]] = []
    for kind, text in BLOCK.findall(GUIDE.read_text(encoding="utf-8")):
        if kind == "sh":
            found.append((text, []))
        else:
            found[-1][1].extend(line.rstrip() for line in text.splitlines() if line.strip())
    return found


def command(folder: Path) -> Path:
    """A folder with the command `claimlight`, which runs what is being tested."""
    folder.mkdir()
    program = folder / "claimlight"
    program.write_text(f'#!/bin/sh\nPYTHONPATH="{Path(claimlight.__file__).parents[1]}" exec "{sys.executable}" -m claimlight "$@"\n')
    program.chmod(0o755)
    return folder


def test_the_guide_can_be_followed_word_for_word(tmp_path):
    place = tmp_path / "fresh"
    place.mkdir()
    environment = os.environ | {"CLAIMLIGHT_HOME": str(tmp_path / "home"), "PATH": f"{command(tmp_path / 'bin')}{os.pathsep}{os.environ['PATH']}"}
    followed = steps()
    assert len(followed) >= 10
    for text, said in followed:
        done = subprocess.run(["bash", "-c", text], cwd=place, env=environment, capture_output=True, text=True, timeout=120)
        told = done.stdout + done.stderr
        assert done.returncode == 0 or said and done.returncode == 1, f"{text}\n{told}"
        for line in said:
            assert line in told, f"After\n{text}\nthe guide promises\n{line}\nbut it was\n{told}"
