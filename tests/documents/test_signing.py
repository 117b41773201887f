"""A PDF is signed: with a key file, with a token, by several, stamped, and what is refused."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cache
from itertools import product

import pypdfium2
import pytest

from tests.documents.authority import NOW, PASSPHRASE, YEAR, Holder, authority
from tests.documents.test_papers import PAPER
from tests.papers import pdf_text
from vinhdanh.documents.pdf import paper_pdf, signature_spaces
from vinhdanh.documents.signing import KeyFile, Place, SigningError, Token, certificate_of, sign
from vinhdanh.documents.stamps import ImageKind, Stamp, StampError, image_kind, stamp_picture
from vinhdanh.documents.validating import Changed, Level, validate

SIGNATURE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 90"><path d="M10 60C30 10 50 10 45 60S80 80 '
    b'95 30 120 90 140 40 170 70 190 20" fill="none" stroke="#1a3fb5" stroke-width="5"/></svg>'
)
SEAL = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200"><circle cx="100" cy="100" r="92" '
    b'fill="none" stroke="#d3121a" stroke-width="10"/></svg>'
)
STAMP = Stamp(("Ký số: Trịnh Quốc Bảo", "Công an tỉnh Sơn Hà", "05/02/2026 09:15"))
FOOT = Place(1, 30, 7, 55, 9)


@cache
def paper() -> bytes:
    return paper_pdf(PAPER)


def in_space() -> Place:
    [space] = signature_spaces(PAPER)
    return Place(space.page, space.left, 297 - space.top - 30, space.width, 38)


def signed(pdf: bytes | None = None, by: Holder | None = None, name: str = "Ky1", **more: object) -> bytes:
    holder = by or authority().director
    if isinstance(stamp := more.get("stamp"), Stamp):
        more["stamp"] = lambda certificate: stamp
    return sign(pdf or paper(), signer=holder.key_file(), field_name=name, **more)  # type: ignore[arg-type]


def picture(pdf: bytes, page: int = 0) -> pypdfium2.PdfBitmap:
    read = pypdfium2.PdfDocument(pdf)
    read.init_forms()
    return read[page].render(scale=1, may_draw_forms=True)


# ---- signing --------------------------------------------------------------------------------------


@pytest.mark.slow  # several signatures
def test_several_sign_in_order_and_each_stays_valid() -> None:
    first = signed(by=authority().head, name="Nhay", stamp=STAMP, place=FOOT)
    second = signed(first, stamp=STAMP, place=in_space(), reason="Ký ban hành", location="Sơn Hà")
    assert second.startswith(first)
    one, two = validate(second, authority().trust())
    assert (one.signer, one.changed, one.whole) == ("Nguyễn Thị Tổng Hợp", Changed.SIGNED, False)
    assert (two.signer, two.changed, two.whole) == ("Trịnh Quốc Bảo", Changed.NOTHING, True)
    assert (two.organisation, two.issuer) == ("Công an tỉnh Sơn Hà", "Chứng thực công vụ")
    assert (two.reason, two.location) == ("Ký ban hành", "Sơn Hà")
    assert one.good
    assert two.good


@pytest.mark.slow  # three signatures, two of them time stamps
def test_levels_of_a_signature() -> None:
    known = authority()
    levels = {
        Level.B: signed(),
        Level.T: signed(time_stamper=known.stamper()),
        Level.LTA: signed(time_stamper=known.stamper(), long_term=known.whole_trust()),
    }
    for level, pdf in levels.items():
        [found] = validate(pdf, known.trust())
        assert (found.level, found.good) == (level, True)
        assert found.stamp_trusted == (level is not Level.B)
        assert found.revocation_known == (level is Level.LTA)


def test_an_archive_pdf_stays_one() -> None:
    made = signed(stamp=Stamp(STAMP.lines, SIGNATURE, SEAL), place=in_space())
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in made
    fonts = len(re.findall(rb"/Type\s*/FontDescriptor", made))
    assert fonts == len(re.findall(rb"/FontFile[23]\s", made)) > 0
    assert not re.search(rb"/BaseFont\s*/(Helvetica|Times|Courier)", made)
    for forbidden in (b"/Encrypt", b"/JavaScript", b"/Launch", b"/EmbeddedFile"):
        assert forbidden not in made


@pytest.mark.slow  # it looks at each point of the page
def test_the_stamp_stands_in_the_space_for_the_signature_with_the_seal_over_its_left_third() -> None:
    pages = picture(signed(stamp=Stamp(("",), SIGNATURE, SEAL), place=in_space())).to_pil()
    [space] = signature_spaces(PAPER)
    colours = {at: pages.getpixel(at) for at in product(range(pages.width), range(pages.height))}
    red = [x for (x, _), (r, g, b) in colours.items() if r > 150 and g < 90 and b < 90]
    blue = [x for (x, _), (r, g, b) in colours.items() if b > 120 and r < 90 and g < 110]
    assert space.left - 1 <= min(red) * 25.4 / 72
    left, right = min(blue), max(blue)
    assert left + (right - left) * 0.2 < max(red) < left + (right - left) * 0.45


def test_one_more_stamp_stands_beside_the_previous_one() -> None:
    first = signed(stamp=STAMP, place=Place(1, 115, 100, 60, 20))
    second = signed(first, name="Ky2", stamp=STAMP)
    assert re.findall(rb"/Rect \[([^\]]+)\]", second)[-1].split() == [b"147", b"283", b"317", b"340"]
    with pytest.raises(SigningError, match="chưa có chữ ký nào nhìn thấy"):
        signed(stamp=STAMP)


@pytest.mark.slow  # several signatures
def test_names_reach_the_stamp_as_text_only() -> None:
    lines = ('Ký số: #read("/etc/passwd") {{x}} $e^2$ <b>', "Hoàng Phước Thiện " * 12)
    made = signed(stamp=Stamp(lines), place=FOOT)
    assert len(validate(made, authority().trust())) == 1
    assert stamp_picture(Stamp(lines), width=55, height=9).startswith(b"\x89PNG")


# ---- what is refused ------------------------------------------------------------------------------


def test_a_wrong_passphrase_is_said_without_repeating_it(caplog: pytest.LogCaptureFixture) -> None:
    wrong = "sai-hoan-toan-1945"
    with pytest.raises(SigningError, match="sai mật khẩu") as refused:
        sign(paper(), signer=authority().director.key_file(wrong), field_name="Ky")
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__
    assert wrong not in caplog.text + str(refused.value) + repr(authority().director.key_file(wrong))
    assert "1234" not in repr(Token("lib.so", "CAT", "1234"))


def test_a_file_that_holds_no_key() -> None:
    for data in (b"", b"%PDF-1.7", b"x" * 300_000):
        with pytest.raises(SigningError):
            certificate_of(KeyFile(data, PASSPHRASE))
    assert certificate_of(authority().director.key_file()).subject == "Trịnh Quốc Bảo"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"ends": NOW - timedelta(days=1)}, "hôm nay không dùng được"),
        ({"begins": NOW + timedelta(days=1)}, "hôm nay không dùng được"),
        ({"signs": False}, "không dùng để ký văn bản"),
    ],
)
def test_a_certificate_that_may_not_sign_today(more: dict[str, object], said: str) -> None:
    holder = authority().certified("Lê Văn Hết Hạn", **({"begins": NOW - 2 * YEAR} | more))
    with pytest.raises(SigningError, match=said):
        signed(by=holder)


def test_a_file_that_takes_no_signature() -> None:
    with pytest.raises(SigningError, match="Tệp PDF hỏng"):
        signed(b"%PDF-1.7 rubbish")
    with pytest.raises(SigningError, match="không trả lời đúng"):
        signed(time_stamper="http://127.0.0.1:9/tsa")
    with pytest.raises(SigningError, match="bắt đầu bằng http"):
        signed(time_stamper="file:///etc/passwd")
    with pytest.raises(SigningError, match="cần dấu thời gian"):
        signed(long_term=authority().trust())


def test_long_term_needs_lists_of_what_is_revoked() -> None:
    with pytest.raises(SigningError, match="Không xác nhận được chuỗi"):
        signed(time_stamper=authority().stamper(), long_term=authority().trust())


@pytest.mark.parametrize(
    "data",
    [
        b"GIF89a",
        b"<html/>",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg"><use href="http://x/y"/></svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>',
        b'<!DOCTYPE svg [<!ENTITY a "aa">]><svg xmlns="http://www.w3.org/2000/svg"/>',
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (9000).to_bytes(4) + (10).to_bytes(4) + b"IEND",
        b"<svg " + b" " * 400_000,
    ],
)
def test_pictures_that_are_more_or_less_than_a_drawing(data: bytes) -> None:
    with pytest.raises(StampError):
        image_kind(data)


def test_pictures_are_known_by_their_content() -> None:
    assert image_kind(SIGNATURE) is ImageKind.SVG
    drawn = stamp_picture(Stamp(STAMP.lines, SIGNATURE, SEAL), width=80, height=38)
    assert image_kind(drawn) is ImageKind.PNG
    assert "Trịnh Quốc Bảo" in pdf_text(signed(stamp=Stamp(STAMP.lines, drawn, SEAL), place=in_space()))
