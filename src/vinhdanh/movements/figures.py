"""Terms, and the arithmetic of indicators: scores, colours. Pure: figures in, figures out."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from vinhdanh.movements.types.figures import Cadence
from vinhdanh.movements.types.movements import Direction

PER_YEAR = {Cadence.MONTH: 12, Cadence.QUARTER: 4, Cadence.YEAR: 1}
_KEY = re.compile(r"(\d{4})(?:-(q?)(\d{1,2}))?\Z", re.ASCII)
DARKEST = 5


@dataclass(frozen=True, slots=True)
class Term:
    """A month, a quarter or a year for which figures are given and deeds are praised."""

    cadence: Cadence
    year: int
    number: int = 1

    @property
    def key(self) -> str:
        """As an address writes it: ``2026-10``, ``2026-q3``, ``2026``."""
        match self.cadence:
            case Cadence.MONTH:
                return f"{self.year}-{self.number:02d}"
            case Cadence.QUARTER:
                return f"{self.year}-q{self.number}"
            case _:
                return str(self.year)

    @property
    def label(self) -> str:
        match self.cadence:
            case Cadence.MONTH:
                return f"Tháng {self.number}/{self.year}"
            case Cadence.QUARTER:
                return f"Quý {'I' * self.number if self.number < 4 else 'IV'}/{self.year}"
            case _:
                return f"Năm {self.year}"

    @property
    def words(self) -> str:
        """The label within a sentence: «tháng 10/2026», «quý IV/2026»."""
        return self.label[0].lower() + self.label[1:]

    @property
    def first(self) -> date:
        return date(self.year, self._months * (self.number - 1) + 1, 1)

    @property
    def last(self) -> date:
        month = self._months * self.number
        return date(self.year, month, monthrange(self.year, month)[1])

    @property
    def _months(self) -> int:
        return 12 // PER_YEAR[self.cadence]

    def shifted(self, by: int) -> Term:
        """The term that lies so many terms later (or earlier)."""
        year, at = divmod(self.year * PER_YEAR[self.cadence] + self.number - 1 + by, PER_YEAR[self.cadence])
        return Term(self.cadence, year, at + 1)

    @property
    def before(self) -> Term:
        return self.shifted(-1)

    def within(self, other: Term) -> bool:
        """Whether the term lies wholly in the other one."""
        return other.first <= self.first and self.last <= other.last


def term_on(cadence: Cadence, day: date) -> Term:
    """The term in which a day lies."""
    return Term(cadence, day.year, (day.month - 1) * PER_YEAR[cadence] // 12 + 1)


def read_term(text: str) -> Term | None:
    """The term that an address names; None for anything else."""
    found = _KEY.match(text.strip())
    if found is None:
        return None
    year, quarter, number = found.groups()
    cadence = Cadence.YEAR if number is None else Cadence.QUARTER if quarter else Cadence.MONTH
    at = int(number or 1)
    if not (1945 <= int(year) <= 2100 and 1 <= at <= PER_YEAR[cadence]):
        return None
    return Term(cadence, int(year), at)


def terms_between(cadence: Cadence, first: date, last: date) -> list[Term]:
    """The terms that touch the time from ``first`` to ``last``, the newest first."""
    term, found = term_on(cadence, last), []
    while term.last >= first:
        found.append(term)
        term = term.before
    return found


def figure_words(value: Decimal | None) -> str:
    """1.234,5; nothing is a dash."""
    if value is None:
        return "–"
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def change_words(now: Decimal | None, before: Decimal | None) -> str:
    """+2, −0,5, 0; empty where one of the two is missing."""
    if now is None or before is None:
        return ""
    by = now - before
    sign = "+" if by > 0 else "−" if by < 0 else ""
    return sign + figure_words(abs(by))


def better(now: Decimal, before: Decimal, direction: str) -> bool:
    """Whether a figure has moved the good way."""
    return now < before if direction == Direction.DOWN else now > before


# ---- scores ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Measured:
    """One indicator of an axis for one unit and term; None where the agency or the unit has set nothing."""

    weight: Decimal | None
    goal: Decimal | None
    limit: Decimal | None
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class AxisScore:
    """Points of an axis out of the sum of its weights."""

    points: Decimal
    most: Decimal

    @property
    def percent(self) -> int:
        return int(self.points * 100 / self.most)


def attained(value: Decimal, goal: Decimal, limit: Decimal) -> Decimal:
    """0 at the limit or worse, 1 at the goal or better, in proportion between; the goal may lie below."""
    return min(max((value - limit) / (goal - limit), Decimal(0)), Decimal(1))


def scorable(measured: Iterable[Measured]) -> bool:
    """Whether the agency has set a weight, a goal and a limit for every indicator of an axis."""
    lines = list(measured)
    return bool(lines) and all(None not in (one.weight, one.goal, one.limit) for one in lines)


def axis_score(measured: Sequence[Measured]) -> AxisScore | None:
    """The weights times what was attained; None where a weight, a goal, a limit or a figure is missing."""
    points = most = Decimal(0)
    for one in measured:
        if one.weight is None or one.goal is None or one.limit is None or one.value is None:
            return None
        points += one.weight * attained(one.value, one.goal, one.limit)
        most += one.weight
    return AxisScore(points.quantize(Decimal("0.01")), most) if measured else None


def shades(values: Sequence[Decimal | None], direction: str) -> list[int | None]:
    """0 (palest, the weakest of the term) to 5 (the best) for each value; 3 where they are all alike."""
    known = [value for value in values if value is not None]
    if not known:
        return [None] * len(values)
    low, high = min(known), max(known)
    if low == high:
        return [None if value is None else 3 for value in values]
    limit, goal = (high, low) if direction == Direction.DOWN else (low, high)
    return [
        None if value is None else int((attained(value, goal, limit) * DARKEST).to_integral_value())
        for value in values
    ]
