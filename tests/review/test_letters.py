"""A partner gets a letter that can be sent as it is: what was found, where, why, on which sources, what to change, by when."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup
from docx import Document
from pypdf import PdfReader
from runs import write_run

from claimlight.model import CLAIMS
from sqlalchemy import select

from claimlight.audit.texts import pack_text
from claimlight.audit.tables import Finding, RunPage
from claimlight.review import Decision, Person, assign, decide, follow, undo
from claimlight.review.letters import TemplateFault, Templates, Terms, file_names, gather, sites_to_write_to, write, write_templates
from claimlight.review.letters.gathering import marked
from claimlight.review.letters.templates import SHIPPED, day
from claimlight.review.listing import Filter, listed
from claimlight.store import open_database

ANN = Person("Ann")
TODAY = date.today()
SOON, LATER = TODAY + timedelta(20), TODAY + timedelta(40)
RULES = Path(__file__).resolve().parents[2] / "rules"
A, B = "https://clinic.example/a", "https://clinic.example/b?x=1&y=2"
CURE, MARKUP, WINTER = "Cure for knee pain, with exosomes.", "<b>All</b> our exosomes cure \u201cgrief\u201d & more.\x0b", "Winter is when cells do most for the whole family."
SAID = {
    "rules": {"toy-en/disease/cures": {"title": "Says that it treats a condition", "why": "Nobody has shown that.", "ask": "What has been shown?", "references": ["fda", "law"]}},
    "references": {
        "fda": {"authority": "FDA", "title": "Notice on exosomes", "section": "", "url": "https://fda.example/notice", "date": "2019-12-06"},
        "law": {"authority": "Congress", "title": "The Act", "section": "201(g)", "url": "javascript:alert(1)", "date": "2000-05-04 (unchecked)"},
    },
}
REPORT = {"subjects": ["exosome"], "checklist": [{"id": "risks", "question": "Which risks are named?", "answered": False}, {"id": "oversight", "question": "Who decides?", "answered": True}]}
#: Words that a letter to a partner never uses.
HARSH = ("illegal", "unlawful", "violat", "fraud", "lying", "mislead", "decei", "offence", "penalt", "must ", "false", "breach")


@pytest.fixture
def url(tmp_path: Path) -> str:
    return str(tmp_path / "audits.sqlite3")


@pytest.fixture
def store(url: str):
    yield from filled(url)


@pytest.fixture
def each_store(database_url: str):
    """The same on SQLite and on PostgreSQL."""
    yield from filled(database_url)


def filled(url: str):
    """Two pages of one site with three findings, the first two confirmed; another site where nothing is decided."""
    opened = open_database(url)
    follow(opened, write_run(opened, {A: [CURE, WINTER], B: [MARKUP]}, made_with=SAID, fetched="2026-11-20T09:30:00+00:00", report=REPORT))
    follow(opened, write_run(opened, {"https://other.example/": [CURE]}, site="other.example"))
    decide(opened, [case(opened, CURE), case(opened, MARKUP)], Decision("confirmed"), ANN)
    yield opened
    opened.close()


def case(database, sentence: str, site: str = "clinic.example") -> int:
    return next(item.id for item in listed(database, Filter(site=site), TODAY)[0] if item.sentence == sentence)


def letter(database, folder: Path | None = None, **terms) -> BeautifulSoup:
    return BeautifulSoup(Templates(folder).render(gather(database, "clinic.example", Terms(TODAY, **terms))), "lxml")


def text(page: BeautifulSoup) -> str:
    return " ".join(page.body.get_text(" ").split())


def quotes(page: BeautifulSoup) -> list[str]:
    """The sentences that a letter quotes, as its reader sees them."""
    return [quote.text.partition(". ")[2].strip("\u201c\u201d") for quote in page.find_all("blockquote")]


def run(url: str, *words: str, cwd: Path, what: str = "letters") -> subprocess.CompletedProcess[str]:
    """`claimlight review letters`, or another command of reviews, in a process of its own."""
    command = [sys.executable, "-m", "claimlight", "review", what, *words, "--database", url]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=120, check=False, env={**os.environ, "CLAIMLIGHT_LETTERS": ""})


def test_a_letter_says_what_was_found_where_why_by_which_source_what_to_change_and_by_when(each_store):
    page = letter(each_store, by=SOON, sender="Careful Travel", signature="Ann Doe\nQuality", answer="quality@travel.example")
    said = text(page)
    assert "Dear team of clinic.example," in said and "On 2 pages of your site there are 2 passages" in said
    assert [mark.text for mark in page.find_all("mark")] == ["Cure", "<b>A"]
    assert quotes(page) == [CURE, MARKUP]
    assert "as read on 20 November 2026" in said and page.find("a", href=A)
    assert "Says that it treats a condition" in said and "Rule: toy-en/disease/cures" in said
    assert f"Disease: {yaml.safe_load((SHIPPED / 'reasons.yaml').read_text())['disease']}" in said and "Please answer to quality@travel.example" in " ".join(said.replace(" .", ".").split())
    assert yaml.safe_load((SHIPPED / "changes.yaml").read_text())["disease"] in said
    assert "Sources: FDA [1]; Congress [2]" in " ".join(said.replace(" ;", ";").split()) and ", 6 December 2019" in said and page.find("a", href="https://fda.example/notice").text == "Notice on exosomes"
    assert f"Please make the changes by {SOON.day} {SOON:%B %Y}" in said
    assert f"Which risks are named? {yaml.safe_load((SHIPPED / 'careful.yaml').read_text())['risks']}" in said and "Who decides?" not in said and "Left open on" not in said
    assert said.index("Careful Travel") < said.index("Kind regards, Ann Doe Quality Careful Travel")


def test_the_text_of_pages_is_shown_as_text_and_no_address_can_run(store):
    html = str(letter(store))
    assert "&lt;b&gt;A" in html and "javascript:" not in html and "<script" not in html
    page = BeautifulSoup(html, "lxml")
    assert page.find("a", href=B) and not page.select("link, img, iframe, [src], [onclick]")


def test_days_are_written_out_and_one_that_nobody_checked_is_left_out(store):
    assert day("2004-11-24 (last amended)") == "24 November 2004 (last amended)" and day("2020-07") == "July 2020" and day("2012") == "2012"
    assert "unchecked" not in text(letter(store))


def test_no_letter_accuses_or_judges(store):
    for state in ("confirmed", "waiting"):
        said = text(letter(store, state=state)).lower() + (SHIPPED / "changes.yaml").read_text().lower()
        assert not [word for word in HARSH if word in said]
        assert "does not judge your clinic" in said and "not legal advice" in said


@pytest.mark.parametrize("name", ["changes", "reasons"])
def test_each_kind_of_claim_has_its_words(name):
    assert set(yaml.safe_load((SHIPPED / f"{name}.yaml").read_text())) == set(CLAIMS)


def test_names_of_rules_and_questions_are_those_that_ship_and_none_is_sharp():
    titles, careful = (yaml.safe_load((SHIPPED / name).read_text()) for name in ("titles.yaml", "careful.yaml"))
    files = [path for path in RULES.glob("*/*/*.yaml") if path.parent.name in CLAIMS]
    known = {path.relative_to(RULES).with_suffix("").as_posix(): re.search(r"^title: (.*)$", path.read_text(), re.MULTILINE)[1] for path in files}
    assert set(titles) <= set(known)
    asked = yaml.safe_load((RULES / "regenerative-en" / "checklist.yaml").read_text())["questions"]
    assert set(careful) == {question["id"] for question in asked}
    told = [titles.get(name, title).lower() for name, title in known.items()] + [text.lower() for text in careful.values()]
    sharp = (*HARSH, "to sell", "sells on", "plays down", "boasts", "runs down", "uses a family", "presses")
    assert not [text for text in told if any(word in text for word in sharp)]


def page_of(database, *found: tuple[int, str, str, str]) -> None:
    """A run of one page on clinic.example with two headings; each finding is (block, sentence, words, rule)."""
    number = write_run(database, {A: []})
    with database.writing() as session:
        page = session.scalar(select(RunPage).where(RunPage.run_id == number))
        page.text = pack_text([(0, "h1", 1, False, "Our \n clinic"), (1, "p", 0, False, "-"), (2, "h2", 2, False, "Prices"), (3, "p", 0, False, "-")])
        for block, sentence, exact, rule in found:
            session.add(
                Finding(
                    run_id=number, page_id=page.id, fingerprint=f"{sentence[:8]}{rule[-8:]}", outcome="claim", rule=rule, category=rule.split("/")[1], severity="caution", confidence=0.9,
                    hedged=False, folded=False, block=block, start=sentence.index(exact), end=0, exact=exact, prefix="", suffix="", sentence=sentence, because=[],
                )
            )
    follow(database, number)


def test_a_sentence_is_quoted_once_under_its_heading_with_all_its_points(database):
    """What stands together and has the same points is told once, in the order of the page; every passage has its number."""
    cures, safe, sure = "toy-en/disease/cures", "toy-en/safety/is-safe", "toy-en/disease/surely"
    page_of(database, (3, "Cures knees.", "Cures", cures), (3, "It cures, surely and safely.", "safely", safe), (3, "It cures, surely and safely.", "cures", cures),
            (3, "It cures, surely and safely.", "cures, surely", sure), (3, "A cure for hips.", "cure", cures), (1, "Safe for all.", "Safe", safe))
    decide(database, [item.id for item in listed(database, Filter(), TODAY)[0]], Decision("confirmed"), ANN)
    page = letter(database)
    assert [item.text for item in page.find_all("blockquote")] == [
        "1. \u201cSafe for all.\u201d", "2. \u201cCures knees.\u201d", "3. \u201cA cure for hips.\u201d", "4. \u201cIt cures, surely and safely.\u201d",
    ]
    assert [item.text for item in page.find_all("h3")] == ["Under \u201cOur clinic\u201d", "Under \u201cPrices\u201d"]
    assert [mark.text for mark in page.find_all("blockquote")[3].find_all("mark")] == ["cures, surely", "safely"]
    points = [[" ".join(item.text.split()) for item in passage.find_all("li")] for passage in page.select(".passage")]
    assert [len(found) for found in points] == [1, 1, 2] and sum(found.count(yaml.safe_load((SHIPPED / "changes.yaml").read_text())["disease"]) for found in points[2]) <= 1
    assert any(f"Rules: {cures}, {sure}." in item for item in points[2])


def test_words_are_marked_where_they_stand():
    assert marked("It is safe and sure.", ["safe and", "and sure", "gone"]) == (("It is ", False), ("safe and sure", True), (".", False))
    assert marked("Safe.", []) == (("Safe.", False),) and marked("a b", ["a  b"]) == (("a b", True),)


class Earlier(datetime):
    """A clock that is ten days slow."""

    @classmethod
    def now(cls, zone=None):
        return datetime.now(zone) - timedelta(10)


def test_what_became_of_the_last_letter_is_told(database, monkeypatch):
    """Of five passages one is gone from the page, one was edited, one dismissed since, two are as they were."""
    edited, dropped, other = "Exosomes end the pain of a bad knee for good.", "We heal nerves and tendons in one day.", "No one goes home ill."
    with monkeypatch.context() as then:
        then.setattr("claimlight.review.deciding.datetime", Earlier)
        follow(database, write_run(database, {A: [CURE, WINTER, edited, dropped, other]}))
        ids = {item.sentence: item.id for item in listed(database, Filter(), TODAY)[0]}
        decide(database, list(ids.values()), Decision("confirmed"), ANN)
        undo(database, decide(database, [ids[other]], Decision("open"), ANN).batch, ANN)
    decide(database, [ids[dropped]], Decision("dismissed", "Quotes a study."), ANN)
    follow(database, write_run(database, {A: [CURE, edited.replace("bad", "sore"), dropped, other], "https://clinic.example/new": None}))
    last = datetime.now(UTC).date() - timedelta(9)
    page = letter(database, since=last)
    assert (
        f"Of the 5 passages of our letter of {day(last)}, 1 has been changed: thank you. 1 needs no change any more. "
        "1 reads differently now, and we are looking at it again. 2 are as before and quoted again below."
    ) in text(page)
    assert sorted(quotes(page)) == sorted([CURE, other]), "what was dismissed, changed or edited is not asked for"
    assert "our letter of" not in text(letter(database, since=last - timedelta(9)))


def test_a_site_that_changed_everything_is_thanked(database, monkeypatch):
    with monkeypatch.context() as then:
        then.setattr("claimlight.review.deciding.datetime", Earlier)
        follow(database, write_run(database, {A: [CURE]}))
        decide(database, [case(database, CURE)], Decision("confirmed"), ANN)
    follow(database, write_run(database, {A: []}))
    assert gather(database, "clinic.example", Terms(TODAY)) is None
    said = text(letter(database, since=datetime.now(UTC).date() - timedelta(5)))
    assert "Of the 1 passage of our letter" in said and "1 has been changed: thank you." in said and "nothing more to ask for" in said and "Why we ask" not in said


def test_what_was_not_read_is_told(database):
    report = REPORT | {"coverage": {"unread": ["an embedded video"], "truncated": True}}
    follow(database, write_run(database, {A: [CURE], B: None}, report=report))
    with database.writing() as session:
        session.scalar(select(RunPage).where(RunPage.address == B)).detail = "The server answered 404 Not Found."
    decide(database, [case(database, CURE)], Decision("confirmed"), ANN)
    said = text(letter(database))
    assert "Not read on this page: an embedded video; what comes after the first part of a long page." in said
    assert "What we could not read" in said and f"{B}: The server answered 404 Not Found." in said


def test_who_can_be_written_to_is_counted(each_store):
    assert sites_to_write_to(each_store) == [("clinic.example", {"confirmed": 2, "waiting": 1}), ("other.example", {"confirmed": 0, "waiting": 1})]


def test_a_day_of_ones_own_stands_and_a_past_one_is_not_written(store):
    assign(store, [case(store, CURE)], ANN, due=LATER)
    said = text(letter(store, by=SOON))
    assert f"The first is {SOON.day} {SOON:%B %Y}" in said and f"By: {LATER.day} {LATER:%B %Y}" in said
    assign(store, [case(store, CURE)], ANN, due=TODAY - timedelta(1))
    late = gather(store, "clinic.example", Terms(TODAY))
    assert late.dues == [] and late.lapsed == 1
    assert "Please let us know by when" in text(letter(store))
    assert gather(store, "clinic.example", Terms(TODAY, by=SOON)).dues == [SOON]


def test_what_waits_is_told_as_undecided(store):
    page = letter(store, state="waiting", by=SOON)
    assert quotes(page) == [WINTER] and "not decided yet" in text(page) and "Please answer by" in text(page)


def test_a_finding_whose_rule_is_not_known_any_more_still_makes_a_letter(store):
    decide(store, [case(store, CURE, "other.example")], Decision("confirmed"), ANN)
    said = text(BeautifulSoup(Templates().render(gather(store, "other.example", Terms(TODAY))), "lxml"))
    assert "On one page of your site there is one passage" in said and "Disease" in said and "Sources" not in said


def test_the_word_document_says_the_same_and_its_links_lead_there(store, tmp_path):
    path = tmp_path / "letter.docx"
    html = Templates().render(gather(store, "clinic.example", Terms(TODAY, by=SOON, sender="Careful Travel", signature="Ann Doe\nQuality")))
    write(html, "docx", path)
    made = Document(str(path))
    words = [re.sub(r"^\d+\.\t", "", paragraph.text) for paragraph in made.paragraphs]
    wanted = text(BeautifulSoup(html, "lxml"))
    said = " ".join(words)
    assert "".join(said.split()).replace("\x0b", "") == "".join(wanted.split()).replace("\x0b", "")
    assert made.core_properties.title == "The wording of pages on clinic.example"
    assert [item.style.name for item in made.paragraphs if item.style.name in ("Title", "Quote")] == ["Title", "Quote", "Quote"]
    assert [item.text for item in made.paragraphs if item.style.name == "Heading 1"] == [A, B, "Why we ask", "What readers also look for", "How to answer", "Sources"]
    assert sum(item.style.name == "List Bullet" for item in made.paragraphs) == 4
    assert [run.text for item in made.paragraphs for run in item.runs if run.font.highlight_color] == ["Cure", "<b>A"]
    links = {link.address for item in made.paragraphs for link in item.hyperlinks}
    assert links == {A, B, "https://fda.example/notice"}


def test_a_long_title_and_unknown_elements_still_make_a_word_document(tmp_path):
    html = f"<title>{'x' * 400}</title><body>Loose <i>words</i><table><tr><td>in a cell</td></tr></table><ul><li>one</li></ul><h4>Small</h4></body>"
    write(html, "docx", tmp_path / "letter.docx")
    made = Document(str(tmp_path / "letter.docx"))
    assert [item.text for item in made.paragraphs] == ["Loose words", "in a cell", "one", "Small"]


@pytest.mark.skipif(not shutil.which("chromium"), reason="no browser: a PDF is printed by Chromium")
def test_the_pdf_is_printed_by_chromium_and_says_the_same(store, url, tmp_path):
    done = run(url, "clinic.example", "--format", "pdf", "--by", str(SOON), "--to", "sent", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    made = PdfReader(tmp_path / "sent" / "letter-clinic.example.pdf")
    said = " ".join(" ".join(page.extract_text() for page in made.pages).split())
    assert "Dear team of clinic.example," in said and "Says that it treats a condition" in said and f"{SOON.day} {SOON:%B %Y}" in said
    assert round(float(made.pages[0].mediabox.width)) == 595, "A4"


def test_every_site_gets_its_letter_and_who_gets_none_is_named(store, url, tmp_path):
    done = run(url, "--format", "html", "--format", "docx", "--by", str(SOON), "--from", "Careful Travel", "--to", "sent", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "sent").iterdir()) == ["letter-clinic.example.docx", "letter-clinic.example.html"]
    assert "1 letter, in sent." in done.stdout and "No letter, for want of confirmed findings: other.example" in done.stderr
    assert run(url, "other.example", cwd=tmp_path).returncode == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("clinic.exampel",), "Did you mean clinic.example"),
        (("nobody.test",), "Nothing is known of nobody.test"),
        (("--by", "2020-01-01"), "is past"),
        (("--since", "2999-01-01"), "is still to come"),
        (("--to", "audits.sqlite3/here"), "cannot be made"),
        (("--templates", "."), "holds no template"),
        (("--format", "odt"), "'odt' is not one of"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(store, url, tmp_path, words, said):
    done = run(url, *words, cwd=tmp_path)
    assert done.returncode == 2 and said in done.stderr
    assert not list(tmp_path.rglob("letter-*"))


def test_ones_own_templates_are_used_file_by_file(store, url, tmp_path):
    assert run(url, "--write-templates", "mine", cwd=tmp_path).returncode == 0
    mine = tmp_path / "mine"
    for path in mine.iterdir():
        if path.name not in ("opening.html", "changes.yaml", "titles.yaml"):
            path.unlink()
    (mine / "opening.html").write_text("<p>Good day, {{ letter.site }}!</p>", encoding="utf-8")
    (mine / "titles.yaml").write_text("toy-en/disease/cures: Names a condition\n", encoding="utf-8")
    (mine / "changes.yaml").write_text("disease: Ask Ann & Bob first.\n", encoding="utf-8")
    assert run(url, "clinic.example", "--templates", "mine", "--to", "sent", cwd=tmp_path).returncode == 0
    page = BeautifulSoup((tmp_path / "sent" / "letter-clinic.example.html").read_text(), "lxml")
    said = text(page)
    assert "Good day, clinic.example!" in said and "Dear team" not in said and "Names a condition." in said and "Ask Ann & Bob first." in said and "Kind regards" in said


def test_templates_that_were_edited_are_never_replaced(url, tmp_path):
    write_templates(tmp_path / "mine")
    (tmp_path / "mine" / "closing.html").write_text("my own words")
    done = run(url, "--write-templates", "mine", cwd=tmp_path)
    assert done.returncode == 2 and "Nothing was written" in done.stderr
    assert (tmp_path / "mine" / "closing.html").read_text() == "my own words"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("opening.html", "<p>\n{% if letter.site %}\n<p>", "opening.html, line 3: Unexpected end of template"),
        ("closing.html", "<p>\n\n{{ lettr.site }}", "closing.html, line 3: 'lettr' is undefined"),
        ("passage.html", "<p>\n{{ passage.heading + 3 }}", "passage.html, line 2: TypeError"),
        ("passage.html", "{{ ().__class__.__bases__ }}", "passage.html, line 1: access to attribute '__class__'"),
        ("letter.html", "<p>\n{% include 'logo.html' %}", "asks for the template logo.html"),
        ("letter.css", b"\xff\xfe", "is not UTF-8"),
        ("changes.yaml", "safety: ok\ncures: no", "changes.yaml, line 2: cures is no category"),
        ("changes.yaml", "safety:", "changes.yaml, line 1: safety needs a sentence"),
        ("titles.yaml", "- safety", "titles.yaml, line 1: write one name a line"),
        ("changes.yaml", "safety: 'a\n", "changes.yaml, line 2"),
        ("reasons.yaml", "risks: no", "reasons.yaml, line 1: risks is no category"),
        ("careful.yaml", "risks: [a]", "careful.yaml, line 1: risks needs a sentence"),
    ],
)
def test_a_broken_template_is_named_with_its_line_and_what_to_do(store, tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(TemplateFault) as fault:
        letter(store, tmp_path)
    assert said in str(fault.value) and any(word in str(fault.value) for word in ("Mend it", "Save it", "Known are", "needs a sentence"))


def test_a_site_that_a_template_fails_on_is_named_and_the_others_get_theirs(store, url, tmp_path):
    decide(store, [case(store, CURE, "other.example")], Decision("confirmed"), ANN)
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "closing.html").write_text("{{ letter.sources[0].title }}")
    done = run(url, "--templates", "mine", "--to", "sent", cwd=tmp_path)
    assert done.returncode == 2 and "other.example: " in done.stderr and "closing.html, line 1" in done.stderr
    assert [path.name for path in (tmp_path / "sent").iterdir()] == ["letter-clinic.example.html"]


def test_letters_have_names_that_every_system_takes_and_no_two_share():
    names = file_names(["clinic.example", "Clinic.Example", "../../etc", "localhost:8000", ""])
    assert names["../../etc"] == "letter-etc" and names["localhost:8000"] == "letter-localhost_8000" and names[""] == "letter-site"
    assert len(set(names.values())) == 5


@pytest.mark.skipif(not shutil.which("chromium"), reason="no browser: a PDF is printed by Chromium")
def test_the_commands_of_the_docs_do_what_they_say(store, url, tmp_path):
    told = (RULES.parent / "docs" / "letters.md").read_text(encoding="utf-8")
    lines = [line for block in re.findall(r"```sh\n(.*?)```", told, re.DOTALL) for line in block.splitlines()]
    for line in lines:
        words = [str(LATER) if word == "2027-01-31" else word for word in shlex.split(line)]
        assert words[:2] == ["claimlight", "review"]
        done = run(url, *words[3:], cwd=tmp_path, what=words[2])
        assert done.returncode == 0, done.stderr
    assert len(lines) == 8 and sorted(path.suffix for path in (tmp_path / "letters").iterdir()) == [".docx", ".html", ".pdf"]
    assert {path.name for path in (tmp_path / "my-letters").iterdir()} == set(re.findall(r"`(\w+\.(?:html|css|yaml))`", told))


def test_help_shows_examples_and_exit_codes(url, tmp_path):
    said = run(url, "--help", cwd=tmp_path).stdout
    assert "Examples:" in said and "Exit codes: 0" in said and "--write-templates" in said
