"""QR codes: drawn by us, read back by a reader."""

from __future__ import annotations

from io import BytesIO

import pytest
import zxingcpp
from PIL import Image

from tests.documents.test_certificates import GIVEN
from vinhdanh.documents.blanks import Blank, Spot, blank_picture
from vinhdanh.documents.certificates import Layout, certificate_pictures
from vinhdanh.documents.codes import qr_drawing

ADDRESS = "https://thidua.sonha.vn/xac-thuc/GK-2026-0412-Ậ7K2"


def read(picture: bytes) -> list[str]:
    """The texts of the codes on a page, on white paper."""
    page = Image.open(BytesIO(picture)).convert("RGBA")
    paper = Image.new("RGBA", page.size, "white")
    paper.alpha_composite(page)
    return [one.text for one in zxingcpp.read_barcodes(paper.convert("L"))]


@pytest.mark.parametrize("text", [ADDRESS, "x" * 280])
def test_the_code_on_a_whole_certificate_is_read_back(text: str) -> None:
    [page] = certificate_pictures([GIVEN(qr=text)], Layout(), ppi=150)
    assert read(page) == [text]


def test_the_code_on_a_blank_is_read_back() -> None:
    blank = Blank(297, 210, (Spot("qr", 30, 150, 22),))
    assert read(blank_picture(GIVEN(qr=ADDRESS), blank, ppi=150)) == [ADDRESS]


def test_a_certificate_without_a_text_bears_no_code() -> None:
    [page] = certificate_pictures([GIVEN(qr="")], Layout(), ppi=100)
    assert read(page) == []


def test_a_text_longer_than_a_code_is_refused() -> None:
    with pytest.raises(ValueError):
        qr_drawing("x" * 5000)
