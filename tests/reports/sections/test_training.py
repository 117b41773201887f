"""Training in the report: classes, learners, coverage against the target; a commune's own part."""

from __future__ import annotations

import pytest

from tests.programmes.classes import YEAR, Training
from tests.records import make_unit
from tests.reports.told import OPERATOR, grids, prove, rows, scope_of, sentences
from vinhdanh.programmes import services
from vinhdanh.reports.sections.training import training

PLAN = "Bồi dưỡng lực lượng cơ sở"


@pytest.fixture
def told(db: None) -> Training:
    found = Training()
    one, two = found.call(found.dinh, found.ha)
    found.attend([one, two])
    found.grade({one: "8", two: "4"})
    return found


def test_the_organiser_tells_classes_learners_and_coverage(told: Training) -> None:
    section = training(scope_of(told.px01, YEAR))
    assert sentences(section) == ["Mở 01 lớp bồi dưỡng, tập huấn với 02 lượt học viên."]
    assert rows(grids(section)[0]) == [[PLAN, "04", "01", "25%", "75%", "-50"]]
    prove(section)


def test_a_commune_tells_its_part_of_the_plan(told: Training) -> None:
    section = training(scope_of(told.x1, YEAR))
    assert rows(grids(section)[0]) == [[PLAN, "03", "01", "33,3%", "75%", "-41,7"]]
    prove(section)


def test_reported_figures_without_names_count_too(told: Training) -> None:
    far = make_unit("X003", told.cat, "Công an xã Khuổi Nọi", kind="cong_an_xa")
    services.report_figures(
        actor=OPERATOR,
        plan=told.plan,
        unit=far,
        classes=2,
        trained=5,
        in_force=6,
        source="Báo cáo 7/BC-X002",
    )
    section = training(scope_of(told.px01, YEAR))
    assert sentences(section) == ["Mở 03 lớp bồi dưỡng, tập huấn với 07 lượt học viên."]
    prove(section)


def test_without_a_plan_it_says_so(told: Training) -> None:
    assert sentences(training(scope_of(told.px01, 2001))) == [
        "Chưa có kế hoạch tập huấn năm 2001 do Phòng Tổ chức cán bộ tổ chức hoặc tham gia."
    ]
