"""Counting working days by the calendars of the years, one file a year in ``calendar/``.

An agency puts the file of a year that was decided since, or its own, into ``lich-nghi/`` of its folder
``VINHDANH_LAWS``: that year is then read from there alone.

A working day is Monday to Friday without public holidays, days off in their place and swapped
days off, and a Saturday that the Government made a working day. Whether the first day counts, and
whether a term of calendar days that ends on a day off runs on to the next working day, are settings
(``WORKING_DAYS``): Điều 147, khoản 5 Điều 148 Bộ luật Dân sự 2015 are rules of civil law, applied here
where the special text is silent.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path

from django.conf import settings

FOLDER = Path(__file__).resolve().parent / "calendar"
OWN_FOLDER = "lich-nghi"
DECIDED, PROVISIONAL = "decided", "provisional"
STATES = (DECIDED, PROVISIONAL)
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


def calendar() -> WorkCalendar:
    """All the years at hand, the program's and the agency's. Read once per process.

    Raises:
        ValueError: as ``calendar_of``.
    """
    extra = os.environ.get("VINHDANH_LAWS", "")
    return calendar_of(FOLDER, *([Path(extra) / OWN_FOLDER] if extra else []))


@cache
def calendar_of(*folders: Path) -> WorkCalendar:
    """The years of some folders; a year of a later folder takes the place of the same one before.

    Raises:
        ValueError: naming the file, when it can't be read, lacks something, a day lies outside its year, is
            written twice or is of no kind, or no year of all is decided.
    """
    years: dict[int, tuple[bool, dict[date, SpecialDay]]] = {}
    for path in (path for folder in folders for path in sorted(folder.glob("[0-9]*.toml"))):
        year, decided, days = _year(path)
        years[year] = decided, days
    sure = [year for year, (decided, _) in years.items() if decided]
    if not sure:
        raise ValueError(f"{folders[-1]}: không có lịch nghỉ năm nào đã quyết định")
    known = {day.date: day for _, days in years.values() for day in days.values()}
    return WorkCalendar(known, min(years), max(years), max(sure))


def _year(path: Path) -> tuple[int, bool, dict[date, SpecialDay]]:
    """One file: its year, whether it is decided, its special days."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        year, status, rows = int(data["year"]), data["status"], data["days"]
    except KeyError as error:
        raise ValueError(f"{path.name}: thiếu {error}") from error
    except ValueError as error:  # bad TOML, or text that is not UTF-8
        raise ValueError(f"{path.name}: {error}") from error
    if status not in STATES:
        raise ValueError(f"{path.name}: status phải là {' hoặc '.join(STATES)}, đọc được {status!r}")
    days: dict[date, SpecialDay] = {}
    for row in rows:
        try:
            day = SpecialDay(row["date"], row["name"], DayKind(row["kind"]), row["verified"], row["source"])
        except (KeyError, ValueError) as error:
            raise ValueError(f"{path.name}: dòng {row}: {error}") from error
        if day.date.year != year or day.date in days:
            raise ValueError(f"{path.name}: ngày {day.date:%d/%m/%Y} khác năm hoặc ghi hai lần")
        days[day.date] = day
    return year, status == DECIDED, days


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
    at = calendar()
    return sign * sum(at.is_working_day(day) for day in span)
