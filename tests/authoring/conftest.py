"""A small pack about hair transplants, made as an author would make it, and the command line to work on it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from authors import RULE

from claimlight.authoring import skeleton


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory, monkeypatch):
    """No pack of whoever runs the tests plays a part."""
    monkeypatch.setenv("CLAIMLIGHT_HOME", str(tmp_path_factory.mktemp("home")))


@pytest.fixture
def packs(tmp_path) -> Path:
    """A folder with one pack, hair-en."""
    folder = tmp_path / "packs"
    skeleton.make(folder, "hair-en", "Hair transplants", ("hair transplant{,s}",))
    return folder


@pytest.fixture
def write(packs):
    """Write a rule of hair-en: its place below the pack, and what differs from RULE."""

    def write(place: str = "certainty/for-life", **changes: object) -> Path:
        path = packs / "hair-en" / f"{place}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(yaml.safe_dump(RULE | changes, sort_keys=False, allow_unicode=True), encoding="utf-8")
        return path

    return write
