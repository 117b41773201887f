"""The arithmetic and the words of the panel of balance."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vinhdanh.dossiers.fairness import Share


def share(proposed: int, proposals: int, there: int, force: int, wanted: int = 1) -> Share:
    return Share("Nhóm", proposed, proposals, there, force, wanted)


@pytest.mark.parametrize(
    ("figures", "percents", "words", "marked"),
    [
        ((41, 100, 22, 100), (41, 22), "Gần gấp đôi tỷ lệ quân số", True),
        ((50, 100, 20, 100), (50, 20), "Gấp 2,5 lần tỷ lệ quân số", True),
        ((30, 100, 25, 100), (30, 25), "Cao hơn 5 điểm", False),
        ((20, 100, 25, 100), (20, 25), "Thấp hơn 5 điểm", False),
        ((1, 1000, 0, 10), (1, 0), "Cao hơn 1 điểm", False),
        ((0, 0, 5, 10), (0, 50), "Chưa có gì để so", False),
    ],
)
def test_a_share_says_how_far_it_lies_from_the_force(
    figures: tuple[int, int, int, int], percents: tuple[int, int], words: str, marked: bool
) -> None:
    one = share(*figures)
    assert (one.percent, one.force_percent) == percents
    assert (one.words, one.marked) == (words, marked)


def test_fewer_than_their_share_marks_those_of_whom_more_are_wanted() -> None:
    assert share(59, 100, 78, 100, -1).marked
    assert not share(59, 100, 78, 100, 1).marked


@given(st.integers(0, 500), st.integers(1, 500), st.integers(0, 500), st.integers(1, 500))
def test_every_share_is_between_nothing_and_all_and_says_something(a: int, b: int, c: int, d: int) -> None:
    one = share(min(a, b), b, min(c, d), d)
    assert 0 <= one.percent <= 100
    assert 0 <= one.force_percent <= 100
    assert one.words
