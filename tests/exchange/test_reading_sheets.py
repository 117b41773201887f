"""How sheets, headers and records are found, and files that are no workbook."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.exchange.sheets import GRANTS, PERSONS, RATINGS, UNITS, Reader, only, told, write

TITLED = [
    ["CÔNG AN TỈNH SƠN HÀ"],
    ["PHÒNG TỔ CHỨC CÁN BỘ"],
    ["DANH SÁCH KHEN THƯỞNG NĂM 2023"],
    [],
    ["STT", "Số hiệu", "Họ và tên", "Danh hiệu", "Năm khen", "Ghi chú"],
    [1, "318-472", "Nông Thị Bích Thuỷ", "CSTĐCS", 2023, None],
    [2, "291-604", "Lương Văn Đạt", "CSTT", 2023, "tái bổ nhiệm"],
]


def test_a_header_below_titles_in_other_words_and_order(read: Reader) -> None:
    reading = read(grants=TITLED)
    assert told(reading) == []
    assert [(g.id, g.honour) for g in reading.facts.grants] == [
        ("Khen thưởng!6", "CSTD_CS"),
        ("Khen thưởng!7", "CSTT"),
    ]
    assert reading.rows_read["Khen thưởng"] == 2


@pytest.mark.parametrize(
    "name", ["KT", "khen thuong", "DS khen thưởng", "4. Khen thưởng 2023", "Sổ khen thưởng"]
)
def test_sheet_names(read: Reader, name: str) -> None:
    assert len(read(**{name: TITLED}).facts.grants) == 2


def test_one_kind_of_record_on_several_sheets(read: Reader) -> None:
    reading = read(
        **{
            "Xếp loại 2023": [RATINGS, ["318-472", 2023, "HTTNV"]],
            "Xếp loại 2024": [RATINGS, ["318-472", 2024, "HTXSNV"]],
        }
    )
    assert told(reading) == []
    assert [r.id for r in reading.facts.ratings] == ["Xếp loại 2023!2", "Xếp loại 2024!2"]


def test_a_header_in_two_merged_rows(read: Reader) -> None:
    def merge(sheets: dict[str, Worksheet]) -> None:
        for cells in ("A1:A2", "B1:B2", "C1:C2", "D1:E1"):
            sheets["Khen thưởng"].merge_cells(cells)

    rows = [
        ["Số hiệu", "Danh hiệu", "Năm", "Quyết định", None],
        [None, None, None, "Số", "Ngày ký"],
        ["318-472", "CSTĐCS", 2023, "1098/QĐ-CAT", "22/12/2023"],
    ]
    reading = read(merge, grants=rows)
    assert told(reading) == []
    grant = reading.facts.grants[0]
    assert (grant.number, f"{grant.decided:%d/%m/%Y}") == ("1098/QĐ-CAT", "22/12/2023")


def test_numbered_columns_under_the_header(read: Reader) -> None:
    reading = read(grants=[GRANTS, ["(1)", "(2)", "(3)"], ["318-472", "CSTT", 2023]])
    assert told(reading) == []
    assert len(reading.facts.grants) == 1


def test_numbered_columns_leave_the_header_where_it_is(read: Reader) -> None:
    """Under numbers, and again with its numbers on a later page: one header, one place to name."""
    header, numbers = ["TT", *GRANTS, "Ngày quyet dinhh"], ["(1)", "(2)", "(3)", "(4)", "(5)"]
    reading = read(
        grants=[
            header,
            numbers,
            [1, "318-472", "CSTT", 2023, "1/12/2023"],
            [text.upper() for text in header],
            numbers,
            [2, "291-604", "CSTT", 2023, None],
        ]
    )
    assert (only(reading).code, only(reading).cell) == ("unknown_column", "E1")
    assert [g.id for g in reading.facts.grants] == ["Khen thưởng!3", "Khen thưởng!6"]


def test_a_header_in_two_rows_stands_again_on_the_next_page(read: Reader) -> None:
    def merge(sheets: dict[str, Worksheet]) -> None:
        for top in (1, 4):
            for letter in "ABC":
                sheets["Khen thưởng"].merge_cells(f"{letter}{top}:{letter}{top + 1}")
            sheets["Khen thưởng"].merge_cells(f"D{top}:E{top}")

    header = [["Số hiệu", "Danh hiệu", "Năm", "Quyết định", None], [None, None, None, "Số", "Ngày ký"]]
    one, two = (["318-472", "CSTT", year, f"1/{year}", f"1/12/{year}"] for year in (2022, 2023))
    reading = read(merge, grants=[*header, one, *header, two])
    assert told(reading) == []
    assert [g.id for g in reading.facts.grants] == ["Khen thưởng!3", "Khen thưởng!6"]


def test_a_repeated_header_is_nobody(read: Reader) -> None:
    header = ["STT", "Số hiệu", "Họ và tên", "Mã đơn vị", "Ghi chú"]
    again = ["TT", "SỐ HIỆU", "Họ và  tên", "Mã đơn vị", None]
    reading = read(persons=[header, [1, "318-472", "A", "PX01"], again, [2, "291-604", "B", "PC08"]])
    assert told(reading) == []
    assert [p.id for p in reading.facts.persons] == ["318-472", "291-604"]


def test_sections_and_signatures_under_required_columns_are_no_records(read: Reader) -> None:
    reading = read(
        persons=[
            ["STT", "Số hiệu", "Họ và tên", "Mã đơn vị"],
            ["I", "PHÒNG TỔ CHỨC CÁN BỘ"],
            [1, "318-472", "Nông Thị Bích Thủy", "PX01"],
            ["II.", None, "PHÒNG CẢNH SÁT GIAO THÔNG"],
            [2, "291-604", "Lương Văn Đạt", "PC08"],
            [],
            [None, "NGƯỜI LẬP BIỂU", "TRƯỞNG PHÒNG"],
            [None, "(Ký)", "(Ký)"],
            [None, "Vi Thị Kim Oanh", "Phan Đức Thịnh"],
        ]
    )
    assert told(reading) == []
    assert reading.rows_read["Cán bộ"] == len(reading.facts.persons) == 2


def test_a_unit_with_a_short_code_is_no_section(read: Reader) -> None:
    rows = [["Mã đơn vị", "Tên đơn vị", "Loại", "Cấp"], ["A", "Đội A"], ["PX01", "Phòng X"], ["PC08", "Y"]]
    assert [u.id for u in read(units=rows).facts.units] == ["A", "PX01", "PC08"]


def test_a_merged_code_carries_down(read: Reader) -> None:
    def merge(sheets: dict[str, Worksheet]) -> None:
        sheets["Khen thưởng"].merge_cells("A2:A4")

    rows = [GRANTS, ["318-472", "CSTT", 2021], [None, "CSTT", 2022], [None, "CSTĐCS", 2023]]
    reading = read(merge, grants=rows)
    assert told(reading) == []
    assert [g.subject for g in reading.facts.grants] == ["318-472"] * 3


def test_a_code_left_out_within_a_group_is_not_guessed(read: Reader) -> None:
    reading = read(
        grants=[GRANTS, ["318-472", "CSTT", 2021], [None, "CSTT", 2022], ["291-604", "CSTT", 2022]]
    )
    problem = only(reading)
    assert (problem.code, problem.cell) == ("missing", "A3")
    assert problem.suggestion == "“318-472” như dòng trên, nếu dòng này cùng nhóm"
    assert len(reading.facts.grants) == 2


def test_what_is_no_record_is_passed_over(read: Reader) -> None:
    reading = read(
        grants=[
            ["STT", *GRANTS],
            ["I. Phòng Tổ chức cán bộ"],
            [1, "318-472", "CSTT", 2023],
            [],
            [None, " "],
            ["STT", *GRANTS],
            ["VD", "VD-001", "CSTT", 2023],
            [2, "291-604", "CSTT", 2023],
            ["Cộng", None, "2 lượt"],
            ["Tổng cộng: 02 lượt cá nhân"],
            [None, "Ghi chú: danh sách gồm 02 đồng chí"],
            [None, None, None, "Sơn Hà, ngày 01 tháng 12 năm 2023"],
            [None, "NGƯỜI LẬP BẢNG", None, "TRƯỞNG PHÒNG"],
            [None, "Trung tá Phan Đức Thịnh"],
        ]
    )
    assert told(reading) == []
    assert reading.rows_read["Khen thưởng"] == len(reading.facts.grants) == 2


def test_a_person_called_tong_is_not_a_total(read: Reader) -> None:
    reading = read(persons=[["Số hiệu", "Họ và tên", "Mã đơn vị"], ["318-472", "Tống Công Cộng", "PX01"]])
    assert told(reading) == []
    assert reading.facts.persons[0].name == "Tống Công Cộng"


def test_an_unknown_column_is_named(read: Reader) -> None:
    reading = read(grants=[[*GRANTS, "Ngày quyet dinhh"], ["318-472", "CSTT", 2023, "1/12/2023"]])
    problem = only(reading)
    assert (problem.code, problem.severity, problem.cell) == ("unknown_column", "warning", "D1")
    assert problem.suggestion == "“Ngày quyết định”"


def test_a_column_given_twice(read: Reader) -> None:
    reading = read(grants=[[*GRANTS, "Năm khen"], ["318-472", "CSTT", 2023, 2024]])
    assert only(reading).code == "doubled_column"
    assert reading.facts.grants[0].year == 2023


def test_a_units_name_beside_its_code(read: Reader) -> None:
    header = ["Số hiệu", "Họ và tên", "Đơn vị", "Mã đơn vị"]
    reading = read(persons=[header, ["318-472", "Nông Thị Bích Thủy", "Phòng TCCB", "PX01"]])
    assert (only(reading).code, only(reading).cell) == ("doubled_column", "C1")
    assert reading.facts.posts[0].unit == "PX01"


def test_a_missing_column_loses_the_sheet_only(read: Reader) -> None:
    reading = read(grants=[["Số hiệu", "Danh hiệu", "Nawm"], ["318-472", "CSTT", 2023]])
    problem = only(reading)
    assert (problem.code, problem.severity) == ("missing_column", "error")
    assert "“Năm”" in problem.message
    assert problem.suggestion == "sửa “Nawm” thành “Năm”"
    assert len(reading.facts.persons) == 2


def test_a_sheet_without_header(read: Reader) -> None:
    reading = read(grants=[["318-472", "CSTT", 2023]])
    assert only(reading).code == "no_header"


def test_unknown_and_hidden_sheets_are_not_read(read: Reader) -> None:
    def hide(sheets: dict[str, Worksheet]) -> None:
        sheets["Khen thưởng"].sheet_state = "hidden"

    reading = read(hide, grants=TITLED, **{"Linh tinh": [["a", "b"]], "Sheet3": []})
    assert set(told(reading)) == {"hidden_sheet", "unknown_sheet"}
    assert reading.facts.grants == ()


def test_sheets_that_are_not_there_are_told_with_their_effect(read: Reader) -> None:
    reading = read()
    told_of = {p.expected: p.effect for p in reading.problems}
    assert told_of["trang “Kỷ luật, tạm hoãn”"] == "Coi như không ai bị kỷ luật, không ai bị tạm hoãn."
    assert "trang “Hộ gia đình”" not in told_of
    assert all(p.severity == "warning" for p in reading.problems)


def test_the_only_list_of_people_is_found_whatever_its_name(read: Reader) -> None:
    reading = read.file(write({"Sheet1": PERSONS, "Đơn vị": UNITS}))
    assert len(reading.facts.persons) == 2
    assert reading.unreadable is None


def test_without_persons_nothing_can_be_judged(read: Reader) -> None:
    reading = read.file(write({"Đơn vị": UNITS}))
    assert reading.unreadable is not None
    assert reading.unreadable.code == "no_persons_sheet"


# --- files -----------------------------------------------------------------------------------


def packed(**parts: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


OLE = bytes.fromhex("d0cf11e0a1b11ae1")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"<html><table></table></html>", "not_a_table"),
        (packed(word__document_xml=b"<w/>"), "not_xlsx"),
        (b"PK\x03\x04 but no archive", "broken_file"),
        (OLE + bytes(2000), "old_format"),
        (OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500), "protected"),
    ],
)
def test_files_that_are_no_workbook(read: Reader, content: bytes, code: str) -> None:
    reading = read.file(content)
    assert reading.unreadable is not None
    assert (reading.unreadable.code, len(reading.problems)) == (code, 1)
    assert reading.unreadable.message.endswith((".", "thử lại."))
    assert reading.facts.persons == ()


def test_a_file_is_judged_by_its_content(read: Reader, tmp_path: Path) -> None:
    path = tmp_path / "can-bo.csv"
    path.write_bytes(write({"Cán bộ": PERSONS, "Đơn vị": UNITS}))
    assert len(read.file(path).facts.persons) == 2
    named = tmp_path / "can-bo.xlsx"
    named.write_text("Số hiệu,Họ và tên\n", "utf-8")
    assert read.file(named).unreadable is None  # a .csv, whatever its name says


def test_a_file_that_is_not_there(read: Reader, tmp_path: Path) -> None:
    problem = read.file(tmp_path / "không có.xlsx").unreadable
    assert problem is not None
    assert (problem.code, "không có.xlsx" in problem.message) == ("no_file", True)


def test_a_truncated_file(read: Reader) -> None:
    whole = write({"Cán bộ": PERSONS})
    for cut in range(4, len(whole), len(whole) // 12):
        assert read.file(whole[:cut]).unreadable is not None


def test_a_damaged_file_never_raises(read: Reader) -> None:
    whole = bytearray(write({"Cán bộ": PERSONS, "Đơn vị": UNITS}))
    for at in range(30, len(whole), 211):
        damaged = whole.copy()
        damaged[at] ^= 0xFF
        read.file(bytes(damaged))


def test_one_stray_cell_far_away_does_not_fill_the_memory(read: Reader) -> None:
    def stray(sheets: dict[str, Worksheet]) -> None:
        sheets["Cán bộ"]["XFD1048576"] = "x"

    problem = read.file(write({"Cán bộ": PERSONS}, stray)).unreadable
    assert problem is not None
    assert (problem.code, "XFD" in problem.message) == ("too_large", True)


def test_a_packed_file_that_unpacks_to_too_much(read: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vinhdanh.exchange.reading.source.MOST_BYTES", 1 << 20)
    bomb = packed(xl__workbook_xml=b"<workbook/>", xl__worksheets__sheet1_xml=bytes(2 << 20))
    problem = read.file(bomb).unreadable
    assert problem is not None
    assert (problem.code, len(bomb) < 1 << 13) == ("too_large", True)


def test_progress_is_told(read: Reader) -> None:
    steps: list[tuple[str, int, int]] = []
    read.file(write({"Cán bộ": PERSONS}), progress=lambda *step: steps.append(step))
    assert ("Đọc trang Cán bộ", 3, 3) in steps
    assert steps[-1] == ("Đối chiếu các trang", 1, 1)
