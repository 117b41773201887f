"""The outline of a year-end report: the counted parts, and around them what only people can write.

It is the program's own, after the usual outline of such reports; a tổng kết must judge results, shortcomings
and their causes, and draw lessons (khoản 3 Điều 3 Thông tư 01/2024/TT-BNV, replaced by Thông tư
15/2025/TT-BNV).
"""

from __future__ import annotations

from vinhdanh.reports.figures import Passage, Section
from vinhdanh.reports.scope import Scope
from vinhdanh.reports.sections import SECTIONS, SectionOf

# Each has its code, its title and what to write there.
_JUDGED = (
    ("ket-qua", "Ưu điểm", "những việc làm tốt, hiệu quả của phong trào đối với nhiệm vụ chính trị"),
    ("han-che", "Hạn chế", "việc chưa đạt, chậm, đơn vị nào, so với chỉ tiêu và năm trước"),
    ("nguyen-nhan", "Nguyên nhân", "nguyên nhân khách quan, chủ quan của kết quả và hạn chế"),
    ("bai-hoc", "Bài học kinh nghiệm", "điều rút ra cho năm sau"),
)


def situation(scope: Scope) -> Section:
    """Đặc điểm tình hình: what the year was like, in words."""
    about = "nhiệm vụ được giao, biên chế, thuận lợi, khó khăn của đơn vị trong năm"
    return Section("dac-diem", "Đặc điểm tình hình", (Passage("dac-diem", about),))


def judgement(scope: Scope) -> Section:
    """Đánh giá chung: merits, shortcomings, causes, lessons."""
    parts = tuple(
        Section(f"danh-gia-{code}", title, (Passage(f"danh-gia.{code}", about),))
        for code, title, about in _JUDGED
    )
    return Section("danh-gia", "Đánh giá chung", parts=parts)


def requests(scope: Scope) -> Section:
    """Kiến nghị, đề xuất: what is asked of those above."""
    about = "kiến nghị với cấp trên, cơ quan thường trực; không có thì ghi “Không”"
    return Section("kien-nghi", "Kiến nghị, đề xuất", (Passage("kien-nghi", about),))


# The last of the counted parts looks at the year to come: the judgement of this year stands before it.
PARTS: tuple[SectionOf, ...] = (situation, *SECTIONS[:-1], judgement, SECTIONS[-1], requests)
