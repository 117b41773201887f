"""Days between two days, whole and working, quickly for thousands of spans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate

from vinhdanh.people.working_days import calendar

Span = tuple[date, date]


class WorkDays:
    """Working days within a stretch of time, counted once: a span is then a subtraction."""

    def __init__(self, spans: Iterable[Span]) -> None:
        known = list(spans)
        self._first = min((start for start, _ in known), default=date(2000, 1, 1))
        last = max((end for _, end in known), default=self._first)
        at = calendar()
        days = (self._first + timedelta(days=n) for n in range((last - self._first).days + 1))
        self._until = list(accumulate(at.is_working_day(day) for day in days))

    def between(self, span: Span) -> int:
        """Working days after the first day of a span up to its last one; 0 within a day."""
        start, end = ((day - self._first).days for day in span)
        return self._until[end] - self._until[start]


def median(values: Sequence[int]) -> Decimal:
    """The value in the middle, or between the two in the middle.

    Raises:
        ValueError: there are none.
    """
    if not values:
        raise ValueError("không có giá trị nào")
    ordered = sorted(values)
    half = len(ordered) // 2
    if len(ordered) % 2:
        return Decimal(ordered[half])
    return Decimal(ordered[half - 1] + ordered[half]) / 2
