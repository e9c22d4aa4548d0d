"""Lint: each mistake that it knows is caught with its file, its line and a remedy, and a sound pack is left alone."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path

import pytest
import small
import yaml

from claimlight.lint import KINDS, lint
from claimlight.lint.set_aside import REMEDIES

TODAY = datetime.date(2026, 11, 25)
DOCS = Path(__file__).resolve().parents[2] / "docs" / "lint.md"
SOURCES = [
    {"id": name, "authority": "FTC", "title": "Guide", "url": "https://www.ftc.gov/", "checked": "2026-11-20"} for name in ("ftc-guide", "ftc-rule")
]
RULE = "disease/cures.yaml"
LIST = "lexicons/moon_dust.yaml"


def sound_rule(**changes: object) -> dict:
    """A rule with which lint finds no fault."""
    tests = {
        "flag": ["[Moon dust cures] asthma.", "[Lunar dust rarely cures] a cold."],
        "pass": ["Moon dust does not cure asthma.", "Moon dust shines."],
    }
    return small.rule(references=["ftc-guide", "ftc-rule"], one_reference=None, tests=tests) | changes


@pytest.fixture
def pack(tmp_path):
    """A pack with which lint finds no fault."""
    made = small.pack(tmp_path, rules={"disease/cures": sound_rule()})
    small.write(made / "references.json", json.dumps(SOURCES, indent=1))
    return made


def found(pack: Path, *, notes: bool = False) -> list:
    return [finding for _, finding in lint([pack], today=TODAY) if notes or finding.level != "note"]


def change(name: str, **changes: object):
    """Change keys of a YAML file of the pack; a key that is None goes."""

    def changed(pack: Path) -> None:
        path = pack / name
        value = yaml.safe_load(path.read_text(encoding="utf-8")) | changes
        small.write(path, {key: part for key, part in value.items() if part is not None})

    return changed


def put(name: str, content: object):
    return lambda pack: small.write(pack / name, content)


def sources(*changes: dict):
    """Change the sources, one after the other."""
    made = [item | more for item, more in zip(SOURCES, changes, strict=True)]
    return put("references.json", json.dumps([{key: part for key, part in item.items() if part is not None} for item in made], indent=1))


def flag(*sentences: str) -> dict:
    return {"tests": {"flag": list(sentences), "pass": ["Moon dust does not cure asthma.", "Moon dust shines."]}}


#: Two rules that cannot be told apart: the same wording, other tests.
TWIN = sound_rule(
    title="Says that it heals",
    match=["{moon_dust} ... (cures?|heals?)"],
    tests={"flag": ["[Moon dust heals] gout.", "[Moon dust now cures] gout."], "pass": ["Moon dust never heals gout.", "Does moon dust heal?"]},
)
#: kind, what is done wrong, the file, a text of the line at fault, a word of the detail, a word of the remedy.
MISTAKES = [
    ("unreadable-file", put(RULE, "title: [unclosed\nmatch: }"), RULE, "match: }", "not YAML", "Mend"),
    ("unreadable-file", put(RULE, b"title: a\nwhy: \xff\xfe\n"), RULE, 2, "UTF-8", "Mend"),
    ("too-large", put(LIST, "title: " + "x" * 1_100_000), LIST, 1, "larger than", "Split"),
    ("duplicate-key", put(LIST, "title: a\nsource: b\ntitle: c\nentries: [d]\n"), LIST, "title: c", "first in line 1", "Keep one"),
    ("unknown-key", change(RULE, severty="note"), RULE, "severty", "did you mean `severity`?", "Correct"),
    ("missing-part", change(RULE, why=None), RULE, 1, "`why`", "Write what is missing"),
    ("missing-part", change(RULE, status="deprecated"), RULE, "status", "replaced_by", "Write what is missing"),
    ("wrong-type", change(RULE, title=7), RULE, "title: 7", "must be text", "right type"),
    ("wrong-folder", change(RULE, category="effect"), RULE, "category: effect", "the folder disease", "Move the file"),
    ("duplicate-id", sources({}, {"id": "ftc-guide"}), "references.json", 10, "ftc-guide is there twice", "its own name"),
    ("unmet-need", change("pack.yaml", depends={"mars-en": ">=1"}), "pack.yaml", "mars-en", "not here", "Bring"),
    ("broken-entry", change(LIST, entries=["{1..90000} moons"]), LIST, "entries:", "more than 50,000", "simpler"),
    ("broken-pattern", change(RULE, match=["cures", "(cures"]), RULE, "(cures", "not closed", "Correct the pattern"),
    ("unknown-lexicon", change(RULE, match=["{mon_dust} cures"]), RULE, "{mon_dust}", "did you mean 'moon_dust'?", "add the lexicon"),
    ("unknown-lexicon", change("pack.yaml", elsewhere="mars"), "pack.yaml", "elsewhere", "mars", "add the lexicon"),
    ("unknown-reference", change(RULE, references=["ftc-guide", "fda"]), RULE, "references", "no fda", "references.json"),
    (
        "unknown-rule",
        change(RULE, status="deprecated", replaced_by="moon-en/disease/heals"),
        RULE,
        1,
        "moon-en/disease/heals",
        "Correct the id",
    ),
    ("stray-file", put("disease/heals.yml", sound_rule()), "disease/heals.yml", 1, "Nothing reads", "move or rename"),
    ("stray-file", put("disease/more/heals.yaml", sound_rule()), "disease/more/heals.yaml", 1, "Nothing reads", "move or rename"),
    ("never-fires", change(RULE, match=["{moon_dust} ... cures?", "moon dust\u2019s power"]), RULE, "\\u2019s power", "curly quote", "normalis"),
    ("never-fires", change(RULE, unless=["cures? ^moon"]), RULE, "cures? ^moon", "cures? ^moon", "normalis"),
    ("never-fires", change(RULE, unless=["dust ?\\? never"]), RULE, "? never", "dust", "normalis"),
    ("always-fires", change(RULE, match=["{moon_dust} ... cures?", "(\\w+ )?"]), RULE, "(\\w+ )?", "matches nothing", "Ask for a word"),
    ("always-fires", change(RULE, unless=["\\w+ \\w+"]), RULE, "\\w+ \\w+", "The office opens", "Ask for a word"),
    ("slow-pattern", change(RULE, unless=["dust ((a|aa|a?)+)+ never"]), RULE, "never", "does not finish", "repeat it less often"),
    ("slow-pattern", change(RULE, unless=["dust (\\w{1,50} ?){1,50}never"]), RULE, "never", "does not finish", "repeat it less often"),
    ("unused-lexicon", put("lexicons/mars.yaml", {"title": "Mars", "source": "Ours.", "entries": ["mars"]}), "lexicons/mars.yaml", 1, "mars", "delete the file"),
    ("covered-entry", change(LIST, entries=["moon dust", "{moon,lunar} dust"]), LIST, "- moon dust", "'moon dust'", "Take the entry out"),
    ("covered-entry", change(LIST, entries=["lunar dust", "LUNAR dust", "moon dust"]), LIST, "- LUNAR dust", "'LUNAR dust'", "Take the entry out"),
    ("twin-rules", put("disease/heals.yaml", TWIN), RULE, "flag:", "moon-en/disease/heals", "Make one rule"),
    ("few-references", change(RULE, references=["ftc-guide"]), RULE, "references", "names 1 source", "one_reference"),
    ("few-references", sources({}, {"checked": None, "note": "Not read."}), RULE, "references", "names 1 source", "one_reference"),
    ("stale-reference", sources({"checked": "2025-11-20"}, {}), "references.json", 7, "over a year ago", "today's date"),
    ("stale-reference", sources({}, {"checked": "2027-01-01"}), "references.json", 14, "no day that has been", "Correct the day"),
    ("unread-reference", sources({}, {"checked": None}), "references.json", 10, "ftc-rule", "write the day"),
    ("accusing-wording", change(RULE, why="Selling moon dust is illegal."), RULE, "why:", "'illegal'", "leave the judgement"),
    ("accusing-wording", change(RULE, title="Lies about moon dust"), RULE, "title:", "'Lies'", "leave the judgement"),
    ("hard-to-read", change(RULE, why="Moon dust is no cure. " * 9), RULE, "why:", "45 words", "fewer"),
    (
        "hard-to-read",
        change(RULE, why="Extraterrestrial particulate administration necessitates comprehensive multidisciplinary evaluation."),
        RULE,
        "why:",
        "reads like grade",
        "shorter words",
    ),
    ("no-question", change(RULE, ask="Ask for trials."), RULE, "ask:", "question mark", "Ask one thing"),
    ("no-brackets", change(RULE, **flag("Moon dust cures asthma.", "[Lunar dust cures] a cold.")), RULE, "- Moon dust cures", "no pairs of brackets", "Put one pair"),
    ("few-tests", change(RULE, **flag("[Moon dust cures] asthma.")), RULE, "flag:", "a rule needs 2", "Add one"),
    ("repeated-test", change(RULE, **flag("[Moon dust cures] asthma.", "[moon  dust] cures asthma.")), RULE, "- '[moon  dust]", "already", "something new"),
    (
        "deprecated-rule",
        change(RULE, status="deprecated", replaced_by="nothing, because the moon is far"),
        RULE,
        "status:",
        "still shown",
        "Retire it",
    ),
    ("loose-end", change(RULE, unless=["dust in (the |our )?"]), RULE, "dust in", "left out", "into the part"),
    ("loose-end", change(RULE, unless=["dust (is|was (in|on) (.. )?(it)?)"]), RULE, "dust (is", "left out", "into the part"),
    ("satisfied-test", put("disease/heals.yaml", TWIN), "disease/heals.yaml", "- '[Moon dust now cures]", "moon-en/disease/cures", "only this rule"),
    ("untested-pattern", change(RULE, match=["{moon_dust} ... cures?", "from the moon"]), RULE, "- from the moon", "from the moon", "`flag` sentence"),
]


def test_a_sound_pack_is_left_alone(pack):
    assert found(pack, notes=True) == []


@pytest.mark.parametrize(("kind", "mistake", "file", "line", "detail", "remedy"), MISTAKES, ids=[f"{case[0]}-{place}" for place, case in enumerate(MISTAKES)])
def test_a_mistake_is_told_with_file_line_and_remedy(pack, kind, mistake, file, line, detail, remedy):
    mistake(pack)
    lines = (pack / file).read_text(encoding="utf-8", errors="replace").splitlines()
    wanted = line if isinstance(line, int) else next(number for number, text in enumerate(lines, start=1) if line in text)
    told = [finding for finding in found(pack, notes=KINDS[kind].level == "note") if finding.kind == kind]
    assert [(finding.file, finding.line) for finding in told] == [(f"moon-en/{file}", wanted)], told
    assert detail in told[0].detail
    assert remedy in told[0].remedy


def test_every_kind_has_its_mistake_here_and_its_paragraph_in_the_docs():
    assert {case[0] for case in MISTAKES} == set(KINDS)
    sections = re.findall(r"^### `([a-z-]+)`$", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    assert sections == list(KINDS)


def test_all_that_the_loader_may_say_has_a_remedy():
    assert set(REMEDIES) == {name for name, kind in KINDS.items() if kind.level == "error"}


def test_each_of_several_faults_in_a_file_has_its_own_line(pack):
    change(RULE, colour="red", since="one", why=None)(pack)
    assert {finding.kind for finding in found(pack)} == {"unknown-key", "wrong-type", "missing-part"}
    assert len({finding.line for finding in found(pack)}) == 3


def test_a_reason_makes_one_source_enough(pack):
    change(RULE, references=["ftc-guide"], one_reference="It is the law itself.")(pack)
    assert found(pack) == []


def test_a_lexicon_that_another_pack_borrows_is_used(tmp_path, pack):
    put("lexicons/mars.yaml", {"title": "Mars", "source": "Ours.", "entries": ["mars", "the red planet"]})(pack)
    assert [finding.kind for finding in found(pack)] == ["unused-lexicon"]
    tests = {"flag": ["[Mars heals] you.", "[The red planet heals] gout."], "pass": ["Mars is red.", "Mars never heals."]}
    rule = sound_rule(match=["{mars} ... heals?"], title="Says that Mars heals", tests=tests)
    small.dependent(tmp_path, rules={"disease/heals": rule})
    assert found(pack) == []
    assert found(tmp_path / "comet-en") == []


def test_a_lexicon_that_only_the_weights_use_is_used(pack):
    put("lexicons/mars.yaml", {"title": "Mars", "source": "Ours.", "entries": ["mars"]})(pack)
    weights = {part: {} for part in ("claim", "disclosure", "company", "category", "thresholds")}
    put("confidence.json", json.dumps(weights | {"claim": {"bias": 1.0, "word:mars": 0.5}}))(pack)
    assert found(pack) == []


def test_one_broken_pack_does_not_hide_the_findings_of_another(tmp_path, pack):
    small.write(tmp_path / "broken-en" / "pack.yaml", "name: [")
    change(RULE, ask="Ask for trials.")(pack)
    assert [finding.kind for finding in found(pack)] == ["no-question"]
    assert [finding.kind for finding in found(tmp_path / "broken-en")] == ["unreadable-file"]


@pytest.mark.parametrize(
    "pattern",
    ["moon(?=dust)*", "moon|", "[^\\w]+moon", "(?<a>moon)\\w", "moon[)]?", "(a{9}){99}", "\\d{3,}(,\\d{3})* moons", "moon (?!never)\\w+", "(?<!no )moons?"],
)
def test_any_pattern_that_loads_is_looked_through(pack, pattern):
    change(RULE, match=["{moon_dust} ... cures?", pattern])(pack)
    assert "broken-pattern" not in {finding.kind for finding in found(pack)}


@pytest.mark.parametrize("pattern", ["moon: .+ dust: .+", "moon.{0,40}dust", "moons? (?!never)\\w+", "^(the )?moon$", "moon (.. )?dust ... [0-9]{2,}%"])
def test_a_pattern_that_can_fire_is_left_alone(pack, pattern):
    change(RULE, unless=[pattern])(pack)
    assert found(pack) == []


def test_a_pack_whose_lists_are_all_broken_is_looked_through(pack):
    put(LIST, "title: [")(pack)
    change(RULE, match=["moon dust ... cures?"])(pack)
    assert {finding.kind for finding in found(pack)} == {"unreadable-file", "unknown-lexicon"}


def test_a_list_of_twenty_thousand_words_is_looked_through(pack):
    words = [f"moon {number}" for number in range(20_000)]
    change(LIST, entries=["moon dust", "lunar dust", *words, "moon 19999"])(pack)
    assert [finding.kind for finding in found(pack)] == ["covered-entry"]
