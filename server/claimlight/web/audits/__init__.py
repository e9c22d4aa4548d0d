"""The coordinator's pages and their API: sites, runs, findings, decisions. Only with a database, and only for who may see it."""

from __future__ import annotations

from flask import Flask

from ...store import Later, StoreError
from .. import problems
from ..feedback import OFF
from . import acts, api, asked, guard, letters, pages, pages_api, runs


def register(app: Flask) -> None:
    """Add the pages under /audits and the API under /v1/reviews and /v1/audits, unless the setting DATABASE is `off`."""
    url = app.config["DATABASE"]
    app.extensions["claimlight.audits"] = None if url == OFF else Later(url)
    app.url_map.converters["row"] = asked.Row
    app.register_error_handler(StoreError, lambda error: problems.answer("not-kept", str(error)))
    app.before_request(guard.guard)
    app.context_processor(lambda: {"audits": guard.offered(), "person": guard.person})
    for part in (pages, acts, runs, letters, api, pages_api):
        app.register_blueprint(part.views)
