"""How long the coordinator's pages take with 100,000 findings: each page asked for over HTTP of a service in a process of its own.

    python tests/benchmarks/bench_dashboard.py [--findings 100000] [--times 40] [--database postgresql://…]

Sites, pages, runs and findings are made up and written in bulk; a tenth of the findings has been decided or assigned. Two runs
hold all findings, so that they can be compared, and four older ones their pages; each site was written to after each run. Each time is
that of the whole answer; the processor's time tells on a busy machine what of it was waiting for others.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
import urllib.request
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import psutil
from sqlalchemy import insert, text

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / name) for name in ("browser", "packs")]

import small  # noqa: E402
from servers import Service  # noqa: E402

from claimlight.audit.texts import pack_text  # noqa: E402
from claimlight.audit.tables import Finding, Run, RunPage  # noqa: E402
from claimlight.review.following import RANK  # noqa: E402
from claimlight.review.tables import Case, Event, SentLetter  # noqa: E402
from claimlight.store import Database, open_database  # noqa: E402
from claimlight.store.search import folded  # noqa: E402

A_PAGE = 10
PAGES_OF_A_SITE = 250
OLDER_RUNS = 4
QUESTIONS = [f"Question {number} that a patient should find answered?" for number in range(8)]
CATEGORIES = ("approval", "exemption", "disease", "effect", "certainty", "safety", "evidence", "testimonial", "superiority", "substitution", "suppression", "pressure")
LEVELS = ("alert", "caution", "caution", "note", "note", "note", "review")
STATES = ("confirmed", "dismissed", "accepted", "fixed")
WORDS = "our exosomes stem cells clinic treatment patients pain knee results safe proven natural growth factors repair doctors trusted".split()
#: What is asked for: a name, and the address.
ASKED = {
    "sites": "/audits",
    "findings, all": "/audits/findings",
    "findings, to review": "/audits/findings?state=waiting",
    "findings, the last of the list": "/audits/findings?after=0.{middle}",
    "findings of a site": "/audits/findings?site=clinic-7.example",
    "findings of a kind, severe": "/audits/findings?category=safety&level=alert",
    "findings of an owner, overdue": "/audits/findings?owner=Ann&overdue=1",
    "two frequent words": "/audits/findings?words=exosomes+knee",
    "a phrase": "/audits/findings?words=%22stem+cells%22+safe",
    "a beginning": "/audits/findings?words=e",
    "one rare word": "/audits/findings?words=number{middle}",
    "words that are nowhere": "/audits/findings?words=unheard-of",
    "one finding": "/audits/findings/{middle}",
    "letters": "/audits/letters",
    "a letter": "/audits/letters?site=clinic-7.example&form=html",
    "letters that were sent": "/audits/letters/sent",
    "runs": "/audits/runs",
    "one run": "/audits/runs/{newest}",
    "one run, further on": "/audits/runs/{newest}?from=5000",
    "a run's progress": "/audits/runs/{newest}/progress",
    "one page": "/audits/pages/{page}",
    "two runs compared": "/audits/compare?before={older}&after={newest}",
    "API: to review": "/v1/reviews?state=waiting",
}


def sentence(draw: random.Random, number: int) -> str:
    """A sentence that no other finding has."""
    return f"Number{number}: {' '.join(draw.choices(WORDS, k=18))}."


def fill(database: Database, findings: int) -> dict[str, int]:
    """Write the made-up audits. Out: numbers of runs, pages and findings that addresses are made of."""
    draw = random.Random(7)
    count = findings // A_PAGE
    began = datetime.now(UTC) - timedelta(days=30 * (OLDER_RUNS + 2))
    blocks = [(number, "p", 0, False, sentence(draw, number)) for number in range(90)]
    packed = pack_text(blocks)
    checklist = [{"id": f"q{number}", "question": question, "answered": number % 2 == 0, "highlights": [], "ask": "Ask."} for number, question in enumerate(QUESTIONS)]
    report = {"checklist": checklist, "coverage": {"blocks": 90, "characters": 13000, "truncated": False, "unread": []}, "incomplete": [], "subjects": ["exosome"]}
    said = {f"toy-en/{category}/rule-{number}": {"title": "A title", "why": "Why.", "ask": "Ask.", "references": []} for category in CATEGORIES for number in range(20)}
    columns = RunPage.__table__.c
    kept = {column.name: column.default.arg for column in columns if column.default is not None and column.default.is_scalar}
    with database.writing() as session:
        for place in range(OLDER_RUNS + 2):
            run = {"id": place + 1, "name": f"Month {place + 1}", "state": "done", "began": began + timedelta(days=30 * place), "order": {}, "made_with": {"rules": said, "references": {}}, "listed": True}
            session.execute(insert(Run), run)
            rows = []
            for number in range(count):
                site = f"clinic-{number // PAGES_OF_A_SITE}.example"
                rows.append(
                    kept | {"id": place * count + number + 1, "run_id": place + 1, "address": f"https://{site}/page-{number}", "site": site, "state": "done", "title": f"Page {number}"}
                    | {"alert": 1, "caution": 3, "note": 5, "review": 1, "disclosure": 2, "report": report, "redirects": [], "text": packed, "fetched": "2026-11-01T10:00:00Z"}
                )
            session.execute(insert(RunPage), rows)
        draw_of = random.Random(11)
        cases, events, rows = [], [], []
        first, second = OLDER_RUNS + 1, OLDER_RUNS + 2
        for number in range(findings):
            page = number // A_PAGE
            category, level = draw_of.choice(CATEGORIES), draw_of.choice(LEVELS)
            words, site = sentence(draw_of, number), f"clinic-{page // PAGES_OF_A_SITE}.example"
            finding = {
                "fingerprint": f"f{number:015x}", "outcome": "review" if level == "review" else "claim", "rule": f"toy-en/{category}/rule-{number % 20}", "category": category,
                "severity": "note" if level == "review" else level, "confidence": 0.9, "hedged": False, "folded": False, "block": number % A_PAGE * 9, "start": 0, "end": 10,
                "exact": words[:20], "prefix": "", "suffix": words[20:50], "sentence": words, "because": [],
            }
            if number % 100 != 1:
                rows.append(finding | {"run_id": first, "page_id": (first - 1) * count + page + 1})
            if number % 100 == 2:
                finding |= {"fingerprint": f"e{number:015x}", "sentence": f"{words} Edited."}
            if number % 100 != 3:
                rows.append(finding | {"run_id": second, "page_id": (second - 1) * count + page + 1})
            decided = number % 20 == 0
            state = draw_of.choice(STATES) if decided else "open"
            owner, due = (draw_of.choice(("Ann", "Bob", "Cy")), date.today() + timedelta(days=number % 40 - 20)) if number % 20 in (0, 1) else ("", None)
            cases.append(
                {name: finding[name] for name in ("fingerprint", "rule", "category", "exact", "sentence")}
                | {"id": number + 1, "address": f"https://{site}/page-{page}", "words": folded(f"{words} https://{site}/page-{page}"), "site": site, "level": level, "rank": RANK[level], "state": state, "reason": "Because." if decided else ""}
                | {"until": None, "owner": owner, "due": due, "note": "", "first_run": first, "last_run": second, "version": 2 if decided else 1}
            )
            if decided:
                events.append(
                    {"case_id": number + 1, "at": datetime.now(UTC), "who": owner, "what": "decided", "batch": f"b{number}", "before": "open", "after": state, "reason": "Because."}
                    | {"until": None, "owner": owner, "due": due, "note": "", "sentence": words, "run": None}
                )
        session.execute(insert(Finding), rows)
        session.execute(insert(Case), cases)
        session.execute(insert(Event), events)
        letters = [
            {"site": f"clinic-{place}.example", "day": began.date() + timedelta(days=30 * month), "at": began, "who": "Ann", "to": "", "about": "confirmed"}
            | {"findings": [[number + 1, "2999-01-31"] for number in range(place * 2500, place * 2500 + 1000, 20)], "takes_back": None}
            for month in range(OLDER_RUNS + 2) for place in range(count // PAGES_OF_A_SITE)
        ]
        if letters:
            session.execute(insert(SentLetter), letters)
    return {"middle": findings // 2, "newest": OLDER_RUNS + 2, "older": OLDER_RUNS + 1, "page": (OLDER_RUNS + 1) * count + count // 2}


def processor(service: Service) -> float:
    """The processor time that the service has taken, in milliseconds."""
    parent = psutil.Process(service._process.pid)
    return 1000 * sum(times.user + times.system for times in (one.cpu_times() for one in (parent, *parent.children(recursive=True))))


def ask(service: Service, address: str, times: int) -> tuple[list[float], float, int]:
    """How long each answer took and how much of the processor's time one took, in milliseconds, and how large it is."""
    took, size, used = [], 0, 0.0
    for turn in range(times + 1):
        if turn == 1:
            used = processor(service)
        began = time.perf_counter()
        with urllib.request.urlopen(service.address + address, timeout=120) as answer:
            size = len(answer.read())
        if turn:  # the first one opens files and compiles templates
            took.append((time.perf_counter() - began) * 1000)
    return took, (processor(service) - used) / times, size


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--findings", type=int, default=100_000, help="how many findings")
    parser.add_argument("--times", type=int, default=40, help="how often each page is asked for")
    parser.add_argument("--database", default="", help="the URL of an empty database; an SQLite file of its own when none is given")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small.pack(folder / "packs")
        url = chosen.database or f"sqlite:///{folder / 'audits.sqlite3'}"
        database = open_database(url)
        numbers = fill(database, chosen.findings)
        if database.engine.dialect.name == "postgresql":
            with database.writing() as session:
                session.execute(text("ANALYZE"))
        database.close()
        service = Service("--packs", str(folder / "packs"), "--database", url)
        try:
            print(f"The coordinator's pages with {chosen.findings:,} findings, {url.partition(':')[0]}, {chosen.times} times each, in milliseconds")
            print(f"  {'page':<32}{'median':>8}{'p95':>8}{'processor':>11}{'kB':>8}")
            for title, address in ASKED.items():
                took, used, size = ask(service, address.format(**numbers), chosen.times)
                print(f"  {title:<32}{statistics.median(took):>8.0f}{statistics.quantiles(took, n=20)[-1]:>8.0f}{used:>11.0f}{size / 1000:>8.0f}")
        finally:
            service.stop()


if __name__ == "__main__":
    main()
