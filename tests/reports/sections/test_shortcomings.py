"""What the records show as left undone, and the passages that people write."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.movements.meetings import Meetings
from tests.movements.target_acts import LAST_YEAR, made
from tests.movements.year import OPERATOR, TODAY
from tests.records import make_account
from tests.reports.told import by_key, prove, scope_of, sentences, values
from vinhdanh.access.types import Role
from vinhdanh.engine.facts import DisciplineForm, Level
from vinhdanh.movements import services
from vinhdanh.people.models import Discipline, YearRating
from vinhdanh.reports.figures import Passage
from vinhdanh.reports.naming import HIDDEN
from vinhdanh.reports.sections.shortcomings import shortcomings


@pytest.fixture
def year(db: None) -> Meetings:
    return Meetings()


def test_targets_missed_and_without_figures_are_told(year: Meetings) -> None:
    missed, met = made(year.px01, "Lớp tập huấn"), made(year.d1, "Bài tuyên truyền")
    made(year.px01, "Chưa có số")
    for target, value in ((missed, 4), (met, 9)):
        services.close_target(actor=OPERATOR, target=target, on=TODAY, document="BC", value=value)
    section = shortcomings(scope_of(year.px01, LAST_YEAR))
    assert sentences(section)[:2] == [
        "01 chỉ tiêu không đạt.",
        "01 chỉ tiêu chưa có số liệu.",
    ]
    assert [one.name for one in by_key(section)["han-che.chi-tieu-khong-dat"].records()] == ["Lớp tập huấn"]
    prove(section)


def test_directives_past_their_day_are_told(year: Meetings) -> None:
    year.given(deadline=TODAY - timedelta(days=3))
    year.given(year.held(name="Hội nghị khác"))
    section = shortcomings(scope_of(year.px01, TODAY.year))
    assert values(section)["han-che.chi-dao-qua-han"] == 1
    prove(section)


def test_discipline_and_the_lowest_level_are_told_and_named_only_to_who_may_see(year: Meetings) -> None:
    Discipline.objects.create(
        person=year.binh, form=DisciplineForm.WARNING.value, decided=date(LAST_YEAR, 3, 4)
    )
    YearRating.objects.create(person=year.binh, year=LAST_YEAR, level=Level.FAILED.value)
    reader = make_account("doi1-x", (Role.UNIT_CLERK, "PX01-D1"))
    section = shortcomings(scope_of(year.px01, LAST_YEAR, reader))
    assert sentences(section) == [
        "01 trường hợp bị kỷ luật.",
        "01 cá nhân xếp loại không hoàn thành nhiệm vụ.",
    ]
    for figure in by_key(section).values():
        assert [one.name for one in figure.records()] == [HIDDEN]


def test_units_and_officers_without_registration_are_told_once_a_year_has_any(year: Meetings) -> None:
    assert "han-che.don-vi-chua-dang-ky" not in values(shortcomings(scope_of(year.px01, TODAY.year)))
    services.open_registration(
        actor=OPERATOR,
        unit=year.cat,
        year=TODAY.year,
        opened=TODAY,
        deadline=TODAY + timedelta(days=9),
        document="KH 3",
    )
    section = shortcomings(scope_of(year.px01, TODAY.year))
    assert values(section)["han-che.don-vi-chua-dang-ky"] == 3
    assert values(section)["han-che.nguoi-chua-dang-ky"] == 3
    prove(section)


def test_four_passages_are_left_to_people_and_a_clean_year_says_so(year: Meetings) -> None:
    section = shortcomings(scope_of(year.px01, 2001))
    [said] = sentences(section)
    assert said.startswith("Hồ sơ năm 2001 không ghi chỉ tiêu không đạt, việc quá hạn, kỷ luật")
    codes = [one.code for one in section.blocks if isinstance(one, Passage)]
    assert codes == ["danh-gia.han-che"]
