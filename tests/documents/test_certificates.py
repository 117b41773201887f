"""Certificates as they come out of the printer: their lines, long names, blanks, emblems."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image, ImageChops

from tests.papers import page_texts, pdf_text
from vinhdanh.documents import frame
from vinhdanh.documents.blanks import PIECES, Blank, Spot, blanks_pdf, calibration_pdf
from vinhdanh.documents.certificates import Certificate, Layout, certificates_pdf
from vinhdanh.documents.emblem import emblem_png
from vinhdanh.documents.paper import PaperError

_GIVEN = Certificate(
    authority="GIÁM ĐỐC CÔNG AN TỈNH SƠN HÀ",
    given="TẶNG",
    form="GIẤY KHEN",
    title="Trung tá",
    recipient="NÔNG THỊ BÍCH THỦY",
    place=("Phó Đội trưởng Đội Đào tạo, Phòng Tổ chức cán bộ", "Công an tỉnh Sơn Hà"),
    merit="Đã có thành tích xuất sắc năm 2026",
    decision=("Quyết định số: 1286/QĐ-CAT", "ngày 22 tháng 12 năm 2026"),
    book="Số sổ vàng: 0412",
    dated="Sơn Hà, ngày 22 tháng 12 năm 2026",
    signing=("GIÁM ĐỐC",),
    signer="Đại tá Trịnh Quốc Bảo",
)
LONG_NAME = "NGUYỄN HOÀNG PHƯỚC THIỆN BẢO NGỌC TRÂN CHÂU " * 3
LONG_MERIT = "Đã có thành tích đặc biệt xuất sắc trong đấu tranh phòng, chống tội phạm " * 7
SIGN_TOP = 137.0  # mm from the top: below it stand date, post and signature, and nothing else
STAR = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4.5" cy="4.5" r="4"/></svg>'


def GIVEN(**more: object) -> Certificate:
    return replace(_GIVEN, **more)  # type: ignore[arg-type]


def lines(content: bytes) -> list[tuple[str, float, float, float, float]]:
    """Each run of text of the first page with left, top, right, bottom in mm from the top left corner."""
    page = pypdfium2.PdfDocument(content)[0]
    text, height = page.get_textpage(), page.get_height()
    found = []
    for at in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(at)
        said = text.get_text_bounded(left, bottom, right, top).strip()
        found.append((said, *(mm / 72 * 25.4 for mm in (left, height - top, right, height - bottom))))
    return found


def test_the_lines_stand_in_the_order_of_the_decree() -> None:
    said = pdf_text(certificates_pdf([GIVEN()], Layout()))
    order = ["CỘNG HÒA", "Độc lập", "GIÁM ĐỐC CÔNG AN", "TẶNG", "GIẤY KHEN", "NÔNG THỊ BÍCH THỦY", "Đã có"]
    places = [said.index(one) for one in order]
    assert places == sorted(places)
    assert "Số sổ vàng: 0412" in said


@pytest.mark.parametrize(
    "more",
    [
        {"recipient": LONG_NAME[:120]},
        {"merit": LONG_MERIT[:500]},
        {"place": ("Phó Trưởng phòng kiêm Đội trưởng Đội Tổng hợp " * 3, "Phòng Cảnh sát", "Công an tỉnh")},
        {
            "recipient": LONG_NAME[:120],
            "merit": LONG_MERIT[:500],
            "place": ("Chức vụ dài " * 12, "Đơn vị"),
        },
    ],
)
@pytest.mark.parametrize("emblem", [b"", STAR])
def test_long_words_never_reach_the_signature_nor_leave_the_frame(
    more: dict[str, object], emblem: bytes
) -> None:
    layout = Layout(emblem_png(emblem) if emblem else b"")
    content = certificates_pdf([GIVEN(**more)], layout)
    assert len(page_texts(content)) == 1
    of_foot = ("Sơn Hà, ngày", "GIÁM ĐỐC", "Đại tá", "Quyết định số", "ngày 22", "Số sổ")
    for said, left, top, right, bottom in lines(content):
        assert 26 <= left <= right <= 297 - 26, said
        if top > 60 and not said.startswith(of_foot):
            assert bottom <= SIGN_TOP, said


def test_a_batch_is_a_page_each_in_its_order() -> None:
    names = [f"NGƯỜI THỨ {at:02}" for at in range(40)]
    pages = page_texts(certificates_pdf([GIVEN(recipient=name) for name in names], Layout()))
    assert len(pages) == len(names)
    assert all(name in page for name, page in zip(names, pages, strict=True))


def test_a_name_is_never_read_as_markup() -> None:
    said = pdf_text(certificates_pdf([GIVEN(recipient='#read("frame.typ") $x$ {{ a }} *b*')], Layout()))
    assert '#read("frame.typ") $x$ {{ a }} *b*' in said


def test_names_of_ethnic_minorities_are_set_and_a_foreign_letter_is_named() -> None:
    assert "H’NGUÔM ÊBAN BUÔN KRÔNG" in pdf_text(
        certificates_pdf([GIVEN(recipient="H’NGUÔM ÊBAN BUÔN KRÔNG")], Layout())
    )
    with pytest.raises(PaperError, match="漢"):
        certificates_pdf([GIVEN(recipient="漢")], Layout())


def test_a_specimen_says_so_over_the_page() -> None:
    assert "BẢN XEM THỬ" in pdf_text(certificates_pdf([GIVEN()], Layout(specimen=True)))
    assert "XEM THỬ" not in pdf_text(certificates_pdf([GIVEN()], Layout()))


@pytest.mark.slow
def test_the_picture_of_the_frame_is_its_drawing() -> None:
    drawn, kept = (
        Image.open(BytesIO(one)).convert("L") for one in (frame.drawn(), frame.PICTURE.read_bytes())
    )
    assert ImageChops.difference(drawn, kept).getextrema() == (0, 0)


# ---- blanks ---------------------------------------------------------------------------------------


def blank(**more: float) -> Blank:
    spots = (Spot("recipient", 50, 100, 200, size=20), Spot("merit", 50, 120, 200, lines=2))
    return Blank(297, 210, spots, **more)  # type: ignore[arg-type]


def test_words_stand_where_they_were_measured_and_move_with_the_printer() -> None:
    [(said, left, _, right, bottom), *_] = lines(blanks_pdf([GIVEN(recipient="NÔNG VĂN AN")], blank()))
    assert said == "NÔNG VĂN AN"
    assert (left + right) / 2 == pytest.approx(150, abs=0.5)
    assert bottom == pytest.approx(100, abs=0.6)
    moved = lines(blanks_pdf([GIVEN(recipient="NÔNG VĂN AN")], blank(dx=-1.5, dy=2)))[0]
    assert moved[1] - left == pytest.approx(-1.5, abs=0.05)
    assert moved[4] - bottom == pytest.approx(2, abs=0.05)


def test_only_what_the_blank_lacks_is_printed() -> None:
    said = pdf_text(blanks_pdf([GIVEN()], blank()))
    assert "NÔNG THỊ BÍCH THỦY" in said
    assert "CỘNG HÒA" not in said
    assert "GIẤY KHEN" not in said


def test_words_shrink_into_their_place_and_what_does_not_fit_is_named() -> None:
    [*_, (_, left, _, right, _)] = lines(
        blanks_pdf([GIVEN(recipient="NGUYỄN HOÀNG PHƯỚC THIỆN BẢO NGỌC")], blank())
    )
    assert right - left <= 200
    with pytest.raises(PaperError, match="Thành tích của Trung tá NÔNG THỊ BÍCH THỦY không vừa"):
        blanks_pdf([GIVEN(merit=LONG_MERIT)], blank())


def test_the_calibration_sheet_names_every_place_and_says_the_shift() -> None:
    spots = tuple(Spot(piece, 40, 40 + 10 * at, 60) for at, piece in enumerate(PIECES))
    said = pdf_text(calibration_pdf(Blank(297, 210, spots), title="Phôi A4", lines=["Dịch ngang -1,5 mm"]))
    assert all(words in said for words in PIECES.values())
    assert "Dịch ngang -1,5 mm" in said


# ---- the emblem -----------------------------------------------------------------------------------


def test_an_emblem_of_either_kind_becomes_one_kind_of_picture() -> None:
    png = emblem_png(STAR)
    again = emblem_png(png)
    assert Image.open(BytesIO(png)).size == Image.open(BytesIO(again)).size
    assert Image.open(BytesIO(png)).convert("RGBA").getpixel((0, 0))[3] == 0  # type: ignore[index]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7", "không phải SVG hay PNG"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 8 + b"\0\0\xff\xff\0\0\xff\xff", "thu nhỏ"),
        (STAR.replace(b"<circle", b"<script>1</script><circle"), "mã lệnh"),
        (STAR.replace(b"<circle", b'<image href="file:///etc/passwd"/><circle'), "dẫn tới tệp khác"),
        (b"<html><svg></svg></html>", "không phải SVG"),
        (STAR[:-20], "Tệp hỏng"),
        (b"x" * (1024 * 1024 + 1), "1 MB"),
    ],
)
def test_what_is_no_emblem_is_refused_by_its_content(data: bytes, says: str) -> None:
    with pytest.raises(PaperError, match=says):
        emblem_png(data)
