"""Errors as RFC 9457 problem documents; a person's browser gets the same words as a page."""

from __future__ import annotations

import logging

from flask import Flask, Response, json, render_template, request
from werkzeug.exceptions import HTTPException

log = logging.getLogger("claimlight")

#: name -> (status, title). The name is the anchor on the docs page that `type` points to.
KINDS = {
    "not-json": (400, "The body is not JSON"),
    "bad-request": (400, "The request could not be read"),
    "no-token": (401, "This service asks for a token"),
    "not-found": (404, "There is nothing at this address"),
    "method-not-allowed": (405, "This address does not take that method"),
    "too-large": (413, "The request is too large"),
    "not-application-json": (415, "The body must be sent as application/json"),
    "invalid-request": (422, "The request does not fit what the service takes"),
    "no-audits": (403, "This service has no audits"),
    "elsewhere": (403, "This can only be sent from the service's own pages"),
    "role": (403, "This token does not allow that"),
    "changed": (409, "Somebody else changed it in the meantime"),
    "refused": (422, "This cannot be decided"),
    "no-letter": (503, "The letter could not be made"),
    "feedback-off": (403, "This service takes no feedback"),
    "playground-off": (403, "The playground is not offered"),
    "too-many": (429, "Too much came at once"),
    "not-kept": (503, "It could not be kept"),
    "internal-error": (500, "Something went wrong in the service"),
}
_BY_STATUS = {404: "not-found", 405: "method-not-allowed", 413: "too-large", 415: "not-application-json"}


class Problem(Exception):
    """Raise to answer with a problem document. `errors` is a list of (field, what is wrong with it)."""

    def __init__(self, kind: str, detail: str, errors: list[tuple[str, str]] | None = None):
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.errors = errors or []


def _wants_page() -> bool:
    """Say whether a person's browser asks for one of the pages, rather than a program for the API."""
    if request.path.startswith(("/v1/", "/healthz", "/openapi.json")):
        return False
    return request.accept_mimetypes.best_match(["application/problem+json", "text/html"]) == "text/html"


def answer(kind: str, detail: str, errors: list[tuple[str, str]] | None = None, status: int = 0) -> Response:
    """Build the response of one problem."""
    known, title = KINDS[kind]
    status = status or known
    if _wants_page():
        return Response(render_template("problem.html", title=title, detail=detail, status=status), status)
    body = {"type": f"/docs#{kind}", "title": title, "status": status, "detail": detail}
    if errors:
        body["errors"] = [{"field": field, "detail": text} for field, text in errors]
    return Response(json.dumps(body) + "\n", status, content_type="application/problem+json")


def _from_http(error: HTTPException) -> Response:
    status = error.code or 500
    if status < 400:
        return error.get_response()
    kind = _BY_STATUS.get(status, "bad-request" if status < 500 else "internal-error")
    detail = error.description or KINDS[kind][1]
    if kind == "too-large":
        detail = f"A request may hold at most {request.max_content_length} bytes; this one is larger."
    elif kind == "not-found":
        detail = "See /docs for the addresses that the service answers."
    response = answer(kind, detail, status=status)
    if getattr(error, "valid_methods", None):
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def _from_fault(error: Exception) -> Response:
    """Answer for a fault of ours. The log names the kind and the place of the fault, never what was being read."""
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place else "an unknown place"
    log.error("A request failed with %s at %s", type(error).__name__, where)
    return answer("internal-error", "The request was not answered. Nothing of it was kept.")


def register(app: Flask) -> None:
    """Make every error of the app a problem document."""
    app.register_error_handler(Problem, lambda problem: answer(problem.kind, problem.detail, problem.errors))
    app.register_error_handler(HTTPException, _from_http)
    app.register_error_handler(Exception, _from_fault)
