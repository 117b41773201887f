"""Targets against what was reached, and against the year before."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.movements.year import OPERATOR
from tests.reports.sections.told import Told, assert_made_up_of_records, figures, text_of
from vinhdanh.movements import services
from vinhdanh.movements.types.movements import Direction
from vinhdanh.movements.types.targets import Reading
from vinhdanh.reports.sections.results import results

pytestmark = pytest.mark.django_db


def test_a_target_stands_against_its_plan_and_the_year_before() -> None:
    year = Told()
    year.target("Lớp bồi dưỡng", "18", "18", year=2024)
    year.target("Lớp bồi dưỡng", "20", "23")
    year.target(
        "Báo cáo đúng hạn", "98", "97.5", measure="%", reading=Reading.LEVEL, baseline=Decimal("96.5")
    )
    section = results(year.scope())
    found = text_of(section)
    assert "01/02 chỉ tiêu đạt và vượt (50%), trong đó 01 chỉ tiêu vượt mức." in found
    assert "Không đạt hoặc không còn khả năng đạt: Báo cáo đúng hạn." in found
    assert "Lớp bồi dưỡng | lớp | 20 | 23 | +3 | 115% | 18 | +5 | +27,8 | Vượt" in found
    assert "Báo cáo đúng hạn | % | 98 | 97,5 | -0,5 | 99,5% | 96,5 | +1 |  | Không đạt" in found
    assert_made_up_of_records(section)


def test_hundredths_are_told_as_they_were_recorded_and_nothing_last_year_has_no_percentage() -> None:
    year = Told()
    year.target("Số vụ trên 1.000 dân", "0.75", "0.80", measure="vụ", baseline=Decimal("0"))
    year.target("Giảm so với trước", "5", "-2", measure="vụ", baseline=Decimal("-4"))
    found = text_of(results(year.scope()))
    assert "| vụ | 0,75 | 0,8 | +0,05 | 106,7% | 0 | +0,8 | – | Vượt" in found
    assert "| vụ | 5 | -2 | -7 | -40% | -4 | +2 | – |" in found


def test_a_limit_that_was_kept_is_no_excess() -> None:
    year = Told()
    year.target("Lượt vi phạm", "10", "4", measure="lượt", direction=Direction.DOWN)
    found = text_of(results(year.scope()))
    assert "Lượt vi phạm (mức không được vượt) | lượt | 10 | 4 | -6 | 40%" in found
    assert "Đạt, tốt hơn mức" in found


def test_months_make_up_what_is_not_closed_yet() -> None:
    year = Told()
    target = year.target("Buổi tiếp dân", "30", measure="buổi", reading=Reading.MONTHLY)
    for month, value in ((1, 4), (2, 6)):
        services.report_month(
            actor=OPERATOR, target=target, month=month, value=Decimal(value), evidence=f"BC {month}"
        )
    section = results(year.scope())
    actual = figures(section)[f"chi-tieu.{target.pk}.thuc-hien"]
    assert actual.value == 10
    assert [(one.name, one.weight) for one in actual.records()] == [("Tháng 1/2025", 4), ("Tháng 2/2025", 6)]
    assert_made_up_of_records(section)


def test_task_groups_stand_apart_each_with_its_own_count() -> None:
    year = Told()
    year.target("Lớp", "5", "5", group="Đào tạo")
    year.target("Cuộc kiểm tra", "4", "3", group="Kỷ luật")
    section = results(year.scope())
    assert [part.title for part in section.parts] == ["Kỷ luật", "Đào tạo"]
    assert "00/01 chỉ tiêu đạt và vượt (0%)" in text_of(section.parts[0])
    assert "01/01 chỉ tiêu đạt và vượt (100%)" in text_of(section.parts[1])


def test_units_below_are_counted_apart() -> None:
    year = Told()
    year.target("Lớp", "5", "5")
    year.target("Lớp", "2", "1", unit=year.d1)
    year.target("Lớp", "9", "9", unit=year.px02)
    section = results(year.scope())
    assert "01/01 chỉ tiêu đạt và vượt" in text_of(section)
    assert "Đội Chính sách | 01 | 00 | 01 | 00" in text_of(section)
    assert "Phòng Hậu cần" not in text_of(section)
    assert_made_up_of_records(section)


def test_a_year_without_targets_says_so() -> None:
    year = Told()
    assert text_of(results(year.scope())) == "Phòng Tổ chức cán bộ chưa đăng ký chỉ tiêu năm 2025."
