"""How long it still is, as people say it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from vinhdanh.dossiers.words import time_left

NOW = datetime(2026, 1, 5, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (59, "còn 59 phút"),
        (60, "còn 1 giờ"),
        (125, "còn 2 giờ 5 phút"),
        (0.5, "còn 0 phút"),
        (-1, ""),
        (48 * 60, ""),
    ],
)
def test_a_term_in_hours_is_reckoned_in_hours(minutes: float, words: str) -> None:
    assert time_left(NOW + timedelta(minutes=minutes), NOW) == words
