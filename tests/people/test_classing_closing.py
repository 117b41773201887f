"""Months are closed, kept by the database, reopened for a reason; who is late is listed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.people.months import OPERATOR, Department, refused
from tests.records import make_account, make_person
from vinhdanh.access.types import Role
from vinhdanh.audit.checks import verify_chain
from vinhdanh.audit.models import JournalEntry
from vinhdanh.people import services
from vinhdanh.people.classing_selectors import (
    is_late,
    periods_visible_to,
    unit_lines,
)
from vinhdanh.people.models import Period, PeriodAct, PersonClass, Sheet, UnitClass


@pytest.fixture
def px01(db: None) -> Department:
    return Department()


# ---- closing --------------------------------------------------------------------------------------


def test_a_month_is_closed_only_when_everybody_submitted(px01: Department) -> None:
    period = px01.month()
    px01.save(period)
    said = refused(lambda: services.close_period(actor=OPERATOR, period=period))[""][0]
    assert "2 đơn vị chưa gửi bảng phân loại (Phòng Tổ chức cán bộ, Phòng Hậu cần)" in said
    px01.save(period, submit=True)
    px01.save_px02(period)
    services.close_period(actor=OPERATOR, period=period)
    period.refresh_from_db()
    assert period.closed
    assert "đã chốt" in refused(lambda: services.close_period(actor=OPERATOR, period=period))[""][0]
    assert "phải mở lại kỳ" in refused(lambda: px01.save(period))[""][0]


def closed(px01: Department) -> Period:
    period = px01.month()
    px01.save(period, submit=True)
    px01.save_px02(period)
    return services.close_period(actor=OPERATOR, period=period)


def test_a_closed_month_is_reopened_for_a_reason(px01: Department) -> None:
    period = closed(px01)
    assert (
        "ghi lý do"
        in refused(lambda: services.reopen_period(actor=OPERATOR, period=period, ground=" "))[""][0]
    )
    services.reopen_period(actor=OPERATOR, period=period, ground="Sót một người")
    px01.save(period, {"102": "3"}, {}, submit=True)
    assert (
        "đang mở" in refused(lambda: services.reopen_period(actor=OPERATOR, period=period, ground="x"))[""][0]
    )
    services.close_period(actor=OPERATOR, period=period)
    acts = [(act.kind, act.ground) for act in PeriodAct.objects.filter(period=period)]
    assert acts == [("opened", ""), ("closed", ""), ("reopened", "Sót một người"), ("closed", "")]
    assert verify_chain() is None


ATTACKS: list[tuple[str, Callable[[Period], Any]]] = [
    ("change a class", lambda p: PersonClass.objects.filter(period=p).update(cls="1")),
    ("remove a class", lambda p: PersonClass.objects.filter(period=p).first().delete()),  # type: ignore[union-attr]
    ("change a unit", lambda p: UnitClass.objects.filter(period=p).update(cls="4")),
    ("change a sheet", lambda p: Sheet.objects.filter(period=p).update(remark="x")),
    ("add a class", lambda p: _copy(p)),
    ("change an act", lambda p: PeriodAct.objects.filter(period=p).update(by_name="x")),
    ("remove an act", lambda p: PeriodAct.objects.filter(period=p).delete()),
]


def _copy(period: Period) -> None:
    row = PersonClass.objects.filter(period=period).latest("pk")
    person = make_person("999")
    PersonClass.objects.create(period=period, sheet=row.sheet, person=person, unit=row.unit, cls="1")


@pytest.mark.parametrize("attack", [call for _, call in ATTACKS], ids=[name for name, _ in ATTACKS])
def test_the_database_itself_keeps_a_closed_month(px01: Department, attack: Callable[[Period], Any]) -> None:
    period = closed(px01)
    with pytest.raises(IntegrityError, match="chốt"), transaction.atomic():
        attack(period)


# ---- who is late ----------------------------------------------------------------------------------


def test_late_units_are_listed_in_the_trees_order(px01: Department) -> None:
    period = px01.month()
    px01.save(period, submit=True)
    lines = unit_lines(OPERATOR, period)
    assert [(line.unit.code, line.strength, line.missing, line.late) for line in lines] == [
        ("PX01", 7, False, True),  # submitted, but long after the third of June 2025
        ("PX02", 1, True, True),
    ]
    assert lines[0].counts == {"2": 7}
    Sheet.objects.update(submitted="2025-06-03T10:00:00Z")
    assert not is_late(period, Sheet.objects.get())
    Sheet.objects.update(submitted="2025-06-03T17:30:00Z")  # past midnight in Vietnam
    assert is_late(period, Sheet.objects.get())


def test_a_clerk_sees_periods_that_touch_his_unit_and_only_his_lines(px01: Department) -> None:
    province, other = px01.month(5), px01.month(6, px01.px02)
    assert list(periods_visible_to(px01.clerk)) == [province]
    assert set(periods_visible_to(OPERATOR)) == {province, other}
    assert [line.unit.code for line in unit_lines(px01.clerk, province)] == ["PX01"]
    assert not periods_visible_to(make_account("canbo", (Role.OFFICER, "PX01"), person_number="102"))


def test_every_act_is_in_one_whole_journal(px01: Department) -> None:
    closed(px01)
    verbs = list(JournalEntry.objects.values_list("verb", flat=True).order_by("number"))
    assert verbs == [
        "classing.period_opened",
        "classing.sheet_submitted",
        "classing.sheet_submitted",
        "classing.period_closed",
    ]
    assert verify_chain() is None
