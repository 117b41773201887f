"""Tables in .xls, .ods and .csv say the same as in .xlsx, and are told apart by what is in them."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from vinhdanh.exchange.reading.formats import open_table
from vinhdanh.exchange.reading.source import NotAWorkbook

FILES = Path(__file__).parent / "files"
CSV = 'Số hiệu;Họ và tên;Ngày sinh\n999-001;"Sử; Vàng A";01/02/1990\n999-002;Nông Thị Bích Thủy;03/04/1991\n'


def plain(cell: Any) -> Any:
    return cell.date() if isinstance(cell, datetime) else cell


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_an_office_file_of_another_kind_gives_the_same_cells(kind: str) -> None:
    source = open_table(FILES / f"so.{kind}")
    assert (source.format, source.hidden) == (kind, ("Nháp",))
    persons, grants = source.sheets
    assert (persons.name, grants.name) == ("Cán bộ", "Khen thưởng")
    assert persons.rows[1][:4] == ["Số hiệu", "Họ và tên", "Ngày sinh", "CCCD"]
    assert [plain(cell) for cell in persons.rows[2][:4]] == [
        "999-001",
        "Vàng A Sử",
        date(1990, 2, 1),
        1090000001,
    ]
    assert persons.rows[3][2] == "03/04/1991"
    assert [row[0] for row in grants.rows[1:3]] == ["999-001", "999-001"], (
        "merged cells carry their value down"
    )


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8", ";"), ("utf-8-sig", ","), ("utf-16", "\t"), ("cp1258", ";")],
)
def test_a_csv_is_read_in_the_letters_and_marks_that_it_has(encoding: str, separator: str) -> None:
    text = CSV if separator == ";" else CSV.replace("Sử; Vàng A", "Sử Vàng A").replace(";", separator)
    data = text.encode(encoding, errors="ignore") if encoding == "cp1258" else text.encode(encoding)
    source = open_table(data, "so_khen-thuong 2019.csv")
    (sheet,) = source.sheets
    assert (source.format, sheet.name) == ("csv", "so khen thuong 2019")
    assert [len(row) for row in sheet.rows] == [3, 3, 3]
    assert sheet.rows[1][0] == "999-001"
    if encoding != "cp1258":  # which has no letter for every mark
        assert sheet.rows[0] == ["Số hiệu", "Họ và tên", "Ngày sinh"]


def test_the_name_of_a_file_says_nothing() -> None:
    assert open_table((FILES / "so.ods").read_bytes(), "so.xlsx").format == "ods"
    assert open_table((FILES / "so.xls").read_bytes(), "so.csv").format == "xls"
    assert open_table(CSV.encode(), "so.xlsx").format == "csv"


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (b"\x89PNG\r\n", "not_a_table", "ảnh"),
        (b"Rar!\x1a\x07", "not_a_table", "tệp nén RAR"),
        (b"<html><table></table></html>", "not_a_table", "trang web lưu thành tệp"),
        (bytes(range(256)) * 3, "not_a_table", "không phải bảng tính"),
        ((FILES / "so.ods").read_bytes()[:900], "broken_file", "hỏng"),
    ],
)
def test_what_is_no_table_says_what_it_is_and_what_to_bring(data: bytes, code: str, said: str) -> None:
    with pytest.raises(NotAWorkbook, match=said) as refused:
        open_table(data, "so.xlsx")
    assert refused.value.code == code
    assert str(refused.value).endswith(".")
