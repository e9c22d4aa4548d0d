"""`claimlight rules test`: what was expected, what was found, and why."""

from __future__ import annotations

import json
import subprocess
from xml.etree import ElementTree

import pytest
from authors import run

TESTS = {"pass": ["Hair is hair."]}


def failing(write, sentence: str, **changes: object) -> str:
    """What is said of a rule whose only `flag` sentence is this one."""
    result = run("rules", "test", write(tests={"flag": [sentence], **TESTS}, **changes))
    assert result.exit_code == 1, result.output
    return result.output


def test_all_tests_of_a_fresh_pack_pass(packs):
    result = run("rules", "test", "--packs", packs)
    assert result.exit_code == 0
    assert result.output == "6 of 6 tests passed in 1 rule; 0 set aside.\n"


def test_expected_and_found_words_stand_under_the_sentence(write):
    lines = failing(write, "[Our hair transplant lasts for life].").splitlines()
    sentence, expected, found = (next(line for line in lines if line.startswith(f"  {label}")) for label in ("sentence", "expected", "found"))
    begin = sentence.index("Our")
    assert (expected.index("^"), expected.rindex("^")) == (begin, begin + len("Our hair transplant lasts for life") - 1)
    assert (found.index("^"), found.rindex("^")) == (begin + 4, expected.rindex("^"))
    assert "marks “hair transplant lasts for life”, the test wants “Our hair transplant lasts for life”" in "".join(lines)


def test_a_long_sentence_is_cut_to_the_window_and_its_signs_with_it(write):
    output = failing(write, f"{'You see, ' * 12}[our hair transplant lasts for life].")
    shown = output.splitlines()[1 : output.splitlines().index(next(line for line in output.splitlines() if line.startswith("  why")))]
    assert len(shown) > 3 and max(map(len, shown)) <= 100
    assert sum(line.count("^") for line in shown if line.startswith("  expected")) == len("our hair transplant lasts for life")


@pytest.mark.parametrize(
    ("sentence", "changes", "words"),
    [
        ("Our [hair transplant lasts a very long time].", {}, "no `(for life|for good)`"),
        ("Our [treatment lasts for life].", {}, "no word of {product} (hair transplant, hair transplants, …)"),
        ("[For life, a hair transplant] stays.", {}, "`(for life|for good)` stands before “hair transplant”, not after it"),
        ("Our [hair transplant, one two three four five six seven eight nine, for life].", {}, "(9 words, perhaps a new clause); `...` allows 8"),
        ("Our [hair transplant, for life].", {"match": ["{product} for life"]}, "stands “,”, which no gap crosses; write it into the pattern"),
        ("Our [hair transplant's for life].", {"match": ["{product} (.. )?for life"]}, "follows “hair transplant” without what the pattern wants"),
        ("[Nothing].", {}, "no part of any pattern is in the sentence"),
        ("A [hair transplant never lasts for life].", {}, "the cue negated “never” drops it"),
        ("Does our [hair transplant last for life]?", {}, "the cue question"),
        ("Our [hair transplant lasts for life] here.", {"unless": ["here"]}, "`unless` found “here”"),
        ("Our [hair transplant lasts for life].", {"under": ["benefits"]}, "no line above says what `under` asks for (benefits)"),
    ],
)
def test_a_failure_says_which_part_lacked_or_what_dropped_it(write, sentence, changes, words):
    assert words in failing(write, sentence, **changes)


def test_a_pattern_that_runs_on_is_named_and_nothing_hangs(write):
    sentence = f"[Hair transplant {'a' * 60}]; c"
    assert "took too long on this sentence and was stopped" in failing(write, sentence, match=["hair transplant (a|a)+c"])


def test_a_pattern_that_refers_back_to_itself_is_no_stumbling_block(write):
    assert "nearest is" in failing(write, "[A hair transplant] is for life.", match=[r"{product} (?<x>for|to) life \1"])


def test_a_mark_that_should_not_be_says_what_marked_it_and_what_was_heard(write):
    tests = {"flag": ["Our [hair transplant lasts for life]."], "pass": ["A hair transplant may last for life."]}
    output = run("rules", "test", write(tests=tests)).output
    assert "`{product} ... (for life|for good)` matched “hair transplant may last for life”, and nothing dropped it" in output
    assert "the cue hedged “may” was heard, but only lowers it" in output


def test_with_its_weights_a_rule_may_not_be_sure_enough(packs, write):
    place = write()
    weights = json.loads((packs / "hair-en" / "confidence.json").read_text())
    weights["thresholds"]["review"] = 0.7
    (packs / "hair-en" / "confidence.json").write_text(json.dumps(weights))
    assert run("rules", "test", place).exit_code == 0
    result = run("rules", "test", place, "--weighted")
    assert result.exit_code == 1
    assert "the pack's weights are not sure enough: 0.60, below 0.70" in result.output


def test_a_rule_that_cannot_be_loaded_is_named_and_the_others_run(packs, write):
    write(match=["{nothing}"])
    result = run("rules", "test", "--packs", packs)
    assert result.exit_code == 1
    assert "SET ASIDE hair-en/certainty/for-life.yaml" in result.output
    assert "6 of 6 tests passed in 1 rule; 1 set aside." in result.output


def test_json_holds_every_test_with_its_places(write):
    answer = json.loads(run("rules", "test", write(), "--format", "json").output)
    assert (answer["passed"], answer["failed"], answer["rules"]) == (2, 0, 1)
    flag = answer["tests"][0]
    assert flag["sentence"][flag["expected"]["start"] : flag["expected"]["end"]] == flag["found"][0]["words"] == "hair transplant lasts for life"


def test_junit_counts_what_failed_and_what_was_set_aside(packs, write):
    write("certainty/broken", match=["("])
    write(tests={"flag": ["Our [hair] transplant."], "pass": ["Hair."]})
    root = ElementTree.fromstring(run("rules", "test", "--packs", packs, "--format", "junit").output.encode())
    suites = {suite.get("name"): suite for suite in root}
    assert suites["hair-en/certainty/for-life"].get("failures") == "1"
    assert suites["hair-en/safety/no-side-effects"].get("tests") == "6"
    assert [suite.get("errors") for name, suite in suites.items() if "broken" in name] == ["1"]


def test_only_rules_touched_since_a_revision_are_tested(packs, write):
    def git(*arguments: str) -> None:
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b.example", *arguments], cwd=packs, check=True, capture_output=True)

    write()
    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "first")
    assert "0 tests passed in 0 rules" in run("rules", "test", "--packs", packs, "--since", "HEAD").output
    write("certainty/fresh")
    assert "in 1 rule;" in run("rules", "test", "--packs", packs, "--since", "HEAD").output
    git("add", "-A")
    git("commit", "-qm", "second")
    lexicon = packs / "hair-en" / "lexicons" / "bad_event.yaml"
    lexicon.write_text(lexicon.read_text() + "  - a strange event\n")
    names = {test["rule"] for test in json.loads(run("rules", "test", "--packs", packs, "--since", "HEAD", "--format", "json").output)["tests"]}
    assert names == {"hair-en/safety/no-side-effects"}


def test_a_pack_its_folder_and_a_rule_file_can_be_given_by_path(packs, monkeypatch):
    whole = run("rules", "test", packs / "hair-en")
    assert (whole.exit_code, "in 1 rule; 0 set aside." in whole.output) == (0, True)
    monkeypatch.chdir(packs / "hair-en")
    for path in (".", "safety", "safety/no-side-effects.yaml"):
        assert run("rules", "test", path).output == whole.output


def test_what_cannot_be_done_is_exit_code_2(packs, tmp_path):
    assert run("rules", "test", "nothing", "--packs", packs).exit_code == 2
    result = run("rules", "test", "--packs", packs, "--since", "HEAD")
    assert result.exit_code == 2
    assert "is in no git repository" in result.output
    (tmp_path / "none").mkdir()
    assert "No rule pack" in run("rules", "test", "--packs", tmp_path / "none").output
