"""A whole run: what was asked for is read, checked, kept and told; broken off anywhere, it goes on and loses nothing."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import signal
import subprocess
import time
import zipfile
from pathlib import Path

import pytest
from auditing import Command
from sqlalchemy import text
from test_sources import archive
from troubled_site import PAGE, TroubledSite

from claimlight.store import open_database

QUICK = ("--allow-private", "--delay", "0", "--tries", "1", "--timeout", "2")


def noted(audit: Command, run: int = 1) -> dict:
    """What an export says of a run."""
    done = audit("export", str(run), "noted.json", packs=False)
    assert done.returncode == 0, done.stderr
    return json.loads((audit.folder / "noted.json").read_text())


def states(said: dict) -> dict[str, str]:
    return {page["address"]: page["cause"] or page["state"] for page in said["pages"]}


def saved(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:04}.html").write_text(PAGE.format(number, ""), encoding="utf-8")
    return folder


def test_addresses_are_read_and_every_failure_is_told(site: TroubledSite, audit: Command):
    site.robots = "User-agent: *\nDisallow: /forbidden\n"
    causes = {
        "/page1": "done", "/moved": "done", "/wrong-charset": "done", "/nothing-here": "status", "/failing": "status", "/pdf": "not-a-page", "/picture": "not-a-page",
        "/forbidden": "robots", "/loop": "redirects", "/bomb": "bomb", "/endless": "too-large", "/large": "too-large", "/odd-packing": "encoding",
        "/broken": "broken", "/cut-off": "broken", "/slow": "timeout", "/dripping": "timeout",
    }
    expected = {site.url(path): cause for path, cause in causes.items()} | {"http://127.0.0.1:1/": "refused", "http://no-such-host.invalid/": "dead-host"}
    done = audit(*expected, *QUICK, "--total", "3", "--report", "r.html")
    assert done.returncode == 1, done.stderr
    said = noted(audit)
    assert states(said) == expected
    html = (audit.folder / "r.html").read_text()
    told = done.stdout[done.stdout.index("Not read") :].splitlines()
    for address, cause in expected.items():
        if cause != "done":
            assert told[told.index(f"  {address}") + 1].startswith(f"      {cause}: ")
            assert f'<th scope="row" class="address">{address}</th><td>' in html
    assert f"redirected: {site.url('/moved')} (301), {site.url('/page-moved')}" in html
    page = next(page for page in said["pages"] if page["address"] == site.url("/page1"))
    assert [found["exact"] for found in page["findings"]] == ["cure"]
    assert page["findings"][0]["why"] == "Nobody has shown that."
    assert audit("verify", "1", packs=False).returncode == 0


def test_a_certificate_that_nobody_trusts_is_one_line(audit: Command, untrusted: TroubledSite, site: TroubledSite):
    done = audit(untrusted.url("/page1"), site.url("/page1"), *QUICK)
    assert f"  {untrusted.url('/page1')}\n      tls: " in done.stdout and "1 pages read, 1 failed" in done.stdout, done.stdout


def test_a_private_address_is_refused_unless_allowed(site: TroubledSite, audit: Command):
    assert audit(site.url("/page1"), "--tries", "1").returncode == 2
    assert site.asked == []


def test_nothing_read_is_not_nothing_found(audit: Command):
    done = audit("http://127.0.0.1:1/", *QUICK)
    assert done.returncode == 2 and "No page could be read" in done.stderr
    done = audit()
    assert done.returncode == 2 and "Nothing to read" in done.stderr
    (audit.folder / "empty.txt").write_text("# no partner yet\n")
    done = audit("empty.txt")
    assert done.returncode == 2 and "No page was found in what was given" in done.stderr


def test_the_exit_code_follows_the_severity_asked_for(site: TroubledSite, audit: Command):
    site.pages["/calm"] = "<html lang=en><p>Our exosomes are new.</p></html>"
    assert audit(site.url("/calm"), *QUICK).returncode == 0
    assert audit(site.url("/page1"), *QUICK, "--fail-on", "never").returncode == 0
    assert audit(site.url("/page1"), *QUICK, "--fail-on", "caution").returncode == 1
    assert audit(site.url("/page1"), *QUICK, "--fail-on", "alert").returncode == 0, "one word alone is no alert"


def test_a_crawl_stays_on_its_site_and_within_its_bounds(site: TroubledSite, audit: Command):
    other = "http://localhost:1/away"
    site.pages["/"] = PAGE.format("home", f'<a href="/page1">1</a><a href="{other}">x</a><a href="/page2" rel="nofollow">2</a><a href="/a.pdf">3</a>')
    site.pages["/page1"] = PAGE.format(1, '<a href="page3">3</a><a href="/">home</a>')
    site.pages["/page3"] = PAGE.format(3, '<a href="page4">4</a>')
    assert audit("--crawl", site.url("/"), "--depth", "2", *QUICK).returncode == 1
    assert set(states(noted(audit))) == {site.url(path) for path in ("/", "/page1", "/page3")}
    audit("--crawl", site.url("/"), "--max-pages", "2", *QUICK)
    assert len(noted(audit, 2)["pages"]) == 2


def test_a_sitemap_is_followed(site: TroubledSite, audit: Command):
    entries = "".join(f"<url><loc>{site.url(path)}</loc></url>" for path in ("/page1", "/page2", "/blog/3"))
    site.pages["/sitemap.xml"] = f"<urlset>{entries}</urlset>"
    audit("--sitemap", site.url("/sitemap.xml"), "--exclude", "/blog/", *QUICK)
    assert set(states(noted(audit))) == {site.url("/page1"), site.url("/page2")}


def test_a_sitemap_in_trouble_costs_only_what_is_damaged(site: TroubledSite, audit: Command):
    parts = ("/sitemap.xml", "/cut-off-map.xml", "/no-map.xml", "/gone.xml", "/huge.xml")
    site.pages["/sitemap.xml"] = "<sitemapindex>" + "".join(f"<sitemap><loc>{site.url(path)}</loc></sitemap>" for path in parts) + "</sitemapindex>"
    site.pages["/cut-off-map.xml"] = f"<urlset><url><loc>{site.url('/page1')}</loc></url><url><loc>http"
    site.pages["/no-map.xml"] = "<html><body>Not found</body></html>"
    site.pages["/huge.xml"] = "<urlset>" + "".join(f"<url><loc>{site.url(f'/many/{number}')}</loc></url>" for number in range(50_001)) + "</urlset>"
    done = audit("--sitemap", site.url("/sitemap.xml"), "--exclude", "/many/", *QUICK)
    assert done.returncode == 1, done.stderr
    expected = {"/page1": "done", "/cut-off-map.xml": "sitemap", "/no-map.xml": "sitemap", "/gone.xml": "status", "/huge.xml": "sitemap"}
    assert states(noted(audit)) == {site.url(path): cause for path, cause in expected.items()}
    assert site.asked.count("/sitemap.xml") == 1


def test_archives_are_read_and_one_that_breaks_off_costs_only_its_end(audit: Command, tmp_path: Path):
    whole = archive(tmp_path / "whole.warc.gz", 3)
    with zipfile.ZipFile(tmp_path / "site.wacz", "w") as packed:
        packed.write(archive(tmp_path / "data.warc.gz", 1, host="b.example"), "archive/data.warc.gz")
    cut = tmp_path / "cut.warc.gz"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size * 3 // 5])
    done = audit(str(cut), str(tmp_path / "site.wacz"), *QUICK)
    assert done.returncode == 0, done.stderr
    said = states(noted(audit))
    assert said.pop(str(cut)) == "archive" and f"  {cut}\n      archive: " in done.stdout
    assert {"https://a.example/0", "https://b.example/0"} <= said.keys() and set(said.values()) == {"done"}


def test_a_terminal_shows_how_far_a_run_is_and_a_log_stays_quiet(audit: Command, tmp_path: Path):
    words = audit.arguments(str(saved(tmp_path / "saved", 3)))
    inner, outer = pty.openpty()
    process = subprocess.Popen(words, env=audit.environment() | {"TERM": "xterm", "COLUMNS": "120"}, stdout=subprocess.DEVNULL, stderr=outer, cwd=audit.folder)
    os.close(outer)
    seen = b""
    try:
        while piece := os.read(inner, 65_536):
            seen += piece
    except OSError:  # the terminal closes with the run
        pass
    assert process.wait(timeout=60) == 1
    shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", seen.decode())
    assert re.search(r"3/3 3 found, 0 failed \d:\d\d:\d\d left \d:\d\d:\d\d", shown), shown
    assert audit(str(tmp_path / "saved")).stderr == ""


def test_a_host_is_asked_one_page_at_a_time_with_a_pause(site: TroubledSite, audit: Command):
    audit(*(site.url(f"/page{number}") for number in range(3)), "--allow-private", "--delay", "0.3")
    times = [when for when, path in zip(site.times, site.asked) if path.startswith("/page")]
    assert all(later - earlier >= 0.3 for earlier, later in zip(times, times[1:]))


def test_the_parts_of_a_sitemap_are_asked_for_with_a_pause_and_a_crawl_may_begin_on_one_of_its_pages(site: TroubledSite, audit: Command):
    site.pages["/map.xml"] = f"<sitemapindex><sitemap><loc>{site.url('/part.xml')}</loc></sitemap></sitemapindex>"
    site.pages["/part.xml"] = f"<urlset><url><loc>{site.url('/page1')}</loc></url></urlset>"
    site.pages["/page1"] = PAGE.format(1, '<a href="/page2">2</a>')
    audit("--sitemap", site.url("/map.xml"), "--crawl", site.url("/page1"), "--allow-private", "--delay", "0.3")
    times = dict(zip(site.asked, site.times))
    assert times["/part.xml"] - times["/map.xml"] >= 0.3
    assert set(states(noted(audit))) == {site.url("/page1"), site.url("/page2")}


def test_only_what_changed_is_sent_again(site: TroubledSite, audit: Command):
    audit(site.url("/tagged"), site.url("/page1"), *QUICK)
    done = audit(site.url("/tagged"), site.url("/page1"), *QUICK, "--since", "1", "--baseline", "1")
    assert done.returncode == 0, "nothing is new"
    assert states(noted(audit, 2)) == {site.url("/tagged"): "unchanged", site.url("/page1"): "done"}
    assert "0 new, 0 changed, 2 as before" in done.stdout
    assert audit("verify", "2", packs=False).returncode == 0


def test_what_changed_between_two_runs_is_told(site: TroubledSite, audit: Command):
    site.pages["/a"] = "<html lang=en><p>Our exosomes cure chronic knee pain.</p><p>Our exosomes cure grief.</p></html>"
    audit(site.url("/a"), *QUICK)
    site.pages["/a"] = "<html lang=en><p>New: our exosomes cure sorrow and winter.</p><p>Our exosomes cure all knee pain.</p></html>"
    done = audit(site.url("/a"), *QUICK, "--baseline", "1")
    assert "1 new, 1 changed, 0 as before, 1 gone" in done.stdout and done.returncode == 1
    audit("export", "1", "back.json", "--baseline", "2", packs=False)
    back = json.loads((audit.folder / "back.json").read_text())["changes"]
    assert list(back["rules"].values()) == [{"new": 1, "changed": 1, "gone": 1}], "any two runs are compared, the later with the earlier, too"


def test_other_packs_are_tried_on_what_was_read(audit: Command, site: TroubledSite, tmp_path: Path):
    audit(site.url("/page1"), *QUICK)
    wider = tmp_path / "wider"
    shutil.copytree(audit.packs, wider)
    rule = wider / "toy-en" / "disease" / "cures.yaml"
    rule.write_text(rule.read_text().replace("(cure|cures)", "(cure|cures|says)"))
    site.released.set()
    done = subprocess.run(
        audit.arguments("replay", "1", "--packs", str(wider), "--evidence", str(tmp_path / "evidence"), packs=False),
        env=audit.environment(), capture_output=True, text=True, timeout=120, check=False,
    )
    assert done.returncode == 1 and "1 new" in done.stdout, done.stderr
    assert site.asked.count("/page1") == 1


def test_a_run_that_is_killed_again_and_again_loses_nothing_and_counts_nothing_twice(audit: Command, tmp_path: Path):
    total, kills = 400, 20
    folder = saved(tmp_path / "saved", total)
    words = audit.arguments(str(folder), "--name", "killed")
    for number in range(kills):
        process = subprocess.Popen(words, env=audit.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        when_some_are_done(audit, process, (number + 1) * total // (kills + 5))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        words = audit.arguments("--resume", packs=False) + ["--workers", "1"]
    done = audit("--resume", "--workers", "1", packs=False)
    assert done.returncode == 1, done.stderr
    said = noted(audit)
    assert said["run"]["number"] == 1 and said["run"]["state"] == "done"
    assert len(said["pages"]) == total and all(page["state"] == "done" for page in said["pages"])
    assert all(len(page["findings"]) == 1 for page in said["pages"])
    checked = audit("verify", "1", packs=False)
    assert checked.returncode == 0 and f"{total} pages, {total} findings" in checked.stdout, checked.stdout
    archive = audit("verify", str(next((tmp_path / "evidence").glob("*.warc.gz"))), packs=False)
    assert archive.returncode == 0 and archive.stdout.startswith(f"{total} pages"), archive.stdout


def when_some_are_done(audit: Command, process: subprocess.Popen, count: int) -> None:
    """Wait until so many pages are noted, or the run has ended."""
    database = audit.folder / "audits.sqlite3"
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        if database.exists():
            try:
                store = open_database(str(database))
                with store.reading() as session:
                    done = session.scalar(text("SELECT count(*) FROM run_pages WHERE state = 'done'"))
                store.close()
                if done >= count:
                    return
            except Exception:  # the database is just being made
                pass
        time.sleep(0.02)


def test_ctrl_c_finishes_the_page_in_hand_and_says_how_to_go_on(site: TroubledSite, audit: Command):
    words = audit.arguments(*(site.url(f"/page{number}") for number in range(50)), "--allow-private", "--delay", "0.2")
    process = subprocess.Popen(words, env=audit.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=audit.folder)
    when_some_are_done(audit, process, 2)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 2 and "claimlight audit --resume 1" in err
    before = set(site.asked)
    done = audit("--resume", "--workers", "1", packs=False)
    assert done.returncode == 1, done.stderr
    said = noted(audit)
    assert len(said["pages"]) == 50 and all(page["state"] == "done" for page in said["pages"])
    assert site.asked.count("/page0") == 1 and before


def test_a_run_that_is_stopped_while_it_looks_for_pages_goes_on_with_all_of_them(site: TroubledSite, audit: Command):
    parts = ("/part1.xml", "/part2.xml")
    site.pages["/map.xml"] = "<sitemapindex>" + "".join(f"<sitemap><loc>{site.url(part)}</loc></sitemap>" for part in parts) + "</sitemapindex>"
    for number, part in enumerate(parts, start=1):
        site.pages[part] = f"<urlset><url><loc>{site.url(f'/page{number}')}</loc></url></urlset>"
    words = audit.arguments("--sitemap", site.url("/map.xml"), site.url("/page3"), "--allow-private", "--delay", "0.5")
    process = subprocess.Popen(words, env=audit.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=audit.folder)
    deadline = time.monotonic() + 60
    while "/map.xml" not in site.asked and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 2 and "claimlight audit --resume 1" in err, err
    assert audit("--resume", "--workers", "1", packs=False).returncode == 1
    assert states(noted(audit)) == {site.url(f"/page{number}"): "done" for number in (1, 2, 3)}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--resume",), "No run was broken off"),
        (("--resume", "7"), "There is no run 7"),
        (("https://a.example/", "--include", "("), "not a regular expression"),
        (("https://a.example/", "--report", "x.docx"), "nothing is written with this ending"),
        (("export", "7", "x.json"), "There is no run 7"),
        (("verify", "7"), "There is no run 7"),
        (("verify", "audit.html"), "give a run's number, a report in JSON or a WARC file"),
        (("replay", "7"), "There is no run 7"),
        (("https://a.example/", "--database", "nonsense://x"), "no address of a database"),
        (("https://a.example/", "--scheduler", "tcp://127.0.0.1:1"), "No Dask scheduler answers"),
    ],
)
def test_what_cannot_be_done_is_said_with_the_remedy(audit: Command, words: tuple[str, ...], said: str):
    done = audit(*words, packs=False)
    assert done.returncode == 2 and said in done.stderr and "Traceback" not in done.stderr


def test_a_report_that_does_not_fit_is_found_out(site: TroubledSite, audit: Command):
    audit(site.url("/page1"), *QUICK, "--report", "report.json")
    assert audit("verify", "report.json", packs=False).returncode == 0
    report = audit.folder / "report.json"
    report.write_text(report.read_text().replace('"exact": "cure"', '"exact": "heal"'))
    done = audit("verify", "report.json", packs=False)
    assert done.returncode == 1 and "heal" in done.stdout
    evidence = next((audit.folder / "evidence").glob("*.warc.gz"))
    damaged = bytearray(evidence.read_bytes())
    damaged[len(damaged) // 2] ^= 0xFF
    evidence.write_bytes(damaged)
    assert audit("verify", "1", packs=False).returncode == 1


def test_a_report_of_an_earlier_run_is_a_baseline_and_nothing_need_be_kept(audit: Command, tmp_path: Path):
    folder = saved(tmp_path / "saved", 2)
    done = audit(str(folder), "--forget", "--report", "last.json")
    assert done.returncode == 1 and not (audit.folder / "audits.sqlite3").exists()
    assert audit(str(folder), "--forget", "--baseline", "last.json").returncode == 0, "nothing is new"
    (folder / "new.html").write_text(PAGE.format("new", ""))
    done = audit(str(folder), "--forget", "--baseline", "last.json")
    assert done.returncode == 1 and "1 new, 0 changed, 2 as before" in done.stdout
    (audit.folder / "last.json").write_text("{}")
    done = audit(str(folder), "--forget", "--baseline", "last.json")
    assert done.returncode == 2 and "is no report of an audit" in done.stderr
