"""The packs that ship pass their own lint."""

import pytest

from claimlight import packs
from claimlight.lint import lint

PACKS = packs.pack_folders(packs.shipped())


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_a_pack_that_ships_has_no_warning(pack):
    told = [f"{finding.file}:{finding.line}: {finding.detail} [{finding.kind}]" for _, finding in lint([pack]) if finding.level != "note"]
    assert told == []
