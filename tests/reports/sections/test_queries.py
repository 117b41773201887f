"""A province asks the database no more often than a phòng."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.records import make_person, make_unit
from tests.reports.sections.told import Told
from vinhdanh.reports.sections.conference import conference
from vinhdanh.reports.sections.directives import directives
from vinhdanh.reports.sections.launch import launch
from vinhdanh.reports.sections.movements import movements
from vinhdanh.reports.sections.praise import praise
from vinhdanh.reports.sections.registration import registration
from vinhdanh.reports.sections.results import results

pytestmark = pytest.mark.django_db
OF_THE_YEAR = (conference, directives, registration, movements, results, praise, launch)


def test_more_units_and_people_cost_no_more_queries() -> None:
    year = Told()
    above = year.movement(year.cat)
    meeting = year.meeting(year.cat, date(2026, 1, 16), 2026)
    answering = year.meeting(year.cat, date(2024, 12, 20), 2025, name="Họp")

    def grow(code: str) -> None:
        unit = make_unit(code, year.cat)
        make_person(f"9{code}", unit)
        year.register(unit, **{f"p9{code}": ["CSTT"]})
        year.register(unit, 2026, **{f"p9{code}": ["CSTT"]})
        year.answer(above, unit, date(2025, 1, 20))
        year.target("Lớp", "5", "5", unit=unit)
        year.target(f"Lớp {code}", "5", "5", unit=year.cat)
        year.target(f"Lớp {code}", "6", unit=year.cat, year=2026)
        year.directive(meeting, f"Việc {code}")
        year.directive(answering, f"Việc cũ {code}")

    def queries() -> dict[str, int]:
        found = {}
        for section in OF_THE_YEAR:
            with CaptureQueriesContext(connection) as seen:
                section(year.scope(year.cat))
            found[section.__name__] = len(seen)
        return found

    grow("PX11")
    few = queries()
    grow("PX12")
    assert queries() == few
