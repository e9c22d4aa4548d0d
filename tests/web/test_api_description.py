"""/openapi.json says what the service does, and the docs page says the same to a person."""

from __future__ import annotations

import json
import re

import pytest
from bs4 import BeautifulSoup
from contract import DOCUMENT, validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from claimlight.web.problems import KINDS


def test_the_document_is_valid_openapi(client):
    document = client.get("/openapi.json").json
    assert document == json.loads(json.dumps(DOCUMENT))
    assert [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()] == []


def _examples():
    for path, methods in DOCUMENT["paths"].items():
        for method, operation in methods.items():
            body = operation.get("requestBody")
            if body:
                yield f"{method} {path}", body["content"]["application/json"]
            for status, response in operation["responses"].items():
                for content in response["content"].values():
                    yield f"{method} {path} {status}", content


@pytest.mark.parametrize(("name", "content"), list(_examples()), ids=lambda value: value if isinstance(value, str) else "")
def test_every_example_fits_its_schema(name, content):
    assert [error.message for error in validator(content["schema"]).iter_errors(content["example"])] == []


def test_the_example_page_is_answered_as_the_example_says(client):
    operation = DOCUMENT["paths"]["/v1/check"]["post"]
    sent = operation["requestBody"]["content"]["application/json"]["example"]
    shown = operation["responses"]["200"]["content"]["application/json"]["example"]
    answer = client.post("/v1/check", json=sent).json
    assert answer["coverage"] == shown["coverage"]
    assert answer["summary"]["subjects"] == shown["summary"]["subjects"]
    wanted = shown["highlights"][0]
    found = [mark for mark in answer["highlights"] if mark["rule"] == wanted["rule"]]
    assert len(found) == 1
    same = ("kind", "outcome", "category", "severity", "hedged", "block", "start", "end", "quote")
    assert {key: found[0][key] for key in same} == {key: wanted[key] for key in same}


def test_every_view_of_the_api_is_described(client):
    described = set(DOCUMENT["paths"]) | {"/openapi.json"}
    served = {
        re.sub(r"<(?:\w+:)?\w+>", "{id}", rule.rule)
        for rule in client.application.url_map.iter_rules()
        if rule.rule.startswith(("/v1/", "/healthz", "/openapi.json"))
    }
    assert served == described


def test_the_docs_page_shows_every_address_field_and_problem(client):
    page = BeautifulSoup(client.get("/docs").data, "lxml")
    text = page.get_text(" ", strip=True)
    for path in DOCUMENT["paths"]:
        assert path in text
    for name, schema in DOCUMENT["components"]["schemas"].items():
        section = page.find(id=f"schema-{name}")
        for field in schema.get("properties", {}):
            assert section.find("code", string=field), (name, field)
    for kind, (status, title) in KINDS.items():
        assert f"{status} · {title}" in page.find(id=kind).get_text()


def test_the_links_of_the_docs_page_lead_somewhere(client):
    page = BeautifulSoup(client.get("/docs").data, "lxml")
    for link in page.find_all("a", href=True):
        if link["href"].startswith("#"):
            assert page.find(id=link["href"][1:]), link["href"]
        else:
            assert client.get(link["href"].split("#")[0]).status_code == 200, link["href"]
    ids = [element["id"] for element in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
