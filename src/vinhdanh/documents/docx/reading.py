"""What a Word file says, to look at where no Word is."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from docx import Document as read_document
from docx.oxml.ns import qn
from docx.table import Table, _Cell


def docx_lines(content: bytes) -> Iterator[str]:
    """The text of the file line by line; nothing empty.

    A ruled table gives a line for each row, " | " between its cells; one without rules only puts words side
    by side, and gives what its cells hold one after the other.
    """
    for block in read_document(BytesIO(content)).iter_inner_content():
        if not isinstance(block, Table):
            yield from _said(block.text)
            continue
        ruled = next(block._tbl.iter(qn("w:tblBorders")), None) is not None or _in_style(block)
        for row in block.rows:
            cells = list(dict.fromkeys(row.cells))  # a merged cell stands there once for each column
            if ruled:
                yield from _said(" | ".join(" ".join(cell.text.split()) for cell in cells))
            else:
                for cell in cells:
                    yield from _held(cell)


def _held(cell: _Cell) -> Iterator[str]:
    for one in cell.paragraphs:
        yield from _said(one.text)


def _said(text: str) -> Iterator[str]:
    if line := " ".join(text.split()):
        yield line


def _in_style(table: Table) -> bool:
    """Whether a style other than the plain one draws its rules."""
    return table.style is not None and table.style.name != "Normal Table"
