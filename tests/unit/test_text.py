"""Text as rules read it: folded to one kind of each sign, parted into sentences, and always led back to the original."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimlight.text import LONGEST, normalise, sentences

# Arbitrary text seldom holds what the rewritings look for; these pieces do.
PIECES = st.lists(
    st.one_of(
        st.text(max_size=4),
        st.sampled_from(
            ["F.D.A.", " The ", "Ph.D.", "e.g. ", "Dr. ", "\u00a0", "\u00ad", "\u200b", "\ufb01", "\u2019", " \u2013 ", "--", " - ",
             "\u2026", "studies\u00b9", "cells1,", "[2]", "*", "\u2122", "e\u0301", "\U0001f600", "\ud800", "\n", "Safe. ", "2\u20133", "\u0130"]
        ),
    ),
    max_size=12,
).map("".join)


def texts(text: str, *, heading: bool = False) -> list[str]:
    return [sentence.text for sentence in sentences(0, text, heading)]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("\u201cIt\u2019s \u2018safe\u2019\u201d", "\"It's 'safe'\""),
        ("\u00abs\u00fbr\u00bb", '"s\u00fbr"'),
        ("side\u00ad effects", "side effects"),
        ("ex\u00ado\u200bsomes\ufeff", "exosomes"),
        ("\u202eno\u202c \u2066risk\u2069", "no risk"),
        ("a\u00a0b\u2009c \t\n d", "a b c d"),
        ("  safe  ", "safe"),
        ("FDA\u2011approved", "FDA-approved"),
        ("2\u20133 weeks", "2-3 weeks"),
        ("2 - 3 weeks", "2-3 weeks"),
        ("drug\u2011free\u2014safe", "drug-free \u2014 safe"),
        ("safe \u2013 natural", "safe \u2014 natural"),
        ("safe -- natural - free", "safe \u2014 natural \u2014 free"),
        ("pre- and post-care", "pre- and post-care"),
        ("wait\u2026", "wait..."),
        ("\ufb01nd a bene\ufb01t", "find a benefit"),
        ("\uff26\uff24\uff21", "FDA"),
        ("H\u2082O", "H2O"),
        ("Exosomax\u00ae is\u2122 safe\u2020", "Exosomax is safe"),
        ("*Results vary*", "Results vary"),
        ("5*3", "5*3"),
        ("e\u0301", "e\u0301"),
        ("a\x00b\x1bc", "abc"),
        ("1\u00bd ml", "1\u00bd ml"),
        ("", ""),
        (" \u200b\n", ""),
    ],
)
def test_one_kind_of_each_sign(written, read):
    assert normalise(written).text == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("studies\u00b9 show", "studies show"),
        ("studies\u00b9\u207b\u00b3, and", "studies, and"),
        ("more than a thousand studies1, and", "more than a thousand studies, and"),
        ("It is proven.12 We", "It is proven. We"),
        ("It is proven [1, 2].", "It is proven ."),
        ("10\u2076 cells", "10\u2076 cells"),
        ("5 cm\u00b2 and 2 m\u00b2", "5 cm\u00b2 and 2 m\u00b2"),
        ("type2, omega3, covid19", "type2, omega3, covid19"),
        ("CD34 cells", "CD34 cells"),
    ],
)
def test_a_footnote_mark_is_not_part_of_the_word(written, read):
    assert normalise(written).text == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("F.D.A.-approved", "FDA-approved"),
        ("approved in the U.S. and the E.U.", "approved in the US and the EU."),
        ("approved by the F.D.A. The", "approved by the FDA. The"),
        ("U.S.A", "USA"),
        ("e.g. The", "eg The"),
        ("a Ph.D. in", "a PhD in"),
        ("M.Sc. degrees", "MSc degrees"),
        ("at www.a.b.com", "at www.a.b.com"),
        ("1.5 million", "1.5 million"),
    ],
)
def test_an_acronym_has_no_stops(written, read):
    assert normalise(written).text == read


def test_a_mark_on_an_acronym_covers_its_stops():
    written = "Our F.D.A.-approved cells"
    sentence = sentences(0, written)[0]
    start = sentence.text.index("FDA")
    first, last = sentence.original(start, start + 3)
    assert written[first:last] == "F.D.A."


def test_a_mark_on_a_ligature_covers_the_whole_of_it():
    written = "bene\ufb01ts"
    normal = normalise(written)
    place = normal.text.index("fi")
    assert written[normal.offsets[place]:normal.ends[place + 1]] == "\ufb01"


def test_lower_case_keeps_the_length():
    normal = normalise("\u0130STANBUL Stra\u00dfe")
    assert normal.lower == "istanbul stra\u00dfe"


@given(st.one_of(st.text(), PIECES, st.text(st.characters(max_codepoint=0x7F))))
def test_every_character_leads_back_to_the_original(text):
    normal = normalise(text)
    assert len(normal.text) == len(normal.lower) == len(normal.offsets) == len(normal.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(normal.offsets, normal.ends, strict=True))
    assert list(normal.offsets) == sorted(normal.offsets)
    assert list(normal.ends) == sorted(normal.ends)
    assert "  " not in normal.text
    assert normal.text == normal.text.strip(" ")


@given(PIECES)
def test_what_is_read_once_reads_the_same_when_letters_are_plain(text):
    normal = normalise(text)
    for place, char in enumerate(normal.text):
        if char.isascii() and char.isalnum() and normal.ends[place] - normal.offsets[place] == 1:
            original = text[normal.offsets[place]]
            assert original == char or not original.isascii()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Dr. Smith met Prof. Lee. They talked.", ["Dr. Smith met Prof. Lee.", "They talked."]),
        ("Ask Mr. J. Smith at St. Mary. We know him.", ["Ask Mr. J. Smith at St. Mary.", "We know him."]),
        ("Helps people with MS. Cells calm it.", ["Helps people with MS.", "Cells calm it."]),
        ("See No. 5 today.", ["See No. 5 today."]),
        ("Is it risky? No. It is not.", ["Is it risky?", "No.", "It is not."]),
        ("Exosomes vs. Stem cells.", ["Exosomes vs. Stem cells."]),
        ("For knees, hips, etc. We treat all.", ["For knees, hips, etc.", "We treat all."]),
        ("It takes approx. 5 days.", ["It takes approx. 5 days."]),
        ("Sold in the U.S. The rest waits.", ["Sold in the US.", "The rest waits."]),
        ("Sold in the U.S. and here.", ["Sold in the US and here."]),
        ("Cells, e.g. MSCs, i.e. stem cells.", ["Cells, eg MSCs, ie stem cells."]),
        ("Over 1.5 million treated. Yes.", ["Over 1.5 million treated.", "Yes."]),
        ("Open to 5 p.m. We close then.", ["Open to 5 pm.", "We close then."]),
        ("Really?! Yes!", ["Really?!", "Yes!"]),
        ('"It works." She smiled.', ['"It works."', "She smiled."]),
        ('"It works!" she said.', ['"It works!" she said.']),
        ("It helps (see Fig. 2.) The rest waits.", ["It helps (see Fig. 2.)", "The rest waits."]),
        ("Wait... and see. Wait... Then see.", ["Wait... and see.", "Wait...", "Then see."]),
        ("It works. exoPure is safe. 9 of 10 agree.", ["It works.", "exoPure is safe.", "9 of 10 agree."]),
        ("It is safe. exosomes are natural.", ["It is safe.", "exosomes are natural."]),
        ("See the results.We are proud.", ["See the results.", "We are proud."]),
        ("With vitamin C. Cells grow.", ["With vitamin C.", "Cells grow."]),
        ("A. What they are", ["A. What they are"]),
        ("1. Safe. 2. Fast.", ["1. Safe.", "2. Fast."]),
        ("\u2022 Safe \u2022 Natural", ["Safe", "Natural"]),
        ("Made by Acme Inc. in Ohio. We sell it.", ["Made by Acme Inc. in Ohio.", "We sell it."]),
        ("No stop at all", ["No stop at all"]),
        ("", []),
        (" \n\u200b ", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, parts):
    assert texts(text) == parts


def test_in_a_heading_a_capital_begins_no_sentence():
    assert texts("Exosomes vs. The Knife", heading=True) == ["Exosomes vs. The Knife"]


def test_a_line_break_parts_sentences():
    assert texts("Knee pain\nBack pain\n hip pain") == ["Knee pain", "Back pain", "hip pain"]


def test_a_wrapped_source_line_goes_on():
    written = "One infusion of our umbilical cord exosomes calms\n          inflammation for good."
    assert texts(written) == ["One infusion of our umbilical cord exosomes calms inflammation for good."]


@given(st.one_of(st.text(), PIECES))
def test_every_sentence_leads_back_to_the_block(text):
    after = 0
    for sentence in sentences(3, text):
        assert sentence.block == 3
        assert 0 < len(sentence.text) <= LONGEST
        assert len(sentence.text) == len(sentence.lower) == len(sentence.offsets) == len(sentence.ends)
        first, last = sentence.original(0, len(sentence.text))
        assert after <= first < last <= len(text)
        after = first


@given(PIECES, st.text(alphabet="\U0001f600\u0301\ufb01\u00ad\u200d ", max_size=8))
def test_a_claim_is_found_in_its_place_whatever_stands_before_it(before, odd):
    written = before + odd + "\nno side effects"
    sentence = sentences(0, written)[-1]
    start = sentence.lower.index("no side effects")
    first, last = sentence.original(start, start + len("no side effects"))
    assert written[first:last] == "no side effects"


@pytest.mark.parametrize(
    "text",
    [
        "word " * 200_000, "x" * 1_000_000, "." * 1_000_000 + "x", " " * 1_000_000 + "x", "a. " * 300_000, "A." * 500_000,
        "[1,2,3" * 150_000, ".\"" * 500_000, "- " * 500_000, "*" * 1_000_000, "\u00b9" * 1_000_000, "e\u0301" * 500_000,
        "It\u2019s  the \u201cbest\u201d F.D.A.-approved cells\u00b9 \u2013 ever\u2026 " * 22_000,
        "Dr.Xx" * 200_000, ("b" * 50 + "\n") * 20_000, ("b" * 50 + "\nc") * 19_000,
    ],
    ids=lambda text: repr(text[:16]),
)
def test_a_paragraph_of_a_megabyte_is_read_in_time(text):
    start = time.process_time()
    found = sentences(0, text)
    assert time.process_time() - start < 10
    assert max((len(sentence.text) for sentence in found), default=0) <= LONGEST


def test_all_of_a_long_text_is_kept():
    assert " ".join(texts("word " * 100_000)).split() == ["word"] * 100_000
