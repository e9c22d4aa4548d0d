"""What the tests of audits share: a small rule pack, a web site of every kind of trouble, and the command itself."""

from __future__ import annotations

import subprocess
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
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate for this machine that nobody has signed, and its key."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    request = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=127.0.0.1"]
    request += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate]
    subprocess.run(request, check=True, capture_output=True)
    return certificate, key


@pytest.fixture
def untrusted(certificate: tuple[Path, Path]) -> Iterator[TroubledSite]:
    """The same pages, behind that certificate."""
    with TroubledSite(certificate) as made:
        yield made


@pytest.fixture
def audit(tmp_path: Path, packs: Path) -> Command:
    return Command(tmp_path, packs)
