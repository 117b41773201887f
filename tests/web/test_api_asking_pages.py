"""What an integrator gets wrong is named, with what would be right; nothing is quietly passed over."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.records import Tree, make_account
from tests.web.keys import Caller, key_of
from tests.web.test_api_writing_pages import problem
from vinhdanh.access.models import Account
from vinhdanh.access.types import Role, WriteArea
from vinhdanh.web.api.urls import api


@pytest.fixture
def clerk(db: None) -> Account:
    Tree()
    return make_account("tonghop", (Role.UNIT_CLERK, "PX01"))


@pytest.fixture
def key(clerk: Account) -> Caller:
    return Caller(key_of(clerk, WriteArea.READINGS)[1])


@pytest.mark.parametrize(
    ("path", "name", "said"),
    [
        ("ratings?nam=2025", "nam", "địa chỉ này nhận: year, person, unit, cursor, limit"),
        ("units/PX01?q=x", "q", "Không có tham số này"),
        ("movements?state=xong", "state", "Chỉ nhận một trong: draft"),
        ("disciplines?state=abc", "state", "Chỉ nhận một trong: dang, het, huy"),
        ("works?kind=abc", "kind", "Chỉ nhận một trong"),
        ("proposals?stage=abc", "stage", "Chỉ nhận một trong: draft"),
        ("grants?level=abc", "level", "state, government, ministry, base"),
        ("grants?honour=ABC", "honour", "Không có danh hiệu, hình thức mã “ABC”"),
        ("units?limit=201", "limit", "Nhiều nhất là 200."),
        ("units?limit=0", "limit", "Phải từ 1 trở lên."),
        ("units?cursor=hong", "cursor", "gọi lại từ trang đầu"),
        ("units?cursor=" + "OTk5" * 20, "cursor", "gọi lại từ trang đầu"),
        ("units?on=31/12/2025", "on", "2025-12-31"),
        ("grants?decision=" + "9" * 20, "decision", "Nhiều nhất là"),
    ],
)
def test_a_wrong_parameter_is_named_with_what_it_takes(key: Caller, path: str, name: str, said: str) -> None:
    told = problem(key.get(path), 422)
    assert said in " ".join(told["errors"][name])


def test_an_empty_filter_is_no_filter(key: Caller) -> None:
    assert key.get("movements?state=&unit=").status_code == 200


def test_a_unit_that_is_not_there_is_named(key: Caller) -> None:
    assert "đơn vị mang mã “KHONG”" in problem(key.get("persons?unit=KHONG"), 404)["detail"]
    assert key.get("persons?unit=PX02").json()["detail"].replace("PX02", "X") == (
        key.get("persons?unit=KHONG").json()["detail"].replace("KHONG", "X")
    )


@pytest.mark.parametrize("path", ["", "khong-co", "units/PX01/khong-co"])
def test_an_address_that_is_none_says_so(path: str, db: None) -> None:
    answer = Client().get(f"/api/v1/{path}")
    assert "API không có địa chỉ này" in problem(answer, 404)["detail"]


def test_a_method_that_is_not_taken_is_a_problem_with_those_that_are(key: Caller) -> None:
    answer = key.post("units", {})
    assert "chỉ nhận GET" in problem(answer, 405)["detail"]
    assert answer["Allow"] == "GET"


def test_a_field_that_is_misspelt_is_named(key: Caller) -> None:
    told = problem(key.post("targets/1/readings", {"month": 13, "value": 1, "nguon": "BC 1"}), 422)
    assert told["errors"] == {
        "month": ["Nhiều nhất là 12."],
        "evidence": ["Thiếu giá trị này."],
        "nguon": ["Không có trường này."],
    }


def test_the_document_tells_the_errors_and_the_values_of_filters() -> None:
    schema: dict[str, Any] = api.get_openapi_schema()
    told = schema["paths"]["/api/v1/movements"]["get"]
    assert {"200", "401", "403", "404", "422", "429"} <= {str(one) for one in told["responses"]}
    [state] = [one for one in told["parameters"] if one["name"] == "state"]
    assert "draft" in state["schema"]["enum"]
    assert "draft: " in state["schema"]["description"]
