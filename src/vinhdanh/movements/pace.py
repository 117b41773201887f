"""How a target stands against its plan. Pure and exact: figures in, an answer with its sentence out.

A count begins the year with nothing and is to end at the target; a level begins at the baseline. Between the
months that somebody planned the line is straight, so a target without a typed plan has one straight line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from itertools import pairwise

from vinhdanh.movements.types.movements import Direction
from vinhdanh.movements.types.targets import Reading, RollUp

WHOLE = HUNDRED = 100  # percent; parts that a typed figure has


class Status(Enum):
    """Where a target stands; ``css`` names its chip, ``rank`` puts the worst first."""

    OUT_OF_REACH = ("out", "Không kịp", 0)
    SLOW = ("slow", "Chậm", 1)
    SILENT = ("silent", "Chưa có số liệu", 2)
    ON_PACE = ("pace", "Đúng tiến độ", 3)
    MET = ("met", "Đạt", 4)

    def __init__(self, css: str, label: str, rank: int) -> None:
        self.css, self.label, self.rank = css, label, rank


@dataclass(frozen=True, slots=True)
class Course:
    """What a target plans: from the month ``first`` to the month ``last`` of its year."""

    direction: Direction
    reading: Reading
    value: Fraction
    baseline: Fraction | None = None
    first: int = 1
    last: int = 12
    typed: Mapping[int, Fraction] = field(default_factory=dict)  # where it is to stand at a month's end
    measure: str = ""

    @property
    def counts(self) -> bool:
        """Whether the months add up, and never go back."""
        return self.reading != Reading.LEVEL

    @property
    def start(self) -> Fraction:
        """Where it stands before the first month."""
        if self.counts:
            return Fraction(0)
        return self.value if self.baseline is None else self.baseline

    def meets(self, figure: Fraction) -> bool:
        """Whether a figure at the year's end fulfils the target."""
        return figure >= self.value if self.direction == Direction.UP else figure <= self.value


@dataclass(frozen=True, slots=True)
class Pace:
    """Where a target stands after the last month that has a figure."""

    status: Status
    why: str  # in numbers
    month: int | None = None
    actual: Fraction | None = None
    planned: Fraction | None = None
    projected: Fraction | None = None  # at the year's end, if it goes on as it has gone
    missing: tuple[int, ...] = ()  # months gone by without a figure


def plan_line(course: Course) -> dict[int, Fraction]:
    """Where the target is to stand at the end of each of its months."""
    points = {course.first - 1: course.start}
    points |= {month: at for month, at in course.typed.items() if course.first <= month <= course.last}
    points[course.last] = course.value
    line: dict[int, Fraction] = {}
    for (left, low), (right, high) in pairwise(sorted(points.items())):
        step = (high - low) / (right - left)
        line |= {month: low + step * (month - left) for month in range(left + 1, right + 1)}
    return line


def standing(reading: Reading, months: Mapping[int, Fraction]) -> dict[int, Fraction]:
    """Where a target stood at each month's end, from the figures as they are entered."""
    if reading != Reading.MONTHLY:
        return dict(months)
    total, found = Fraction(0), {}
    for month in sorted(months):
        total += months[month]
        found[month] = total
    return found


def rolled_up(
    how: RollUp, direction: Direction, beneath: Sequence[Mapping[int, Fraction]]
) -> dict[int, Fraction]:
    """The targets beneath as one, month by month. Who has not reported a month counts as he last stood."""
    found: dict[int, Fraction] = {}
    for month in sorted({month for months in beneath for month in months}):
        known = [
            months[max(earlier)] for months in beneath if (earlier := [one for one in months if one <= month])
        ]
        if how == RollUp.WORST:
            found[month] = min(known) if direction == Direction.UP else max(known)
        else:
            found[month] = sum(known, Fraction(0)) / (len(known) if how == RollUp.MEAN else 1)
    return found


def pace_of(course: Course, actual: Mapping[int, Fraction], upto: int) -> Pace:
    """The answer after the last month with a figure.

    Args:
        actual: where the target stood at months' ends (``standing``).
        upto: the last month that has gone by; later figures count, earlier months without one are missing.
    """
    known = {month: at for month, at in actual.items() if course.first <= month <= course.last}
    missing = tuple(m for m in range(course.first, min(upto, course.last) + 1) if m not in known)
    if not known:
        gone = "chưa tháng nào kết thúc" if not missing else f"{len(missing)} tháng đã qua chưa có số liệu"
        return Pace(Status.SILENT, f"Chưa có số liệu: {gone}.", missing=missing)
    month = max(known)
    here, planned = known[month], plan_line(course)[month]
    status, why = _judged(course, known, month, here, planned)
    return Pace(status, why, month, here, planned, _projected(course, month, here, planned), missing)


def _judged(
    course: Course, known: Mapping[int, Fraction], month: int, here: Fraction, planned: Fraction
) -> tuple[Status, str]:
    up, over = course.direction == Direction.UP, month == course.last
    say = _Words(course.measure)
    said = f"Đến tháng {month}: {say(here)}, kế hoạch {say(planned)}"
    if over or (course.counts and up and course.meets(here)):
        met = course.meets(here)
        told = f"Đến tháng {month}: {say(here)}, chỉ tiêu {say.limit(course)}"
        return (Status.MET, f"{told}.") if met else (Status.OUT_OF_REACH, f"{told}, không đạt.")
    if here >= planned if up else here <= planned:
        return Status.ON_PACE, f"{said}."
    if course.counts and not up and here > course.value:
        return Status.OUT_OF_REACH, f"{said}; đã vượt mức cả năm {say(course.value)}."
    return _behind(course, known, month, here, said, say)


def _behind(
    course: Course, known: Mapping[int, Fraction], month: int, here: Fraction, said: str, say: _Words
) -> tuple[Status, str]:
    """Behind the plan: it may still be caught up if the best month so far, repeated, would do."""
    left = course.last - month
    needed = (course.value - here) / left
    steps = _steps(course, known)
    if course.direction == Direction.UP:
        best = max(*steps, Fraction(0))
        possible, word = needed <= best, "tháng tốt nhất từ đầu năm"
        told = f"{left} tháng còn lại mỗi tháng phải thêm {say(needed)}, {word} thêm {say(best)}"
    elif course.counts:
        best = min(steps)
        possible, word = needed >= best, "tháng ít nhất từ đầu năm"
        told = f"{left} tháng còn lại mỗi tháng không quá {say(needed)}, {word} {say(best)}"
    else:
        best = min(*steps, Fraction(0))
        possible, word = needed >= best, "tháng giảm nhiều nhất từ đầu năm"
        told = f"{left} tháng còn lại mỗi tháng phải giảm {say(-needed)}, {word} giảm {say(-best)}"
    return (Status.SLOW if possible else Status.OUT_OF_REACH), f"{said}; {told}."


def _steps(course: Course, known: Mapping[int, Fraction]) -> list[Fraction]:
    """What each month brought; where months are missing, their mean."""
    begins = course.counts or course.baseline is not None
    points = {course.first - 1: course.start, **known} if begins else known
    rises = [(high - low) / (right - left) for (left, low), (right, high) in pairwise(sorted(points.items()))]
    return rises or [Fraction(0)]


def _projected(course: Course, month: int, here: Fraction, planned: Fraction) -> Fraction | None:
    """The year's end if what is still planned is fulfilled as what was planned has been.

    None while nothing was planned yet: there is no pace to go on from.
    """
    if month == course.last:
        return here
    moved = planned - course.start
    if moved:
        end = course.start + (here - course.start) * (course.value - course.start) / moved
    elif course.value != course.start:
        return None
    elif course.counts:
        gone = month - course.first + 1
        end = here * (course.last - course.first + 1) / gone
    else:
        end = here
    if course.counts:
        end = max(end, here)
    if course.measure == "%" and course.value <= WHOLE:
        end = min(end, max(here, Fraction(WHOLE)))
    return end


class _Words:
    """Figures with their unit of measure, as they are read."""

    def __init__(self, measure: str) -> None:
        self.measure = measure

    def __call__(self, figure: Fraction) -> str:
        return figure_words(figure) + ("%" if self.measure == "%" else f" {self.measure}".rstrip())

    def limit(self, course: Course) -> str:
        return self(course.value) if course.direction == Direction.UP else f"không quá {self(course.value)}"


def figure_words(figure: Fraction | None) -> str:
    """1.234,5: hundredths only where the figure has no more than those; what is not there is a dash."""
    if figure is None:
        return "–"
    exact = HUNDRED % figure.denominator == 0
    words = f"{float(figure):,.{2 if exact else 1}f}".rstrip("0").rstrip(".")
    return words.translate(str.maketrans(",.", ".,"))
