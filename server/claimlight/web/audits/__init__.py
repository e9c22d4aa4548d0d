"""The coordinator's pages and their API: sites, runs, findings, decisions. Only with a database, and only for who may see it."""

from __future__ import annotations

from flask import Flask

from ...store import Later
from ..feedback import OFF
from . import acts, api, guard, pages, pages_api, runs


def register(app: Flask) -> None:
    """Add the pages under /audits and the API under /v1/reviews and /v1/audits, unless the setting DATABASE is `off`."""
    url = app.config["DATABASE"]
    app.extensions["claimlight.audits"] = None if url == OFF else Later(url)
    app.before_request(guard.guard)
    for part in (pages, acts, runs, api, pages_api):
        app.register_blueprint(part.views)
