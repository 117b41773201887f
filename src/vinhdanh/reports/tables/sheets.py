"""A table as an Excel file laid out as the form: merged headings, numbers as numbers."""

from __future__ import annotations

from io import BytesIO

import xlsxwriter

from vinhdanh.access.models import Account
from vinhdanh.people.exports import mark
from vinhdanh.reports.figures import written
from vinhdanh.reports.tables.filling import COUNTING_WORDS, Filled
from vinhdanh.reports.tables.headings import headings, stub

WORDS, NUMBERS = 46, 14  # characters that the first column and those with numbers are wide
OTHERS = 14
LINE = 15.5  # points that a line of words is high: Excel doesn't fit rows with merged cells itself


def table_workbook(filled: Filled, actor: Account) -> bytes:
    """The table, with what does not add up and how it was counted under it, and who took it out."""
    table, circular, year = filled.table, filled.table.circular, filled.year
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(table.code)
    form = {"border": 1, "text_wrap": True, "valign": "vcenter"}
    head = book.add_format({**form, "bold": True, "align": "center", "bg_color": "#ECEEEC"})
    section = book.add_format({**form, "bold": True})
    centred = book.add_format({**form, "align": "center"})
    number, total = book.add_format(form), book.add_format({**form, "bold": True})
    words = [book.add_format({**form, "bold": depth == 0, "indent": depth}) for depth in range(4)]
    before, width = len(stub(table)), len(stub(table)) + len(filled.columns)
    sheet.set_column(0, 0, WORDS)
    sheet.set_column(1, before - 1, OTHERS)
    sheet.set_column(before, width - 1, NUMBERS)
    bold, title = book.add_format({"bold": True}), book.add_format({"bold": True, "font_size": 14})
    sheet.write_string(0, 0, f"Biểu số: {table.label}", bold)
    sheet.write_string(1, 0, f"Ban hành theo Thông tư số {circular.number}")
    sheet.write_string(2, 0, f"Ngày nhận báo cáo: {circular.due_in(year):%d/%m/%Y}")
    sheet.write_string(3, 0, f"Đơn vị báo cáo: {filled.unit_name}")
    sheet.write_string(4, 0, table.title.upper(), title)
    sheet.write_string(5, 0, f"Năm {year}, {circular.period_words(year)}")
    measured = [f"Đơn vị tính: {table.measure}"] if table.measure else []
    measured += [f"Số đếm là {COUNTING_WORDS[filled.counting]}"] if filled.two_ways else []
    sheet.write_string(6, 0, ". ".join(measured))
    top = 7
    for down, row_of_heads in enumerate(headings(table, filled.columns)):
        lines = [_lines(one.title, NUMBERS * one.across) for one in row_of_heads if one.down == 1]
        sheet.set_row(top + down, LINE * max(lines, default=1))
        for one in row_of_heads:
            first, last = top + down, top + down + one.down - 1
            if one.across > 1 or one.down > 1:
                sheet.merge_range(first, one.column, last, one.column + one.across - 1, one.title, head)
            else:
                sheet.write_string(first, one.column, one.title, head)
    at = top + len(headings(table, filled.columns))
    sheet.freeze_panes(at, 1)
    sheet.repeat_rows(top, at - 1)
    for row in table.rows:
        if not row.code:
            sheet.merge_range(at, 0, at, width - 1, row.words, section)
            at += 1
            continue
        sheet.set_row(at, LINE * _lines(row.words, WORDS - 2 * row.indent))
        sheet.write_string(at, 0, row.words, words[min(row.indent, 3)])
        for column, said in enumerate((row.code, row.measure)[: before - 1], 1):
            sheet.write_string(at, column, said, centred)
        for column, held in enumerate(filled.columns, before):
            value = filled.figure(row, held).value
            style = number if row.indent else total
            if isinstance(value, int):
                sheet.write_number(at, column, value, style)
            else:
                sheet.write_blank(at, column, None, style)
        at += 1
    sheet.set_row(4, 20)
    slope = book.add_format({"italic": True})
    for column, (who, note) in zip((0, max(width - 3, 1)), circular.makers, strict=False):
        sheet.write_string(at + 1, column, who, bold)
        sheet.write_string(at + 2, column, note, slope)
    at += 7  # room to sign
    grey = book.add_format({"font_color": "#5D6675"})
    for said in (*notes(filled), mark(actor)):
        sheet.write_string(at + 1, 0, said, grey)
        at += 1
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    book.close()
    return buffer.getvalue()


def _lines(words: str, width: int) -> int:
    """How many lines some words take in a cell, a little too many rather than too few."""
    return -(-len(words) // max(width - 2, 1))


def notes(filled: Filled) -> list[str]:
    """What has to be said beside the numbers: what fails, what is left out or unknown, how it was read."""
    circular = filled.table.circular
    found = [one.said for one in filled.failing]
    found += [f"Không đếm {written(len(one.items))} {one.about}." for one in filled.apart]
    found += empty_cells(filled)
    found += [*filled.table.readings, *filled.table.unseen]
    if circular.doubtful(filled.year):
        found.append(circular.doubt)
    return [*found, f"Nguồn của biểu: {circular.source}."]


def empty_cells(filled: Filled) -> list[str]:
    """Why some rows and columns have no numbers."""
    if filled.source.reason:
        return [filled.source.reason]
    rows = [f"Dòng {row.code} để trống: {row.missing}" for row in filled.table.lines if row.missing]
    shown = {one.number for one in filled.columns}
    gone = dict.fromkeys(one.number for one in filled.table.columns if one.number not in shown)
    rows += [f"Cột {number} không in: không có ai được tặng." for number in gone]
    return [*rows, *(f"Cột {one.number} để trống: {one.missing}" for one in filled.columns if one.missing)]
