"""The same run on a Dask cluster: a real scheduler with several workers, one of which is killed on the way."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from auditing import Command
from test_running import noted, saved, when_some_are_done

pytest.importorskip("distributed")


class Cluster:
    """A scheduler and workers, each a process of its own."""

    def __init__(self, folder: Path, workers: int) -> None:
        self.address = ""
        self._lines: list[str] = []
        self._processes = [self._start(folder, "distributed.cli.dask_scheduler", "--port", "0", "--dashboard-address", ":0")]
        threading.Thread(target=self._listen, args=(self._processes[0],), daemon=True).start()
        self._until(lambda: self.address)
        for number in range(workers):
            self._processes.append(
                self._start(folder, "distributed.cli.dask_worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--name", str(number))
            )
        self._until(lambda: sum("Register worker" in line for line in self._lines) >= workers)

    def _start(self, folder: Path, module: str, *words: str) -> subprocess.Popen:
        return subprocess.Popen([sys.executable, "-m", module, *words], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def _listen(self, process: subprocess.Popen) -> None:
        for line in process.stderr:
            self._lines.append(line)
            found = re.search(r"Scheduler at:\s*(tcp://\S+)", line)
            self.address = self.address or (found[1] if found else "")

    def _until(self, ready) -> None:
        deadline = time.monotonic() + 60
        while not ready():
            assert time.monotonic() < deadline, "".join(self._lines)
            time.sleep(0.05)

    @property
    def workers(self) -> list[int]:
        """The workers' process numbers."""
        return [process.pid for process in self._processes[1:]]

    def kill_a_worker(self) -> None:
        os.kill(self.workers[0], signal.SIGKILL)

    def stop(self) -> None:
        for process in self._processes:
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path):
    (tmp_path / "cluster").mkdir()
    made = Cluster(tmp_path / "cluster", 3)
    yield made
    made.stop()


def test_a_worker_that_dies_loses_nothing_and_nothing_is_done_twice(cluster: Cluster, audit: Command, tmp_path: Path):
    total = 300
    words = audit.arguments(str(saved(tmp_path / "saved", total)), "--scheduler", cluster.address)
    process = subprocess.Popen(words, env=audit.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    when_some_are_done(audit, process, 20)
    cluster.kill_a_worker()
    out, err = process.communicate(timeout=120)
    assert process.returncode == 1 and "Traceback" not in err, err
    said = noted(audit)
    assert len(said["pages"]) == total and all(page["state"] == "done" for page in said["pages"])
    assert all(len(page["findings"]) == 1 for page in said["pages"])
    assert audit("verify", "1", packs=False).returncode == 0
