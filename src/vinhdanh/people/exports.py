"""Lists as Excel files. Every list that leaves the program goes through here.

Each file says who took it out and when, holds nobody under secrecy, and has no cell that a
spreadsheet would take for a formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

import xlsxwriter
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.people.models import Person
from vinhdanh.people.papers.secrecy import kept_in

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # what a spreadsheet would compute when the cell is edited


class Percent(float):
    """A share, 0.5 for a half, which a spreadsheet shows as 50,0%."""


Cell = str | int | float | None
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def workbook(
    *,
    actor: Account | Operator,
    title: str,
    notes: Iterable[str],
    columns: Sequence[tuple[str, int]],
    rows: Iterable[Sequence[Cell]],
    persons_in: int | None = None,
) -> bytes:
    """A list with its title and notes above it, and a line of who took it out and when.

    Args:
        actor: who takes it out.
        columns: heading and width in characters.
        rows: cells in the columns' order; None is an empty cell.
        persons_in: the column that holds số hiệu. People whose records the actor may not take out are left
            out, and the file says how many.
    """
    listed = list(rows)
    lines = [*notes]
    if persons_in is not None and (
        hidden := secret_numbers(actor).intersection(row[persons_in] for row in listed)
    ):
        listed = [row for row in listed if row[persons_in] not in hidden]
        lines.append(f"Không xuất {len(hidden)} người có độ mật.")
    lines.append(mark(actor))
    return _written(title, lines, columns, listed)


def mark(actor: Account | Operator) -> str:
    """The line of who took a list out, and when."""
    now = timezone.localtime()
    account = f" ({actor.username})" if actor.username else ""
    return f"Xuất lúc {now:%H:%M ngày %d/%m/%Y}: {actor.full_name}{account}."


def secret_numbers(actor: Account | Operator) -> set[str]:
    """Số hiệu of the people whose records the actor may not take out."""
    return {
        number
        for number, secrecy in Person.every.exclude(secrecy=0).values_list("number", "secrecy")
        if kept_in(actor, number, secrecy)
    }


@dataclass(frozen=True, slots=True)
class Sheet:
    """One of several tables in a file. ``name``: of its tab; Excel takes 31 letters."""

    name: str
    title: str
    columns: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[Cell]]


def workbook_of(*, actor: Account | Operator, notes: Iterable[str], sheets: Sequence[Sheet]) -> bytes:
    """Several tables, each on a sheet of its own with its title, the notes and who took it out.

    Names of people have no place in them: a list of people is a ``workbook``.
    """
    return _book(sheets, [*notes, mark(actor)])


def _written(
    title: str, lines: Sequence[str], columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[Cell]]
) -> bytes:
    return _book([Sheet("Danh sách", title, columns, rows)], lines)


def _book(sheets: Sequence[Sheet], lines: Sequence[str]) -> bytes:
    """Cells are written by type, never parsed; what looks like a formula is marked as text for good."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, _OPTIONS)
    for one in sheets:
        _fill(book, one, lines)
    book.close()
    return buffer.getvalue()


def _fill(book: xlsxwriter.Workbook, one: Sheet, lines: Sequence[str]) -> None:
    sheet = book.add_worksheet(one.name[:31])
    head = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#ECEEEC", "border": 1}
    )
    plain = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#C5C9CC"}
    cell, quoted = book.add_format(plain), book.add_format({**plain, "quote_prefix": True})
    tenths = book.add_format({**plain, "num_format": "#,##0.0"})
    percent = book.add_format({**plain, "num_format": "0.0%"})
    sheet.write_string(0, 0, one.title, book.add_format({"bold": True, "font_size": 14}))
    grey = book.add_format({"font_color": "#5D6675"})
    for at, line in enumerate(lines, 1):
        sheet.write_string(at, 0, line, grey)
    top = len(lines) + 1
    for column, (heading, width) in enumerate(one.columns):
        sheet.set_column(column, column, width)
        sheet.write_string(top, column, heading, head)
    for row, values in enumerate(one.rows, top + 1):
        for column, value in enumerate(values):
            if value is None:
                sheet.write_blank(row, column, None, cell)
            elif isinstance(value, int | float):
                look = percent if isinstance(value, Percent) else tenths if isinstance(value, float) else cell
                sheet.write_number(row, column, value, look)
            else:
                sheet.write_string(row, column, value, quoted if value.startswith(_FORMULA) else cell)
    sheet.freeze_panes(top + 1, 0)
    sheet.autofilter(top, 0, top + len(one.rows), len(one.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    sheet.set_footer(f"&L&8{lines[-1].replace('&', '&&')}&R&8Trang &P/&N")
