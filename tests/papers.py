"""What a paper says, read back by another program than the one that made it."""

from __future__ import annotations

import pypdfium2


def page_texts(content: bytes) -> list[str]:
    """The text of each page of a PDF, its lines joined by one space."""
    read = pypdfium2.PdfDocument(content)
    return [" ".join(one.get_textpage().get_text_bounded().split()) for one in read]


def pdf_text(content: bytes) -> str:
    """The text of a PDF, its lines and pages joined by one space."""
    return " ".join(page_texts(content))
