"""What a Word file says, to look at where no Word is."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from docx import Document as read_document
from docx.table import Table


def docx_lines(content: bytes) -> Iterator[str]:
    """The text of the file line by line, rows of tables with " | " between their cells; nothing empty."""
    for block in read_document(BytesIO(content)).iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                cells = list(dict.fromkeys(row.cells))  # a merged cell stands there once for each column
                if line := " | ".join(text for cell in cells if (text := " ".join(cell.text.split()))):
                    yield line
        elif line := " ".join(block.text.split()):
            yield line
