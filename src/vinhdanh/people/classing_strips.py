"""Twelve months side by side: of people, and of units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vinhdanh.people.classing import Entry
from vinhdanh.people.classing_scales import parsed
from vinhdanh.people.classing_selectors import span_of
from vinhdanh.people.classing_types import PeriodKind, SheetState
from vinhdanh.people.models import Period, Person, PersonClass, Post, Unit, UnitClass

MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class Cell:
    """One month of somebody's strip."""

    month: int
    entry: Entry
    short: str  # what stands in the cell
    words: str  # what it means
    rank: int | None = None  # of the class, 0 is the best
    last: bool = False  # the lowest class of its scale


def person_strips(people: Sequence[Person], year: int) -> dict[int, list[Cell]]:
    """Person's key → the twelve months of a year. Only submitted sheets count."""
    rows: dict[tuple[int, int], PersonClass] = {}
    for row in (
        PersonClass.objects.filter(
            person__in=people,
            period__kind=PeriodKind.MONTH,
            period__year=year,
            sheet__state=SheetState.SUBMITTED,
        )
        .select_related("period__scale")
        .order_by("period__number")
    ):
        rows[row.person_id, row.period.number] = row
    posts: dict[int, list[Post]] = defaultdict(list)
    for post in Post.objects.filter(person__in=people, main=True):
        posts[post.person_id].append(post)
    ends = {month: span_of(PeriodKind.MONTH, year, month)[1] for month in MONTHS}
    return {
        person.pk: [
            _cell(month, rows.get((person.pk, month)), _serves(person, posts[person.pk], ends[month]))
            for month in MONTHS
        ]
        for person in people
    }


def _serves(person: Person, posts: Sequence[Post], day: date) -> bool:
    if person.left is not None and person.left <= day:
        return False
    return any(post.start <= day and (post.end is None or post.end >= day) for post in posts)


def _cell(month: int, row: PersonClass | None, serves: bool) -> Cell:
    if row is None:
        if serves:
            return Cell(month, Entry(), "", "chưa phân loại")
        return Cell(month, Entry(serving=False), "–", "không công tác ở cơ quan")
    scale = parsed(row.period.scale)
    if cls := scale.find(row.cls):
        return Cell(month, Entry(cls.code), cls.short, cls.name, cls.rank, cls.rank == len(scale.classes) - 1)
    exemption = scale.exemptions.get(row.exemption)
    if exemption is not None:
        return Cell(month, Entry(exemption=exemption.code), "M", exemption.name)
    return Cell(month, Entry(), "", "chưa phân loại")


def unit_strips(units: Sequence[Unit], periods: Sequence[Period]) -> dict[int, list[Cell]]:
    """Unit's key → the twelve months of the year that the periods belong to."""
    months = {period.pk: period for period in periods}
    rows = UnitClass.objects.filter(
        period__in=list(months), unit__in=units, sheet__state=SheetState.SUBMITTED
    )
    found = {(row.unit_id, months[row.period_id].number): row for row in rows}
    ends = (
        {month: span_of(PeriodKind.MONTH, periods[0].year, month)[1] for month in MONTHS} if periods else {}
    )

    def cell(unit: Unit, month: int) -> Cell:
        row = found.get((unit.pk, month))
        if row is None:
            end = ends.get(month)
            exists = end is None or (
                (unit.valid_from is None or unit.valid_from <= end)
                and (unit.valid_to is None or unit.valid_to >= end)
            )
            return Cell(
                month,
                Entry(serving=exists),
                "" if exists else "–",
                "chưa phân loại" if exists else "chưa lập",
            )
        scale = parsed(months[row.period_id].scale)
        cls = scale.find_unit(row.cls)
        if cls is None:
            return Cell(month, Entry(), "", "chưa phân loại")
        last = cls.rank == len(scale.unit_classes) - 1
        return Cell(month, Entry(cls.code), cls.short, cls.name, cls.rank, last)

    return {unit.pk: [cell(unit, month) for month in MONTHS] for unit in units}


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One month of somebody in full."""

    period: Period
    unit: Unit
    cell: Cell
    points: int | None
    reason: str


def month_rows(person: Person, year: int) -> list[MonthRow]:
    """The submitted months and weeks of a year, the newest first."""
    rows = (
        PersonClass.objects.filter(person=person, period__year=year, sheet__state=SheetState.SUBMITTED)
        .select_related("period__scale", "unit")
        .order_by("-period__last", "period__kind")
    )
    return [
        MonthRow(row.period, row.unit, _cell(row.period.number, row, True), row.points, row.reason)
        for row in rows
    ]
