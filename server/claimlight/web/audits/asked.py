"""Numbers as they come in addresses and forms: those that no row of a database can have are none."""

from __future__ import annotations

from flask import request
from werkzeug.routing import IntegerConverter

LARGEST = 2**63 - 1


class Row(IntegerConverter):
    """`<row:name>` in an address: the number of a row; anything else is no address of ours."""

    def __init__(self, url_map) -> None:  # noqa: ANN001
        super().__init__(url_map, max=LARGEST)


def number(written: str) -> int | None:
    """The number of a row, or None when it is none."""
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 20 and int(written) <= LARGEST else None


def queried(name: str) -> int:
    """A number in the query; 0 when there is none."""
    return number(request.args.get(name, "")) or 0
