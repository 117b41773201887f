"""The first page's view of the year: its steps, its coverage, and what waits for whom."""

from __future__ import annotations

from datetime import timedelta

from tests.movements.meetings import DAY, HELD, TASK
from tests.movements.year import END, OPERATOR, START, TODAY, Year
from vinhdanh.movements import services
from vinhdanh.movements.selectors.calendar import entries
from vinhdanh.movements.selectors.year import glance
from vinhdanh.movements.services import DirectiveText
from vinhdanh.movements.types.calendar import EntryKind
from vinhdanh.people.models import Unit


def opened(year: Year, deadline: int) -> None:
    """The province opens the year's registration, to be sent so many days from today."""
    day = TODAY + timedelta(days=deadline)
    services.open_registration(
        actor=OPERATOR, unit=year.cat, year=TODAY.year, opened=START, deadline=day, document="CV 1"
    )


def registered(unit: Unit, number: str) -> None:
    entries = {number: services.Entry(["CSTT"])}
    sheet = services.write_registrations(actor=OPERATOR, unit=unit, year=TODAY.year, entries=entries)
    services.send_registration(actor=OPERATOR, sheet=sheet)


def test_a_year_without_records_says_nothing(year: Year) -> None:
    found = glance(year.boss, TODAY.year)
    assert not found.begun
    assert not found.waiting


def test_the_steps_follow_the_records(year: Year) -> None:
    movement = year.launched(year=TODAY.year)
    opened(year, deadline=10)
    services.review_movement(actor=OPERATOR, movement=movement, on=TODAY, note="Sơ kết")
    found = glance(year.boss, TODAY.year)
    assert found.movement == movement
    assert [(step.name, step.done) for step in found.steps] == [
        ("Phát động", True),
        ("Đăng ký", False),
        ("Sơ kết", True),
        ("Tổng kết", False),
    ]
    assert found.steps[found.now].name == "Đăng ký"
    assert found.steps[-1].when == f"đến {END:%d/%m}"


def test_coverage_counts_officers_and_names_the_units_that_lack_most(year: Year) -> None:
    registered(year.d1, "102")
    found = glance(year.boss, TODAY.year)
    assert (found.coverage.total.registered, found.coverage.total.expected) == (1, 3)
    assert {str(row.unit) for row in found.thinnest} >= {"Đội Đào tạo"}


def test_what_is_late_and_what_waits_for_an_answer_comes_first(year: Year) -> None:
    year.launched()
    meeting = services.add_meeting(actor=OPERATOR, unit=year.cat, **HELD)
    late = DirectiveText(TASK, year.px01, deadline=DAY + timedelta(days=10))
    services.add_directives(actor=OPERATOR, meeting=meeting, lines=[late])
    told = {one.what: one for one in glance(year.boss, TODAY.year).waiting}
    assert told["Ý kiến chỉ đạo, kết luận quá hạn"].late
    assert told["Ý kiến chỉ đạo, kết luận quá hạn"].when == "Quá 10 ngày"
    assert told["Phong trào cấp trên chờ hưởng ứng"].count == 1
    assert "Ý kiến chỉ đạo, kết luận quá hạn" not in {w.what for w in glance(year.other, TODAY.year).waiting}


def test_deadlines_of_the_year_stand_in_the_calendar_of_whom_they_concern(year: Year) -> None:
    opened(year, deadline=5)
    meeting = services.add_meeting(actor=OPERATOR, unit=year.cat, **HELD)
    line = DirectiveText(TASK, year.px01, deadline=TODAY + timedelta(days=4))
    services.add_directives(actor=OPERATOR, meeting=meeting, lines=[line])
    last = TODAY + timedelta(days=10)
    found = {one.kind: one for one in entries(year.boss, TODAY, last)}
    assert found[EntryKind.DIRECTIVE].mine
    assert found[EntryKind.DIRECTIVE].waits
    assert found[EntryKind.REGISTRATION].waits
    assert EntryKind.DIRECTIVE not in {one.kind for one in entries(year.other, TODAY, last)}
    registered(year.px01, "101")
    again = {one.kind: one for one in entries(year.boss, TODAY, last)}
    assert again[EntryKind.REGISTRATION].done
