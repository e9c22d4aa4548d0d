"""What the tests of audits share: a small rule pack, a web site of every kind of trouble, and the command itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from auditing import PACK, RULE, Command
from troubled_site import TroubledSite


@pytest.fixture(scope="session")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one small pack, so that a worker is ready in a moment."""
    folder = tmp_path_factory.mktemp("packs")
    for name, text in {**PACK, "disease/cures.yaml": RULE}.items():
        path = folder / "toy-en" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def site() -> Iterator[TroubledSite]:
    """A site on this machine with pages of every kind of trouble."""
    with TroubledSite() as made:
        yield made


@pytest.fixture
def audit(tmp_path: Path, packs: Path) -> Command:
    return Command(tmp_path, packs)
