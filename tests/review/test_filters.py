"""A filter that somebody keeps is theirs, in every browser."""

from __future__ import annotations

import pytest

from claimlight.review import Person, Refused
from claimlight.review.filters import MOST, forget, keep, kept
from claimlight.review.listing import Filter

ANN, BOB, READER = Person("Ann"), Person("Bob"), Person("Rita", "reader")
KNEES = Filter(state="waiting", words='knee "stem cells"', overdue=True)


def test_a_filter_is_kept_replaced_and_forgotten_for_one_person(database):
    keep(database, ANN, "  My\nknees ", KNEES)
    keep(database, READER, "My knees", Filter(site="clinic.example"))
    assert kept(database, ANN) == {"My knees": KNEES} and kept(database, BOB) == {}
    keep(database, ANN, "My knees", Filter(words="hip"))
    forget(database, READER, "My knees")
    assert kept(database, ANN) == {"My knees": Filter(words="hip")} and kept(database, READER) == {}


def test_a_filter_without_a_name_is_called_what_it_filters_by(database):
    keep(database, ANN, "", KNEES)
    keep(database, ANN, " ", Filter())
    assert list(kept(database, ANN)) == ["all", 'waiting, knee "stem cells", overdue']


def test_more_than_anybody_keeps_are_refused(database):
    for number in range(MOST):
        keep(database, ANN, str(number), KNEES)
    with pytest.raises(Refused, match="Forget one first"):
        keep(database, ANN, "one more", KNEES)
    keep(database, ANN, "7", Filter(words="hip"))
    keep(database, BOB, "one more", KNEES)
    assert kept(database, ANN)["7"] == Filter(words="hip") and len(kept(database, ANN)) == MOST
