"""The papers of training and recruitment say what the records say, and nothing of anybody's health."""

from __future__ import annotations

from datetime import date

import pytest

from tests.papers import page_texts, pdf_text
from vinhdanh.documents.attestation import Attestation, attestations_pdf
from vinhdanh.documents.paper import Letterhead, Signature
from vinhdanh.documents.pdf import paper_pdf
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.programmes.papers import KINDS
from vinhdanh.programmes.papers.training import ATTENDANCE, RESULTS

HEAD = Letterhead("PHÒNG TỔ CHỨC CÁN BỘ", "CÔNG AN TỈNH SƠN HÀ", "Sơn Hà")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_every_kind_sets_a_short_sample(kind: PaperKind) -> None:
    read = pdf_text(paper_pdf(kind.sample(HEAD, False)))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in read
    assert "Y Bhiông Niê Kđăm" in read or "Ia Đrăng" in read


def test_attendance_has_a_column_for_each_session_and_counts_who_was_missing() -> None:
    read = pdf_text(paper_pdf(ATTENDANCE.sample(HEAD, False)))
    assert "Sáng 02/3 Chiều 02/3 Sáng 03/3 Chiều 03/3 Vắng" in read
    assert "X P K X 2" in read


def test_results_add_up() -> None:
    read = pdf_text(paper_pdf(RESULTS.sample(HEAD, False)))
    assert "Triệu tập 02; có dự 02; đạt 01; không đạt 01." in read


def test_each_attestation_has_a_page_of_its_own() -> None:
    names = ("Y Bhiông Niê Kđăm", '#read("/etc/passwd")')
    pages = [
        Attestation(
            "GIẤY CHỨNG NHẬN", one, ("Kết quả: Khá",), date(2026, 3, 10), Signature(("TRƯỞNG PHÒNG",))
        )
        for one in names
    ]
    read = page_texts(attestations_pdf("Giấy chứng nhận", HEAD, pages))
    assert len(read) == 2
    assert all(name in text for name, text in zip(names, read, strict=True))
    assert "ngày 10 tháng 3 năm 2026" in read[0]
