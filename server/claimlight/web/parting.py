"""Two checks that meet in one worker part ways: their connection ends with the answer, and the next one may find a free worker.

A browser keeps its connections, each bound to the worker that took it. Two at a time on one worker take turns, while another idles.
"""

from __future__ import annotations

import threading

from flask import Flask, Response, g, request

PATH = "/v1/check"


def register(app: Flask) -> None:
    """Watch the checks of this worker."""
    lock = threading.Lock()
    under_way: set[object] = set()

    @app.before_request
    def begin() -> None:
        if request.path == PATH and request.method == "POST":
            g.check = object()
            with lock:
                g.met = bool(under_way)
                under_way.add(g.check)

    @app.after_request
    def part(response: Response) -> Response:
        if g.get("met"):
            response.headers["Connection"] = "close"
        return response

    @app.teardown_request
    def end(_: BaseException | None) -> None:
        if "check" in g:
            with lock:
                under_way.discard(g.check)
