"""A real server on this machine whose pages are trouble: what an audit of the open web meets."""

from __future__ import annotations

import gzip
import ssl
import threading
import time
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

PAGE = "<html lang=en><title>{0}</title><body><h1>Exosomes</h1><p>Our exosomes cure pain, says page {0}.</p>{1}</body></html>"


class TroubledSite:
    """Serves until the end of the `with`. `asked` are the paths in the order in which they were asked for."""

    def __init__(self, certificate: tuple[Path, Path] | None = None) -> None:
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.times: list[float] = []
        self.robots = ""
        self.pages: dict[str, str] = {}
        self.released = threading.Event()
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.asked.append(self.path)
                site.headers.append(dict(self.headers))
                site.times.append(time.monotonic())
                site._answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None  # a client that hangs up is what some tests are about
        scheme = "http"
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
            scheme = "https"
        self.address = f"{scheme}://127.0.0.1:{self._server.server_port}"
        self.attempts: dict[str, int] = {}

    def __enter__(self) -> TroubledSite:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()

    def url(self, path: str) -> str:
        return self.address + path

    def _answer(self, request: BaseHTTPRequestHandler) -> None:
        path = urlsplit(request.path).path
        self.attempts[path] = self.attempts.get(path, 0) + 1
        trouble = getattr(self, "_on_" + path.strip("/").replace("-", "_").replace(".", "_").replace("/", "_"), None)
        try:
            if trouble:
                trouble(request)
            elif path in self.pages:
                self._send(request, self.pages[path].encode())
            elif path.startswith("/page"):
                self._send(request, PAGE.format(path[5:], "").encode())
            else:
                self._send(request, b"gone", status=404)
        except (BrokenPipeError, ConnectionResetError):
            pass

    @staticmethod
    def _send(request: BaseHTTPRequestHandler, body: bytes, status: int = 200, kind: str = "text/html; charset=utf-8", **headers: str) -> None:
        request.send_response(status)
        request.send_header("Content-Type", kind)
        request.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(body)

    def _on_robots_txt(self, request: BaseHTTPRequestHandler) -> None:
        self._send(request, self.robots.encode(), kind="text/plain")

    def _on_loop(self, request: BaseHTTPRequestHandler) -> None:
        self._send(request, b"", 302, Location="/loop-back")

    def _on_loop_back(self, request: BaseHTTPRequestHandler) -> None:
        self._send(request, b"", 302, Location="/loop")

    def _on_moved(self, request: BaseHTTPRequestHandler) -> None:
        self._send(request, b"", 301, Location="/page-moved")

    def _on_to_forbidden(self, request: BaseHTTPRequestHandler) -> None:
        self._send(request, b"", 302, Location="/forbidden")

    def _on_endless(self, request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", "text/html")
        request.send_header("Connection", "close")
        request.end_headers()
        while not self.released.is_set():
            request.wfile.write(b"<p>Our exosomes cure pain.</p>" * 1000)

    def _on_dripping(self, request: BaseHTTPRequestHandler) -> None:
        self._drip(request, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n")

    def _on_dripping_headers(self, request: BaseHTTPRequestHandler) -> None:
        self._drip(request, b"HTTP/1.1 200 OK\r\n")

    def _drip(self, request: BaseHTTPRequestHandler, begin: bytes) -> None:
        """A little now and then, without end: always in time for whoever waits for something."""
        request.wfile.write(begin)
        request.close_connection = True
        for _ in range(200):
            request.wfile.write(b"x")
            if self.released.wait(0.1):
                return
        self.attempts["dripped out"] = 1

    def _on_slow(self, request: BaseHTTPRequestHandler) -> None:
        self.released.wait(30)

    def _on_bomb(self, request: BaseHTTPRequestHandler) -> None:
        packer = zlib.compressobj(9, wbits=31)
        body = b"".join(packer.compress(b" " * 1_000_000) for _ in range(200)) + packer.flush()
        self._send(request, body, Content_Encoding="gzip")

    def _on_odd_packing(self, request: BaseHTTPRequestHandler) -> None:
        self._send(request, b"????", Content_Encoding="br")

    def _on_damaged_packing(self, request: BaseHTTPRequestHandler) -> None:
        self._send(request, gzip.compress(PAGE.format("z", "").encode())[:-20] + b"garbage garbage garbage", Content_Encoding="gzip")

    def _on_packed(self, request: BaseHTTPRequestHandler) -> None:
        self._send(request, gzip.compress(PAGE.format("packed", "").encode()), Content_Encoding="gzip")

    def _on_large(self, request: BaseHTTPRequestHandler) -> None:
        self._send(request, b"<p>x</p>" * 2_500_000)

    def _on_pdf(self, request: BaseHTTPRequestHandler) -> None:
        self._send(request, b"%PDF-1.7 ...", kind="application/pdf")

    def _on_picture(self, request: BaseHTTPRequestHandler) -> None:
        self._send(request, b"\x89PNG....", kind="image/png")

    def _on_broken(self, request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"this is not HTTP\r\n\r\n")
        request.close_connection = True

    def _on_cut_off(self, request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", "text/html")
        request.send_header("Content-Length", "100000")
        request.end_headers()
        request.wfile.write(b"<p>Our exosomes")
        request.close_connection = True

    def _on_latin(self, request: BaseHTTPRequestHandler) -> None:
        self._send(request, PAGE.format("caf\u00e9 na\u00efve", "").encode("latin-1"), kind="text/html; charset=iso-8859-1")

    def _on_wrong_charset(self, request: BaseHTTPRequestHandler) -> None:
        text = '<meta charset="windows-1252">' + PAGE.format("\u201cquoted\u201d", "")
        self._send(request, text.encode("cp1252"), kind="text/html; charset=no-such-charset")

    def _on_failing(self, request: BaseHTTPRequestHandler) -> None:
        self._send(request, b"down", 503)

    def _on_busy_once(self, request: BaseHTTPRequestHandler) -> None:
        if self.attempts["/busy-once"] == 1:
            self._send(request, b"busy", 503, Retry_After="0")
        else:
            self._send(request, PAGE.format("busy", "").encode())

    def _on_cookie(self, request: BaseHTTPRequestHandler) -> None:
        self._send(request, PAGE.format("cookie", "").encode(), Set_Cookie="visitor=1; Path=/")

    def _on_tagged(self, request: BaseHTTPRequestHandler) -> None:
        if request.headers.get("If-None-Match") == '"v1"':
            self._send(request, b"", 304, ETag='"v1"')
        else:
            self._send(request, PAGE.format("tagged", "").encode(), ETag='"v1"')
