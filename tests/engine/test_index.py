"""The index only saves work: it never changes what is found.

Trying every pattern on every sentence of the corpus takes many minutes. So every pattern is tried on one sentence in
ten, chosen by its words, which no change of code or rules shifts, and each rule's patterns on all that its author wrote
to be marked or nearly marked.
"""

import hashlib
import sys
from pathlib import Path

import pytest

from claimlight import packs
from claimlight.check import check, matcher
from claimlight.model import Block, Page
from claimlight.text import sentences
from claimlight.trial import split

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
import corpus  # noqa: E402

RULES = packs.load_all([packs.shipped()])
PACK = RULES.packs[0]
PAGES, _ = corpus.read(language=None)
SAMPLE = [sentence for page in PAGES for sentence in page["sentences"] if hashlib.sha256(sentence.encode()).digest()[0] % 10 == 0]
#: What may stand beside a word and hide it.
SIGNS = ["%", "+", "$", " $", "\u20ac", "\U0001f489", "\u3002", "\u00b2", "'", '"', "/", "_", "-", " \u2014 ", "\u2026", "\u0301", "!"]
LINES = ["It cures{}arthritis", "Guaranteed{}", "{}Cures arthritis", "Exosomes{}cure knee{}pain", "No{}side{}effects", "100{}safe and{}FDA{}approved."]


def overlooked(texts, numbers=None):
    """The patterns that match a text though the index let them sleep."""
    reader = matcher(RULES, PACK).reader
    numbers = range(len(reader.patterns)) if numbers is None else numbers
    readings, _ = reader.read_all([sentence for place, text in enumerate(texts) for sentence in sentences(place, text)])
    return [
        (reader.patterns[number].source, reading.sentence.text)
        for reading in readings
        for number in set(numbers).difference(reading.awake)
        if next(reading.spans(number), None)
    ]


@pytest.mark.parametrize("part", range(2), ids="alone-{}".format)
def test_no_pattern_is_overlooked_on_a_tenth_of_the_corpus(part):
    texts = SAMPLE[part::2]
    assert len(texts) > 200
    assert not overlooked(texts)


def test_no_pattern_is_overlooked_in_its_own_rules_sentences():
    reader = matcher(RULES, PACK).reader
    number = {id(pattern): place for place, pattern in enumerate(reader.patterns)}
    for rule in PACK.rules.values():
        numbers = [number[id(pattern)] for pattern in (*rule.match, *rule.unless, *rule.under)]
        lines = [part.replace("[", "").replace("]", "") for written in (*rule.tests["flag"], *rule.tests["pass"]) for part in split(written)]
        assert not overlooked(lines, numbers), rule.id


@pytest.mark.parametrize("sign", SIGNS)
def test_findings_are_equal_with_and_without_the_index_whatever_stands_beside_a_word(sign):
    page = Page(tuple(Block(number, line.replace("{}", sign)) for number, line in enumerate(LINES)), "", "Exosome therapy", "en")
    assert check(page, RULES).highlights == check(page, RULES, use_index=False).highlights
