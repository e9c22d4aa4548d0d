"""The app, a client that holds every answer to the OpenAPI document, and pages to send."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import running
from contract import StrictClient, client_of

from claimlight import packs
from claimlight.model import CLAIMS, DISCLOSURES

SHIPPED = "regenerative-en"


@pytest.fixture(scope="session")
def app_client() -> StrictClient:
    return client_of()


@pytest.fixture
def client(app_client: StrictClient) -> StrictClient:
    """The app with the packs that ship. It keeps nothing, so that tests may share it."""
    return app_client


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the shipped pack that a test may break; of its rules only those on safety, so that it loads fast."""
    copy = tmp_path / "rules" / SHIPPED
    shutil.copytree(packs.shipped() / SHIPPED, copy, ignore=shutil.ignore_patterns(*(set(CLAIMS + DISCLOSURES) - {"safety"})))
    return copy


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory):
    """The real service on a real port, for the tests of one file."""
    with running.Service(tmp_path_factory.mktemp("service")) as started:
        yield started
