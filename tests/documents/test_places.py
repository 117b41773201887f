"""Where a stamp finds room under a line of a paper that anybody may have made."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.documents.test_signing import PAPER, STAMP, paper, signed
from vinhdanh.documents.paper import Annex, Paragraph, Signature, Signatures
from vinhdanh.documents.pdf import paper_pdf, signature_spaces
from vinhdanh.documents.places import below_line, paper_texts
from vinhdanh.documents.signing import SigningError

MINUTES = replace(
    PAPER,
    body=(Paragraph("Thư ký đọc biên bản; THƯ KÝ và CHỦ TRÌ cùng ký."),),
    signature=None,
    signatures=Signatures((Signature(("THƯ KÝ",), "Lê Thị Ánh"), Signature(("CHỦ TRÌ",), "Đỗ Đức Hòa"))),
    annexes=(Annex("DANH SÁCH", (Paragraph("Giám đốc, Phó Giám đốc"),)),),
)


def test_the_stamp_stands_in_the_space_that_the_paper_leaves_to_each_signer() -> None:
    made = paper_pdf(MINUTES)
    for space, post in zip(signature_spaces(MINUTES), ("THƯ KÝ", "CHỦ TRÌ"), strict=True):
        place = below_line(made, post, high=17)
        assert place.page == space.page == 1
        assert 297 - place.bottom - 17 == pytest.approx(space.top, abs=2.5)
        assert place.left + place.width / 2 == pytest.approx(space.left + space.width / 2, abs=1)
    assert len(paper_texts(made)) == 2


def test_the_letters_are_those_of_the_paper_however_they_are_composed() -> None:
    assert below_line(paper(), " KT.  GIA\u0301M ĐO\u0302\u0301C", high=17).page == 1
    with pytest.raises(SigningError, match=r"Không thấy dòng chữ “Kt\. Giám đốc”"):
        below_line(paper(), "Kt. Giám đốc", high=17)
    with pytest.raises(SigningError, match="Ghi dòng chữ"):
        below_line(paper(), " ", high=17)


def test_no_two_stamps_on_one_place_and_none_beyond_the_page() -> None:
    place = below_line(paper(), "PHÓ GIÁM ĐỐC", high=17)
    once = signed(stamp=STAMP, place=place)
    with pytest.raises(SigningError, match="đã có chữ ký"):
        below_line(once, "PHÓ GIÁM ĐỐC", high=17)
    with pytest.raises(SigningError, match="không đủ chỗ"):
        below_line(paper(), "PHÓ GIÁM ĐỐC", high=250)
    with pytest.raises(SigningError, match="hỏng"):
        below_line(b"%PDF-1.7 cut", "PHÓ GIÁM ĐỐC", high=17)
