"""Counting working days by the calendars of the years, one file a year in ``calendar/``.

A working day is Monday to Friday without public holidays, days off in their place and swapped
days off, and a Saturday that the Government made a working day. Whether the first day counts, and
whether a term of calendar days that ends on a day off runs on to the next working day, are settings
(``WORKING_DAYS``): Điều 147, khoản 5 Điều 148 Bộ luật Dân sự 2015 are rules of civil law, applied here
where the special text is silent.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path

from django.conf import settings

FOLDER = Path(__file__).resolve().parent / "calendar"
ONE_DAY = timedelta(days=1)
SATURDAY = 5


class DayKind(StrEnum):
    HOLIDAY = "holiday"  # ngày lễ
    COMPENSATORY = "compensatory"  # nghỉ bù
    SWAPPED_OFF = "swapped_off"  # nghỉ hoán đổi
    SWAPPED_ON = "swapped_on"  # làm bù


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that is not what its weekday says."""

    date: date
    name: str
    kind: DayKind
    verified: bool  # read in the text itself
    source: str


@dataclass(frozen=True, slots=True)
class Counting:
    """How a term is counted."""

    start_day_counted: bool = False
    roll_forward: bool = True


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a term, and what makes it doubtful."""

    day: date
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class WorkCalendar:
    """Special days of all years at hand."""

    days: Mapping[date, SpecialDay]
    first_year: int
    last_year: int
    last_decided: int  # the last year whose days off have been decided

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on a day; outside the years at hand only weekends are known."""
        special = self.days.get(day)
        if special is not None:
            return special.kind == DayKind.SWAPPED_ON
        return day.weekday() < SATURDAY

    def warnings(self, first: date, last: date) -> tuple[str, ...]:
        """What is not sure about the days of a span."""
        found = []
        if first.year < self.first_year or last.year > self.last_year:
            found.append(
                f"Chưa có lịch nghỉ của năm {first.year if first.year < self.first_year else last.year}: "
                "chỉ trừ thứ Bảy, Chủ nhật."
            )
        elif last.year > self.last_decided:
            found.append(f"Lịch nghỉ năm {last.year} mới là dự kiến: ngày hết hạn có thể thay đổi.")
        unsure = [d for d in self.days.values() if not d.verified and first <= d.date <= last]
        if unsure and last.year <= self.last_decided:
            told = ", ".join(f"{d.date:%d/%m/%Y}" for d in unsure)
            found.append(f"Ngày nghỉ, làm bù biết qua nguồn thuật lại: {told}.")
        return tuple(found)


@cache
def calendar(folder: Path = FOLDER) -> WorkCalendar:
    """All the years of a folder.

    Raises:
        ValueError: naming the file, when a day lies outside its year, is written twice or is of no kind.
    """
    days: dict[date, SpecialDay] = {}
    years: list[int] = []
    decided: list[int] = []
    for path in sorted(folder.glob("[0-9]*.toml")):
        with path.open("rb") as file:
            data = tomllib.load(file)
        year = int(data["year"])
        years.append(year)
        if data["status"] == "decided":
            decided.append(year)
        for row in data["days"]:
            try:
                day = SpecialDay(
                    row["date"], row["name"], DayKind(row["kind"]), row["verified"], row["source"]
                )
            except (KeyError, ValueError) as error:
                raise ValueError(f"{path.name}: dòng {row}: {error}") from error
            if day.date.year != year or day.date in days:
                raise ValueError(f"{path.name}: ngày {day.date:%d/%m/%Y} khác năm hoặc ghi hai lần")
            days[day.date] = day
    return WorkCalendar(days, min(years), max(years), max(decided))


def counting() -> Counting:
    """How this installation counts."""
    return Counting(**getattr(settings, "WORKING_DAYS", {}))


def add_working_days(start: date, days: int, *, how: Counting | None = None) -> Due:
    """The last day of a term of working days.

    >>> add_working_days(date(2026, 4, 24), 2, how=Counting()).day  # Giỗ Tổ and its day off between
    datetime.date(2026, 4, 29)

    Raises:
        ValueError: a term of less than one day.
    """
    if days < 1:
        raise ValueError(f"thời hạn phải từ 1 ngày làm việc, đọc được {days}")
    how = how or counting()
    at = calendar()
    day = start if how.start_day_counted else start + ONE_DAY
    left = days
    while True:
        if at.is_working_day(day):
            left -= 1
            if left == 0:
                return Due(day, at.warnings(start, day))
        day += ONE_DAY


def add_days(start: date, days: int, *, how: Counting | None = None) -> Due:
    """The last day of a term of calendar days; one that ends on a day off runs to the next working day.

    >>> add_days(date(2026, 4, 15), 11, how=Counting()).day  # 26/4 is Giỗ Tổ, 27/4 the day off for it
    datetime.date(2026, 4, 28)

    Raises:
        ValueError: a term of less than one day.
    """
    if days < 1:
        raise ValueError(f"thời hạn phải từ 1 ngày, đọc được {days}")
    how = how or counting()
    at = calendar()
    day = start + (days - how.start_day_counted) * ONE_DAY
    while how.roll_forward and not at.is_working_day(day):
        day += ONE_DAY
    return Due(day, at.warnings(start, day))


def working_days_until(today: date, last: date) -> int:
    """Working days left after today up to the last one; negative once it has passed."""
    first, end, sign = (today, last, 1) if last >= today else (last, today, -1)
    span = (first + timedelta(days=n) for n in range(1, (end - first).days + 1))
    return sign * sum(calendar().is_working_day(day) for day in span)
