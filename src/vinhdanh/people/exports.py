"""Lists as Excel files: one sheet, headings frozen, every text written as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

import xlsxwriter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(
    *,
    title: str,
    notes: Iterable[str],
    columns: Sequence[tuple[str, int]],
    rows: Iterable[Sequence[str | int | None]],
) -> bytes:
    """A list with its title and notes above it.

    A text that begins like a formula stays a text: cells are written by type, never parsed.

    Args:
        columns: heading and width in characters.
        rows: cells in the columns' order; None is an empty cell.
    """
    buffer = BytesIO()
    book = xlsxwriter.Workbook(
        buffer,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    sheet = book.add_worksheet("Danh sách")
    head = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#ECEEEC", "border": 1}
    )
    cell = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "border_color": "#C5C9CC"})
    sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
    top = 1
    for note in notes:
        sheet.write_string(top, 0, note, book.add_format({"font_color": "#5D6675"}))
        top += 1
    for column, (heading, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(top, column, heading, head)
    row = top
    for row, values in enumerate(rows, top + 1):
        for column, value in enumerate(values):
            if value is None:
                sheet.write_blank(row, column, None, cell)
            elif isinstance(value, int):
                sheet.write_number(row, column, value, cell)
            else:
                sheet.write_string(row, column, value, cell)
    sheet.freeze_panes(top + 1, 0)
    sheet.autofilter(top, 0, max(row, top), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    book.close()
    return buffer.getvalue()
