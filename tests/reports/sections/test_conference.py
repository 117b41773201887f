"""The conference that closed the year: its facts, and what leaders asked for."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tests.reports.sections.told import Told, assert_made_up_of_records, figures, text_of
from vinhdanh.movements.types.directives import DirectiveKind, MeetingKind
from vinhdanh.reports.sections.conference import conference

pytestmark = pytest.mark.django_db


def test_it_says_when_where_by_whom_and_how_many_attended() -> None:
    year = Told()
    year.meeting(year.px01, date(2026, 1, 16), 2026, attended=52)
    section = conference(year.scope())
    assert text_of(section) == (
        "Ngày 16/01/2026, tại Phòng họp tầng 3, Phòng Tổ chức cán bộ tổ chức Hội nghị tổng kết năm 2025; "
        "Thượng tá Đỗ Đức Hòa chủ trì, 52 người dự (Thông báo số 03/TB-PX01)."
    )
    assert_made_up_of_records(section)


def test_a_conference_of_december_closes_the_same_year() -> None:
    year = Told()
    year.meeting(year.px01, date(2025, 12, 18), 2026)
    year.meeting(year.px01, date(2025, 1, 10), 2025, name="Hội nghị tổng kết năm cũ")
    year.meeting(year.px01, date(2026, 2, 1), 2026, kind=MeetingKind.BRIEFING, name="Giao ban")
    found = text_of(conference(year.scope()))
    assert "Ngày 18/12/2025" in found
    assert "năm cũ" not in found
    assert "Giao ban" not in found


def test_what_leaders_asked_for_stands_in_its_order_with_their_words() -> None:
    year = Told()
    meeting = year.meeting(year.px01, date(2026, 1, 16), 2026)
    first = year.directive(meeting, "Tiếp tục phát huy kết quả năm 2025", text="“Ba nhất” phải thực chất.")
    year.directive(meeting, "Nâng cao chất lượng công tác tổ chức cán bộ")
    year.directive(meeting, "Giữ vai trò nòng cốt", giver="Đại tá Lò Văn Pao", giver_post="Phó Giám đốc")
    conclusion = {"kind": DirectiveKind.CONCLUSION, "issuer": year.px01, "giver": "", "giver_post": ""}
    year.directive(meeting, "Phân công từng đội", **conclusion)
    section = conference(year.scope())
    found = text_of(section)
    assert (
        "Phát biểu chỉ đạo tại hội nghị có đồng chí Đại tá Trịnh Quốc Bảo, Giám đốc Công an tỉnh và "
        "đồng chí Đại tá Lò Văn Pao, Phó Giám đốc."
    ) in found
    assert (
        "Lãnh đạo Công an tỉnh Sơn Hà có 03 ý kiến, yêu cầu trong năm 2026: (1) tiếp tục phát huy kết quả "
        "năm 2025; (2) nâng cao chất lượng công tác tổ chức cán bộ; (3) giữ vai trò nòng cốt."
    ) in found
    assert "Hội nghị kết luận: phân công từng đội." in found
    assert "Đại tá Trịnh Quốc Bảo, Giám đốc Công an tỉnh: “‘Ba nhất’ phải thực chất.”" in found
    assert figures(section)[f"hoi-nghi.viec.{first.pk}"].records()[0].href == f"/chi-dao/viec/{first.pk}/"
    assert_made_up_of_records(section)


def test_without_a_conference_it_says_so() -> None:
    year = Told()
    year.meeting(year.px02, date(2026, 1, 16), 2026)
    words = "Chưa ghi hội nghị tổng kết năm 2025 hoặc triển khai năm 2026 của Phòng Tổ chức cán bộ."
    assert text_of(conference(year.scope())) == words


def test_who_attended_is_a_number() -> None:
    year = Told()
    with pytest.raises(ValidationError):
        year.meeting(year.px01, date(2026, 1, 16), 2026, attended=-1)
