"""What leaves the program as a file: who took it out, nobody under secrecy, no formula."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from django.utils import timezone

from tests.records import Tree, make_account
from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.people.exports import mark, workbook
from vinhdanh.people.models import Person

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 17, 14, 5, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.fixture
def tree(db: None) -> Tree:
    return Tree()


def sheet_of(content: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(content)).active


def listed(actor: Account | None = None) -> Any:
    rows = [[p.number, p.name, n] for n, p in enumerate(Person.objects.order_by("number"), 1)]
    columns = [("Số hiệu", 12), ("Họ và tên", 28), ("STT", 6)]
    return sheet_of(
        workbook(
            actor=actor or Operator(),
            title="Cán bộ",
            notes=["Một ghi chú"],
            columns=columns,
            rows=rows,
            persons_in=0,
        )
    )


def test_every_list_says_who_took_it_out_and_when(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    sheet = listed(make_account("an"))
    said = "Xuất lúc 14:05 ngày 17/11/2026: Trần Thị an (an)."
    assert [cell.value for cell in sheet["A"]][:4] == ["Cán bộ", "Một ghi chú", said, "Số hiệu"]
    assert said in sheet.oddFooter.left.text, "and so does every printed page"
    assert mark(make_account("b & c")).endswith("(b & c).")


@pytest.mark.parametrize("text", ["=1+1", "+84 90", "-5", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"])
def test_nothing_is_taken_for_a_formula(tree: Tree, text: str) -> None:
    rows = [[text], ["bình thường"]]
    sheet = sheet_of(
        workbook(actor=Operator(), title="=0", notes=["=ghi chú"], columns=[("A", 9)], rows=rows)
    )
    found = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert {cell.data_type for cell in found.values()} == {"s"}
    quoted = next(cell for value, cell in found.items() if value.strip() == text.strip())
    assert quoted.quotePrefix, "stays a text even after somebody edits the cell"
    assert not found["bình thường"].quotePrefix


def test_people_under_secrecy_are_left_out_and_counted(tree: Tree) -> None:
    Person.objects.filter(number__in=["102", "201"]).update(secrecy=1)
    cells = [cell.value for row in listed().iter_rows() for cell in row]
    assert "Không xuất 2 người có độ mật." in cells
    assert {"101", "103"} <= set(cells)
    assert not {"102", "201", "Lê Thị Ánh"} & set(cells)


def test_who_is_under_secrecy_takes_out_his_own(tree: Tree) -> None:
    Person.objects.filter(number__in=["102", "201"]).update(secrecy=1)
    cells = [c.value for row in listed(make_account("anh", person_number="102")).iter_rows() for c in row]
    assert "Không xuất 1 người có độ mật." in cells
    assert "102" in cells
