"""Lengths of time in whole months, by the month-end rule of the Civil Code.

Điều 147–148 Bộ luật Dân sự 2015: the first day is not counted; a term in months or years ends
on the corresponding day, or on the month's last day where there is none.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta


def year_end(year: int) -> date:
    return date(year, 12, 31)


def whole_months(start: date, end: date) -> int:
    """Whole months from ``start`` to ``end``; 0 where ``end`` lies before.

    >>> whole_months(date(2000, 2, 29), date(2025, 2, 28))
    300
    """
    months = (end.year - start.year) * 12 + end.month - start.month
    if end.day < min(start.day, monthrange(end.year, end.month)[1]):
        months -= 1
    return max(months, 0)


def merged_months(spans: Iterable[tuple[date, date | None]], until: date) -> int:
    """Whole months covered by spans (last day included), overlaps counted once, up to ``until``."""
    total = 0
    current: tuple[date, date] | None = None
    for start, last in sorted(spans, key=lambda s: s[0]):
        end = min(last or until, until) + timedelta(days=1)
        if start >= end:
            continue
        if current and start <= current[1]:
            current = (current[0], max(current[1], end))
            continue
        if current:
            total += whole_months(*current)
        current = (start, end)
    return total + (whole_months(*current) if current else 0)
