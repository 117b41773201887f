"""The arithmetic of a target's pace, for every direction and way of reading."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vinhdanh.movements.pace import (
    Course,
    Status,
    figure_words,
    pace_of,
    plan_line,
    rolled_up,
    standing,
)
from vinhdanh.movements.types.movements import Direction
from vinhdanh.movements.types.targets import Reading, RollUp

UP, DOWN = Direction.UP, Direction.DOWN
COUNT, MONTHLY, LEVEL = Reading.CUMULATIVE, Reading.MONTHLY, Reading.LEVEL
YEAR = 12
figures = st.integers(0, 10_000).map(lambda n: Fraction(n, 100))


@st.composite
def courses(draw: st.DrawFn) -> Course:
    first = draw(st.integers(1, YEAR))
    last = draw(st.integers(first, YEAR))
    typed = draw(st.dictionaries(st.integers(first, last), figures, max_size=4))
    baseline = draw(st.none() | figures)
    reading, direction = draw(st.sampled_from(Reading)), draw(st.sampled_from(Direction))
    return Course(direction, reading, draw(figures), baseline, first, last, typed, "lớp")


@st.composite
def histories(draw: st.DrawFn) -> tuple[Course, dict[int, Fraction]]:
    """A target and where it stood, as its way of reading allows."""
    course = draw(courses())
    months = sorted(draw(st.sets(st.integers(course.first, course.last))))
    values = draw(st.lists(figures, min_size=len(months), max_size=len(months)))
    return course, dict(zip(months, sorted(values) if course.counts else values, strict=True))


def months(*values: int) -> dict[int, Fraction]:
    return {at: Fraction(value) for at, value in enumerate(values, 1)}


@given(courses())
def test_the_plan_has_every_month_and_ends_at_the_target(course: Course) -> None:
    line = plan_line(course)
    assert list(line) == list(range(course.first, course.last + 1))
    assert line[course.last] == course.value
    assert all(line[month] == at for month, at in course.typed.items() if month != course.last)


@given(figures, figures)
def test_without_typed_months_the_plan_is_one_straight_line(value: Fraction, baseline: Fraction) -> None:
    for reading, start in ((COUNT, Fraction(0)), (LEVEL, baseline)):
        line = plan_line(Course(UP, reading, value, baseline))
        assert all(at == start + (value - start) * month / YEAR for month, at in line.items())


@given(histories())
def test_every_history_has_an_answer_with_a_sentence(case: tuple[Course, dict[int, Fraction]]) -> None:
    course, actual = case
    pace = pace_of(course, actual, YEAR)
    assert (pace.status == Status.SILENT) == (not actual)
    assert pace.why.endswith(".")
    assert set(pace.missing) == set(range(course.first, course.last + 1)) - set(actual)


@given(histories())
def test_the_years_last_figure_alone_decides_whether_it_is_met(
    case: tuple[Course, dict[int, Fraction]],
) -> None:
    course, actual = case
    if course.last in actual:
        pace = pace_of(course, actual, YEAR)
        assert (pace.status == Status.MET) == course.meets(actual[course.last])
        assert pace.projected == actual[course.last]


@given(histories(), figures)
def test_more_never_makes_it_worse_nor_a_limit_better(
    case: tuple[Course, dict[int, Fraction]], more: Fraction
) -> None:
    """Of a count: had the last month brought more, the answer is no worse upwards, no better downwards."""
    course, actual = case
    if not actual or not course.counts:
        return
    now = max(actual)
    before, after = (
        pace_of(course, found, YEAR).status.rank for found in (actual, actual | {now: actual[now] + more})
    )
    assert after >= before if course.direction == UP else after <= before


@given(histories())
def test_on_the_plan_line_nothing_is_behind(case: tuple[Course, dict[int, Fraction]]) -> None:
    course, actual = case
    line = plan_line(course)
    on_line = {month: line[month] for month in actual}
    if on_line:
        assert pace_of(course, on_line, YEAR).status in (Status.ON_PACE, Status.MET)


@given(figures.filter(bool), st.integers(1, 11), st.integers(1, 300))
def test_an_even_pace_ends_where_it_leads(value: Fraction, gone: int, percent: int) -> None:
    rate = value / YEAR * percent / 100
    actual = {month: rate * month for month in range(1, gone + 1)}
    pace = pace_of(Course(UP, COUNT, value), actual, gone)
    assert pace.projected == rate * YEAR
    assert (pace.status == Status.OUT_OF_REACH) == (percent < 100)


@given(st.dictionaries(st.integers(1, YEAR), figures))
def test_months_of_their_own_add_up_and_others_stay(typed: dict[int, Fraction]) -> None:
    assert standing(COUNT, typed) == standing(LEVEL, typed) == typed
    found = standing(MONTHLY, typed)
    assert found.keys() == typed.keys()
    assert not typed or found[max(typed)] == sum(typed.values())


@given(st.lists(st.dictionaries(st.integers(1, YEAR), figures), max_size=5))
def test_the_mean_lies_between_the_worst_of_either_direction(parts: list[dict[int, Fraction]]) -> None:
    low, mean, high = (
        rolled_up(how, direction, parts)
        for how, direction in ((RollUp.WORST, UP), (RollUp.MEAN, UP), (RollUp.WORST, DOWN))
    )
    assert all(low[month] <= mean[month] <= high[month] for month in mean)


# ---- the sentences --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("course", "actual", "status", "why"),
    [
        (
            Course(UP, COUNT, Fraction(24), measure="lớp"),
            months(2, 4, 7),
            Status.ON_PACE,
            "Đến tháng 3: 7 lớp, kế hoạch 6 lớp.",
        ),
        (
            Course(UP, COUNT, Fraction(24), measure="lớp"),
            months(0, 1, 5),
            Status.SLOW,
            (
                "Đến tháng 3: 5 lớp, kế hoạch 6 lớp; 9 tháng còn lại mỗi tháng phải thêm 2,1 lớp, "
                "tháng tốt nhất từ đầu năm thêm 4 lớp."
            ),
        ),
        (
            Course(UP, COUNT, Fraction(24), measure="lớp"),
            months(1, 2, 3),
            Status.OUT_OF_REACH,
            (
                "Đến tháng 3: 3 lớp, kế hoạch 6 lớp; 9 tháng còn lại mỗi tháng phải thêm 2,3 lớp, "
                "tháng tốt nhất từ đầu năm thêm 1 lớp."
            ),
        ),
        (
            Course(DOWN, COUNT, Fraction(12), measure="vụ"),
            months(0, 3),
            Status.SLOW,
            (
                "Đến tháng 2: 3 vụ, kế hoạch 2 vụ; 10 tháng còn lại mỗi tháng không quá 0,9 vụ, "
                "tháng ít nhất từ đầu năm 0 vụ."
            ),
        ),
        (
            Course(DOWN, COUNT, Fraction(12), measure="vụ"),
            months(6, 13),
            Status.OUT_OF_REACH,
            "Đến tháng 2: 13 vụ, kế hoạch 2 vụ; đã vượt mức cả năm 12 vụ.",
        ),
        (
            Course(UP, LEVEL, Fraction(98), Fraction(92), measure="%"),
            {10: Fraction(93)},
            Status.OUT_OF_REACH,
            (
                "Đến tháng 10: 93%, kế hoạch 97%; 2 tháng còn lại mỗi tháng phải thêm 2,5%, "
                "tháng tốt nhất từ đầu năm thêm 0,1%."
            ),
        ),
        (
            Course(UP, COUNT, Fraction(10), measure="lớp"),
            months(4, 10),
            Status.MET,
            "Đến tháng 2: 10 lớp, chỉ tiêu 10 lớp.",
        ),
        (
            Course(DOWN, COUNT, Fraction(0), measure="vụ"),
            {},
            Status.SILENT,
            "Chưa có số liệu: 3 tháng đã qua chưa có số liệu.",
        ),
    ],
)
def test_the_answer_says_why_in_numbers(
    course: Course, actual: dict[int, Fraction], status: Status, why: str
) -> None:
    pace = pace_of(course, actual, 3)
    assert (pace.status, pace.why) == (status, why)


def test_figures_read_as_they_are_written_here() -> None:
    shown = [Fraction(1234567, 100), Fraction(7, 3), Fraction(100), Fraction(-5, 2), None]
    assert [figure_words(one) for one in shown] == ["12.345,67", "2,3", "100", "-2,5", "–"]
