"""A year of dates laid out for the page: months as lists, twelve months as a strip, one as weeks. Pure."""

from __future__ import annotations

from calendar import Calendar
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from vinhdanh.movements.types.calendar import Entry

MOST_DOTS = 3
LONGEST = 31  # days of a row in the strip


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a list, with how far away it is."""

    entry: Entry
    left: int  # days from today to it; negative once it has passed
    off: str  # why offices do not work on the day; only of deadlines
    running: bool  # today lies in it
    late: bool  # it waited for this account, and the day has passed

    @property
    def soon(self) -> bool:
        return not self.entry.done and 0 <= self.left <= 7


@dataclass(frozen=True, slots=True)
class Month:
    """A month with its rows; one that is over is folded away."""

    first: date
    rows: tuple[Row, ...]
    over: bool
    today_at: int | None = None  # before which row the line of today stands, in the month that holds it


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the strip or of a month's sheet."""

    on: date
    entries: tuple[Entry, ...]
    off: bool
    today: bool
    outside: bool = False  # of the month before or after

    @property
    def dots(self) -> range:
        return range(min(len(self.entries), MOST_DOTS))

    @property
    def said(self) -> str:
        """The day in words, for who does not see dots."""
        return f"{self.on:%d/%m}: {len(self.entries)} việc"


@dataclass(frozen=True, slots=True)
class Strip:
    """One month as a row of days; a short month ends with empty cells."""

    first: date
    days: tuple[Day, ...]

    @property
    def blank(self) -> range:
        return range(LONGEST - len(self.days))

    @property
    def count(self) -> int:
        return len({entry.key for day in self.days for entry in day.entries})


def rows(found: Iterable[Entry], today: date, off: Callable[[date], str]) -> tuple[Row, ...]:
    """The entries with how far away they are."""
    return tuple(
        Row(
            entry=one,
            left=(one.on - today).days,
            off=off(one.last) if one.waits or one.source == "law" or one.kind == "deadline" else "",
            running=one.on <= today <= one.last,
            late=one.mine and one.waits and one.last < today,
        )
        for one in found
    )


def months(year: int, found: Sequence[Entry], today: date, off: Callable[[date], str]) -> list[Month]:
    """The months of a year that have something, each with what begins in it; in January also what runs."""
    by_month: dict[int, list[Entry]] = defaultdict(list)
    for one in found:
        by_month[one.on.month if one.on.year == year else 1].append(one)
    found_months = []
    for month, listed in sorted(by_month.items()):
        here = (today.year, today.month) == (year, month)
        at = next((at for at, one in enumerate(listed) if one.on >= today), None) if here else None
        over = _last_of(year, month) < today
        found_months.append(Month(date(year, month, 1), rows(listed, today, off), over, at))
    return found_months


def strip(year: int, found: Sequence[Entry], today: date, off: Callable[[date], str]) -> list[Strip]:
    """Twelve months, a day for each cell."""
    by_day = _by_day(found, date(year, 1, 1), date(year, 12, 31))
    return [
        Strip(
            date(year, month, 1),
            tuple(
                Day(day, tuple(by_day.get(day, ())), bool(off(day)), day == today)
                for day in _span(date(year, month, 1), _last_of(year, month))
            ),
        )
        for month in range(1, 13)
    ]


def weeks(
    year: int, month: int, found: Sequence[Entry], today: date, off: Callable[[date], str]
) -> list[list[Day]]:
    """A month as weeks from Monday to Sunday."""
    sheet = Calendar().monthdatescalendar(year, month)
    by_day = _by_day(found, sheet[0][0], sheet[-1][-1])
    return [
        [
            Day(day, tuple(by_day.get(day, ())), bool(off(day)), day == today, outside=day.month != month)
            for day in week
        ]
        for week in sheet
    ]


def _by_day(found: Iterable[Entry], first: date, last: date) -> dict[date, list[Entry]]:
    by_day: dict[date, list[Entry]] = defaultdict(list)
    for one in found:
        for day in _span(max(one.on, first), min(one.last, last)):
            by_day[day].append(one)
    return by_day


def _span(first: date, last: date) -> list[date]:
    return [first + timedelta(days=at) for at in range((last - first).days + 1)]


def _last_of(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
