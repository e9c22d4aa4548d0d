"""A small rule pack, and `claimlight audit` with a database, evidence and packs of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PACK = {
    "pack.yaml": "name: toy-en\nversion: 1.0.0\ntitle: A small pack\nlanguage: en\nlicence: Apache-2.0\nsubjects:\n  exosome: subject\n"
    "cues:\n  negated: drop\n  question: drop\n  attributed: drop\n  refuted: drop\n  conditional: keep\n  hedged: lower\n",
    "lexicons/subject.yaml": "title: Exosomes\nsource: Ours\nentries:\n  - 'exosome{,s}'\n",
    "cues.yaml": "stops: [but]\ncues:\n  negated:\n    forward: ['not']\n",
    "checklist.yaml": "questions:\n  - id: status\n    question: Is it approved?\n    answered_by: [status]\n    ask: Is it approved for me?\n",
    "references.json": json.dumps(
        [{"id": "law", "authority": "Authority", "jurisdiction": "us", "title": "Law", "section": "", "url": "https://law.example/", "date": "2024-01-01", "checked": "2026-11-01"}]
    ),
}
RULE = """title: Says that it cures
category: disease
severity: alert
status: stable
since: 1.0.0
jurisdiction: [us]
match:
  - "(cure|cures)"
why: Nobody has shown that.
ask: What has been shown?
references: [law]
tests:
  flag: ["Our exosomes [cure] pain."]
  pass: ["Our exosomes are new."]
"""


@dataclass(frozen=True)
class Command:
    """`claimlight audit` with a database, evidence and packs of its own."""

    folder: Path
    packs: Path

    def environment(self) -> dict[str, str]:
        return os.environ | {"CLAIMLIGHT_DATABASE": str(self.folder / "audits.sqlite3")}

    def arguments(self, *words: str, packs: bool = True) -> list[str]:
        """The whole command line; a run gets the small pack, quick retries and no pause."""
        made = [sys.executable, "-m", "claimlight", "audit", *words]
        if packs:
            made += ["--packs", str(self.packs), "--evidence", str(self.folder / "evidence"), "--workers", "1"]
        return made

    def __call__(self, *words: str, packs: bool = True) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.arguments(*words, packs=packs), env=self.environment(), cwd=self.folder, capture_output=True, text=True, timeout=120, check=False
        )
