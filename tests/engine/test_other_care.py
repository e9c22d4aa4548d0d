"""What pages about other treatments say is not taken for what they say of ours: proven care with stem cells, a dentist."""

from __future__ import annotations

from claimlight import packs
from claimlight.check import check
from claimlight.model import Block, Page

RULES = packs.load_all([packs.shipped()])
CLAIM = "Stem cell therapy cures autoimmune disease."
TRANSPLANT = (
    "A bone marrow transplant is done on our transplant ward.",
    "Before it, high dose chemotherapy is given for leukaemia or lymphoma.",
    "Engraftment shows when neutrophils rise.",
    "Graft versus host disease is treated by the haematologist.",
)


def outcomes(*lines: str) -> list[str]:
    page = Page(tuple(Block(number, line) for number, line in enumerate(lines)), "", "", "en")
    return [mark.outcome for mark in check(page, RULES).highlights]


def test_a_page_about_blood_stem_cell_transplants_makes_no_claims():
    assert "claim" in outcomes(CLAIM)
    assert "claim" in outcomes(CLAIM, TRANSPLANT[0])
    assert "claim" not in outcomes(CLAIM, *TRANSPLANT)


def test_what_a_clinic_discloses_of_another_treatment_is_not_taken_for_ours():
    setting = ("Our clinic treats patients.", "Our doctors tell patients about treatments.", "Therapy at the clinic begins with a consultation.")
    said = "Risks include infection and bleeding."
    assert outcomes(*setting, said) == ["disclosure"]
    assert outcomes(*setting, "Dental implants are placed by our dentist.", said) == []


def test_a_cream_with_plant_stem_cells_is_no_cell_treatment():
    care = "It visibly regenerates your skin."
    assert "claim" in outcomes("Our serum is made with stem cells.", care)
    assert outcomes("Our serum is made with apple stem cells.", care) == []
    assert "claim" in outcomes("Unlike apple stem cells, our serum holds human stem cells.", care)


def test_prices_on_a_page_about_another_treatment_are_not_taken_for_ours():
    other = ("Fractional laser treatment", "Chemical peels for every skin", "Botox relaxes the forehead", "Fillers bring back volume", "Our clinic in Leeds")
    price, care = "A session costs $450.", "Exosome facial"
    assert "disclosure" in outcomes(care, "Exosomes for your skin", "Exosomes in our clinic", price)
    assert "disclosure" not in outcomes(*other, *other, price, *other)
