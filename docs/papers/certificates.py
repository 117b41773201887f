"""Certificates as ``make papers`` draws them: whole and on a blank, short and long, all fictitious."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO

import pypdfium2

from vinhdanh.decisions.papers.certificates import SAMPLE
from vinhdanh.documents.attestation import Attestation, attestations_pictures
from vinhdanh.documents.blanks import Blank, Spot, blank_picture, calibration_pdf
from vinhdanh.documents.certificates import Layout, certificate_pictures
from vinhdanh.documents.paper import Letterhead, Signature

_PLAIN = replace(SAMPLE, qr="https://thidua.sonha.example/x/MAUK-YTHU-0000-0000")
_TITLE = replace(_PLAIN, given="TẶNG DANH HIỆU", form="CHIẾN SĨ THI ĐUA CƠ SỞ", merit="Năm 2026", flags=True)
_UNIT = replace(
    _PLAIN,
    authority="CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH SƠN HÀ",
    form="BẰNG KHEN",
    title="Tập thể",
    recipient="ĐỘI HƯỚNG DẪN ĐIỀU TRA",
    place=("Văn phòng Cơ quan Cảnh sát điều tra, Công an tỉnh Sơn Hà",),
    merit="Đã hoàn thành xuất sắc nhiệm vụ công tác 02 năm liên tục (2025 – 2026)",
    signing=("CHỦ TỊCH",),
    signer="Hứa Minh Khang",
)
_LONG = replace(
    _PLAIN,
    title="Thượng tá",
    recipient="TÔN NỮ NGUYỄN HOÀNG PHƯỚC THIỆN BẢO NGỌC Y BHIÔNG NIÊ KDĂM",
    place=(
        "Phó Trưởng phòng kiêm Đội trưởng Đội Xây dựng phong trào bảo vệ an ninh Tổ quốc",
        "Phòng Cảnh sát quản lý hành chính về trật tự xã hội",
        "Công an tỉnh Sơn Hà",
    ),
    merit="Đã có thành tích đặc biệt xuất sắc trong đấu tranh phòng, chống tội phạm, bảo đảm an ninh, "
    "trật tự, góp phần giữ vững sự bình yên của nhân dân trên địa bàn tỉnh Sơn Hà năm 2026",
    signing=("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
    signer="Đại tá Lê Hoài Sơn",
)
_BLANK = Blank(
    297,
    210,
    (
        Spot("named", 40, 104, 217, size=22, bold=True),
        Spot("place", 40, 113, 217, size=14, lines=3),
        Spot("merit", 40, 135, 217, size=15, lines=2),
        Spot("decision", 36, 176, 80, align="left", size=12, lines=2, italic=True),
        Spot("book", 36, 190, 80, align="left", size=12, italic=True),
        Spot("dated", 160, 152, 100, size=14, italic=True),
        Spot("signing", 160, 160, 100, size=14, lines=2, bold=True),
        Spot("signer", 160, 192, 100, size=14, bold=True),
    ),
)


def pictures(density: float) -> Iterator[tuple[str, list[bytes]]]:
    """Name and pages of each certificate, at so many points an inch."""
    for name, one in (
        ("giay-khen", _PLAIN),
        ("danh-hieu", _TITLE),
        ("bang-khen", _UNIT),
        ("giay-khen-dai", _LONG),
    ):
        yield name, certificate_pictures([one], Layout(specimen=True), ppi=density)
    yield "giay-khen-phoi", [blank_picture(_LONG, _BLANK, ppi=density)]
    sheet = calibration_pdf(_BLANK, title="Phôi giấy khen Công an tỉnh", lines=["Chưa dịch"])
    yield "to-can-chinh", [_drawn(sheet, density)]
    head = Letterhead(issuer="CÔNG AN TỈNH SƠN HÀ", parent="BỘ CÔNG AN", place="Sơn Hà")
    taught = Attestation(
        title="GIẤY CHỨNG NHẬN",
        opening="Chứng nhận đồng chí",
        name="Y Bhiông Niê Kdăm",
        lines=(
            "Cán bộ Công an xã Ea Nuôl, Công an tỉnh Sơn Hà",
            "Đã hoàn thành lớp bồi dưỡng nghiệp vụ cho Công an cấp xã năm 2026",
            "Xếp loại: Giỏi",
        ),
        dated=date(2026, 9, 15),
        signature=Signature(("GIÁM ĐỐC",), "Đại tá Trịnh Quốc Bảo"),
        entry="Vào sổ số: 0001/2026",
    )
    yield "giay-chung-nhan", attestations_pictures("Giấy chứng nhận", head, [taught], ppi=density)


def _drawn(pdf: bytes, density: float) -> bytes:
    picture = BytesIO()
    pypdfium2.PdfDocument(pdf)[0].render(scale=density / 72).to_pil().save(picture, "PNG")
    return picture.getvalue()
