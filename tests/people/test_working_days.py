"""Terms in working days, by the calendars of the years."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vinhdanh.people.working_days import (
    Counting,
    DayKind,
    Due,
    add_days,
    add_working_days,
    calendar,
    calendar_of,
    working_days_until,
)

ONE_DAY = timedelta(days=1)
KNOWN = st.dates(date(2025, 1, 1), date(2027, 10, 1))


@given(start=KNOWN, days=st.integers(1, 30))
def test_a_term_ends_on_a_working_day_with_exactly_so_many_before_it(start: date, days: int) -> None:
    due = add_working_days(start, days).day
    span = [start + n * ONE_DAY for n in range(1, (due - start).days + 1)]
    assert calendar().is_working_day(due)
    assert sum(calendar().is_working_day(day) for day in span) == days


@given(start=KNOWN, days=st.integers(1, 29))
def test_a_longer_term_ends_later(start: date, days: int) -> None:
    assert add_working_days(start, days).day < add_working_days(start, days + 1).day


@given(start=KNOWN, days=st.integers(1, 30))
def test_what_is_left_of_a_term_is_the_term(start: date, days: int) -> None:
    due = add_working_days(start, days).day
    assert working_days_until(start, due) == days
    late = add_working_days(due, 3).day
    assert working_days_until(late, due) == -3


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (date(2026, 4, 20), 15, date(2026, 5, 14)),  # Giỗ Tổ, its day off, 30/4 and 1/5 between
        (date(2026, 4, 24), 2, date(2026, 4, 29)),
        (date(2026, 1, 8), 2, date(2026, 1, 10)),  # a Saturday made a working day
        (date(2026, 11, 23), 1, date(2026, 11, 25)),  # Ngày Văn hóa Việt Nam
        (date(2026, 2, 13), 1, date(2026, 2, 23)),  # Tết
    ],
)
def test_holidays_days_off_and_made_up_saturdays_count_as_they_are(start: date, days: int, due: date) -> None:
    assert add_working_days(start, days).day == due


def test_the_first_day_counts_only_where_it_is_said() -> None:
    monday = date(2026, 6, 1)
    assert add_working_days(monday, 1).day == date(2026, 6, 2)
    assert add_working_days(monday, 1, how=Counting(start_day_counted=True)).day == monday


def test_a_term_of_calendar_days_runs_on_to_a_working_day_unless_it_is_set_otherwise() -> None:
    start = date(2026, 8, 20)  # ten days later is Sunday 30/8; 31/8 to 2/9 are off
    assert add_days(start, 10, how=Counting()).day == date(2026, 9, 3)
    assert add_days(start, 10, how=Counting(roll_forward=False)).day == date(2026, 8, 30)
    assert add_days(start, 1, how=Counting(start_day_counted=True)).day == start
    with pytest.raises(ValueError, match="từ 1 ngày"):
        add_days(start, 0)


@given(start=KNOWN, days=st.integers(1, 90))
def test_running_on_never_shortens_a_term_nor_passes_a_working_day(start: date, days: int) -> None:
    due, plain = add_days(start, days).day, start + days * ONE_DAY
    assert due >= plain
    assert not any(calendar().is_working_day(plain + n * ONE_DAY) for n in range((due - plain).days))


def test_days_known_at_second_hand_are_named() -> None:
    (said,) = add_working_days(date(2026, 11, 20), 5).warnings
    assert said == "Ngày nghỉ, làm bù biết qua nguồn thuật lại: 24/11/2026."
    assert add_working_days(date(2026, 6, 1), 5).warnings == ()


def test_a_year_that_is_only_proposed_or_not_at_hand_is_said() -> None:
    assert "mới là dự kiến" in add_working_days(date(2027, 1, 4), 3).warnings[0]
    assert "Chưa có lịch nghỉ của năm 2028" in add_working_days(date(2028, 1, 4), 3).warnings[0]


def test_a_term_of_no_days_is_refused() -> None:
    with pytest.raises(ValueError, match="từ 1 ngày làm việc"):
        add_working_days(date(2026, 1, 5), 0)


def test_every_special_day_names_its_source() -> None:
    for special in calendar().days.values():
        assert special.source, special
        assert special.kind != DayKind.SWAPPED_ON or special.date.weekday() >= 5


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ('date = 2025-01-01, name = "x", kind = "holiday", verified = true, source = "y"', "khác năm"),
        ('date = 2026-01-01, name = "x", kind = "picnic", verified = true, source = "y"', "picnic"),
        ('date = 2026-01-01, name = "x", kind = "holiday", verified = true', "source"),
    ],
)
def test_a_faulty_calendar_names_its_file(tmp_path: Path, row: str, says: str) -> None:
    text = f'year = 2026\nstatus = "decided"\ndays = [{{ {row} }}]\n'
    (tmp_path / "2026.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=says) as error:
        calendar_of(tmp_path)
    assert "2026.toml" in str(error.value)


def own_year(folder: Path, text: str) -> Path:
    """The agency's file of 2027 in its folder."""
    (folder / "lich-nghi").mkdir(parents=True)
    (folder / "lich-nghi" / "2027.toml").write_text(text, encoding="utf-8")
    return folder


def test_the_agency_puts_in_a_year_that_was_decided_since(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its file takes the place of the provisional one; the warning is gone, other years stay."""
    before = add_working_days(date(2027, 2, 3), 1)
    assert (before.day, len(before.warnings)) == (date(2027, 2, 11), 1)
    text = """year = 2027
status = "decided"
days = [
    { date = 2027-02-05, name = "Tết", kind = "holiday", verified = true, source = "QĐ của Thủ tướng" },
]
"""
    monkeypatch.setenv("VINHDANH_LAWS", str(own_year(tmp_path, text)))
    assert add_working_days(date(2027, 2, 3), 1) == Due(date(2027, 2, 4))
    assert add_working_days(date(2027, 2, 4), 1) == Due(date(2027, 2, 8))
    assert add_working_days(date(2026, 11, 23), 1).day == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("year = 2027", "thiếu 'status'"),
        ('year = 2027\nstatus = "đã có"\ndays = []', "status phải là decided hoặc provisional"),
        ("năm 2027", "2027.toml"),
    ],
)
def test_a_faulty_file_of_the_agency_says_which_and_what(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        calendar_of(own_year(tmp_path, text) / "lich-nghi")


def test_years_of_which_none_is_decided_are_refused(tmp_path: Path) -> None:
    folder = own_year(tmp_path, 'year = 2027\nstatus = "provisional"\ndays = []') / "lich-nghi"
    with pytest.raises(ValueError, match="không có lịch nghỉ năm nào đã quyết định"):
        calendar_of(folder)
