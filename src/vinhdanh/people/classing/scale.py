"""What a scale says: its classes, how weeks make a month and months a year, quotas, exemptions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from vinhdanh.engine.facts import Level
from vinhdanh.engine.money import Rounding
from vinhdanh.engine.wording import LEVELS as LEVEL_WORDS

ANY = "*"  # a row of the quota table for units of whatever class
DEFERRED = "deferred"  # an exemption's effect on the year: considered later, no level and no reason
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ORDER_KEYS = ("points", "best_weeks", "previous", "best_months")


class Basis(StrEnum):
    """What the numbers of a scale rest on."""

    OWN = "own"
    QUOTED = "quoted"
    REPORTED = "reported"

    @property
    def words(self) -> str:
        return {
            Basis.OWN: "Đơn vị tự quy định, không có căn cứ trong Luật",
            Basis.QUOTED: "Theo nguồn trích dẫn",
            Basis.REPORTED: "Theo nguồn thuật lại",
        }[self]


@dataclass(frozen=True, slots=True)
class Class:
    """One class of a person or a unit. The best one has rank 0."""

    code: str
    name: str
    short: str
    rank: int


def _levels() -> tuple[Class, ...]:
    shorts = {Level.EXCELLENT: "XS", Level.GOOD: "T", Level.COMPLETED: "HT", Level.FAILED: "KHT"}
    ordered = sorted(Level, reverse=True)
    return tuple(
        Class(level.name.lower(), _brief(LEVEL_WORDS[level]), shorts[level], rank)
        for rank, level in enumerate(ordered)
    )


def _brief(words: str) -> str:
    """«Hoàn thành tốt»: in a column of levels everybody knows that it is duties that are fulfilled."""
    return (words[:1].upper() + words[1:]).removesuffix(" nhiệm vụ")


LEVELS = _levels()  # the four yearly levels as classes, best first; their codes are the engine's


@dataclass(frozen=True, slots=True)
class Condition:
    """How many of the counted weeks or months carry one of the classes: a number or an exact share."""

    of: tuple[str, ...]
    at_least: int | Fraction | None = None
    at_most: int | Fraction | None = None

    def holds(self, counts: Mapping[str, int]) -> bool:
        """Whether the counts, class → number, meet the condition. A share is of all counted ones."""
        here = sum(counts.get(code, 0) for code in self.of)
        whole = sum(counts.values())

        def amount(bound: int | Fraction) -> Fraction:
            return bound * whole if isinstance(bound, Fraction) else Fraction(bound)

        enough = self.at_least is None or here >= amount(self.at_least)
        return enough and (self.at_most is None or here <= amount(self.at_most))


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a derivation table: the first row whose conditions all hold gives its class."""

    give: str
    when: tuple[Condition, ...]
    line: int  # of the scale's file

    def fits(self, counts: Mapping[str, int]) -> bool:
        return all(condition.holds(counts) for condition in self.when)


@dataclass(frozen=True)
class Quota:
    """The largest share of a class of person by the class of the collective, and how it is counted."""

    shares: Mapping[str, Mapping[str, Fraction]]  # collective's class, or ANY → person's class → share
    rounding: Rounding
    over: str = "unit"  # unit: each đội, tổ by itself; sheet: everybody on the sheet together
    of: tuple[str, ...] = ()  # the classes that are the whole; empty: everybody who is counted
    or_better: bool = False  # a share holds for the class and every better one together
    exceeding: str = "refuse"  # refuse | explain: may a sheet be submitted beyond its quota?
    lower_first: tuple[str, ...] = ()  # what makes one person come before another, in order
    head_not_above_unit: bool = False

    def share(self, unit_class: str | None, code: str) -> Fraction | None:
        """The largest share of a class in a collective of that class; None where nothing limits it."""
        row = self.shares.get(unit_class or "", self.shares.get(ANY, {}))
        return row.get(code)

    @property
    def needs_unit_class(self) -> bool:
        return any(key != ANY for key in self.shares)


@dataclass(frozen=True, slots=True)
class Exemption:
    """A ground on which somebody is left out of the count, or is not lowered."""

    code: str
    name: str
    assessed: bool = True  # gets a class at all
    counted: bool = True  # stands on both sides of the shares
    lowered: bool = True  # may be asked to give way to a quota
    above_unit: bool = False  # a head who may stand above his unit
    first_months: int = 0  # proposed for the first months after joining
    absences: tuple[str, ...] = ()  # proposed for these kinds of absence on record …
    holds: tuple[str, ...] = ()  # … and these grounds of a hold
    least_days: int = 1  # of the period that the absence or hold covers
    year: str = "other"  # why a year without enough months has no level: Unassessed, or DEFERRED


@dataclass(frozen=True)
class YearTable:
    """How months make a year."""

    rows: tuple[Row, ...] = ()
    unit_rows: tuple[Row, ...] = ()
    quota: Quota | None = None
    least_months: int = 0  # fewer assessed months give no level
    first_day: tuple[int, int] = (1, 1)  # month and day; anything but 01-01 lies in the year before


@dataclass(frozen=True)
class Scale:
    """One set of rules (quy chế phân loại), as read from its file."""

    key: str
    name: str
    short: str
    basis: Basis
    forces: tuple[str, ...]
    classes: tuple[Class, ...]
    unit_classes: tuple[Class, ...]
    exemptions: Mapping[str, Exemption]
    year: YearTable
    note: str = ""
    source: str = ""
    week_counts_in_month_of: int | None = None  # weekday, 0 is Monday; None: no weeks are classed
    monthly: bool = True
    due_day: int = 0  # of the month after: the last day to submit a month
    points: str = ""  # heading of the column of points; empty: none are entered
    rows: tuple[Row, ...] = ()  # weeks → month
    quota: Quota | None = None
    digest: str = ""  # SHA-256 of the text

    def find(self, code: str | None) -> Class | None:
        """A class of persons by its code."""
        return _by_code(self.classes, code)

    def find_unit(self, code: str | None) -> Class | None:
        """A class of collectives by its code."""
        return _by_code(self.unit_classes, code)

    def names(self, codes: Sequence[str]) -> list[str]:
        return [one.name for one in self.classes if one.code in codes]


def _by_code(classes: Sequence[Class], code: str | None) -> Class | None:
    return next((one for one in classes if one.code == code), None)
