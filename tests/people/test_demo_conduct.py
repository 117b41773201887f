"""The sample's register: full of life, within the province, the same for the same day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tests.people.conduct import Register
from vinhdanh.access.types import Operator
from vinhdanh.audit.checks import verify_chain
from vinhdanh.exchange.records import record_facts
from vinhdanh.exchange.sample import sample_province
from vinhdanh.people.conduct_lists import tally
from vinhdanh.people.conduct_selectors import follow_ups
from vinhdanh.people.conduct_units import unit_shares
from vinhdanh.people.lawbook import law
from vinhdanh.people.models import ConductMeasure, ConductViolation, LeaderExemption, TrainingCourse
from vinhdanh.people.services.demo_conduct import install_demo_conduct
from vinhdanh.people.training_selectors import course_outcomes

TODAY = date(2026, 1, 20)
OPERATOR = Operator()


@pytest.fixture
def sample(db: None) -> Any:
    province = sample_province(scale=0.2)
    record_facts(province.facts, province.details, actor=OPERATOR)
    return install_demo_conduct(province.year, today=TODAY)


@pytest.mark.slow
def test_the_sample_shows_every_kind_of_case(sample: Any) -> None:
    told = tally(OPERATOR, law(), None, TODAY)
    assert (told.overdue, told.deferred, told.over) == (2, 3, 1)
    assert told.soon >= 1
    assert told.decided > 10
    states = set(ConductViolation.objects.values_list("state", flat=True))
    assert states >= {"open", "proposed", "deferred", "decided", "withdrawn"}
    units = [s for s in unit_shares(OPERATOR, law(), 2025, TODAY) if s.measures]
    assert any(m.code == "ha_bac" for s in units for m in s.measures)
    assert ConductMeasure.objects.filter(because_of__unit__isnull=False, person__isnull=False).exists()
    assert LeaderExemption.objects.exists()
    assert follow_ups(OPERATOR, law(), 2025)
    courses = course_outcomes(law(), TrainingCourse.objects.select_related("unit"))
    assert {c.outcome.passed if c.outcome else "missing" for c in courses} == {True, False, "missing"}
    assert verify_chain() is None


@pytest.mark.slow
def test_the_sample_is_only_put_where_nothing_is(sample: Any) -> None:
    with pytest.raises(ValidationError, match="chỗ trống"):
        install_demo_conduct(2025, today=TODAY)


def test_too_small_an_agency_is_refused(db: None) -> None:
    Register()
    with pytest.raises(ValidationError, match="chưa đủ người"):
        install_demo_conduct(2025, today=TODAY)
