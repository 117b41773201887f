"""A commune's lists from a workbook: the form, and the preview by cell."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest

from tests.programmes.selection import Selection
from vinhdanh.exchange.lists.form_file import HEADER_ROW, form_file
from vinhdanh.exchange.lists.kinds import CandidateList, ListSource
from vinhdanh.exchange.lists.reading import read_list
from vinhdanh.exchange.reading.source import NotAWorkbook

GOOD = {
    "Họ và tên": "Sùng A Dơ",
    "Ngày sinh": datetime(2006, 3, 2),
    "Giới tính": "Nam",
    "Trình độ": "Trung học phổ thông",
    "Chiều cao (cm)": 168.5,
    "Cân nặng (kg)": 60,
    "Đảng viên": "x",
}


@pytest.fixture
def world(db: None) -> Selection:
    return Selection()


def filled(source: ListSource, *rows: dict[str, Any]) -> bytes:
    """The list's own empty form, filled in."""
    book = openpyxl.load_workbook(io.BytesIO(form_file(source)))
    sheet = book["Danh sách"]
    headings = {cell.value: cell.column for cell in sheet[HEADER_ROW + 1]}
    for at, row in enumerate(rows, HEADER_ROW + 2):
        for heading, value in row.items():
            sheet.cell(at, headings[heading], value)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


# ---- the form and its reading ---------------------------------------------------------------------


def test_the_form_has_a_drop_down_wherever_the_page_has_one(world: Selection) -> None:
    book = openpyxl.load_workbook(io.BytesIO(form_file(CandidateList(world.clerk, world.round))))
    sheet, lists = book["Danh sách"], book["_Danh mục"]
    headings = [cell.value for cell in sheet[HEADER_ROW + 1]]
    assert lists.sheet_state == "hidden"
    offered = {}
    for rule in sheet.data_validations.dataValidation:
        (cells,) = rule.sqref.ranges
        column = cells.min_col
        offered[headings[column - 1]] = [
            cell.value for cell in lists[openpyxl.utils.get_column_letter(column)] if cell.value
        ]
    assert offered["Giới tính"] == ["Nam", "Nữ"]
    assert offered["Trình độ"][0] == "Trung học cơ sở"
    assert offered["Đảng viên"] == ["x"]


def test_lines_are_read_as_the_page_would_read_them(world: Selection) -> None:
    source = CandidateList(world.clerk, world.round)
    found = read_list(
        source, world.x1, filled(source, GOOD, GOOD | {"Họ và tên": "Vàng Thị Mỷ", "Giới tính": "nu"}), "a"
    )
    assert [(line.number, line.is_new) for line in found.lines] == [(4, True), (5, True)]
    assert found.lines[0].texts | {
        "born": "02/03/2006",
        "height": "168,5",
        "weight": "60",
        "party": "on",
    } == (found.lines[0].texts)


@pytest.mark.parametrize(
    ("change", "cell", "words"),
    [
        ({"Ngày sinh": "31/02/2006"}, "B4", "Ghi ngày theo dạng"),
        ({"Giới tính": "trai"}, "C4", "“trai” không có trong danh sách: Nam, Nữ."),
        ({"Trình độ": None}, "F4", ""),
        ({"Chiều cao (cm)": "một mét bảy"}, "H4", "Ghi một số"),
        ({"Cân nặng (kg)": 600}, "I4", ""),
        ({"Đảng viên": "có thể"}, "K4", "không rõ: ghi x hoặc để trống"),
        ({"Họ và tên": None}, "A4", ""),
    ],
)
def test_a_mistake_is_named_by_its_cell_and_nothing_of_the_file_is_written(
    world: Selection, change: dict[str, Any], cell: str, words: str
) -> None:
    source = CandidateList(world.clerk, world.round)
    found = read_list(
        source, world.x1, filled(source, GOOD | change, GOOD | {"Họ và tên": "Vàng A Páo"}), "a"
    )
    (line,) = found.wrong
    (note,) = line.wrong
    assert (line.number, note.cell) == (4, cell)
    assert words in note.words
    assert note.words


def test_who_is_on_file_is_kept_as_he_is_and_a_line_that_is_there_twice_is_refused(world: Selection) -> None:
    there = world.move(world.register(name="Sùng A Dơ", born=date(2006, 3, 2)), "screen_pass")
    source = CandidateList(world.clerk, world.round)
    twice = GOOD | {"Họ và tên": "Vàng A Páo"}
    found = read_list(source, world.x1, filled(source, GOOD, twice, twice), "a")
    assert [line.kept for line in found.kept] == [
        f"Đã có hồ sơ {there.code} (sơ tuyển đạt): giữ nguyên, không ghi đè."
    ]
    assert [line.wrong[0].words for line in found.wrong] == ["Trùng họ tên và ngày sinh với dòng 5."]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7", "tệp PDF"),
        (b"ho va ten;tuoi\nA;20\n", "Không thấy dòng tiêu đề của biểu mẫu: thiếu cột"),
    ],
)
def test_another_file_is_refused_with_what_it_lacks(world: Selection, data: bytes, words: str) -> None:
    with pytest.raises(NotAWorkbook, match=words):
        read_list(CandidateList(world.clerk, world.round), world.x1, data, "a")


def test_an_empty_form_says_so(world: Selection) -> None:
    source = CandidateList(world.clerk, world.round)
    with pytest.raises(NotAWorkbook, match="không có dòng nào dưới dòng tiêu đề"):
        read_list(source, world.x1, form_file(source), "a")
