"""The year to come, as far as its records have it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.movements.year import OPERATOR
from tests.reports.sections.told import Told, assert_made_up_of_records, text_of
from vinhdanh.movements import services
from vinhdanh.movements.services import AxisText
from vinhdanh.movements.types.movements import MovementKind
from vinhdanh.people.models import Unit
from vinhdanh.reports.news import news_of, plain
from vinhdanh.reports.sections.launch import launch
from vinhdanh.reports.sections.naming import lower_first

pytestmark = pytest.mark.django_db
NEXT = 2026


def test_targets_stand_beside_what_the_year_reached() -> None:
    year = Told()
    year.target("Lớp bồi dưỡng", "20", "23")
    year.target("Lớp bồi dưỡng", "24", year=NEXT, focal=1, group="Đào tạo", baseline=Decimal(20))
    year.target("Báo cáo", "100", year=NEXT, measure="%", baseline=Decimal("98.5"))
    section = launch(year.scope())
    found = text_of(section)
    assert "Trọng tâm năm 2026: Đào tạo." in found
    assert "(1) | Lớp bồi dưỡng | lớp | 23 | 24" in found
    assert " | Báo cáo | % | 98,5 | 100" in found
    assert_made_up_of_records(section)


def test_without_registration_the_share_stays_open() -> None:
    year = Told()
    year.movement(year.px01, NEXT, slogan="Kỷ cương, sáng tạo")
    section = launch(year.scope())
    assert "Chưa có đăng ký thi đua năm 2026 được gửi, nên chưa tính được tỷ lệ phát động." in text_of(
        section
    )
    told = " ".join(plain(line) for line in news_of([section]))
    assert "Thực hiện phong trào với tinh thần “Kỷ cương, sáng tạo”." in told
    assert "chưa tính được" not in told


def test_a_unit_that_is_gone_launches_nothing() -> None:
    year = Told()
    year.movement(year.cat, NEXT)
    Unit.objects.filter(pk=year.px01.pk).update(valid_to=date(2025, 2, 28))
    year.px01.refresh_from_db()
    assert "thôi hoạt động sau ngày 28/02/2025, không phát động" in text_of(launch(year.scope()))


def test_the_only_content_of_a_movement_is_no_focal_task() -> None:
    year = Told()
    year.movement(year.px01, NEXT, axes=[AxisText("Nhiệm vụ", [("Hoàn thành chỉ tiêu", [])])])
    assert "trọng tâm" not in text_of(launch(year.scope()))


def test_the_share_is_full_only_when_nobody_is_missing() -> None:
    year = Told()
    year.movement(year.px01, NEXT)
    year.register(year.d1, NEXT, p102=["CSTT"])
    year.register(year.d2, NEXT, p103=["CSTT"])
    assert "đã phát động 66,6% cán bộ, chiến sĩ (02/03 đồng chí" in text_of(launch(year.scope()))
    year.register(year.px01, NEXT, p101=["CSTT"])
    assert "đã phát động 100% cán bộ, chiến sĩ (03/03 đồng chí" in text_of(launch(year.scope()))


def test_without_focal_targets_the_contents_of_the_movement_are_the_tasks() -> None:
    year = Told()
    axes = [AxisText("Nhiệm vụ", [("Giữ kỷ luật", []), ("Gần dân", [])])]
    year.movement(year.px01, NEXT, axes=axes)
    found = text_of(launch(year.scope()))
    assert "xác định hoàn thành chỉ tiêu năm, trọng tâm là: (1) giữ kỷ luật; (2) gần dân." in found


def test_a_unit_without_a_movement_of_its_own_follows_the_one_above() -> None:
    year = Told()
    year.movement(year.cat, NEXT)
    firsts = year.movement(year.cat, NEXT, name="Ba nhất", kind=MovementKind.THEMATIC, theme="Kỷ luật")
    found = text_of(launch(year.scope()))
    assert "Phát động phong trào thi đua “Vì ANTQ” năm 2026, Phòng Tổ chức cán bộ" in found
    assert "Đồng thời thực hiện phong trào thi đua “Ba nhất”." in found
    own = year.movement(year.px01, NEXT)
    services.link_movements(actor=OPERATOR, movement=own, linked=firsts, note="")
    assert "năm 2026 gắn với phong trào thi đua “Ba nhất” (Nhiệm vụ)" in text_of(launch(year.scope()))


def test_a_team_carries_out_what_its_phong_and_the_province_do() -> None:
    year = Told()
    firsts = year.movement(year.cat, NEXT, name="Ba nhất", kind=MovementKind.THEMATIC, theme="Kỷ luật")
    above = year.movement(year.cat, NEXT)
    services.link_movements(actor=OPERATOR, movement=above, linked=firsts, note="")
    own = year.answer(year.answer(above, year.px01, date(2026, 1, 12)), year.d1, date(2026, 1, 14))
    found = text_of(launch(year.scope(year.d1)))
    assert "gắn với phong trào thi đua “Ba nhất” (Nhiệm vụ), Đội Chính sách xác định" in found
    assert found.count(lower_first(own.name)) == 1
    assert "Đồng thời" not in found


def test_a_year_that_nobody_has_begun_says_so() -> None:
    year = Told()
    year.movement(year.px01, 2025)
    words = "Chưa phát động phong trào thi đua và chưa đăng ký chỉ tiêu năm 2026."
    assert text_of(launch(year.scope())) == words
