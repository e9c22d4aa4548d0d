"""Runs are kept alike in SQLite and PostgreSQL; a database or a disk that fails ends a run with nothing lost."""

from __future__ import annotations

import base64
import hashlib
import json
import resource
import signal
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import pytest
from auditing import Command
from test_running import saved
from troubled_site import TroubledSite
from warcio.archiveiterator import ArchiveIterator

from claimlight.audit.executors import local
from claimlight.audit.handover import gather
from claimlight.audit.ledger import Ledger
from claimlight.audit.order import Order
from claimlight.audit.run import Audit
from claimlight.audit.runs import overview
from claimlight.audit.verifying import verify_run
from claimlight.store import StoreError, open_database


@pytest.fixture
def database(database_url: str):
    opened = open_database(database_url)
    yield opened
    opened.close()


def run(database, folder: Path, packs: Path, **settings) -> int:
    order = Order(folders=(str(folder),), packs=(str(packs),), **settings)
    ledger = Ledger.begin(database, order.as_json(), "a run", str(folder.parent / "evidence"))
    with local(1) as workers:
        Audit(database, ledger, workers).go()
    return ledger.run_id


def test_a_run_is_kept_compared_and_verified(database, tmp_path: Path, packs: Path):
    folder = saved(tmp_path / "saved", 5)
    first = run(database, folder, packs)
    (folder / "0001.html").write_text("<html lang=en><p>Our exosomes are new.</p></html>")
    (folder / "0002.html").unlink()
    second = run(database, folder, packs)
    hand = gather(database, second, baseline=first, text=True)
    assert [len(page.found) for page in hand.pages] == [1, 0, 1, 1]
    assert [change.state for change in hand.gone] == ["gone", "unread"]
    assert hand.pages[0].text[1][4] == "Our exosomes cure pain, says page 0."
    assert [entry["claims"] for entry in overview(database)] == [3, 5]
    verdict = verify_run(database, second)
    assert (verdict.pages, verdict.findings, verdict.problems) == (4, 3, [])


def test_the_evidence_of_a_page_is_a_web_archive_that_others_read(site: TroubledSite, audit: Command):
    audit(site.url("/page1"), "--allow-private")
    (path,) = (audit.folder / "evidence").glob("*.warc.gz")
    with path.open("rb") as stream:
        records = {record.rec_type: (record.rec_headers, record.http_headers, record.content_stream().read()) for record in ArchiveIterator(stream, check_digests="raise")}
    assert list(records) == ["warcinfo", "response", "request", "metadata"]
    headers, answer, body = records["response"]
    assert headers["WARC-Target-URI"] == site.url("/page1") and b"says page 1" in body
    assert headers["WARC-Payload-Digest"] == "sha256:" + base64.b32encode(hashlib.sha256(body).digest()).decode()
    assert datetime.now(UTC) - datetime.fromisoformat(headers["WARC-Date"]) < timedelta(minutes=5)
    assert answer.get_header("Content-Type") == "text/html; charset=utf-8"
    assert records["request"][1].get_header("User-Agent").startswith("Claimlight/")
    said = json.loads(records["metadata"][2])
    assert [block[4] for block in said["blocks"]] == ["Exosomes", "Our exosomes cure pain, says page 1."]
    (pack,) = said["made_with"]["packs"]
    assert (pack["name"], pack["version"], len(pack["sha256"])) == ("toy-en", "1.0.0", 64)


def test_a_page_that_makes_a_fault_of_ours_is_one_line(database, tmp_path: Path, packs: Path):
    folder = saved(tmp_path / "saved", 2)
    (folder / "0000.html").write_bytes(b"\0\0\0 not a page")
    hand = gather(database, run(database, folder, packs))
    assert [page.cause for page in hand.failed] == ["not-a-page"] and len(hand.read) == 1


def test_a_database_that_goes_away_ends_the_run_and_it_goes_on_when_it_is_back(tmp_path: Path, packs: Path, own_postgresql):
    server = own_postgresql
    database = open_database(server.get_uri())
    folder = saved(tmp_path / "saved", 30)
    order = Order(folders=(str(folder),), packs=(str(packs),))
    ledger = Ledger.begin(database, order.as_json(), "", str(tmp_path / "evidence"))

    def stop_after_some(progress) -> None:
        if progress.done >= 5 and progress.page:
            master = psutil.Process(server.get_pid())
            master.send_signal(signal.SIGQUIT)  # what an administrator's immediate stop does
            master.wait(30)

    with local(1) as workers, pytest.raises(StoreError):
        Audit(database, ledger, workers, stop_after_some).go()
    database.close()
    server.ensure_postgres_running()
    database = open_database(server.get_uri())
    with local(1) as workers:
        Audit(database, Ledger(database, ledger.run_id), workers).go()
    hand = gather(database, ledger.run_id)
    assert len(hand.read) == 30 and len(hand.findings) == 30
    assert verify_run(database, ledger.run_id).problems == []
    database.close()
    server.cleanup()


def test_a_disk_that_is_full_ends_the_run_and_it_goes_on_when_there_is_room(audit: Command, tmp_path: Path):
    saved(tmp_path / "saved", 60)

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))

    audit("list", packs=False)  # makes the database
    words = audit.arguments(str(tmp_path / "saved"))
    done = subprocess.run(words, env=audit.environment(), capture_output=True, text=True, timeout=120, check=False, preexec_fn=small)
    assert done.returncode == 2 and "Go on with: claimlight audit --resume 1" in done.stderr, done.stderr
    assert "Traceback" not in done.stderr
    done = audit("--resume", "--workers", "1", packs=False)
    assert "60 pages read, 0 failed; 60 claims" in done.stdout, done.stdout + done.stderr
    assert audit("verify", "1", packs=False).returncode == 0
