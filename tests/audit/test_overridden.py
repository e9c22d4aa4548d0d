"""What a site decided otherwise holds in an audit too: it does not count, and it is told with its reason and end."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import pytest
from auditing import Command
from jsonschema import Draft4Validator
from sqlalchemy import select
from test_running import QUICK
from troubled_site import TroubledSite

from claimlight.review.tables import Case
from claimlight.store import open_database

SCHEMA = Path(__file__).parents[1] / "schemas" / "sarif-2.1.0.json"
PAGE = "<html lang=en><h1>Exosomes</h1><p>Our exosomes cure chronic knee pain.</p><p>As the trial put it, exosomes cure grief.</p></html>"
EXEMPT = """exempt:
  - phrase: exosomes cure grief
    reason: Quoted from a published trial.
    until: 2090-03-31
"""


@pytest.fixture
def decided(audit: Command) -> Path:
    path = audit.folder / "overrides.yaml"
    path.write_text(EXEMPT, encoding="utf-8")
    return path


def test_what_is_exempt_does_not_count_and_is_told_with_its_reason_and_end(site: TroubledSite, audit: Command, decided: Path):
    site.pages["/a"] = PAGE
    names = ("r.html", "r.sarif", "r.json", "r.xlsx")
    done = audit(site.url("/a"), *QUICK, "--overrides", str(decided), *(word for name in names for word in ("--report", name)))
    assert done.returncode == 1 and "1 claims" in done.stdout, done.stderr
    assert "Set aside by overrides.yaml: 1;" in done.stdout
    assert "line 2: 1 until 2090-03-31, because: Quoted from a published trial." in done.stdout
    html = (audit.folder / "r.html").read_text()
    assert "Set aside" in html and "Quoted from a published trial." in html and "2090-03-31" in html
    said = json.loads((audit.folder / "r.json").read_text())
    assert said["summary"]["set_aside"] == 1 and [found["sentence"] for page in said["pages"] for found in page["findings"]] == ["Our exosomes cure chronic knee pain."]
    assert said["run"]["made_with"]["overrides"]["sha256"] == hashlib.sha256(EXEMPT.encode()).hexdigest()
    log = json.loads((audit.folder / "r.sarif").read_text())
    assert [error.message for error in Draft4Validator(json.loads(SCHEMA.read_text())).iter_errors(log)] == []
    suppressed = [result for result in log["runs"][0]["results"] if "suppressions" in result]
    assert len(suppressed) == 1 and len(log["runs"][0]["results"]) == 2
    assert "until 2090-03-31: Quoted from a published trial." in suppressed[0]["suppressions"][0]["justification"]
    with zipfile.ZipFile(audit.folder / "r.xlsx") as book:
        assert 'name="Set aside"' in book.read("xl/workbook.xml").decode()
        assert any("Quoted from a published trial." in book.read(name).decode() for name in book.namelist())
    assert audit("verify", "1", packs=False).stdout.startswith("1 pages, 2 findings looked at. All fits.")
    assert audit("verify", "r.json", packs=False).returncode == 0


def test_a_rule_turned_off_everywhere_leaves_a_clean_audit(site: TroubledSite, audit: Command, decided: Path):
    site.pages["/a"] = PAGE
    decided.write_text("disable:\n  - rule: toy-en/disease/cures\n    reason: Agreed with counsel.\n    until: 2090-03-31\n")
    done = audit(site.url("/a"), *QUICK, "--overrides", str(decided))
    assert done.returncode == 0 and "Set aside by overrides.yaml: 2;" in done.stdout
    decided.write_text(decided.read_text().replace("2090", "2020"))
    done = audit(site.url("/a"), *QUICK, "--overrides", str(decided))
    assert done.returncode == 1 and "ended on 2020-03-31" in done.stdout


def test_a_replay_sets_aside_what_the_run_did_and_a_comparison_calls_nothing_gone(site: TroubledSite, audit: Command, decided: Path):
    site.pages["/a"] = PAGE
    audit(site.url("/a"), *QUICK)
    done = audit(site.url("/a"), *QUICK, "--overrides", str(decided), "--baseline", "1")
    assert done.returncode == 0 and "0 new, 0 changed, 1 as before, 0 gone" in done.stdout
    store = open_database(str(audit.folder / "audits.sqlite3"))
    with store.reading() as session:
        assert set(session.scalars(select(Case.state))) == {"open"}, "nobody mended the page"
    store.close()
    decided.unlink()
    done = audit("replay", "2")
    assert done.returncode == 0 and "Set aside by overrides.yaml: 1;" in done.stdout and "0 new" in done.stdout


def test_a_file_with_a_fault_is_refused_with_its_line(audit: Command, decided: Path):
    decided.write_text("exempt:\n  - phrase: x\n    until: 2090-01-01\n")
    done = audit("https://a.example/", "--overrides", str(decided))
    assert done.returncode == 2 and "overrides.yaml:2" in done.stderr and "Traceback" not in done.stderr
    assert audit("list", packs=False).stdout.startswith("No run is kept")
