"""Small workbooks, written by a library other than the one that reads them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from vinhdanh.engine import LawBook
from vinhdanh.exchange.layout import SHEETS
from vinhdanh.exchange.reading import Problem, Reading, read_workbook

Cells = Sequence[Sequence[Any]]
TODAY = date(2026, 11, 17)

HEADERS = {sheet.key: [column.header for column in sheet.columns] for sheet in SHEETS}
NAMES = {sheet.key: sheet.name for sheet in SHEETS}
PERSONS: Cells = [
    ["Số hiệu", "Họ và tên", "Ngày sinh", "Ngày vào ngành", "Mã đơn vị"],
    ["318-472", "Nông Thị Bích Thủy", date(1985, 3, 1), date(2008, 3, 1), "PX01"],
    ["291-604", "Lương Văn Đạt", date(1980, 5, 2), date(2002, 9, 1), "PC08"],
]
UNITS: Cells = [
    ["Mã đơn vị", "Tên đơn vị", "Loại", "Cấp", "Đơn vị cấp trên"],
    ["CAT", "Công an tỉnh Sơn Hà", "Công an tỉnh", "cấp tỉnh", None],
    ["PX01", "Phòng Tổ chức cán bộ", "phòng", "cơ sở", "CAT"],
    ["PC08", "Phòng Cảnh sát giao thông", "phòng", "cơ sở", "CAT"],
]
ABSENT = {"no_sheet"}  # most tests write only the sheets they are about


def write(sheets: dict[str, Cells], prepare: Callable[[dict[str, Worksheet]], None] | None = None) -> bytes:
    """An .xlsx file of those sheets; `prepare` may merge cells or set formats."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    made = {}
    for name, rows in sheets.items():
        made[name] = workbook.create_sheet(name)
        for row in rows:
            made[name].append(list(row))
    if prepare is not None:
        prepare(made)
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


class Reader:
    """Reads sheets given as lists of rows; persons and units are there unless given."""

    def __init__(self, book: LawBook) -> None:
        self._book = book

    def file(self, source: bytes | str | Path, **options: Any) -> Reading:
        return read_workbook(source, book=self._book, year=2025, today=TODAY, **options)

    def __call__(
        self,
        prepare: Callable[[dict[str, Worksheet]], None] | None = None,
        own: str | Path | None = None,
        **sheets: Cells,
    ) -> Reading:
        """Sheets by key: `grants=[[header…], [row…]]`. A key that is no sheet is a sheet's own name."""
        named = {
            NAMES.get(key, key): rows for key, rows in {"units": UNITS, "persons": PERSONS, **sheets}.items()
        }
        return self.file(write(named, prepare), own_spellings=own)


def told(reading: Reading) -> list[str]:
    """Codes of all problems but those about sheets that the test left out."""
    return [p.code for p in reading.problems if p.code not in ABSENT]


def only(reading: Reading) -> Problem:
    """The one problem there is."""
    problems = [p for p in reading.problems if p.code not in ABSENT]
    assert len(problems) == 1, [(p.code, p.place, p.message) for p in problems]
    return problems[0]


GRANTS = ["Số hiệu", "Danh hiệu, hình thức", "Năm"]
RATINGS = ["Số hiệu", "Năm", "Mức xếp loại"]
