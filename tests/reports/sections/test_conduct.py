"""Discipline, điều lệnh and classes of a unit's year."""

from __future__ import annotations

from datetime import date

import pytest

from tests.people.conduct import SALUTE, Register
from tests.records import make_account
from tests.reports.told import by_key, grids, prove, rows, scope_of, sentences, values
from vinhdanh.access.types import Role
from vinhdanh.engine.facts import DisciplineForm, HoldGround, Level
from vinhdanh.people.models import Discipline, Hold, Person, YearRating
from vinhdanh.reports.naming import HIDDEN
from vinhdanh.reports.sections.conduct import conduct

YEAR = 2026


@pytest.fixture
def register(db: None) -> Register:
    return Register()


def disciplined(person: Person, form: DisciplineForm, **more: object) -> None:
    Discipline.objects.create(person=person, form=form.value, decided=date(YEAR, 3, 4), **more)


def test_sanctions_are_told_by_form_without_those_annulled(register: Register) -> None:
    disciplined(register.an, DisciplineForm.REPRIMAND)
    disciplined(register.binh, DisciplineForm.WARNING)
    disciplined(
        register.head, DisciplineForm.WARNING, annulled=date(YEAR, 5, 1), annulled_why="Kết luận 3/KL"
    )
    disciplined(register.chi, DisciplineForm.WARNING)
    Hold.objects.create(person=register.an, ground=HoldGround.INSPECTION.value, opened=date(YEAR, 2, 1))
    section = conduct(scope_of(register.px01, YEAR))
    assert sentences(section)[:2] == [
        "Số trường hợp bị kỷ luật: 02, gồm khiển trách 01, cảnh cáo 01.",
        "Tạm hoãn xét khen thưởng: 01 trường hợp được ghi trong năm.",
    ]
    prove(section)


def test_breaches_measures_and_the_share_without_one(register: Register) -> None:
    register.breach()
    register.breach(on=date(YEAR, 6, 1), act=SALUTE)
    register.decided()
    section = conduct(scope_of(register.px01, YEAR))
    assert "Có 02 lượt vi phạm điều lệnh của 01 cán bộ, chiến sĩ." in sentences(section)
    assert "Cán bộ, chiến sĩ không vi phạm điều lệnh: 02/03, đạt 66,7%." in sentences(section)
    measures = next(one for one in grids(section) if "Biện pháp" in one.caption)
    assert [row[1] for row in rows(measures)] == ["01"]
    prove(section)


def test_levels_of_the_year_are_counted_with_their_share(register: Register) -> None:
    for person, level in (
        (register.head, Level.EXCELLENT),
        (register.an, Level.GOOD),
        (register.chi, Level.GOOD),
    ):
        YearRating.objects.create(person=person, year=YEAR, level=level.value)
    YearRating.objects.create(unit=register.px01, year=YEAR, level=Level.EXCELLENT.value)
    section = conduct(scope_of(register.px01, YEAR))
    table = next(one for one in grids(section) if one.caption.startswith("Xếp loại năm"))
    assert rows(table)[0] == ["Hoàn thành xuất sắc nhiệm vụ", "01", "50%", "01", "100%"]
    assert rows(table)[-1] == ["Cộng", "02", "100%", "01", "100%"]
    prove(section)


def test_who_was_disciplined_is_named_only_to_who_may_see_him(register: Register) -> None:
    disciplined(register.binh, DisciplineForm.WARNING)
    clerk = make_account("doi1", (Role.UNIT_CLERK, "PX01-D1"))
    figure = by_key(conduct(scope_of(register.px01, YEAR, clerk)))["ky-luat.ky-luat.tong"]
    assert (figure.value, [(one.name, one.href) for one in figure.records()]) == (1, [(HIDDEN, "")])


def test_an_empty_year_says_so(register: Register) -> None:
    section = conduct(scope_of(register.px01, 2020))
    assert values(section) == {"ky-luat.quan-so": 3}
    said = sentences(section)
    assert "Chưa ghi xếp loại năm 2020 của Phòng Tổ chức cán bộ." in said
    assert "Chưa có bảng phân loại tháng nào của năm 2020 được gửi." in said
