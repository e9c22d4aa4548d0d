"""`POST /v1/feedback`: what a reader says of one finding, kept for the rule's authors."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from flask import Blueprint, Flask, Response, current_app, jsonify, request
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from ..feedback import Book, entry_of
from ..store import Later, StoreError
from . import requests
from .api import rule_set
from .problems import Problem
from .schemas import FEEDBACK_REQUEST

log = logging.getLogger("claimlight")

views = Blueprint("feedback", __name__)

#: The setting with which a service takes no feedback.
OFF = "off"
LARGEST = 100_000  # bytes of one request
PACE = parse("30/minute")  # in one worker, from all readers together: who sends is not looked at

_requests = requests.Form(FEEDBACK_REQUEST)


def register(app: Flask) -> None:
    """Take feedback, unless the setting DATABASE is `off`."""
    url = app.config["DATABASE"]
    app.extensions["claimlight.feedback"] = None if url == OFF else Book(Later(url))
    app.extensions["claimlight.pace"] = MovingWindowRateLimiter(MemoryStorage())
    app.register_blueprint(views)


def taken() -> bool:
    """Whether this service takes feedback."""
    return current_app.extensions["claimlight.feedback"] is not None


@views.post("/v1/feedback")
def feedback() -> Response:
    """Keep one reader's word about one finding, and show what was kept."""
    if not taken():
        raise Problem("feedback-off", "This service was started without a place for feedback. Nothing was kept.")
    request.max_content_length = min(LARGEST, current_app.config["MAX_CONTENT_LENGTH"])
    sent = _requests.read()
    finding = sent["finding"]
    rules = rule_set()
    rule = finding["rule"]
    if rule not in rules.rules:
        raise requests.invalid([("finding.rule", "names a rule that is not loaded; /v1/rules lists those that are")])
    version = next(pack.version for pack in rules.packs if rule in pack.rules)
    try:
        entry = entry_of(
            **{name: finding[name] for name in ("text", "start", "end", "rule", "fingerprint")},
            received=datetime.now(UTC).date(), verdict=sent["verdict"], version=version,
            words=" ".join(sent.get("words", "").replace("\0", "\ufffd").split()),
        )
    except ValueError as error:
        raise requests.invalid([("finding.start", str(error))]) from None
    if not current_app.extensions["claimlight.pace"].hit(PACE, "feedback"):
        raise Problem("too-many", "Much feedback came in the last minute. Nothing was kept; try again in a minute.")
    try:
        current_app.extensions["claimlight.feedback"].keep(entry)
    except StoreError as error:
        log.error("Feedback could not be kept: %s", type(error.__cause__).__name__)
        raise Problem("not-kept", "The service's database could not be written to. Nothing was kept.") from None
    shown = ("rule", "fingerprint", "verdict", "sentence", "exact", "words")
    return jsonify({"kept": {name: getattr(entry, name) for name in shown} | {"received": entry.received.isoformat()}})
