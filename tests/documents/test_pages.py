"""Pages of a PDF: which are scans, how they are drawn."""

from __future__ import annotations

import re
from ctypes import c_ushort
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

from tests.documents.scanned import REPORT, pdf
from vinhdanh.documents import pages as pages_module
from vinhdanh.documents.ocr import size_of
from vinhdanh.documents.pages import HugePage, Pages, UnreadablePdf
from vinhdanh.documents.pdf import paper_pdf


def test_a_printed_page_is_no_scan_and_a_picture_is() -> None:
    with Pages(paper_pdf(REPORT)) as pages:
        assert (pages.count, pages.is_scan(0)) == (1, False)
        assert "Lò Thị Nụ" in pages.text(0)
    with Pages(pdf(Image.new("L", (800, 1100), 200), dpi=100)) as pages:
        assert (pages.is_scan(0), pages.text(0)) == (True, "")


def layered(text: str) -> bytes:
    """The picture of a page with letters over it, as scanners write them."""
    document = pypdfium2.PdfDocument(pdf(Image.new("L", (800, 1100), 200), dpi=100))
    font = pypdfium2.raw.FPDFText_LoadStandardFont(document, b"Helvetica")
    part = pypdfium2.raw.FPDFPageObj_CreateTextObj(document, font, 12)
    signs = text.encode("utf-16-le") + b"\0\0"
    pypdfium2.raw.FPDFText_SetText(part, (c_ushort * (len(signs) // 2)).from_buffer_copy(signs))
    page = document[0]
    pypdfium2.raw.FPDFPage_InsertObject(page, part)
    page.gen_content()
    written = BytesIO()
    document.save(written)
    document.close()
    return written.getvalue()


@pytest.mark.parametrize(
    ("told", "trusted"), [("Giam doc Cong an tinh", False), ("Giám đôc Công an tỉnh", True)]
)
def test_only_a_layer_of_letters_with_vietnamese_signs_is_trusted(told: str, trusted: bool) -> None:
    with Pages(layered(f"{told} {'tang Giay khen cho cac ca nhan khac ' * 3}")) as pages:
        assert "Giay khen" in pages.text(0)
        assert pages.is_scan(0) is not trusted


def test_a_page_is_drawn_at_300_dpi_in_grey() -> None:
    with Pages(paper_pdf(REPORT)) as pages:
        picture = pages.picture(0)
    assert size_of(picture) == (2481, 3508)
    assert len(picture) == len(b"P5\n2481 3508\n255\n") + 2481 * 3508


def test_a_large_page_is_drawn_more_coarsely_and_a_huge_one_not_at_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with Pages(paper_pdf(REPORT)) as pages:
        monkeypatch.setattr(pages_module, "MOST_PIXELS", 3_000_000)
        size = size_of(pages.picture(0))
        assert size is not None
        assert 2_500_000 < size[0] * size[1] <= 3_000_000
        monkeypatch.setattr(pages_module, "MOST_PIXELS", 200_000)
        with pytest.raises(HugePage):
            pages.picture(0)


def test_damaged_and_locked_files_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePdf) as caught:
        Pages(b"%PDF-1.7 x")
    assert not caught.value.locked
    (tmp_path / "a.pdf").write_bytes(locked())
    with pytest.raises(UnreadablePdf) as caught:
        Pages(tmp_path / "a.pdf")
    assert caught.value.locked


def locked() -> bytes:
    """The report with a password."""
    writer = copy_into_new_writer(PdfFileReader(BytesIO(paper_pdf(REPORT))))
    writer.encrypt("bi-mat", "bi-mat")
    kept = BytesIO()
    writer.write(kept)
    assert re.search(rb"/Encrypt", kept.getvalue())
    return kept.getvalue()
