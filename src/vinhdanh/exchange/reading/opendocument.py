"""OpenDocument spreadsheets (.ods): read here, so that repeated cells are counted before they are made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from vinhdanh.exchange.reading.source import (
    MOST_BYTES,
    MOST_CELLS,
    BadCell,
    Cell,
    NotAWorkbook,
    Source,
    SourceSheet,
    carry_down,
    protected,
)

MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_ROWS = {f"{_TABLE}{name}" for name in ("table-row-group", "table-rows", "table-header-rows")}

Merged = tuple[tuple[int, int], tuple[int, int]]


def read_opendocument(data: bytes) -> Source:
    """The sheets of an .ods file.

    Raises:
        NotAWorkbook: encrypted, broken, or too large.
    """
    try:
        with ZipFile(BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_BYTES:
                raise NotAWorkbook(
                    "too_large", f"Tệp giải nén ra hơn {MOST_BYTES >> 20} MB. Chia thành nhiều tệp."
                )
            if b"encryption-data" in packed.read("META-INF/manifest.xml"):
                raise protected()
            root = ElementTree.fromstring(packed.read("content.xml"))
    except (
        BadZipFile,
        ZlibError,
        KeyError,
        OSError,
        EOFError,
        ElementTree.ParseError,
        RuntimeError,
    ) as error:
        raise NotAWorkbook(
            "broken_file", f"Tệp .ods hỏng, không mở được ({error}). Mở bằng LibreOffice và lưu lại."
        ) from error
    hidden_styles = {
        style.get(f"{_STYLE}name")
        for style in root.iter(f"{_STYLE}style")
        for properties in style.iter(f"{_STYLE}table-properties")
        if properties.get(f"{_TABLE}display") == "false"
    }
    sheets, hidden = [], []
    for table in root.iter(f"{_TABLE}table"):
        name = table.get(f"{_TABLE}name", "")
        if table.get(f"{_TABLE}style-name") in hidden_styles:
            hidden.append(name)
        else:
            sheets.append(_sheet(table, name))
    return Source(tuple(sheets), tuple(hidden), "ods")


def _sheet(table: ElementTree.Element, name: str) -> SourceSheet:
    rows: list[list[Cell]] = []
    merged: list[Merged] = []
    waiting = 0  # empty rows, made only when something stands below them
    for row in _rows_of(table):
        repeated = _count(row, "number-rows-repeated")
        cells = _cells(row, len(rows) + waiting, merged)
        if not cells:
            waiting += repeated
            continue
        if (len(rows) + waiting + repeated) * max(len(cells), 1) > MOST_CELLS:
            raise NotAWorkbook(
                "too_large", f"Trang “{name}” có ô lạc ở rất xa bảng. Xóa các dòng thừa rồi lưu lại."
            )
        rows.extend([] for _ in range(waiting))
        waiting = 0
        rows.extend(list(cells) for _ in range(repeated))
    width = max(map(len, rows), default=0)
    if width * len(rows) > MOST_CELLS:
        raise NotAWorkbook(
            "too_large", f"Trang “{name}” có ô lạc ở rất xa bảng. Xóa các cột thừa rồi lưu lại."
        )
    for cells in rows:
        cells.extend([""] * (width - len(cells)))
    return SourceSheet(name, rows, carry_down(rows, merged))


def _rows_of(table: ElementTree.Element) -> Iterator[ElementTree.Element]:
    for element in table:
        if element.tag == f"{_TABLE}table-row":
            yield element
        elif element.tag in _ROWS:
            yield from _rows_of(element)


def _cells(row: ElementTree.Element, at: int, merged: list[Merged]) -> list[Cell]:
    """The cells of a row up to the last one that holds something."""
    cells: list[Cell] = []
    waiting = 0
    for element in row:
        if element.tag not in _CELLS:
            continue
        repeated = _count(element, "number-columns-repeated")
        value = _value(element) if element.tag == _CELLS[0] else ""
        if value == "":
            waiting += repeated
            continue
        if len(cells) + waiting + repeated > MOST_CELLS:
            raise NotAWorkbook("too_large", f"Dòng {at + 1} có quá nhiều ô lặp lại.")
        cells.extend([""] * waiting)
        waiting = 0
        down, across = _count(element, "number-rows-spanned"), _count(element, "number-columns-spanned")
        if down > 1 or across > 1:
            merged.append(((at, len(cells)), (at + down - 1, len(cells) + across - 1)))
        cells.extend([value] * repeated)
    return cells


def _value(cell: ElementTree.Element) -> Cell:
    kind = cell.get(f"{_OFFICE}value-type")
    if cell.get(f"{_CALC}value-type") == "error":
        return BadCell(_text_of(cell) or "#ERR")
    match kind:
        case "float" | "percentage" | "currency":
            return float(cell.get(f"{_OFFICE}value", "0"))
        case "boolean":
            return cell.get(f"{_OFFICE}boolean-value") == "true"
        case "date":
            written = cell.get(f"{_OFFICE}date-value", "")
            try:
                return datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)
            except ValueError:
                return _text_of(cell)
    return _text_of(cell)


def _text_of(cell: ElementTree.Element) -> str:
    """The paragraphs of a cell; notes pinned to it are no part of it."""
    return "\n".join("".join(paragraph.itertext()) for paragraph in cell.findall(f"{_TEXT}p")).strip()


def _count(element: ElementTree.Element, name: str) -> int:
    written = element.get(f"{_TABLE}{name}", "1")
    return max(int(written), 1) if written.isdigit() else 1
