"""What every workbook that leaves the program says, and what it never holds."""

from __future__ import annotations

from io import BytesIO

import openpyxl


def fault(content: bytes, who: str, secret: str = "") -> str:
    """What a file taken out by that account lacks, or holds and mustn't; empty when it is as it should be."""
    book = openpyxl.load_workbook(BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    texts = [str(cell.value) for cell in cells]
    if not any(text.startswith("Xuất lúc") and f"({who})" in text for text in texts):
        return "does not say who took it out"
    if any(cell.data_type == "f" for cell in cells):
        return "holds a formula"
    if any(str(cell.value).startswith("=") and not cell.quotePrefix for cell in cells if cell.row > 1):
        return "a text becomes a formula once somebody edits it"
    if secret and secret in texts:
        return "names a person under secrecy"
    return ""
