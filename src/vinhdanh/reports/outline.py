"""The outline of a year-end report: the counted parts, and around them what only people can write.

It is the program's own, after the usual outline of such reports; a tổng kết must judge results, shortcomings
and their causes, and draw lessons (khoản 3 Điều 3 Thông tư 01/2024/TT-BNV, replaced by Thông tư
15/2025/TT-BNV).
"""

from __future__ import annotations

from vinhdanh.reports.figures import Passage, Section
from vinhdanh.reports.scope import Scope
from vinhdanh.reports.sections import SectionOf
from vinhdanh.reports.sections.annexes import annexes
from vinhdanh.reports.sections.clusters import clusters
from vinhdanh.reports.sections.conduct import conduct
from vinhdanh.reports.sections.conference import conference
from vinhdanh.reports.sections.directives import directives
from vinhdanh.reports.sections.honours import honours
from vinhdanh.reports.sections.launch import launch
from vinhdanh.reports.sections.movements import movements
from vinhdanh.reports.sections.praise import praise
from vinhdanh.reports.sections.recruitment import recruitment
from vinhdanh.reports.sections.registration import registration
from vinhdanh.reports.sections.results import results
from vinhdanh.reports.sections.shortcomings import shortcomings
from vinhdanh.reports.sections.training import training
from vinhdanh.reports.sections.works import works


def situation(scope: Scope) -> Section:
    """Đặc điểm tình hình: what the year was like, in words."""
    about = "nhiệm vụ được giao, biên chế, thuận lợi, khó khăn của đơn vị trong năm"
    return Section("dac-diem", "Đặc điểm tình hình", (Passage("dac-diem", about),))


def judgement(scope: Scope) -> Section:
    """Đánh giá chung: merits, shortcomings as the records show them, causes, lessons."""
    parts = (
        _written("ket-qua", "Ưu điểm", "những việc làm tốt, hiệu quả của phong trào đối với nhiệm vụ"),
        shortcomings(scope),
        _written("nguyen-nhan", "Nguyên nhân", "nguyên nhân khách quan, chủ quan của kết quả và hạn chế"),
        _written("bai-hoc", "Bài học kinh nghiệm", "điều rút ra cho năm sau"),
    )
    return Section("danh-gia", "Đánh giá chung", parts=parts)


def _written(code: str, title: str, about: str) -> Section:
    """A part of the judgement that only people write."""
    return Section(f"danh-gia-{code}", title, (Passage(f"danh-gia.{code}", about),))


def requests(scope: Scope) -> Section:
    """Kiến nghị, đề xuất: what is asked of those above."""
    about = "kiến nghị với cấp trên, cơ quan thường trực; không có thì ghi “Không”"
    return Section("kien-nghi", "Kiến nghị, đề xuất", (Passage("kien-nghi", about),))


COUNTED: tuple[SectionOf, ...] = (
    conference,
    directives,
    registration,
    movements,
    results,
    praise,
    clusters,
    works,
    honours,
    conduct,
    training,
    recruitment,
)
PARTS: tuple[SectionOf, ...] = (situation, *COUNTED, judgement, launch, requests, annexes)
