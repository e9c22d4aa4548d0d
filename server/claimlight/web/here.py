"""Whether a request comes from this computer's own user: what is not for strangers asks this."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from flask import request


def is_here(host: str) -> bool:
    """Whether a host's name is this computer itself; a name that merely leads here, as a hostile page may use, is not."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def called_here() -> bool:
    """Whether the service was called by an address of this computer itself."""
    return is_here(urlsplit(f"//{request.host}").hostname or "")


def from_own_page() -> bool:
    """Whether a request was sent by the service's own pages, or typed by a person: browsers say so, programs say nothing."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:  # a page that names no referrer has the origin "null", even to itself
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host
