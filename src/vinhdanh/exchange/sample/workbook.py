"""The province as an Excel file: as the template asks for it, or as offices really keep it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import xlsxwriter

from vinhdanh.engine import LawBook
from vinhdanh.exchange.layout import SHEETS, Kind, Sheet
from vinhdanh.exchange.sample.messy import write_messy
from vinhdanh.exchange.sample.planted import PlantedProblem
from vinhdanh.exchange.sample.province import Province
from vinhdanh.exchange.sample.rows import Row, sheet_rows
from vinhdanh.exchange.spellings import Spellings, load_spellings

_WIDTHS = {
    Kind.TEXT: 26,
    Kind.CODE: 12,
    Kind.SUBJECT: 14,
    Kind.CITIZEN_ID: 16,
    Kind.DATE: 12,
    Kind.YEAR: 8,
    Kind.CHOICE: 28,
    Kind.CODES: 22,
}


def write_sample(
    path: str | Path,
    province: Province,
    *,
    messy: bool = False,
    seed: int = 2026,
    spellings: Spellings | None = None,
) -> tuple[PlantedProblem, ...]:
    """Write the province as a personnel workbook.

    Args:
        messy: with titles above the tables, headers and words in many spellings, dates in many shapes,
            and some real mistakes; `seed` says where.
        spellings: the words to write; loaded with the laws where not given.

    Returns:
        The mistakes that were put in, in the order of the file; none in a clean one.

    Raises:
        OSError: the file cannot be written.
    """
    spellings = spellings or load_spellings(LawBook.load())
    rows = sheet_rows(province, spellings)
    if messy:
        return write_messy(path, rows, spellings, seed)
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        head = book.add_format({"bold": True, "bottom": 1})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for sheet in SHEETS:
            _write_clean(book, sheet, rows[sheet.key], head, day)
    return ()


def _write_clean(book: xlsxwriter.Workbook, sheet: Sheet, rows: list[Row], head: object, day: object) -> None:
    page = book.add_worksheet(sheet.name)
    page.freeze_panes(1, 0)
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, _WIDTHS.get(column.kind, 14))
        page.write_string(0, at, column.header, head)
    keys = [column.key for column in sheet.columns]
    for number, row in enumerate(rows, 1):
        for at, key in enumerate(keys):
            value = row.get(key)
            if value is None:
                continue
            if isinstance(value, str):
                page.write_string(number, at, value)
            elif isinstance(value, date):
                page.write_datetime(number, at, datetime(value.year, value.month, value.day), day)
            else:
                page.write_number(number, at, value)
