"""A route never forbids what its pattern allows: whatever a pattern finds in a text, it finds with the index, too."""

from hypothesis import given, settings
from hypothesis import strategies as st
from test_pattern import LEXICONS, PACK, TAGS

from claimlight.engine.reading import Reader
from claimlight.packs.load import pattern
from claimlight.packs.pattern import PatternError
from claimlight.text import sentences

WORDS = ["knee", "knees", "cure", "cures", "no", "side effect", "crow's feet", "it", "100", "repairs", "nad+", "oa", "long covid", "a"]
SIGNS = ["", ",", ".", "?", ":", "%", "'", '"', "-", "+", "\u20ac", "\u00b2", "!"]

atoms = st.sampled_from([*WORDS, *(f"{{{name}}}" for name in LEXICONS), r"\d+", r"\w+", ".{0,9}", "[^,]+", "[.,]", "\\?", "%", "'", "s", "(?!cure)", "(?=$)"])


def joined(parts):
    """Parts with spaces, gaps or nothing between them."""
    return st.tuples(parts, st.lists(st.tuples(st.sampled_from([" ", " ... ", " .. ", " (.. )?", "", "(.. )?", " ?", ", "]), parts), max_size=3)).map(
        lambda made: made[0] + "".join(between + part for between, part in made[1])
    )


def grouped(inner):
    """Alternatives with a quantifier."""
    made = st.lists(inner, min_size=1, max_size=3).map(lambda ways: f"({'|'.join(ways)})")
    return st.tuples(made, st.sampled_from(["", "", "?", " ?", "{1,2}", "+", "*"])).map("".join)


expressions = st.recursive(joined(atoms), lambda inner: joined(st.one_of(atoms, grouped(inner))), max_leaves=6)
patterns = st.tuples(st.sampled_from(["", "", "^"]), expressions, st.sampled_from(["", "", "$"])).map("".join)
texts = st.lists(st.tuples(st.sampled_from(SIGNS), st.sampled_from([*WORDS, "OA", "Knee joint", "word"]), st.sampled_from(SIGNS), st.sampled_from([" ", " ", "-", ""])).map("".join), min_size=1, max_size=8).map("".join)


@settings(max_examples=400)
@given(st.lists(patterns, min_size=1, max_size=4), st.lists(texts, min_size=1, max_size=3))
def test_no_pattern_is_overlooked(sources, lines):
    made = []
    for source in sources:
        try:
            made.append(pattern(source, TAGS))
            made[-1].expression  # noqa: B018 (compiled, so that what is none is left out)
        except PatternError:
            made = made[: len(made) - (len(made) > 0 and made[-1].source == source)]
    reader = Reader(PACK, made)
    readings, _ = reader.read_all([sentence for place, line in enumerate(lines) for sentence in sentences(place, line)])
    for reading in readings:
        for number in set(range(len(made))).difference(reading.awake):
            assert next(reading.spans(number), None) is None, (made[number].source, made[number].route, reading.sentence.text)
