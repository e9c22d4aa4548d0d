"""A database that is opened, and made, only when something asks for it."""

from __future__ import annotations

import threading

from .database import Database, open_database


class Later:
    """A database by its address, as `open_database` takes it. Use it from any thread."""

    def __init__(self, url: str = "") -> None:
        self._url = url
        self._lock = threading.Lock()
        self._database: Database | None = None

    def open(self) -> Database:
        """The database, opened once. Raises `StoreError`, and tries again the next time."""
        with self._lock:
            if self._database is None:
                self._database = open_database(self._url)
            return self._database
