"""The OpenAPI document is whole, and everything in it is said in Vietnamese."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from vinhdanh.web.api.schema import groups_of
from vinhdanh.web.api.urls import api

MARKED = re.compile(r"[ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]")


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema()))
    return found


def operations(schema: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            yield path, method, told


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"]
        for inner in value.values():
            yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


def test_the_document_has_what_openapi_asks_for(schema: dict[str, Any]) -> None:
    assert schema["openapi"].startswith("3.1")
    assert schema["info"]["title"]
    assert schema["info"]["version"]
    ids = [told["operationId"] for _, _, told in operations(schema)]
    assert len(ids) == len(set(ids)) > 40
    for path, method, told in operations(schema):
        assert path.startswith("/api/v1/")
        named = set(re.findall(r"{(\w+)}", path))
        in_path = {one["name"] for one in told.get("parameters", ()) if one["in"] == "path"}
        assert named == in_path, (method, path)
        assert all(one["required"] for one in told.get("parameters", ()) if one["in"] == "path")
        assert any(str(code).startswith("2") for code in told["responses"])


def test_every_reference_leads_somewhere(schema: dict[str, Any]) -> None:
    known = schema["components"]["schemas"]
    for one in references(schema):
        assert one.startswith("#/components/schemas/")
        assert one.rpartition("/")[2] in known


def test_every_operation_needs_a_key(schema: dict[str, Any]) -> None:
    assert schema["components"]["securitySchemes"]["Key"]["scheme"] == "bearer"
    assert all(told["security"] == [{"Key": []}] for _, _, told in operations(schema))


def test_every_operation_says_in_vietnamese_what_it_is(schema: dict[str, Any]) -> None:
    for path, method, told in operations(schema):
        assert MARKED.search(told["summary"].lower()), (method, path)
        assert MARKED.search(told["description"].lower()), (method, path)
        assert told["description"].endswith("."), (method, path)


def test_the_reference_page_shows_every_operation(schema: dict[str, Any]) -> None:
    shown = {(one.method.lower(), one.path) for group in groups_of(schema) for one in group.operations}
    assert shown == {(method, path) for path, method, _ in operations(schema)}


def test_the_document_is_open_and_the_same(schema: dict[str, Any], db: None) -> None:
    answer = Client().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert answer.json()["paths"].keys() == schema["paths"].keys()
