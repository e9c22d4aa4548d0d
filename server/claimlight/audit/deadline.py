"""No page takes longer than its limit, however slowly its server dribbles: every wait on its connection ends by then."""

from __future__ import annotations

import math
import ssl
import threading
import time

import httpcore

from .words import Failure


class Deadline(threading.local):
    """When the page that a thread is reading must be all there; each thread has its own."""

    def __init__(self) -> None:
        self._ends = math.inf
        self._seconds = 0.0

    def begin(self, seconds: float) -> None:
        """A page is asked for now."""
        self._ends, self._seconds = time.monotonic() + seconds, seconds

    def left(self, timeout: float | None) -> float:
        """How long to wait at most, in seconds, where `timeout` would do otherwise. Raises `Failure` ("timeout") when it is over."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise Failure("timeout", f"It was not all there after {self._seconds:g} seconds.")
        return left if timeout is None else min(left, timeout)


class TimedStream(httpcore.NetworkStream):
    """A connection on which no wait outlasts the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What has come, as httpcore reads it."""
        try:
            return self._stream.read(max_bytes, self._deadline.left(timeout))
        except httpcore.ReadTimeout:
            self._deadline.left(timeout)
            raise

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send, as httpcore does."""
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        """End the connection."""
        self._stream.close()

    def start_tls(self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None) -> httpcore.NetworkStream:
        """Go on encrypted, as httpcore does."""
        return TimedStream(self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout)), self._deadline)

    def get_extra_info(self, info: str) -> object:
        """What httpcore wants to know of its own stream."""
        return self._stream.get_extra_info(info)
