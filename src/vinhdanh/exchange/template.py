"""The empty personnel workbook: what to fill in, and how."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from vinhdanh.engine import LawBook
from vinhdanh.exchange.grid import column_letters, row_height
from vinhdanh.exchange.layout import SHEETS, Column, Kind, Sheet
from vinhdanh.exchange.spellings import Spellings, load_spellings

GUIDE = "Hướng dẫn"
LISTS = "_Danh mục"
HEADER_ROW = 3  # counted from 0: title, what the sheet holds, empty, header
FILLED_ROWS = 20_000  # how far down formats and drop-downs reach
_DAY = "dd/mm/yyyy"
_INK, _GREY, _HEAD, _LINE = "#1B2330", "#5D6675", "#ECEEEC", "#C5C9CC"
_GUIDE_WIDTHS = (24, 44, 100)
OTHERS = 8  # spellings named in the guide
_WIDTHS = {Kind.TEXT: 28, Kind.CITIZEN_ID: 16, Kind.YEAR: 8, Kind.NUMBER: 10, Kind.FLAG: 12, Kind.CODES: 22}

# What each kind of cell asks for, in the words of the input message and the guide.
_ASKS = {
    Kind.TEXT: "Ghi tự do.",
    Kind.CODE: "Mã, viết giống nhau ở mọi trang. Ô để dạng văn bản, giữ số 0 ở đầu.",
    Kind.CITIZEN_ID: "12 chữ số, để dạng văn bản.",
    Kind.DATE: "Ngày, tháng, năm đủ: dd/mm/yyyy.",
    Kind.YEAR: "Một năm, bốn chữ số.",
    Kind.NUMBER: "Số nguyên.",
    Kind.FLAG: "x hoặc Có; để trống hoặc Không.",
    Kind.CHOICE: "Chọn trong danh sách.",
    Kind.SUBJECT: "Số hiệu có ở trang Cán bộ, mã có ở trang Đơn vị hoặc Hộ gia đình.",
    Kind.CODES: "Nhiều mã cách nhau bằng dấu chấm phẩy.",
}

# Codes that begin with VD- mark example rows; the reader passes over them.
_EXAMPLES: dict[str, dict[str, Any]] = {
    "units": {
        "id": "VD-PX01",
        "name": "Phòng Tổ chức cán bộ (ví dụ)",
        "parent": "VD-CAT",
        "valid_from": "01/03/2015",
    },
    "persons": {
        "id": "VD-001",
        "name": "Nguyễn Văn Mẫu (ví dụ)",
        "born": "15/08/1985",
        "citizen_id": "099085000001",
        "rank": "Thiếu tá",
        "joined": "01/03/2008",
        "unit": "VD-PX01",
    },
    "posts": {
        "person": "VD-001",
        "unit": "VD-PX01",
        "title": "Đội trưởng",
        "leads": "x",
        "start": "01/06/2019",
    },
    "ratings": {"subject": "VD-001", "year": 2024},
    "grants": {
        "subject": "VD-001",
        "year": 2024,
        "number": "1211/QĐ-CAT",
        "decided": "19/12/2024",
        "authority": "Giám đốc Công an tỉnh",
        "works": "VD-SK1",
    },
    "works": {
        "id": "VD-SK1",
        "name": "Số hóa hồ sơ cán bộ (ví dụ)",
        "authors": "VD-001; VD-002",
        "year": 2024,
        "number": "87/QĐ-CAT",
        "recognised": "05/11/2024",
    },
    "discipline": {"subject": "VD-001", "start": "01/02/2020", "end": "01/02/2021", "number": "15/QĐ-CAT"},
    "absences": {"person": "VD-001", "start": "01/02/2021", "end": "31/07/2021"},
    "findings": {
        "subject": "VD-001",
        "year": 2025,
        "holds": "Có",
        "by": "Hội nghị bình xét Phòng Tổ chức cán bộ",
        "on": "20/11/2025",
        "evidence": "Biên bản số 12/BB-PX01",
    },
    "households": {"id": "VD-H1", "name": "Nguyễn Thị Mẫu (ví dụ)"},
}
# Which name of a list the example row shows, by column: the first one where it is not said.
_EXAMPLE_CHOICES = {"unit_kind": "phong", "tier": "base", "honour": "CSTD_CS", "unassessed": ""}


def write_template(path: str | Path, book: LawBook | None = None) -> None:
    """Write the empty workbook: every sheet with header, formats, drop-downs, hints and one example row.

    Args:
        book: gives the honours and the questions to choose from; the shipped laws by default.

    Raises:
        OSError: the file cannot be written.
    """
    spellings = load_spellings(book or LawBook.load())
    try:
        with xlsxwriter.Workbook(str(path)) as workbook:
            _Template(workbook, spellings).write()
    except xlsxwriter.exceptions.FileCreateError as error:
        raise OSError(f"Không ghi được {path}: {error}") from error


@dataclass(frozen=True, slots=True)
class _Formats:
    title: Format
    note: Format
    head: Format
    required: Format
    text: Format
    date: Format
    number: Format
    example: Format
    wrapped: Format


class _Template:
    def __init__(self, workbook: xlsxwriter.Workbook, spellings: Spellings) -> None:
        self._workbook = workbook
        self._spellings = spellings
        head = {
            "bold": True,
            "bg_color": _HEAD,
            "border": 1,
            "border_color": _LINE,
            "text_wrap": True,
            "valign": "top",
        }
        base = {"font_name": "Times New Roman", "font_size": 11, "font_color": _INK}

        def of(**more: Any) -> Format:
            return workbook.add_format({**base, **more})

        self._formats = _Formats(
            title=of(bold=True, font_size=15),
            note=of(font_color=_GREY, font_size=10),
            head=of(**head),
            required=of(**{**head, "bottom": 2, "bottom_color": "#8E1B1F"}),
            text=of(num_format="@"),
            date=of(num_format=_DAY),
            number=of(num_format="0"),
            example=of(italic=True, font_color=_GREY),
            wrapped=of(text_wrap=True, valign="top", border=1, border_color=_LINE),
        )

    def write(self) -> None:
        guide = self._workbook.add_worksheet(GUIDE)
        sheets = {sheet.key: self._workbook.add_worksheet(sheet.name) for sheet in SHEETS}
        ranges = self._write_lists()
        for sheet in SHEETS:
            self._write_sheet(sheet, sheets[sheet.key], ranges)
        self._write_guide(guide)

    def _write_lists(self) -> dict[str, str]:
        """The hidden sheet of names to choose from; gives the range of each list."""
        hidden = self._workbook.add_worksheet(LISTS)
        hidden.hide()
        ranges = {}
        for at, kind in enumerate(sorted({c.choices for s in SHEETS for c in s.columns if c.choices})):
            names = self._spellings.names(kind)
            hidden.write_column(0, at, (kind, *names))
            letter = column_letters(at)
            ranges[kind] = f"='{LISTS}'!${letter}$2:${letter}${len(names) + 1}"
        return ranges

    def _write_sheet(self, sheet: Sheet, worksheet: Worksheet, ranges: dict[str, str]) -> None:
        formats = self._formats
        worksheet.write_string(0, 0, f"{sheet.name}", formats.title)
        worksheet.write_string(
            1, 0, f"{sheet.hint} Cột gạch chân đỏ phải có. Dòng nghiêng là ví dụ.", formats.note
        )
        for at, column in enumerate(sheet.columns):
            worksheet.set_column(at, at, _width(column), self._format_of(column))
            worksheet.write_string(
                HEADER_ROW, at, column.header, formats.required if column.required else formats.head
            )
            if column.hint:
                worksheet.write_comment(HEADER_ROW, at, column.hint, {"x_scale": 1.6})
            example = self._example(sheet, column)
            if isinstance(example, int):
                worksheet.write_number(HEADER_ROW + 1, at, example, formats.example)
            else:
                worksheet.write_string(HEADER_ROW + 1, at, example, formats.example)
            worksheet.data_validation(
                HEADER_ROW + 1, at, HEADER_ROW + FILLED_ROWS, at, _validation(column, ranges)
            )
        worksheet.set_row(HEADER_ROW, 32)
        worksheet.freeze_panes(HEADER_ROW + 1, 2)
        worksheet.autofilter(HEADER_ROW, 0, HEADER_ROW + 1, len(sheet.columns) - 1)
        worksheet.set_landscape()
        worksheet.fit_to_pages(1, 0)
        worksheet.repeat_rows(HEADER_ROW)

    def _format_of(self, column: Column) -> Format:
        if column.kind is Kind.DATE:
            return self._formats.date
        if column.kind in (Kind.YEAR, Kind.NUMBER):
            return self._formats.number
        return self._formats.text

    def _example(self, sheet: Sheet, column: Column) -> str | int:
        given = _EXAMPLES[sheet.key].get(column.key)
        if given is not None:
            return given  # type: ignore[no-any-return]
        if column.kind is not Kind.CHOICE or column.key == "merit":
            return ""
        code = _EXAMPLE_CHOICES.get(column.choices)
        if code is None:
            return self._spellings.names(column.choices)[0]
        return self._spellings.label(column.choices, code) if code else ""

    def _write_guide(self, guide: Worksheet) -> None:
        formats = self._formats
        for at, width in enumerate(_GUIDE_WIDTHS):
            guide.set_column(at, at, width)
        guide.write_string(0, 0, "Cách điền", formats.title)
        for row, text in enumerate(_ADVICE, 1):
            guide.write_string(row, 0, text, formats.note)
        row = len(_ADVICE) + 2
        for cells, style in self._guide_rows():
            for at, text in enumerate(cells):
                guide.write_string(row, at, text, style)
            guide.set_row(row, row_height(cells, _GUIDE_WIDTHS))
            row += 1
        guide.set_landscape()
        guide.fit_to_pages(1, 0)

    def _guide_rows(self) -> Iterator[tuple[tuple[str, ...], Format]]:
        yield ("Trang", "Cột", "Điền gì"), self._formats.head
        for sheet in SHEETS:
            for column in sheet.columns:
                must = "Phải có. " if column.required else ""
                yield (sheet.name, column.header, must + _told(column)), self._formats.wrapped
        yield (), self._formats.note
        yield ("Danh sách", "Tên", "Cũng hiểu các cách viết khác"), self._formats.head
        seen: set[str] = set()
        for sheet in SHEETS:
            for column in sheet.columns:
                if column.choices and column.choices not in seen:
                    seen.add(column.choices)
                    for code, name in self._spellings.labels[column.choices].items():
                        others = "; ".join(self._spellings.others(column.choices, code)[:OTHERS])
                        yield (column.header, name, others), self._formats.wrapped


_ADVICE = (
    "Mỗi dòng một việc. Chỉ trang Cán bộ bắt buộc; trang nào không dùng thì để trống.",
    "Số hiệu, mã đơn vị, mã sáng kiến nối các trang với nhau: viết giống nhau ở mọi nơi.",
    "Dòng có mã bắt đầu bằng VD- là ví dụ, không được đọc; xóa hay để lại đều được.",
    "Tên cột có thể viết cách khác, đổi thứ tự, có dòng tiêu đề phía trên. Cột lạ không được đọc.",
    "Từ nào không hiểu thì máy báo ô ấy và gợi ý cách viết gần nhất, không tự đoán.",
)


def _told(column: Column) -> str:
    """What a column asks for, then its own hint."""
    hint = column.hint[:1].upper() + column.hint[1:]
    return f"{_ASKS[column.kind]} {hint}{'' if hint.endswith('…') else '.'}" if hint else _ASKS[column.kind]


def _width(column: Column) -> int:
    if column.key == "name" or column.kind is Kind.CHOICE:
        return 30
    return max(_WIDTHS.get(column.kind, 14), min(len(column.header) + 2, 24))


def _validation(column: Column, ranges: dict[str, str]) -> dict[str, Any]:
    """The drop-down or check of a column. Nothing is refused: a sheet is often pasted in from elsewhere."""
    shown = _told(column)
    told = {"input_title": column.header[:32], "input_message": shown[:255], "error_type": "warning"}
    told |= {"error_title": column.header[:32], "error_message": shown[:255]}
    match column.kind:
        case Kind.CHOICE:
            return {"validate": "list", "source": ranges[column.choices], **told}
        case Kind.FLAG:
            return {"validate": "list", "source": ["x", "Có", "Không"], **told}
        case Kind.YEAR:
            return {"validate": "integer", "criteria": "between", "minimum": 1945, "maximum": 2100, **told}
        case Kind.NUMBER:
            return {"validate": "integer", "criteria": ">=", "value": 0, **told}
    return {"validate": "any", **told}
