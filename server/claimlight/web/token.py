"""A service that others can reach may ask for a token: then only who knows it may have a text checked."""

from __future__ import annotations

import hmac

from flask import Flask, Response, current_app, request

from .problems import Problem

#: The settings that hold a token, and what who sends it may do with audits: only look, decide too, or start runs as well.
ROLES = {"TOKEN": "admin", "REVIEWER_TOKEN": "reviewer", "READER_TOKEN": "reader"}
#: What may be fetched without the token: it says nothing of rules or pages that a visitor may not know.
_READING = ("GET", "HEAD", "OPTIONS")


def register(app: Flask) -> None:
    """Ask for one of the tokens in the settings wherever the API is used or something is sent; without any, ask nobody."""
    app.before_request(_guard)
    app.after_request(_name_the_scheme)
    app.context_processor(lambda: {"guarded": asked()})


def asked() -> bool:
    """Whether this service asks for a token."""
    return any(current_app.config[setting] for setting in ROLES)


def role(given: str) -> str | None:
    """What who sends this token may do; None when it is none of this service."""
    for setting, may in ROLES.items():
        known = current_app.config[setting]
        if known and hmac.compare_digest(given.encode(), known.encode()):
            return may
    return None


def _guard() -> None:
    if not asked() or request.method == "OPTIONS" or request.path.startswith("/audits"):  # those pages ask for it themselves
        return
    if request.method in _READING and not request.path.startswith("/v1/"):
        return
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise Problem("no-token", "This service asks for a token. Send the header Authorization: Bearer and the token.")
    if role(given.strip()) is None:
        raise Problem("no-token", "The token is not the one of this service. Ask whoever runs it for the right one.")


def _name_the_scheme(response: Response) -> Response:
    if response.status_code == 401:
        response.headers.setdefault("WWW-Authenticate", "Bearer")  # the pages under /audits have named their own
    return response
