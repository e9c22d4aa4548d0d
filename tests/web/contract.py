"""The OpenAPI document as a judge: every answer that a test receives must be one that it promises, and no more."""

from __future__ import annotations

import copy
import re

from flask.testing import FlaskClient
from jsonschema import Draft202012Validator

from claimlight.web import create_app
from claimlight.web.openapi import document

DOCUMENT = document()


def _closed(schema):
    """The same schema, in which an object may hold only what is described."""
    if isinstance(schema, list):
        return [_closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    schema = {key: value if key in ("example", "enum", "required") else _closed(value) for key, value in schema.items()}
    if isinstance(schema.get("properties"), dict):
        schema.setdefault("additionalProperties", False)
    return schema


COMPONENTS = {name: _closed(schema) for name, schema in copy.deepcopy(DOCUMENT["components"]["schemas"]).items()}


def validator(schema: dict) -> Draft202012Validator:
    """Judge by a schema of the document, its references followed."""
    return Draft202012Validator({**_closed(schema), "components": {"schemas": COMPONENTS}})


def _operation(method: str, path: str) -> dict | None:
    for template, methods in DOCUMENT["paths"].items():
        pattern = re.sub(r"\\\{[^/]+\\\}", ".+", re.escape(template))
        if method.lower() in methods and re.fullmatch(pattern, path):
            return methods[method.lower()]
    return None


def judge(method: str, path: str, status: int, content_type: str, body: object) -> None:
    """Fail unless the answer is one that the document promises for this address."""
    operation = _operation(method, path)
    kind = content_type.split(";")[0]
    if operation is None:
        assert status in (404, 405), f"{method} {path} answers {status} but is not described"
        content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    else:
        assert str(status) in operation["responses"], f"{method} {path} answers {status}, which is not described"
        content = operation["responses"][str(status)]["content"]
    assert kind in content, f"{method} {path} answers {status} as {kind!r}, described are {list(content)}"
    errors = [f"{error.json_path}: {error.message}" for error in validator(content[kind]["schema"]).iter_errors(body)]
    assert not errors, f"{method} {path} {status}: {errors[:3]}"
    if kind == "application/problem+json":
        assert body["status"] == status


class StrictClient(FlaskClient):
    """A test client for which an answer that is not described is a failure."""

    def open(self, *args, **kwargs):
        response = super().open(*args, **kwargs)
        path, method = response.request.path, response.request.method
        if path.startswith(("/v1/", "/healthz")) and method in ("GET", "POST"):
            judge(method, path, response.status_code, response.content_type, response.get_json(force=True))
        return response

    def check(self, html: str, **fields):
        """Send one page to be checked."""
        return self.post("/v1/check", json={"url": "https://clinic.example/", "html": html, **fields})


def client_of(**config) -> StrictClient:
    """A client of an app of its own."""
    app = create_app(config)
    app.test_client_class = StrictClient
    return app.test_client()
