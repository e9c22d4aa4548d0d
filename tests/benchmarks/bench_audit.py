"""How many pages a second an audit checks, how that grows with processors and cluster workers, and whether memory stays flat.

    python tests/benchmarks/bench_audit.py growth|dask|memory

Pages are generated and written to a WARC file, which an audit reads as it would any other. One process is one that checks
beside the one that reads the file and writes the notes, as `--workers 1` starts it; two are `--workers 2`. A run is timed in
ten slices, and its speed is that of the median slice. The processor time of both kinds of process is told, too: other
work on the machine changes it little, and what two processors can do at most follows from it.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "audit"), str(HERE.parents[1] / "tools")]

import corpus  # noqa: E402


#: Pages after which memory is looked at for the first time.
_EARLY = 1_000


def write_archive(path: Path, count: int, sentences: int, menu: int) -> None:
    """Pages of sentences drawn from the labelled corpus, inside a site's usual markup with a menu of so many entries."""
    draw = random.Random(7)
    pool = [sentence for page in corpus.read()[0] for sentence in page["sentences"]]
    menu = "".join(f'<li class="menu-item menu-item-{n}"><a href="/page-{n}">Treatment {n}</a></li>' for n in range(menu))
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for number in range(count):
            text = "".join(f'<div class="row"><p class="text">{draw.choice(pool)}</p></div>' for _ in range(sentences))
            body = f'<html lang="en"><head><title>Page {number}</title></head><body><nav><ul>{menu}</ul></nav><main>{text}</main></body></html>'.encode()
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            record = writer.create_warc_record(f"https://site{number % 97}.example/{number}", "response", io.BytesIO(body), len(body), http_headers=headers)
            writer.write_record(record)


def audit(archive: Path, packs: Path | None, *words: str) -> dict:
    """One run in a process of its own; out: what `child` measured."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, __file__, "--child", str(archive), folder, str(packs or ""), *words]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        return json.loads(done.stdout.splitlines()[-1])


class Watch:
    """Hears how far a run is; notes when a slice of it is done, and what memory its processes have had at most by then."""

    def __init__(self, slice_: int, others: list[psutil.Process]) -> None:
        self.slice, self.others = slice_, others
        self.times = [(0, time.monotonic())]
        self.memory: dict[int, tuple[float, float]] = {}

    def __call__(self, progress) -> None:  # noqa: ANN001 (an audit.run.Progress)
        due = progress.done - self.times[-1][0] >= self.slice
        if due:
            self.times.append((progress.done, time.monotonic()))
        if due or progress.done >= _EARLY and not self.memory:
            self.memory[progress.done] = peak(psutil.Process()), max(map(peak, self.others))

    def speed(self) -> float:
        """Pages a second in the median slice; the first, in which the workers are still filling up, counts as any other."""
        pairs = zip(self.times, self.times[1:])
        return statistics.median((now - before) / (ended - began) for (before, began), (now, ended) in pairs)


def peak(process: psutil.Process) -> float:
    """The largest memory that a process has had, in MB (VmHWM)."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def used(processes: list[psutil.Process]) -> float:
    """Processor seconds that processes have taken so far."""
    return sum(sum(process.cpu_times()[:2]) for process in processes)


def child(archive: str, folder: str, packs: str, count: str, kind: str, size: str, *workers_of_a_cluster: str) -> None:
    """One run of `count` pages in a process of its own, so that its memory and processor time can be told. Prints JSON."""
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
        mine = [psutil.Process()]
        others = [psutil.Process(int(pid)) for pid in workers_of_a_cluster] or psutil.Process().children()
        watch = Watch(int(count) // 10, others)
        before = used(mine), used(others)
        Audit(database, ledger, workers, watch).go()
        main, theirs = used(mine) - before[0], used(others) - before[1]
    pages = ledger.counts()["done"]
    said = {"pages": pages, "a second": watch.speed(), "main ms": 1000 * main / pages, "workers ms": 1000 * theirs / pages}
    print(json.dumps(said | {"memory": watch.memory}))


def small_pack(folder: Path) -> Path:
    """The small pack of the tests."""
    from auditing import PACK, RULE

    for name, text in {**PACK, "disease/cures.yaml": RULE}.items():
        path = folder / "toy-en" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def told(name: str, run: dict) -> str:
    """A run in a line."""
    return f"  {name}: {run['a second']:.1f} pages a second; a page takes {run['workers ms']:.1f} ms of the workers' time and {run['main ms']:.2f} ms of the main process's"


def growth(folder: Path, pages: int) -> None:
    """One process and two on the same file, with the shipped packs."""
    archive = folder / "growth.warc.gz"
    write_archive(archive, pages, 20, 40)
    print(f"{pages} pages of 20 sentences, shipped packs", flush=True)
    runs = []
    for count in (1, 2):
        runs.append(audit(archive, None, str(pages), "local", str(count)))
        print(told(f"{count} process{'es' * (count > 1)}", runs[-1]), flush=True)
    one, two = runs
    work, overhead = one["workers ms"], one["main ms"]
    print(f"  growth: {two['a second'] / one['a second']:.2f} times; by processor time {2 * work / (work + overhead):.2f} at most on two processors")


def dask(folder: Path, pages: int) -> None:
    """A Dask cluster on this machine of one worker and of two, each of one thread, on the same file."""
    from test_cluster import Cluster

    archive = folder / "dask.warc.gz"
    write_archive(archive, pages, 20, 40)
    print(f"{pages} pages of 20 sentences, shipped packs, on a Dask cluster", flush=True)
    speeds = []
    for count in (1, 2):
        home = folder / f"cluster-{count}"
        home.mkdir()
        cluster = Cluster(home, count)
        try:
            run = audit(archive, None, str(pages), "dask", cluster.address, *map(str, cluster.workers))
        finally:
            cluster.stop()
        print(told(f"{count} worker{'s' * (count > 1)}", run), flush=True)
        speeds.append(run["a second"])
    print(f"  growth: {speeds[1] / speeds[0]:.2f} times")


def memory(folder: Path, pages: int) -> None:
    """One long run of small pages with a pack of one rule: what its processes had at most by page 1,000 and by each tenth of it."""
    archive = folder / "memory.warc.gz"
    write_archive(archive, pages, 3, 3)
    print(f"{pages} pages of 3 sentences, a pack of one rule, two processes", flush=True)
    run = audit(archive, small_pack(folder / "packs"), str(pages), "local", "2")
    for done, (main, worker) in run["memory"].items():
        print(f"  by page {done}: main process {main:.1f} MB, the largest worker {worker:.1f} MB")
    print(told("speed", run))


def main() -> None:
    """Measure and print."""
    if sys.argv[1:2] == ["--child"]:
        child(*sys.argv[2:])
        return
    sizes = {growth: 10_000, dask: 4_000, memory: 100_000}
    named = {part.__name__: part for part in sizes}
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("part", nargs="*", choices=[*named, []], help="what to measure; all when none is named")
    parser.add_argument("--pages", type=int, default=0, help="pages in the file, in place of the part's own number")
    chosen = parser.parse_args()
    print(f"Audits, on {os.cpu_count()} processors")
    for part in map(named.get, chosen.part or named):
        with tempfile.TemporaryDirectory() as name:
            part(Path(name), chosen.pages or sizes[part])


if __name__ == "__main__":
    main()
