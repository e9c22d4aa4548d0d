"""Where pages are checked: in processes of this machine, or on a Dask cluster. Both are `concurrent.futures` executors."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any


class Workers:
    """An executor that is made anew when one of its processes dies.

    `size` is how many pages it can work on at once.
    """

    def __init__(self, make: Callable[[], tuple[Executor, int]]) -> None:
        self._make = make
        self._executor, self.size = make()

    def submit(self, function: Callable[..., Any], *arguments: object) -> Future:
        """Hand a call to the executor."""
        try:
            return self._executor.submit(function, *arguments)
        except BrokenProcessPool:
            self.renew()
            return self._executor.submit(function, *arguments)

    def renew(self) -> None:
        """Replace an executor whose worker died."""
        self.close()
        self._executor, self.size = self._make()

    def close(self) -> None:
        """Stop the workers; what they are at is given up."""
        if isinstance(self._executor, ProcessPoolExecutor):
            self._executor.shutdown(wait=False, cancel_futures=True)
        else:
            self._executor.shutdown(wait=False)


@contextmanager
def local(count: int = 0) -> Iterator[Workers]:
    """Processes of this machine, as many as it has processors when `count` is 0. Each is started afresh, never forked."""
    size = count or os.cpu_count() or 1
    workers = Workers(lambda: (ProcessPoolExecutor(size, mp_context=multiprocessing.get_context("spawn")), size))
    try:
        yield workers
    finally:
        workers.close()


@contextmanager
def cluster(address: str) -> Iterator[Workers]:
    """A Dask cluster by the address of its scheduler (`tcp://host:8786`).

    A worker that dies is none of our business: Dask gives its pages to others. Raises `ConnectionError` with the remedy.
    """
    try:
        from distributed import Client
    except ModuleNotFoundError:
        raise ConnectionError("Dask is missing. Install it: pip install 'claimlight[dask]'.") from None
    try:
        client = Client(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError) as error:
        raise ConnectionError(f"No Dask scheduler answers at {address}: {error}.") from None
    try:
        workers = Workers(lambda: (client.get_executor(pure=False, retries=2), max(1, sum(client.nthreads().values()))))
        yield workers
    finally:
        workers.close()
        client.close()
