"""The pattern language does what docs/rule-format.md says."""

import pytest

from claimlight.engine.reading import Reader
from claimlight.packs.lexicon import LexiconError, expand
from claimlight.packs.load import pattern
from claimlight.packs.pattern import PatternError, tag_pair, translate
from claimlight.packs.route import needs_of
from claimlight.packs.types import Cues, Lexicon, Pack, Scorer
from claimlight.text import sentences

WORDS = {
    "heal": ("repairs", "repair", "wakes up"),
    "part": ("knee", "knee joint", "joint", "skin"),
    "condition": ("arthritis", "knee arthritis", "OA", "long covid", "crow's feet"),
    "product": ("nad+", "stem cell", "stem cell therapy", "exosomes"),
    "percent": ("%", "percent"),
}
LEXICONS = {name: Lexicon(name, name, words) for name, words in WORDS.items()}
TAGS = {name: tag_pair(place) for place, name in enumerate(sorted(LEXICONS))}
PACK = Pack("p", "1.0.0", "", "en", "", "", {}, "", "", "", {}, LEXICONS, TAGS, Cues(), (), {}, Scorer())


def found(source, text):
    made = pattern(source, TAGS)
    (sentence,) = sentences(0, text)
    for use_index in (True, False):
        reading = Reader(PACK, [made], use_index).read(sentence)
        words = [sentence.text[span.start : span.end] for span in reading.spans(0)] if reading.awake else []
        if use_index:
            first = words
    assert first == words, "the index hid a match"
    return words


@pytest.mark.parametrize(
    ("source", "text", "words"),
    [
        ("{heal} ... {part}", "It repairs the worn lining of the knee joint.", ["repairs the worn lining of the knee joint"]),
        ("{heal} ... {part}", "It repairs the engine; the knee waits.", []),
        ("{heal} ... {part}", "It repairs the engine, and the knee waits.", []),
        ("{heal} ... {part}", "It repairs bone, cartilage, and skin.", ["repairs bone, cartilage, and skin"]),
        ("{heal} .. {part}", "It repairs one two three four skin.", []),
        ("{heal} (.. )?{part}", "It repairs skin.", ["repairs skin"]),
        ("{heal} (.. )?{part}", "It repairs worn out skin.", ["repairs worn out skin"]),
        ("{heal} (.. )?{part}", "It repairs one two three four skin.", []),
        ("^want ... \\?", "Want younger skin?", ["Want younger skin?"]),
        ("the skin's glow", "The skin's glow.", ["The skin's glow"]),
        ("off \\d+%(off)?", "Get off 20%off.", ["off 20%off"]),
        ("{heal} {part}", "It wakes up skin.", ["wakes up skin"]),
        ("side effects?", "No side-effects here.", ["side-effects"]),
        ("side effects?", "No side\u00a0effect here.", ["side\u00a0effect".replace("\u00a0", " ")]),
        ("{condition}", "For OA and oa alike.", ["OA"]),
        ("{condition}", "Long-COVID care", ["Long-COVID"]),
        ("{condition}", "It smooths crow\u2019s feet.", ["crow's feet"]),
        ("{product}", "An NAD+ drip", ["NAD+"]),
        ("{product} works", "Our stem cell therapy works.", ["stem cell therapy works"]),
        ("{product} therapy", "Our stem cell therapy works.", ["stem cell therapy"]),
        (r"\d+ ?{percent}", "In 92% of cases", ["92%"]),
        (r"\d+ ?% success", "A 92 % success rate", ["92 % success"]),
        ("cure", "A secure place", []),
        ("(no|zero) risks?", "There is zero risk.", ["zero risk"]),
        ("safe( and effective)?", "It is safe and effective.", ["safe and effective"]),
        ("^exosomes", "Exosomes heal exosomes.", ["Exosomes"]),
        ("knees?$", "Good for the knee.", ["knee"]),
        ("{part}[:|—]", "Knee: better", ["Knee:"]),
        ("(?<!not )safe", "It is not safe.", []),
        ("natural, {heal}", "Natural, repairs well.", ["Natural, repairs"]),
        ("[- ]free", "Pain-free days", ["-free"]),
    ],
)
def test_pattern_finds(source, text, words):
    assert found(source, text) == words


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("", "empty"),
        ("{nobody}", "no lexicon named 'nobody'"),
        ("(open", "not closed"),
        ("close)", "not opened"),
        ("[open", "not closed"),
        ("{3", "no lexicon's name"),
        ("Cure", "lower case"),
        ("a**", "regex library"),
    ],
)
def test_a_broken_pattern_says_what_is_wrong(source, says):
    with pytest.raises(PatternError, match=says):
        pattern(source, TAGS).expression


def test_needs_are_what_must_occur():
    needs = needs_of(translate("{heal} (the|a) {part} (today|tomorrow)? soon", TAGS).route)
    assert {name for need in needs for name in need.lexicons} == {"heal", "part"}
    assert {" soon "} in [set(need.literals) for need in needs]
    assert not any(" today " in need.literals for need in needs)


def test_a_lexicon_without_end_is_refused():
    with pytest.raises(LexiconError):
        expand(["{a,b,c,d,e,f,g,h,i,j}" * 6])
