"""Take the screenshots of the coordinator's pages in a real Chromium: three monthly audits of made-up clinics out of web archives.

    python tools/take_dashboard_screenshots.py
"""

from __future__ import annotations

import io
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from html import escape
from pathlib import Path

from sqlalchemy import select, update
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "browser"))

from playwright.sync_api import Page, sync_playwright  # noqa: E402
from servers import Service  # noqa: E402

from claimlight.audit.tables import Run, RunPage  # noqa: E402
from claimlight.review import Decision, Person, assign, decide  # noqa: E402
from claimlight.review.listing import Filter, listed  # noqa: E402
from claimlight.store import Database, open_database  # noqa: E402

IMAGES = ROOT / "docs" / "images"
CLINICS = ("northgate-clinic", "harbour-regeneration", "lindenhof-joint-care", "silverlake-wellness", "meridian-cell-centre", "oakfield-orthopaedics", "bayview-recovery")
PAGES = {"exosomes": "Exosome therapy", "stem-cells": "Stem cell therapy", "prp": "PRP for joints", "about": "Our clinic"}
CLAIMS = (
    "Our exosomes are FDA-approved and ready to use.", "There are no side effects.", "Stem cells cure arthritis for good.", "Our exosomes cure chronic knee pain.",
    "Results are guaranteed.", "Exosome therapy is 100% safe.", "You can avoid surgery altogether.", "No approval is needed, since the cells are your own.",
    "Clinically proven to regenerate cartilage.", "We are the leading centre for regenerative medicine in Europe.", "Book this week and save 20% on your first session.",
    "Anna, 61, walks without pain after one session.", "Exosomes reverse ageing at its root.", "Doctors do not want you to know about this treatment.",
    "A success rate of 95% speaks for itself.", "Stem cells can treat multiple sclerosis.", "PRP heals torn tendons.", "Exosomes may help to ease joint pain, as patients report.",
    "Our stem cells treat Alzheimer's disease.", "Throw away your painkillers after the first infusion.",
)
NEW = ("Every patient leaves without pain.", "Our treatment has no risks at all.", "We can cure your back pain with stem cells.")
CAREFUL = (
    "Exosome products have not been approved by the FDA for any use.", "Results vary from person to person.", "Possible risks are infection, swelling and pain.",
    "Please ask your own doctor before you decide.", "Evidence for PRP is limited, and studies are small.",
)
PLAIN = ("Appointments are made by telephone.", "The clinic is near the station.", "A first consultation takes forty minutes.", "Bring your papers with you.")


def sentences(clinic: int, page: int, month: int) -> list[str]:
    """What a page says in a month: clinics differ in how much they claim, and mend some of it from month to month."""
    draw = random.Random(clinic * 10 + page)
    claims = draw.sample(CLAIMS, max(0, 7 - clinic - page // 2))
    kept = [claim for place, claim in enumerate(claims) if (place + clinic) % 5 >= month]
    careful = draw.sample(CAREFUL, min(len(CAREFUL), clinic // 2 + month))
    if month == 2 and clinic < 3 and page < 2:  # one sentence is edited, another is new
        kept = [f"{claim[:-1]}, and many patients agree." if place == 0 else claim for place, claim in enumerate(kept)] + [NEW[clinic]]
    said = kept + careful + draw.sample(PLAIN, 3)
    draw.shuffle(said)
    return said


def write_archive(path: Path, month: int) -> None:
    """The clinics' pages of one month as a web archive."""
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        for clinic, name in enumerate(CLINICS):
            for page, (stem, title) in enumerate(PAGES.items()):
                lines = "".join(f"<p>{escape(line)}</p>" for line in sentences(clinic, page, month))
                shown = f"{title} · {name.replace('-', ' ').title()}"
                body = f"<!doctype html><html lang=en><head><title>{shown}</title></head><body><h1>{title}</h1>{lines}</body></html>"
                headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
                address = f"https://{name}.example/{stem}"
                writer.write_record(writer.create_warc_record(address, "response", payload=io.BytesIO(body.encode()), http_headers=headers))


def audit(folder: Path) -> Database:
    """Three months' audits by the real command; out: the database, in which people have begun to decide."""
    os.environ.update(CLAIMLIGHT_HOME=str(folder / "home"))
    url = f"sqlite:///{folder / 'audits.sqlite3'}"
    database = open_database(url)
    for month, name in enumerate(("September", "October", "November")):
        archive = folder / f"{name.lower()}.warc.gz"
        write_archive(archive, month)
        words = ["audit", archive.name, "--name", name, "--quiet", "--fail-on", "never", "--database", url, "--evidence", str(folder / "evidence")]
        subprocess.run([sys.executable, "-m", "claimlight", *words, *(["--report", "report.html"] if month == 2 else [])], cwd=folder, check=True)
        with database.writing() as session:
            session.execute(update(Run).where(Run.id == month + 1).values(began=datetime(2026, 9 + month, 1, 5, 17, tzinfo=UTC)))
        if month == 0:
            decisions(database)
    return database


def decisions(database: Database) -> None:
    """What two people decided after the first month."""
    found, _ = listed(database, Filter(), date.today(), count=500)
    ann, bob = Person("Ann"), Person("Bob")
    decide(database, [case.id for case in found[:12]], Decision("confirmed"), ann)
    decide(database, [case.id for case in found[12:15]], Decision("dismissed", "Quotes or reports somebody else."), bob)
    decide(database, [found[20].id], Decision("accepted", "A new page is promised.", date.today() + timedelta(60)), ann)
    assign(database, [case.id for case in found[:6]], ann, owner="Ann", due=date.today() + timedelta(21), note="Written to on Monday.")


@contextmanager
def serving(database: Database) -> Iterator[str]:
    """The real service on that database; gives its address."""
    service = Service("--database", database.engine.url.render_as_string())
    try:
        yield service.address
    finally:
        service.stop()


def page_with_most(database: Database) -> int:
    """The page of the last month with the most claims."""
    with database.reading() as session:
        return session.scalar(select(RunPage.id).where(RunPage.run_id == 3).order_by(RunPage.alert.desc(), RunPage.caution.desc()).limit(1))


def take(page: Page, address: str, database: Database, look: str) -> None:
    """The pages of the docs, in one look."""
    worst = listed(database, Filter(state="confirmed"), date.today(), count=1)[0][0]
    for name, path in (
        ("sites", ""), ("time", ""), ("findings", "/findings?state=waiting"), ("finding", f"/findings/{worst.id}"), ("compare", "/compare?before=2&after=3"),
        ("page", f"/pages/{page_with_most(database)}"), ("runs", "/runs"),
    ):
        if look == "phone" and name not in ("sites", "findings"):
            continue
        page.goto(f"{address}/audits{path}")
        if name == "time":
            page.locator("#time").evaluate("heading => heading.closest('.card').scrollIntoView({behavior: 'instant'})")
        if name == "findings":
            page.keyboard.press("j")
        page.screenshot(path=IMAGES / f"dashboard-{name}-{look}.png")


def main() -> None:
    """Audit, serve, take."""
    sizes = {"light": (1200, 900), "dark": (1200, 900), "phone": (390, 844)}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name, sync_playwright() as play:
        database = audit(Path(name))
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        with serving(database) as address:
            for look, (width, height) in sizes.items():
                context = browser.new_context(color_scheme="dark" if look == "dark" else "light", viewport={"width": width, "height": height})
                take(context.new_page(), address, database, look)
                context.close()
        browser.close()
        database.close()


if __name__ == "__main__":
    main()
