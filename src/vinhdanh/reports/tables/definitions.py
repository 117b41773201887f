"""What a table is, as its file defines it: rows, columns, and what each counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vinhdanh.reports.tables.attributes import Counted
from vinhdanh.reports.tables.conditions import EVERYTHING, Condition


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a yearly table covers: (month, day) of the first and of the last.

    ``previous``: the first lies in the year before the one that the table is about.
    """

    first: tuple[int, int]
    last: tuple[int, int]
    previous: bool

    def of(self, year: int) -> tuple[date, date]:
        """The first and the last day of a year's table."""
        return date(year - self.previous, *self.first), date(year, *self.last)


@dataclass(frozen=True, slots=True)
class Circular:
    """What the tables of one text have in common.

    Attributes:
        replaces: numbers of the texts whose tables are no longer made in the years that it rules.
        years: the first and last year whose tables it rules; None where it is open.
        verified: how well its content is known: "seen", "quoted", "reported".
        doubt_from: the year from which it may have been replaced, and ``doubt``, what is known of that.
    """

    folder: str
    number: str
    name: str
    issued: date | None
    replaces: tuple[str, ...]
    years: tuple[int, int | None]
    verified: str
    source: str
    note: str
    doubt_from: int | None
    doubt: str
    period: Period
    due: tuple[int, int]
    receiver: str
    makers: tuple[tuple[str, str], ...]  # who signs at the foot, from left to right, with the line below

    def rules(self, year: int) -> bool:
        """Whether it rules a year's tables."""
        first, last = self.years
        return first <= year and (last is None or year <= last)

    def due_in(self, year: int) -> date:
        """The day on which a year's table has to be there."""
        return date(year, *self.due)

    def period_words(self, year: int) -> str:
        """The days covered, in words."""
        first, last = self.period.of(year)
        return f"từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}"

    def doubtful(self, year: int) -> bool:
        """Whether it may have been replaced for a year's tables."""
        return self.doubt_from is not None and year >= self.doubt_from


@dataclass(frozen=True, slots=True)
class Column:
    """A column that holds numbers.

    Attributes:
        number: as the row of numbers has it; neighbours with one number share its cell.
        under: the headings above its own, from the top.
        missing: why nothing can be counted here; "" where it can.
        drops: it is left out where nothing is counted in it.
    """

    code: str
    title: str
    number: str
    under: tuple[str, ...] = ()
    when: Condition = EVERYTHING
    missing: str = ""
    drops: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row; without a code it is a heading."""

    code: str
    words: str
    measure: str = ""
    indent: int = 0
    when: Condition = EVERYTHING
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """What has to add up: a row or column is the sum of others, or at most another one.

    ``parts``: the others; ``about``: by what they divide it; ``of_rows``: otherwise columns.
    """

    whole: str
    parts: tuple[str, ...]
    about: str
    of_rows: bool = True
    within: bool = False  # the parts together may be less


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a circular. ``label``: its printed number; the N in it says that it is yearly."""

    code: str
    label: str
    title: str
    circular: Circular
    counted: Counted
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    checks: tuple[Check, ...]
    measure: str  # of all numbers; "" where each row has its own
    when: Condition = EVERYTHING
    left_out: str = ""  # what stands in the same records and isn't counted
    readings: tuple[str, ...] = ()  # how the program reads the form where no text says
    unseen: tuple[str, ...] = ()  # what of the form is not known
    file: str = ""

    @property
    def lines(self) -> tuple[Row, ...]:
        """The rows that hold numbers."""
        return tuple(row for row in self.rows if row.code)
