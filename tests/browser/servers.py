"""The servers behind the browser tests: the real service, a recorder in front of it, and a site of small pages."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

#: What pages of tests say: a claim that is marked in "FDA-approved", and another in "no side effects".
CLAIM = "<p>Our exosomes are FDA-approved.</p>"
MORE = "Exosome therapy has no side effects, whoever comes to us."


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Service:
    """`claimlight serve` in a process of its own, behind its production server, with any further options and settings."""

    def __init__(self, *options: str, token: str = "", **settings: str) -> None:
        self.token = token
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "claimlight", "serve", "--port", str(self.port), "--workers", "1", *options],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=os.environ | settings | ({"CLAIMLIGHT_TOKEN": token} if token else {}),
        )
        deadline = time.monotonic() + 120
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self._process.kill()
                raise RuntimeError(f"The service did not start:\n{self._process.stdout.read()}")
            time.sleep(0.05)
        # The first check of a worker is slower than the rest; no test should have to wait for it.
        self.check({"url": "", "html": "<p>Our exosomes are FDA-approved.</p>"})

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/healthz", timeout=5):
                return True
        except OSError:
            return False

    def check(self, page: dict) -> dict:
        """Ask the service as any client does."""
        return self.ask("/v1/check", page)

    def ask(self, path: str, sent: dict | None = None, name: str = "") -> dict:
        """Ask the API as any client does, under a name if one is given."""
        headers = {"Content-Type": "application/json", "X-Claimlight-Name": name, **({"Authorization": f"Bearer {self.token}"} if self.token else {})}
        request = urllib.request.Request(self.address + path, None if sent is None else json.dumps(sent).encode(), headers)
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(10)


class _Server:
    """An HTTP server in a thread."""

    def __init__(self, handler: type[BaseHTTPRequestHandler]) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self.address = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Quiet(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@dataclass
class Exchange:
    """One request as the service received it, and its answer."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    answer: bytes = b""

    @property
    def everything(self) -> str:
        """All that was received, as one text."""
        return "\n".join([self.method, self.target, str(self.headers), self.body.decode("utf-8", "replace")])


@dataclass
class Recorder:
    """Hands every request on to the service and keeps what it received, byte by byte: of this test, and of the whole run."""

    service: Service
    exchanges: list[Exchange] = field(default_factory=list)
    history: list[Exchange] = field(default_factory=list)

    def __post_init__(self) -> None:
        recorder = self
        self._gate = threading.Event()
        self._gate.set()

        class Handler(_Quiet):
            def hand_on(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                exchange = Exchange(self.command, self.path, dict(self.headers), body)
                recorder.exchanges.append(exchange)
                recorder.history.append(exchange)
                onward = http.client.HTTPConnection("127.0.0.1", recorder.service.port, timeout=30)
                headers = {name: value for name, value in self.headers.items() if name.lower() not in ("host", "connection")}
                onward.request(self.command, self.path, body, headers)
                answer = onward.getresponse()
                exchange.answer = answer.read()
                recorder._gate.wait(60)
                dropped = ("connection", "transfer-encoding", "content-length", "date", "server")
                kept = {name: value for name, value in answer.getheaders() if name.lower() not in dropped}
                self.answer(answer.status, kept, exchange.answer)
                onward.close()

            do_GET = do_POST = do_OPTIONS = hand_on

        self._server = _Server(Handler)
        self.address = self._server.address

    @contextmanager
    def held(self) -> Iterator[None]:
        """The service's answers are held back while this lasts."""
        self._gate.clear()
        try:
            yield
        finally:
            self._gate.set()

    @property
    def checks(self) -> list[Exchange]:
        return [exchange for exchange in self.exchanges if exchange.method == "POST"]

    @property
    def last(self) -> dict:
        """The answer to the latest check."""
        return json.loads(self.checks[-1].answer)

    def stop(self) -> None:
        self._server.stop()


class Site:
    """A site of small pages, each put there by the test that needs it."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[str, dict[str, str]]] = {}
        self.status = 200
        site = self

        class Handler(_Quiet):
            def do_GET(self) -> None:
                html, headers = site.pages.get(self.path.split("?")[0], ("", {}))
                self.answer(site.status if html else 404, {"Content-Type": "text/html; charset=utf-8", **headers}, html.encode())

            def do_POST(self) -> None:
                # What is not read would be taken for the next request.
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                self.do_GET()

        self._server = _Server(Handler)
        self.port = self._server.port
        # A name of its own, so that the extension has no standing permission there.
        self.address = f"http://clinic.example:{self.port}"

    @contextmanager
    def instead_of_the_service(self, answer: str, status: int = 200) -> Iterator[str]:
        """Answer checks, and the question what is here, in the service's place; gives the address."""
        there = {"/v1/check": (answer, {}), "/healthz": (answer, {})}
        self.pages |= there
        self.status = status
        try:
            yield f"http://127.0.0.1:{self.port}"
        finally:
            self.status = 200
            for path in there:
                del self.pages[path]

    def put(self, name: str, body: str, *, lang: str = "en", head: str = "", headers: dict[str, str] | None = None) -> str:
        """Put a page there and give its address."""
        html = f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{name}</title>{head}</head><body>{body}</body></html>'
        self.pages[f"/{name}"] = (html, headers or {})
        return f"{self.address}/{name}"

    def stop(self) -> None:
        self._server.stop()
