"""A workbook file as plain sheets of cells, judged by its content and never by its name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from html import unescape
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from vinhdanh.exchange.grid import column_letters, column_number

MOST_BYTES = 512 << 20  # unpacked: a packed file may hide gigabytes
MOST_CELLS = 20_000_000  # of one sheet: one stray cell far away would otherwise fill the memory
_SAVE_AS = "Mở bằng Excel, chọn Lưu thành → Sổ làm việc Excel (.xlsx)."
_SHEET = re.compile(rb'<(?:\w+:)?sheet\b[^>]*?\bname="([^"]*)"[^>]*?\br:id="([^"]*)"')
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb'\b(Id|Target)="([^"]*)"')
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d+)"')
_FAR_CELL = re.compile(rb'<c r="([A-Z]{2,3})(\d+)"[^>/]*>')
_FAR_PREFIXED_CELL = re.compile(rb'<\w+:c r="([A-Z]{2,3})(\d+)"[^>/]*>')
_ERROR_CELL = re.compile(
    rb'<(?:\w+:)?c\b(?=[^>]*\bt="e")[^>]*\br="([A-Z]+)(\d+)"[^>]*>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<',
    re.S,
)
_UNCOMPUTED = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*><f[^>]*>[^<]*</f>(?:<v\s*/>|<v></v>)?</c>')


@dataclass(frozen=True, slots=True)
class BadCell:
    """A formula that gives no value: its error, or nothing computed yet."""

    text: str


Cell = str | float | int | bool | date | time | timedelta | BadCell


@dataclass(frozen=True, slots=True)
class SourceSheet:
    """One visible sheet; row 0 of `rows` is row 1 of the sheet. Merged cells carry their value down."""

    name: str
    rows: list[list[Cell]]
    merged_across: frozenset[tuple[int, int]]  # top-left cells of ranges wider than one column


@dataclass(frozen=True, slots=True)
class Source:
    sheets: tuple[SourceSheet, ...]
    hidden: tuple[str, ...]
    format: str = "xlsx"  # xlsx, xls, ods, csv


class NotAWorkbook(ValueError):
    """The file cannot be read at all. `args[0]` says why and what to do; `code` is stable."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def open_workbook(data: bytes) -> Source:
    """The sheets of an .xlsx file, which is a packed one.

    Raises:
        NotAWorkbook: another kind of packed file, encrypted, broken, or too large.
    """
    try:
        with ZipFile(BytesIO(data)) as packed:
            parts = _sheet_parts(packed)
            with CalamineWorkbook.from_filelike(BytesIO(data)) as workbook:
                sheets, hidden = [], []
                for about in workbook.sheets_metadata:
                    if about.visible != SheetVisibleEnum.Visible:
                        hidden.append(about.name)
                        continue
                    xml = packed.read(parts[about.name]) if about.name in parts else b""
                    _refuse_far_cells(about.name, xml)
                    sheets.append(_sheet(workbook, about.name, xml))
    except PasswordError as error:
        raise protected() from error
    except (CalamineError, BadZipFile, ZlibError, KeyError, ValueError, OSError, EOFError) as error:
        if isinstance(error, NotAWorkbook):
            raise
        raise NotAWorkbook(
            "broken_file",
            f"Tệp hỏng, không mở được ({error}). Mở bằng Excel và lưu lại thành .xlsx, hoặc lấy lại bản gốc.",
        ) from error
    return Source(tuple(sheets), tuple(hidden))


def bytes_of(path: str | Path) -> bytes:
    """A file's content.

    Raises:
        NotAWorkbook: not there, or not to be read.
    """
    try:
        return Path(path).read_bytes()
    except FileNotFoundError as error:
        raise NotAWorkbook("no_file", f"Không có tệp “{path}”. Kiểm tra lại đường dẫn.") from error
    except OSError as error:
        raise NotAWorkbook("no_file", f"Không đọc được tệp “{path}”: {error.strerror}.") from error


def protected() -> NotAWorkbook:
    """What to say of a file that opens with a password only."""
    return NotAWorkbook(
        "protected", "Tệp đặt mật khẩu mở. Bỏ mật khẩu trong Excel (Tệp → Thông tin → Bảo vệ) rồi thử lại."
    )


def _sheet_parts(packed: ZipFile) -> dict[str, str]:
    """Sheet name -> its part in the package."""
    names = set(packed.namelist())
    if "xl/workbook.xml" not in names:
        raise NotAWorkbook(
            "not_xlsx",
            f"Tệp nén này không phải bảng tính .xlsx. {_SAVE_AS}",
        )
    size = sum(part.file_size for part in packed.infolist())
    if size > MOST_BYTES:
        raise NotAWorkbook(
            "too_large",
            f"Tệp giải nén ra {size >> 20} MB, nhiều nhất là {MOST_BYTES >> 20} MB. Chia thành nhiều tệp.",
        )
    relations = packed.read("xl/_rels/workbook.xml.rels") if "xl/_rels/workbook.xml.rels" in names else b""
    targets: dict[bytes, str] = {}
    for relation in _RELATION.findall(relations):
        pairs = dict(_ATTRIBUTE.findall(relation))
        if b"Id" in pairs and b"Target" in pairs:
            target = unescape(pairs[b"Target"].decode())
            targets[pairs[b"Id"]] = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    found = {
        unescape(name.decode()): targets.get(relation, "")
        for name, relation in _SHEET.findall(packed.read("xl/workbook.xml"))
    }
    return {name: part for name, part in found.items() if part in names}


def _refuse_far_cells(name: str, xml: bytes) -> None:
    """The reader lays a sheet out as a full rectangle: check its size before it does."""
    last = max((int(number) for number in _ROW.findall(xml[-(64 << 10) :])), default=0)
    width = 26
    if last * 16_384 > MOST_CELLS:
        for letters, row in (_FAR_CELL if b"<c " in xml else _FAR_PREFIXED_CELL).findall(xml):
            width, last = max(width, column_number(letters.decode()) + 1), max(last, int(row))
    if last * width > MOST_CELLS:
        raise NotAWorkbook(
            "too_large",
            f"Trang “{name}” trải tới dòng {last}, cột {column_letters(width - 1)}: có ô lạc ở rất xa bảng. "
            "Xóa các dòng, cột thừa ngoài bảng rồi lưu lại.",
        )


def _sheet(workbook: CalamineWorkbook, name: str, xml: bytes) -> SourceSheet:
    sheet = workbook.get_sheet_by_name(name)
    rows: list[list[Cell]] = sheet.to_python(skip_empty_area=False)  # type: ignore[assignment]
    across = carry_down(rows, sheet.merged_cell_ranges or ())
    # The reader gives an empty cell for a formula without a value; only the file itself tells them apart.
    bad = [(a, b, c.decode()) for a, b, c in _ERROR_CELL.findall(xml)] if b't="e"' in xml else []
    bad += [(a, b, "công thức chưa tính") for a, b in _UNCOMPUTED.findall(xml)] if b"<f" in xml else []
    for letters, number, text in bad:
        at, column = int(number) - 1, column_number(letters.decode())
        width = max(column + 1, len(rows[0]) if rows else 0)
        for row in rows:
            row.extend([""] * (width - len(row)))
        rows.extend([""] * width for _ in range(len(rows), at + 1))
        rows[at][column] = BadCell(unescape(text))
    return SourceSheet(name, rows, across)


def carry_down(
    rows: list[list[Cell]], merged: Iterable[tuple[tuple[int, int], tuple[int, int]]]
) -> frozenset[tuple[int, int]]:
    """Write the value of merged cells into the rows below; gives the top-left cells of wide ranges."""
    across: set[tuple[int, int]] = set()
    for (top, left), (bottom, right) in merged:
        if right > left:
            across.add((top, left))
        if top < len(rows) and left < len(rows[top]) and rows[top][left] != "":
            for row in rows[top + 1 : bottom + 1]:
                if row[left] == "":
                    row[left] = rows[top][left]
    return frozenset(across)
