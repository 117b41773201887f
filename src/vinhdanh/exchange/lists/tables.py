"""The tables of a Word file or a workbook as plain rows, with the words that stand above each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table, _Row

from vinhdanh.exchange.lists.reading import shown
from vinhdanh.exchange.reading.formats import open_table
from vinhdanh.exchange.reading.source import NotAWorkbook
from vinhdanh.exchange.text import tidy

WORD_PART = b"word/document.xml"


@dataclass(frozen=True, slots=True)
class PlainTable:
    """One table. ``name`` is how a reader finds it; ``above`` the paragraphs since the table before."""

    name: str
    above: str
    rows: tuple[tuple[str, ...], ...]


def tables_in(data: bytes, name: str) -> list[PlainTable]:
    """The tables of a .docx file in their order, or the sheets of a workbook.

    A cell over several columns gives its words to the first of them; one over several rows to each row.

    Raises:
        NotAWorkbook: damaged, of another kind, or without any table.
    """
    if data.startswith(b"PK") and WORD_PART in data:
        return _word_tables(data)
    sheets = open_table(data, name).sheets
    return [
        PlainTable(
            f"Trang “{sheet.name}”", "", tuple(tuple(shown(cell) for cell in row) for row in sheet.rows)
        )
        for sheet in sheets
    ]


def _word_tables(data: bytes) -> list[PlainTable]:
    try:
        document = Document(BytesIO(data))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        raise NotAWorkbook(
            "broken", "Tệp Word hỏng hoặc có mật khẩu: mở bằng Word, lưu lại rồi tải lên."
        ) from error
    found = list(_tables(document))
    if not found:
        raise NotAWorkbook(
            "no_table", "Tệp Word không có bảng nào: danh sách phải là bảng, mỗi người một dòng."
        )
    return found


def _tables(document: WordDocument) -> Iterator[PlainTable]:
    above: list[str] = []
    count = 0
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            count += 1
            rows = tuple(tuple(_cells(row)) for row in block.rows)
            yield PlainTable(f"Bảng {count}", "\n".join(above), rows)
            above = []
        elif text := tidy(block.text):
            above.append(text)


def _cells(row: _Row) -> Iterator[str]:
    """The words of each column; of a cell over several columns only once."""
    before = None
    for cell in row.cells:
        yield "" if cell._tc is before else tidy(cell.text)
        before = cell._tc
