"""What is handed over is whole, valid for its readers, and safe to open."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from auditing import Command
from jsonschema import Draft4Validator
from lxml import etree
from pypdf import PdfReader
from test_running import QUICK
from troubled_site import TroubledSite

SCHEMA = Path(__file__).parents[1] / "schemas" / "sarif-2.1.0.json"
TRICKY = """<html lang=en><title>=HYPERLINK("x")</title><h1>Exosomes</h1><p>=2+3 exosomes cure &lt;script&gt;alert(1)&lt;/script&gt; \u201call\u201d pain.</p>
<p>Our exosomes cure grief.</p></html>"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, packs: Path) -> Path:
    """Two runs of a tricky page, the second compared with the first, in every form but PDF."""
    audit = Command(tmp_path_factory.mktemp("reports"), packs)
    names = ("r.html", "r.csv", "r.xlsx", "r.json", "r.sarif", "r.jsonld")
    with TroubledSite() as site:
        site.pages["/a"] = TRICKY
        audit(site.url("/a"), *QUICK)
        site.pages["/a"] = TRICKY.replace("Our exosomes cure grief.", "Here is what else they cure: winter.").replace("=2+3", "=2+4")
        reports = (word for name in names for word in ("--report", name))
        done = audit(site.url("/a"), site.url("/nothing-here"), *QUICK, "--baseline", "1", *reports)
    assert done.returncode == 1, done.stderr
    return audit.folder


def test_sarif_is_valid_and_says_what_changed(files: Path):
    log = json.loads((files / "r.sarif").read_text())
    schema = json.loads(SCHEMA.read_text())
    assert [error.message for error in Draft4Validator(schema).iter_errors(log)] == []
    run = log["runs"][0]
    states = sorted(result["baselineState"] for result in run["results"])
    assert states == ["absent", "new", "updated"]
    assert all(result["partialFingerprints"]["claimlight/v1"] for result in run["results"])
    assert len({result["ruleId"] for result in run["results"]}) == len(run["tool"]["driver"]["rules"]) == 1
    assert "404" in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]


def test_the_html_report_shows_text_as_text_and_needs_nothing_else(files: Path):
    html = (files / "r.html").read_text()
    assert "<script" not in html and "&lt;script&gt;alert(1)" in html
    tree = etree.HTML(html)
    loaded = tree.xpath("//link | //img | //iframe | //*[@src] | //*[contains(@style, 'url(')]")
    assert loaded == [] and "url(" not in html
    marked = [element.text for element in tree.xpath("//details[@class='text']//mark")]
    assert marked == ["cure", "cure"]
    assert tree.xpath("//td[@class='chart']//*")
    assert "Nobody has shown that." in html and "What has been shown?" in html


def test_a_spreadsheet_takes_nothing_for_a_formula(files: Path):
    rows = list(csv.DictReader((files / "r.csv").open(encoding="utf-8-sig")))
    assert len(rows) == 2 and rows[0]["sentence"].startswith("'=2+4 exosomes cure")
    with zipfile.ZipFile(files / "r.xlsx") as book:
        sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 4 and not any("<f>" in sheet for sheet in sheets)


def test_annotations_find_their_words_by_their_quote(files: Path):
    said = json.loads((files / "r.jsonld").read_text())
    assert said["total"] == 2
    target = said["first"]["items"][0]["target"]
    assert target["selector"]["exact"] == "cure" and target["selector"]["prefix"].endswith("exosomes ")


def test_the_json_report_has_every_page_and_cause(files: Path):
    said = json.loads((files / "r.json").read_text())
    assert said["summary"]["pages"] == 2 and said["summary"]["failed"] == 1
    assert {page["cause"] for page in said["pages"]} == {"", "status"}
    assert said["run"]["made_with"]["packs"][0]["name"] == "toy-en"


def test_what_changed_is_summed_for_each_site_and_rule(files: Path):
    said = json.loads((files / "r.json").read_text())["changes"]
    assert list(said["sites"].values()) == [{"new": 1, "changed": 1, "gone": 1}] and list(said["rules"]) == ["toy-en/disease/cures"]
    tree = etree.HTML((files / "r.html").read_text())
    rows = [[cell.text for cell in row] for row in tree.xpath("//section[@aria-labelledby='changed']//tr[td]")]
    assert [row[1:] for row in rows] == [["1", "1", "0", "1"]] * 2 and rows[1][0] == "Says that it cures"


def test_what_a_person_dismissed_does_not_count_and_is_suppressed_with_the_reason(site: TroubledSite, audit: Command):
    assert audit(site.url("/page1"), *QUICK).returncode == 1
    words = [sys.executable, "-m", "claimlight", "review", "decide", "1", "dismissed", "--reason", "Quotes the regulator."]
    decided = subprocess.run(words, env=audit.environment(), capture_output=True, text=True, timeout=60, check=False)
    assert decided.returncode == 0, decided.stderr
    assert audit(site.url("/page1"), *QUICK, "--report", "r.sarif").returncode == 0
    log = json.loads((audit.folder / "r.sarif").read_text())
    assert [error.message for error in Draft4Validator(json.loads(SCHEMA.read_text())).iter_errors(log)] == []
    assert [item["justification"] for result in log["runs"][0]["results"] for item in result["suppressions"]] == ["dismissed: Quotes the regulator."]


@pytest.mark.skipif(not shutil.which("chromium"), reason="no browser: a PDF is printed by Chromium")
def test_the_pdf_is_the_report(site: TroubledSite, audit: Command):
    audit(site.url("/page1"), *QUICK, "--report", "r.pdf")
    text = " ".join(word for page in PdfReader(audit.folder / "r.pdf").pages for word in page.extract_text().split())
    assert site.url("/page1") in text and "Our exosomes cure pain, says page 1." in text and "Nobody has shown that." in text


def test_a_report_that_cannot_be_written_loses_nothing(site: TroubledSite, audit: Command):
    done = audit(site.url("/page1"), *QUICK, "--report", "no/such/folder/r.html")
    assert done.returncode == 2 and "cannot be written" in done.stderr and "kept as number 1" in done.stderr
    assert audit("export", "1", "r.html", packs=False).returncode == 0
