from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.exchange.sheets import TODAY
from vinhdanh.engine import LawBook
from vinhdanh.exchange.layout import SHEETS, Kind
from vinhdanh.exchange.reading import read_workbook
from vinhdanh.exchange.template import GUIDE, HEADER_ROW, LISTS, write_template


@pytest.fixture(scope="module")
def template(book: LawBook, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "bieu-mau.xlsx"
    write_template(path, book)
    return path


def test_the_empty_template_reads_without_problems(template: Path, book: LawBook) -> None:
    reading = read_workbook(template, book=book, year=2025, today=TODAY)
    assert reading.problems == ()
    assert reading.facts.persons == reading.facts.units == ()
    assert set(reading.rows_read) == {sheet.name for sheet in SHEETS}
    assert set(reading.rows_read.values()) == {0}


def test_a_filled_template_is_read(template: Path, book: LawBook, tmp_path: Path) -> None:
    """The example rows without their mark are a good workbook: what the template shows can be read."""
    workbook = load_workbook(template)
    for sheet in SHEETS:
        for row in workbook[sheet.name].iter_rows(min_row=HEADER_ROW + 2):
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = cell.value.replace("VD-", "M-")
    workbook["Đơn vị"].append(["M-CAT", "Công an tỉnh Sơn Hà", "Công an tỉnh", "cấp tỉnh"])
    workbook["Cán bộ"].append(["M-002", "Lê Thị Mẫu", *[None] * 9, "M-PX01"])
    workbook.save(tmp_path / "filled.xlsx")
    reading = read_workbook(tmp_path / "filled.xlsx", book=book, year=2025, today=TODAY)
    assert [(p.code, p.place, p.message) for p in reading.problems] == []
    facts = reading.facts
    assert (len(facts.persons), len(facts.units), len(facts.posts)) == (2, 2, 2)
    assert [g.honour for g in facts.grants] == ["CSTD_CS"]
    assert facts.grants[0].works == ("M-SK1",)
    assert len(facts.ratings) == len(facts.disciplines) == len(facts.absences) == len(facts.findings) == 1
    assert reading.extras["M-001"].rank == "Thiếu tá"


def test_choices_drop_down_from_a_hidden_list(template: Path) -> None:
    workbook = load_workbook(template)
    assert workbook.sheetnames[0] == GUIDE
    assert workbook[LISTS].sheet_state == "hidden"
    lists = {column[0].value: [c.value for c in column[1:] if c.value] for column in workbook[LISTS].columns}
    for sheet in SHEETS:
        worksheet = workbook[sheet.name]
        assert worksheet.freeze_panes == f"C{HEADER_ROW + 2}"
        checks = {
            next(iter(check.sqref.ranges)).min_col: check
            for check in worksheet.data_validations.dataValidation
        }
        for at, column in enumerate(sheet.columns, 1):
            assert worksheet.cell(HEADER_ROW + 1, at).value == column.header
            assert checks[at].prompt
            if column.kind is Kind.CHOICE:
                assert checks[at].type == "list"
                assert LISTS in checks[at].formula1
                assert lists[column.choices]
            if column.kind is Kind.DATE:
                assert worksheet.column_dimensions[worksheet.cell(1, at).column_letter].width >= 12


def test_every_column_stands_in_the_guide(template: Path) -> None:
    guide = load_workbook(template)[GUIDE]
    told = {(row[0].value, row[1].value) for row in guide.iter_rows()}
    assert {(sheet.name, column.header) for sheet in SHEETS for column in sheet.columns} <= told


def test_a_folder_that_is_not_there(book: LawBook, tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"none"):
        write_template(tmp_path / "none" / "a.xlsx", book)
