"""Movements of the year: the unit's own, those from above, who answered, and what the indicators show."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.movements.year import OPERATOR
from tests.reports.sections.told import Told, assert_made_up_of_records, figures, text_of
from vinhdanh.movements import services
from vinhdanh.movements.figures import Term
from vinhdanh.movements.models import Indicator
from vinhdanh.movements.services import AxisText, FigureText, IndicatorText
from vinhdanh.movements.types.figures import Cadence
from vinhdanh.movements.types.movements import MovementKind
from vinhdanh.reports.sections.movements import movements

pytestmark = pytest.mark.django_db
FIRST = date(2025, 1, 20)


def test_own_movements_and_those_from_above_are_counted_apart() -> None:
    year = Told()
    above = year.movement(year.cat)
    year.answer(above, year.px01, FIRST)
    year.movement(year.px01, name="Đợt cao điểm", kind=MovementKind.PERIODIC)
    year.movement(year.px02, name="Phong trào của phòng khác")
    section = movements(year.scope())
    found = text_of(section)
    assert (
        "Trong năm 2025, Phòng Tổ chức cán bộ phát động 02 phong trào thi đua, trong đó 01 hưởng ứng "
        "cấp trên; tham gia 01 phong trào do cấp trên phát động (Công an tỉnh Sơn Hà: 01)."
    ) in found
    assert "Theo loại, phong trào hưởng ứng không tính thêm: 01 thường xuyên, 01 theo đợt." in found
    assert "phòng khác" not in found
    assert_made_up_of_records(section)


def test_a_movement_answered_twice_on_its_way_down_is_one_movement() -> None:
    year = Told()
    answered = year.answer(year.movement(year.cat), year.px01, FIRST)
    year.answer(answered, year.d1, FIRST)
    found = text_of(movements(year.scope(year.d1)))
    assert "tham gia 01 phong trào do cấp trên phát động (Công an tỉnh Sơn Hà: 01)." in found
    assert "Theo loại, phong trào hưởng ứng không tính thêm: 01 thường xuyên." in found


def test_a_unit_that_launched_nothing_takes_part_and_reads_each_movement_once() -> None:
    year = Told()
    year.answer(year.movement(year.cat), year.px01, FIRST)
    section = movements(year.scope(year.d1))
    found = text_of(section)
    assert (
        "Trong năm 2025, Đội Chính sách tham gia 01 phong trào do cấp trên phát động "
        "(Công an tỉnh Sơn Hà: 01)."
    ) in found
    assert "Phòng Tổ chức cán bộ phát động hưởng ứng, Kế hoạch số 1/KH-PX01" in found
    assert found.count("Phong trào thi đua") + found.count("phong trào thi đua") < 3
    assert_made_up_of_records(section)


def test_axes_links_and_reviews_are_told() -> None:
    year = Told()
    firsts = year.movement(
        year.cat,
        name="Phong trào thi đua “Ba nhất”",
        kind=MovementKind.THEMATIC,
        theme="Kỷ luật là nền tảng",
        axes=[AxisText("Kỷ luật nhất", [("Chấp hành điều lệnh", [])]), AxisText("Gần dân nhất", [("", [])])],
    )
    own = year.movement(year.px01)
    services.link_movements(actor=OPERATOR, movement=own, linked=firsts, note="thước đo")
    services.close_movement(
        actor=OPERATOR, movement=own, on=date(2025, 12, 20), note="Đã hoàn thành", document="BC 9"
    )
    found = text_of(movements(year.scope()))
    assert "gắn với phong trào thi đua “Ba nhất” (Kỷ luật nhất – Gần dân nhất)" in found
    assert "Nội dung: Kỷ luật nhất (Chấp hành điều lệnh); Gần dân nhất" in found
    assert (
        "Phòng Tổ chức cán bộ tổng kết phong trào thi đua “Vì ANTQ” năm 2025 ngày 20/12/2025 (BC 9): "
        "Đã hoàn thành."
    ) in found


def test_the_share_of_units_that_answered_is_counted() -> None:
    year = Told()
    above = year.movement(year.cat)
    assert "00/02 đơn vị trực thuộc phát động hưởng ứng, đạt 0%" in text_of(movements(year.scope(year.cat)))
    year.answer(above, year.px01, FIRST)
    year.answer(above, year.px02, FIRST)
    section = movements(year.scope(year.cat))
    assert "02/02 đơn vị trực thuộc phát động hưởng ứng, đạt 100%" in text_of(section)
    part = figures(section)[f"phong-trao.{above.pk}.don-vi-huong-ung"]
    assert [one.name for one in part.records()] == ["Phòng Tổ chức cán bộ", "Phòng Hậu cần"]


def test_indicators_show_the_mean_of_the_last_term() -> None:
    year = Told()
    axes = [AxisText("Kỷ luật nhất", [("Điều lệnh", [IndicatorText("Báo cáo đúng hạn", "%")])])]
    above = year.movement(year.cat, axes=axes)
    key = Indicator.objects.get().pk
    for unit, month, value in ((year.px01, 9, "80"), (year.px01, 10, "92"), (year.px02, 10, "97")):
        services.enter_figures(
            actor=OPERATOR,
            movement=above,
            unit=unit,
            term=Term(Cadence.MONTH, 2025, month),
            figures={key: FigureText(Decimal(value))},
        )
    section = movements(year.scope(year.cat))
    assert "Báo cáo đúng hạn | % | Tháng 10/2025 | 02 | 94,5" in text_of(section)
    assert "Báo cáo đúng hạn | % | Tháng 10/2025 | 01 | 92" in text_of(movements(year.scope()))
    assert_made_up_of_records(section)


def test_drafts_and_other_years_are_not_told() -> None:
    year = Told()
    year.draft(
        year.px01, year=2025, first=date(2025, 2, 1), last=date(2025, 3, 1), plan_date=date(2025, 2, 1)
    )
    year.movement(year.px01, 2024)
    words = "Chưa ghi phong trào thi đua nào của Phòng Tổ chức cán bộ trong năm 2025."
    assert text_of(movements(year.scope())) == words
