"""Refuses to connect to private networks: a public name must not lead an audit into the machine it runs on.

The name is resolved once and the connection goes to the very address that was looked at, so that a name which answers
differently the second time (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable

import httpcore

from .deadline import Deadline, TimedStream
from .words import Failure


class GuardedNetwork(httpcore.SyncBackend):
    """httpcore's own network, but for where it connects to, and for how long. `private` allows every address."""

    def __init__(self, private: bool, deadline: Deadline) -> None:
        self._private, self._deadline = private, deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of a host that answers.

        Raises `Failure`: "dead-host" for a name nobody knows, "private" when it leads into a private network.
        """
        last: Exception | None = None
        for address in resolve(host, port, self._private):
            try:
                stream = super().connect_tcp(address, port, self._deadline.left(timeout), local_address, socket_options)
                return TimedStream(stream, self._deadline)
            except httpcore.ConnectError as error:
                last = error
        raise last or httpcore.ConnectError(f"{host} has no address")


def resolve(host: str, port: int, private: bool) -> list[str]:
    """The addresses of a host, all of which may be connected to. Raises `Failure`, see `GuardedNetwork`."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not a host's name"
        passing = isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN
        raise Failure("dead-host", f"{host}: {reason}.", passing=passing) from None
    addresses = list(dict.fromkeys(str(item[4][0]) for item in found))
    for address in addresses:
        if not private and not is_public(address):
            raise Failure("private", f"{host} leads to {address}, which is not a public address.")
    return addresses


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet; one wrapped in IPv6 is looked at itself."""
    plain = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(plain, "ipv4_mapped", None) or getattr(plain, "sixtofour", None)
    return (inner or plain).is_global and not plain.is_multicast
