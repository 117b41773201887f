"""Our calendars beside the package ``holidays``: every day on which the two differ is named."""

from __future__ import annotations

from datetime import date

import holidays

from vinhdanh.people.working_days import DayKind, calendar

YEARS = (2025, 2026, 2027)
THEIRS = holidays.country_holidays("VN", years=YEARS)

# Days that only one of the two has off.
OURS_OFF = {date(2026, 1, 2): "công chức nghỉ hoán đổi, làm bù 10/01 (12729/VPCP-KGVX): gói không có"}
THEIRS_OFF = {
    date(2025, 2, 1): "mùng bốn Tết, thứ Bảy: ngày nghỉ hằng tuần của cơ quan",
    date(2027, 2, 6): "mùng một Tết, thứ Bảy: 2027 mới là dự kiến",
    date(2027, 2, 7): "mùng hai Tết, Chủ nhật: 2027 mới là dự kiến",
}
OURS_WORKED = {date(2026, 1, 10): "làm bù ngày 02/01, chỉ công chức"}


def test_every_difference_from_the_package_is_known_by_name() -> None:
    ours = {one.date: one for one in calendar().days.values() if one.date.year in YEARS}
    off = {day for day, one in ours.items() if one.kind != DayKind.SWAPPED_ON}
    worked = {day for day, one in ours.items() if one.kind == DayKind.SWAPPED_ON}
    theirs_worked = {day for day in THEIRS.weekend_workdays if day.year in YEARS}
    assert off - set(THEIRS) == set(OURS_OFF)
    assert set(THEIRS) - off == set(THEIRS_OFF)
    assert worked - theirs_worked == set(OURS_WORKED)
    assert not theirs_worked - worked


def test_the_two_count_the_same_working_days_but_for_one_swap() -> None:
    """A weekend that is a holiday changes no count: what differs is the swap of 02/01/2026 alone."""
    for day in THEIRS_OFF:
        assert day.weekday() >= 5
    span = [date.fromordinal(n) for n in range(date(2025, 1, 1).toordinal(), date(2028, 1, 1).toordinal())]
    differing = [day for day in span if calendar().is_working_day(day) != THEIRS.is_working_day(day)]
    assert differing == [*OURS_OFF, *OURS_WORKED]


def test_swaps_and_the_new_holiday_stand_in_both() -> None:
    for off, worked in ((date(2025, 5, 2), date(2025, 4, 26)), (date(2026, 8, 31), date(2026, 8, 22))):
        assert off in THEIRS
        assert not calendar().is_working_day(off)
        assert worked in THEIRS.weekend_workdays
        assert calendar().is_working_day(worked)
    for culture_day in (date(2026, 11, 24), date(2027, 11, 24)):
        assert culture_day in THEIRS
        assert not calendar().is_working_day(culture_day)


def test_the_year_that_is_only_proposed_is_told_apart() -> None:
    assert calendar().last_decided == 2026
    assert calendar().warnings(date(2027, 2, 1), date(2027, 2, 12))
