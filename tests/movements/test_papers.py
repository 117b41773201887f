"""The papers of the emulation year say what the records say."""

from __future__ import annotations

import pytest

from tests.papers import pdf_text
from vinhdanh.documents.paper import Letterhead
from vinhdanh.documents.pdf import paper_pdf
from vinhdanh.movements.papers import KINDS
from vinhdanh.movements.papers.compact import COMPACT
from vinhdanh.movements.papers.plan import MOVEMENT_PLAN
from vinhdanh.movements.papers.registration import WORKS_REGISTRATION
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.papers.pieces import signature_of

HEAD = Letterhead("PHÒNG TỔ CHỨC CÁN BỘ", "CÔNG AN TỈNH SƠN HÀ", "Sơn Hà")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_every_kind_sets_a_short_sample_with_the_heads_of_an_office(kind: PaperKind) -> None:
    read = pdf_text(paper_pdf(kind.sample(HEAD, False)))
    for words in ("CÔNG AN TỈNH SƠN HÀ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"):
        assert words in read


def test_a_plan_in_draft_is_marked_and_leaves_dots_for_what_nobody_recorded() -> None:
    paper = MOVEMENT_PLAN.sample(HEAD, False)
    assert paper.mark == "DỰ THẢO"
    read = pdf_text(paper_pdf(paper))
    for words in (
        "Số: ……/KH",
        "I. MỤC ĐÍCH, YÊU CẦU",
        "Khẩu hiệu: Kỷ luật nhất – Trung thành nhất – Gần dân nhất",
        "1. Kỷ luật nhất",
        "Cán bộ, chiến sĩ vi phạm điều lệnh",
        "Từ ngày 01/01/2026 đến ngày 31/12/2026",
        "Tiêu chuẩn, hình thức, số lượng khen thưởng: ....",
    ):
        assert words in read


def test_a_giao_uoc_has_a_place_to_sign_for_every_unit() -> None:
    read = pdf_text(paper_pdf(COMPACT.sample(HEAD, False)))
    assert read.count("(Đã ký ngày") == 2
    assert "PHÒNG CẢNH SÁT QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI" in read
    assert "Trung tá Y Bhiông Niê Kđăm" in read
    assert "CHỨNG KIẾN" in read


def test_the_list_of_works_names_only_commitments_about_one() -> None:
    read = pdf_text(paper_pdf(WORKS_REGISTRATION.sample(HEAD, False)))
    assert "rút ngắn thời gian cấp căn cước" in read
    assert "đúng hạn" not in read


def test_who_signs_is_read_from_his_name_and_post() -> None:
    assert signature_of("Đại tá A, Giám đốc").lines == ("GIÁM ĐỐC",)
    assert signature_of("Đại tá A, Giám đốc").name == "Đại tá A"
    assert signature_of("Thủ trưởng Công an xã B").name == ""
    assert signature_of("Giám đốc").lines == ("GIÁM ĐỐC",)
    assert signature_of().lines == ("THỦ TRƯỞNG ĐƠN VỊ",)
