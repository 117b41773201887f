"""The personnel workbook as offices really keep it, with mistakes at known places."""

from __future__ import annotations

from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from vinhdanh.exchange.sample.dressing import Dresser, dress_name
from vinhdanh.exchange.sample.pages import Line, Page, divide
from vinhdanh.exchange.sample.places import DEPARTMENTS
from vinhdanh.exchange.sample.planted import FORMULA_ERROR, PlantedProblem, plant
from vinhdanh.exchange.sample.rows import Row, Value
from vinhdanh.exchange.spellings import Spellings

_NAME = "person_name"
_STRANGE_COLUMN = "Số điện thoại"
_STRANGE_SHEET = "Việc cần làm"
_HIDDEN_SHEET = "Nháp"
_HEADER_AGAIN = 350  # rows: the header stands again at the top of a printed page
_MERGED_SHARE = 0.06


def write_messy(
    path: str | Path, rows: dict[str, list[Row]], spellings: Spellings, seed: int
) -> tuple[PlantedProblem, ...]:
    """Write the rows in the words and shapes of an office; returns the mistakes, in the order of the file."""
    lines = {key: [Line(dict(row)) for row in some] for key, some in rows.items()}
    plant(Random(f"{seed}:planted"), lines)
    rng = Random(f"{seed}:pages")
    pages = divide(rng, lines)
    names = {
        str(row["id"]): str(row["name"]) for key in ("persons", "units", "households") for row in rows[key]
    }
    _divide_persons_into_sections(pages, names)
    found: list[PlantedProblem] = []
    with xlsxwriter.Workbook(str(path)) as book:
        writer = _Writer(book, Dresser(Random(f"{seed}:cells"), spellings), names, rng)
        for page in pages:
            found += writer.write(page)
        found += _strange_sheets(book)
    return tuple(found)


def _divide_persons_into_sections(pages: list[Page], names: dict[str, str]) -> None:
    departments = {d.code for d in DEPARTMENTS}
    for page in pages:
        if page.sheet.key != "persons":
            continue
        before = ""
        for at, line in enumerate(page.lines):
            unit = str(line.values.get("unit") or "").split("-")[0]
            if unit != before and unit in departments:
                page.sections[at] = names[unit].upper()
            before = unit


def _strange_sheets(book: xlsxwriter.Workbook) -> list[PlantedProblem]:
    """A sheet of notes, and one that somebody hid."""
    notes = book.add_worksheet(_STRANGE_SHEET)
    for at, text in enumerate(
        ("Việc cần làm trước khi nộp", "Xin lại quyết định của 3 đồng chí", "Đối chiếu với PX05")
    ):
        notes.write_string(at, 0, text)
    draft = book.add_worksheet(_HIDDEN_SHEET)
    draft.write_string(0, 0, "Bản nháp, không dùng")
    draft.hide()
    return [
        PlantedProblem(_STRANGE_SHEET, "", "unknown_sheet", "trang ghi chú, không phải dữ liệu"),
        PlantedProblem(_HIDDEN_SHEET, "", "hidden_sheet", "trang đang ẩn"),
    ]


class _Writer:
    def __init__(
        self, book: xlsxwriter.Workbook, dresser: Dresser, names: dict[str, str], rng: Random
    ) -> None:
        self.book, self.dresser, self.names, self.rng = book, dresser, names, rng
        self.bold = book.add_format({"bold": True})
        self.title = book.add_format({"bold": True, "align": "center", "font_size": 13})
        self.head = book.add_format({"bold": True, "border": 1, "align": "center", "text_wrap": True})
        self.day = book.add_format({"num_format": "dd/mm/yyyy"})
        self.top = book.add_format({"valign": "top"})

    def write(self, page: Page) -> list[PlantedProblem]:
        """Write one page; returns what is wrong on it."""
        sheet = self.book.add_worksheet(page.name)
        at = {"row_number": 0}
        for column in page.columns:
            at[column.key] = len(at)
            if page.with_names and len(at) == 2:
                at[_NAME] = len(at)
        if page.sheet.key == "persons":
            at["strange"] = len(at)
        width = len(at)
        row = self._titles(sheet, page, width)
        found = []
        if "strange" in at:
            cell = xl_rowcol_to_cell(row, at["strange"])
            found.append(PlantedProblem(page.name, cell, "unknown_column", f"cột lạ: {_STRANGE_COLUMN}"))
        row = self._header(sheet, page, at, row)
        if page.column_numbers:
            for column_at in range(width):
                sheet.write_string(row, column_at, f"({column_at + 1})", self.head)
            row += 1
        row, in_lines = self._lines(sheet, page, at, row)
        self._foot(sheet, page, row, width)
        return found + in_lines

    def _titles(self, sheet: Any, page: Page, width: int) -> int:
        """The agency above, the title below it, and a date; returns the row of the header."""
        sheet.merge_range(0, 0, 0, max(2, width // 2), "CÔNG AN TỈNH SƠN HÀ", self.bold)
        sheet.write_string(1, 0, "PHÒNG TỔ CHỨC CÁN BỘ", self.bold)
        if page.titles_above > 3:
            sheet.merge_range(2, 0, 2, width - 1, page.title, self.title)
        if page.titles_above > 4:
            sheet.merge_range(3, 0, 3, width - 1, "(Tính đến ngày 31/12/2025)", self.title)
        return page.titles_above

    def _header(self, sheet: Any, page: Page, at: dict[str, int], row: int) -> int:
        """One storey, or two where the time from and to stand under one word; returns the row below."""
        two = page.sheet.key in ("absences", "discipline")
        heads = {
            "row_number": "STT" if page.habit else "TT",
            _NAME: "Họ và tên" if page.habit < 2 else "Họ tên, tên đơn vị",
            "strange": _STRANGE_COLUMN,
            **page.headers,
        }
        if not two:
            for key, column in at.items():
                sheet.write_string(row, column, heads[key], self.head)
            return row + 1
        for key, column in at.items():
            if key not in ("start", "end"):
                sheet.merge_range(row, column, row + 1, column, heads[key], self.head)
        sheet.merge_range(row, at["start"], row, at["end"], "Thời gian", self.head)
        sheet.write_string(row + 1, at["start"], "Từ ngày", self.head)
        sheet.write_string(row + 1, at["end"], "Đến ngày", self.head)
        return row + 2

    def _lines(
        self, sheet: Any, page: Page, at: dict[str, int], row: int
    ) -> tuple[int, list[PlantedProblem]]:
        found: list[PlantedProblem] = []
        first = page.sheet.columns[0].key
        number, counted, sections, since_header = 0, 0, 0, 0
        runs = groupby(enumerate(page.lines), key=lambda pair: str(pair[1].values[first]))
        for subject, run in runs:
            lines = list(run)
            if lines[0][0] in page.sections:
                sections += 1
                if sections > 1:
                    sheet.write_string(row, 1, f"Cộng: {number - counted} đồng chí", self.bold)
                    row += 1
                row, counted = (
                    self._section(sheet, row, _roman(sections), page.sections[lines[0][0]], len(at)),
                    number,
                )
            if since_header > _HEADER_AGAIN and page.sheet.key == "grants":
                self._header(sheet, page, at, row)
                row, since_header = row + 1, 0
            merged = (
                page.sheet.key == "grants"
                and len(lines) > 2
                and all(line.problem is None and not line.plain for _, line in lines)
                and self.rng.random() < _MERGED_SHARE
            )
            for nth, (_, line) in enumerate(lines):
                number += 1
                self._line(sheet, page, at, row, line, number, beside=not (merged and nth))
                if line.problem is not None:
                    key, code, note = line.problem
                    found.append(PlantedProblem(page.name, xl_rowcol_to_cell(row, at[key]), code, note))
                row += 1
                since_header += 1
            if merged:
                for key, text in ((first, subject), (_NAME, self.names[subject])):
                    sheet.merge_range(row - len(lines), at[key], row - 1, at[key], text, self.top)
        return row, found

    def _section(self, sheet: Any, row: int, numeral: str, title: str, width: int) -> int:
        sheet.merge_range(row, 0, row, width - 1, f"{numeral}. {title}", self.bold)
        return row + 1

    def _line(
        self, sheet: Any, page: Page, at: dict[str, int], row: int, line: Line, number: int, beside: bool
    ) -> None:
        """One record. `beside`: its subject and name are written here, not in a merged cell above."""
        sheet.write_number(row, 0, number)
        dressed = line.problem is None and not line.plain
        first = page.sheet.columns[0].key
        for column in page.columns:
            value = line.values.get(column.key)
            if value is None or (column.key == first and not beside):
                continue
            if dressed:
                value = self.dresser.cell(column, value, page.habit)
            self._cell(sheet, row, at[column.key], value)
        if _NAME in at and beside:
            name = line.name_beside or self.names.get(str(line.values[first]), "")
            if name:
                sheet.write_string(row, at[_NAME], dress_name(self.rng, name) if dressed else name)

    def _cell(self, sheet: Any, row: int, column: int, value: Value) -> None:
        if value == FORMULA_ERROR:
            sheet.write_formula(row, column, "=VLOOKUP(B1,Z:Z,1,0)", None, FORMULA_ERROR)
        elif isinstance(value, str):
            sheet.write_string(row, column, value)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), self.day)
        elif value is not None:
            sheet.write_number(row, column, value)

    def _foot(self, sheet: Any, page: Page, row: int, width: int) -> None:
        """The total, and who made the list."""
        sheet.write_string(row, 1, "Tổng cộng", self.bold)
        sheet.write_number(row, 2, len(page.lines))
        sheet.write_string(row + 2, width - 1, "Sơn Hà, ngày 05 tháng 01 năm 2026")
        sheet.write_string(row + 3, 0, "NGƯỜI LẬP BIỂU", self.bold)
        sheet.write_string(row + 3, width - 1, "TRƯỞNG PHÒNG", self.bold)


def _roman(number: int) -> str:
    tens, units = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[units]
