"""Service to the day, by the month-end rule of Điều 148 Bộ luật Dân sự 2015."""

from __future__ import annotations

from datetime import date

import pytest

from vinhdanh.engine.durations import merged_months, whole_months


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2000, 12, 31), date(2025, 12, 31), 300),  # reaches 25 years on the day
        (date(2001, 1, 1), date(2025, 12, 31), 299),  # one day short
        (date(2000, 2, 29), date(2025, 2, 28), 300),  # no 29/02 in 2025: the month's last day
        (date(2000, 2, 29), date(2024, 2, 28), 287),  # a leap year has it: one day short
        (date(2024, 8, 31), date(2025, 2, 28), 6),
        (date(2025, 5, 1), date(2025, 4, 1), 0),
    ],
)
def test_whole_months(start: date, end: date, months: int) -> None:
    assert whole_months(start, end) == months


def test_overlapping_posts_count_once() -> None:
    spans = [(date(2010, 1, 1), date(2014, 12, 31)), (date(2013, 1, 1), date(2015, 12, 31))]
    assert merged_months(spans, date(2025, 12, 31)) == 72


def test_adjoining_posts_lose_no_days() -> None:
    spans = [(date(2010, 1, 15), date(2010, 7, 9)), (date(2010, 7, 10), date(2011, 1, 14))]
    assert merged_months(spans, date(2025, 12, 31)) == 12


def test_a_running_post_ends_with_the_review_year() -> None:
    assert merged_months([(date(2025, 1, 1), None)], date(2025, 12, 31)) == 12
