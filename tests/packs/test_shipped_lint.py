"""The packs that ship pass their own lint."""

import datetime

import pytest

from claimlight import packs
from claimlight.lint import lint

#: By this day no source had grown old; `make test` should not fail because a year has passed, `rules lint` says so then.
TODAY = datetime.date(2026, 11, 25)
PACKS = packs.pack_folders(packs.shipped())


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_a_pack_that_ships_has_no_warning(pack):
    told = [f"{finding.file}:{finding.line}: {finding.detail} [{finding.kind}]" for _, finding in lint([pack], today=TODAY) if finding.level != "note"]
    assert told == []
