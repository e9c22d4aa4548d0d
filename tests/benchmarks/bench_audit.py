"""How many pages a second an audit checks, how that grows with processors and cluster workers, and whether memory stays flat.

    python tests/benchmarks/bench_audit.py [--pages 10000] [--many 100000] [--pack shipped|small]

Pages are generated and written to a WARC file, which an audit reads as it would any other. Growth is a ratio of two
runs side by side on the same file. Memory is the largest that the main process had (VmHWM), on a small and a large file.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "audit"), str(HERE.parents[1] / "tools")]

import corpus  # noqa: E402


def write_archive(path: Path, count: int, sentences: int) -> None:
    """Pages of sentences drawn from the labelled corpus, inside a site's usual markup."""
    draw = random.Random(7)
    pool = [sentence for page in corpus.read()[0] for sentence in page["sentences"]]
    menu = "".join(f'<li class="menu-item menu-item-{n}"><a href="/page-{n}">Treatment {n}</a></li>' for n in range(40))
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for number in range(count):
            text = "".join(f'<div class="row"><p class="text">{draw.choice(pool)}</p></div>' for _ in range(sentences))
            body = f'<html lang="en"><head><title>Page {number}</title></head><body><nav><ul>{menu}</ul></nav><main>{text}</main></body></html>'.encode()
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            record = writer.create_warc_record(f"https://site{number % 97}.example/{number}", "response", io.BytesIO(body), len(body), http_headers=headers)
            writer.write_record(record)


def audit(archive: Path, packs: Path | None, *words: str) -> dict:
    """Run the command; out: pages a second once the workers are ready, and the main process's largest memory in MB."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, __file__, "--child", str(archive), folder, str(packs or ""), *words]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return json.loads(done.stdout.splitlines()[-1])


def child(archive: str, folder: str, packs: str, kind: str, size: str) -> None:
    """One run in a process of its own, so that its memory can be told."""
    from claimlight.audit import executors
    from claimlight.audit.ledger import Ledger
    from claimlight.audit.order import Order
    from claimlight.audit.reading import Job, read_and_check
    from claimlight.audit.run import Audit
    from claimlight.store import open_database

    database = open_database(f"{folder}/audit.sqlite3")
    order = Order(archives=(archive,), packs=(packs,) if packs else ())
    ledger = Ledger.begin(database, order.as_json(), "bench", f"{folder}/evidence")
    with executors.cluster(size) if kind == "dask" else executors.local(int(size)) as workers:
        jobs = [workers.submit(read_and_check, Job(n, "https://x.example/", b"<p>Our exosomes cure.</p>", "text/html", folders=order.packs)) for n in range(8 * workers.size)]
        for job in jobs:
            job.result()  # every worker has its rules now
        began = time.monotonic()
        Audit(database, ledger, workers).go()
        seconds = time.monotonic() - began
    counts = ledger.counts()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"pages": counts["done"], "a second": round(counts["done"] / seconds, 1), "memory": round(memory, 1)}))


def small_pack(folder: Path) -> Path:
    """The small pack of the tests."""
    from auditing import PACK, RULE

    for name, text in {**PACK, "disease/cures.yaml": RULE}.items():
        path = folder / "toy-en" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def dask_growth(archive: Path, packs: Path | None) -> tuple[dict, dict]:
    """The same file on a cluster of one worker and of two."""
    from test_cluster import Cluster

    found = []
    for count in (1, 2):
        with tempfile.TemporaryDirectory() as folder:
            cluster = Cluster(Path(folder), count)
            try:
                found.append(audit(archive, packs, "dask", cluster.address))
            finally:
                cluster.stop()
    return found[0], found[1]


def main() -> None:
    """Measure and print."""
    if sys.argv[1:2] == ["--child"]:
        child(*sys.argv[2:])
        return
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=2_000, help="pages in the file for speed and growth")
    parser.add_argument("--many", type=int, default=10_000, help="pages in the larger file for memory")
    parser.add_argument("--few", type=int, default=1_000, help="pages in the smaller file for memory")
    parser.add_argument("--sentences", type=int, default=20, help="sentences on a page")
    chosen = parser.parse_args()
    print(f"Audits, on {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        archive, few, many = folder / "speed.warc.gz", folder / "few.warc.gz", folder / "many.warc.gz"
        write_archive(archive, chosen.pages, chosen.sentences)
        one, two = audit(archive, None, "local", "1"), audit(archive, None, "local", "2")
        print(f"  {one['pages']} pages of {chosen.sentences} sentences, shipped packs: {one['a second']} pages a second with one process, {two['a second']} with two: {two['a second'] / one['a second']:.2f} times")
        first, second = dask_growth(archive, None)
        print(f"  on a Dask cluster: {first['a second']} with one worker, {second['a second']} with two: {second['a second'] / first['a second']:.2f} times")
        packs = small_pack(folder / "packs")
        write_archive(few, chosen.few, chosen.sentences)
        write_archive(many, chosen.many, chosen.sentences)
        small, large = audit(few, packs, "local", "1"), audit(many, packs, "local", "1")
        print(f"  memory of the main process: {small['memory']} MB for {small['pages']} pages, {large['memory']} MB for {large['pages']}: {large['memory'] / small['memory']:.2f} times")
        print(f"  overhead: {large['a second']} pages a second with a pack of one rule")


if __name__ == "__main__":
    main()
