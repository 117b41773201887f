"""A kind of paper and Word files for it, for tests of letterheads and templates."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from docx import Document as new_document

from vinhdanh.documents.paper import Letterhead, Paper, Paragraph
from vinhdanh.people.papers.kinds import PaperKind


def _notice(head: Letterhead, long: bool) -> Paper:
    return Paper(
        title="Thông báo",
        letterhead=head,
        kind="THÔNG BÁO",
        body=(Paragraph("Nội dung."),) * (9 if long else 1),
    )


NOTICE = PaperKind("thong-bao-thu", "Thông báo thử", _notice, form_label="Mẫu số 01")


@cache
def word(*paragraphs: str) -> bytes:
    """A template that holds these paragraphs above the body of the paper."""
    document = new_document()
    for text in (*paragraphs, "{{ noi_dung }}"):
        document.add_paragraph(text)
    out = BytesIO()
    document.save(out)
    return out.getvalue()
