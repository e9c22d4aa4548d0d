"""The service as its users run it: another process, a real port, real HTTP."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import requests

PATIENCE = 180


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Service:
    """`claimlight serve`, started on entering and stopped on leaving. `output` is all that it printed."""

    def __init__(self, folder: Path, *options: str):
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = folder / "output.txt"
        self.command = [sys.executable, "-m", "claimlight", "serve", "--port", str(self.port), *options]
        self.folder = folder

    def __enter__(self) -> Service:
        environment = {key: value for key, value in os.environ.items() if not key.startswith("CLAIMLIGHT_") or key == "CLAIMLIGHT_HOME"}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                self.command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, cwd=self.folder,
                env={**environment, "PYTHONUNBUFFERED": "1"}, start_new_session=True,
            )
        self.wait_for("Ctrl+C stops it.")
        return self

    def wait_for(self, words: str) -> None:
        """Wait until the service has printed something."""
        deadline = time.monotonic() + PATIENCE
        while words not in self.output:
            assert self.process.poll() is None, f"the service ended by itself:\n{self.output}"
            assert time.monotonic() < deadline, f"the service did not say {words!r}:\n{self.output}"
            time.sleep(0.05)

    @property
    def output(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def check(self, html: str, **fields: object) -> requests.Response:
        return requests.post(f"{self.address}/v1/check", json={"url": "", "html": html, **fields}, timeout=PATIENCE)

    def stop(self) -> int:
        """Press Ctrl+C; gives the exit code."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGINT)
        try:
            return self.process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            return self.process.wait(10)

    def __exit__(self, *_: object) -> None:
        self.stop()
