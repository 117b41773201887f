"""The sample's months hold together: submitted sheets keep their quota, the last month waits for people."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tests.people.months import Department
from vinhdanh.access.types import Operator
from vinhdanh.exchange.records import record_facts
from vinhdanh.exchange.sample import sample_province
from vinhdanh.people.classing_selectors import sheet_view
from vinhdanh.people.classing_telling import shortcomings
from vinhdanh.people.classing_types import PeriodKind, SheetState
from vinhdanh.people.classing_year import year_view
from vinhdanh.people.models import Period, PersonClass, Sheet, Unit
from vinhdanh.people.services.demo_months import install_demo_months

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture
def sample(db: None) -> Any:
    province = sample_province(scale=0.02)
    record_facts(province.facts, province.details, actor=Operator())
    return install_demo_months(province.year)


def test_the_months_are_whole(sample: Any) -> None:
    assert (Period.objects.filter(kind=PeriodKind.MONTH).count(), sample.periods) == (13, 18)
    january = Period.objects.get(kind=PeriodKind.MONTH, year=2026)
    assert list(Period.objects.filter(closed=None)) == [january]
    for sheet in Sheet.objects.filter(state=SheetState.SUBMITTED, period__number__in=(1, 6, 12)):
        if sheet.period.kind == PeriodKind.MONTH:
            assert shortcomings(sheet_view(sheet.period, sheet.unit), "") == {}, str(sheet)


def test_one_sheet_waits_for_people_and_nothing_else_is_wrong_with_it(sample: Any) -> None:
    january = Period.objects.get(kind=PeriodKind.MONTH, year=2026)
    view = sheet_view(january, Unit.objects.get(code="PX01"))
    assert [one for one in view.check() if not one.fits]
    assert list(shortcomings(view, "")) == ["__all__"]


def test_the_months_give_proposals_for_the_year(sample: Any) -> None:
    view = year_view(Unit.objects.get(code="PX01"), 2025)
    outcomes = {line.proposal.outcome for line in view.lines}
    assert "excellent" in outcomes
    assert "good" in outcomes


def test_the_same_data_give_the_same_months(px01: Department) -> None:
    install_demo_months(2025)
    first = list(PersonClass.objects.order_by("period_id", "person_id").values_list("cls", "points"))
    assert len(first) == 13 * 8 + 5 * 7
    with pytest.raises(ValidationError, match="chỗ trống"):
        install_demo_months(2025)


@pytest.fixture
def px01(db: None) -> Department:
    return Department()
