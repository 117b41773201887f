"""How many times honours were given (lượt), and to how many different recipients: two figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Q

from vinhdanh.awards.catalogue import TITLE, codes_of, honour_name, in_order
from vinhdanh.awards.models import Grant, GrantQuerySet
from vinhdanh.awards.selectors.lineage import INHERITS, forebears, roots_of
from vinhdanh.awards.selectors.search import YEAR_KEYS, Query, Reach
from vinhdanh.awards.types import MERIT_LABELS, GivenBy, RecipientKind
from vinhdanh.engine.facts import GrantState
from vinhdanh.people.models import Unit, UnitLineage


class By(StrEnum):
    """What a tally counts by."""

    HONOUR = "hinh-thuc"
    LEVEL = "cap"
    MERIT = "loai-hinh"
    UNIT = "don-vi"
    YEAR = "nam"
    GIVER = "nguoi-tang"


@dataclass(slots=True)
class Times:
    """Occasions and distinct recipients of one kind."""

    times: int = 0
    who: set[int] = field(default_factory=set)

    @property
    def recipients(self) -> int:
        return len(self.who)


@dataclass(slots=True)
class Tally:
    """One row. People and collectives are never added together.

    People from outside count as people: the law sees no other difference. Their keys are negative
    among ``who``, so that they don't meet an officer's.
    """

    key: str
    title: str
    persons: Times = field(default_factory=Times)
    units: Times = field(default_factory=Times)
    households: Times = field(default_factory=Times)

    @property
    def times(self) -> int:
        return self.persons.times + self.units.times + self.households.times

    def add(self, kind: RecipientKind, recipient: int, times: int) -> None:
        match kind:
            case RecipientKind.PERSON:
                count, who = self.persons, recipient
            case RecipientKind.OUTSIDER:
                count, who = self.persons, -recipient
            case RecipientKind.UNIT:
                count, who = self.units, recipient
            case RecipientKind.HOUSEHOLD:
                count, who = self.households, recipient
        count.times += times
        count.who.add(who)


@dataclass(frozen=True, slots=True)
class Tallies:
    """The rows of one tally and their total, whose recipients are fewer than the rows' together."""

    rows: list[Tally]
    total: Tally


def chosen(query: Query, reach: Reach) -> GrantQuerySet:
    """The grants that a query without text counts: the same rows that a look-up finds.

    Of an account bound to units, only what was given in them: a newcomer's earlier honours are his
    own, not the unit's. Whoever has no unit counts his own rows.
    """
    found = Grant.objects.filter(index__isnull=False)
    if query.state:
        found = found.filter(index__state=query.state.value)
    if query.first:
        found = found.filter(year__gte=query.first)
    if query.last:
        found = found.filter(year__lte=query.last)
    if query.honours:
        found = found.filter(honour__in=query.honours)
    if query.merit:
        found = found.filter(merit=query.merit.value)
    if query.level:
        found = found.filter(level=query.level.value)
    if query.kind:
        found = found.filter(**{f"{query.kind.value}__isnull": False})
    if query.giver:
        found = found.filter(decision__authority=query.giver)
    if query.decision:
        found = found.filter(decision=query.decision)
    if query.units:
        found = found.filter(_below(query.units))
    if not reach.everything:
        own = Q(pk__in=[key % YEAR_KEYS for key in reach.rows])
        found = found.filter(_below(reach.units) if reach.units else own)
    return found


def _below(codes: Iterable[str]) -> Q:
    return reduce(or_, (Q(place_path__contains=f"/{code}/") for code in codes), Q(pk__in=()))


_COLUMNS = {
    By.HONOUR: "honour",
    By.LEVEL: "level",
    By.MERIT: "merit",
    By.YEAR: "year",
    By.GIVER: "decision__authority",
    By.UNIT: "place_path",
}
_WHO = {
    RecipientKind.PERSON: "person_id",
    RecipientKind.UNIT: "unit_id",
    RecipientKind.HOUSEHOLD: "household_id",
    RecipientKind.OUTSIDER: "outsider_id",
}


def tally(query: Query, reach: Reach, by: By, unit: Unit | None = None) -> Tallies:
    """Occasions and recipients by one thing, in its own order; rows without any are left out.

    Args:
        unit: for ``By.UNIT``: the unit whose parts are the rows, each with all below it and with the
            units that became one of them. The unit's own row, where it has one, has its code as key.
    """
    total = Tally("", "Cộng")
    found: dict[str, Tally] = {}
    parts = Parts(unit) if unit and by is By.UNIT else None
    for (value,), kind, recipient, times in _grouped(query, reach, _COLUMNS[by]):
        key = parts.of(str(value)) if parts else str(value or "")
        found.setdefault(key, Tally(key, "")).add(kind, recipient, times)
        total.add(kind, recipient, times)
    return Tallies([_titled(row, by, unit) for row in _ordered(found, by)], total)


def _grouped(
    query: Query, reach: Reach, *columns: str
) -> Iterator[tuple[tuple[Any, ...], RecipientKind, int, int]]:
    """Values of the columns, the recipient and how often, grouped by the database."""
    rows = chosen(query, reach).order_by().values(*columns, *_WHO.values()).annotate(times=Count("pk"))
    for found in rows.values_list(*columns, *_WHO.values(), "times"):
        values, who, times = found[: len(columns)], found[len(columns) : -1], found[-1]
        kind, recipient = next((k, key) for k, key in zip(_WHO, who, strict=True) if key is not None)
        yield values, kind, recipient, times


class Parts:
    """Which part of a unit a place counts for: the nearest at or above it, through what it became."""

    def __init__(self, unit: Unit) -> None:
        self.codes = {unit.code, *Unit.objects.filter(parent=unit).values_list("code", flat=True)}
        steps = UnitLineage.objects.filter(kind__in=INHERITS).order_by("on")
        # Each old unit's code → the path of what it is now.
        self.became = dict(steps.values_list("unit__code", "successor__path"))

    def of(self, path: str) -> str:
        """The part's code; empty for a place that is in none."""
        passed: set[str] = set()
        codes = path.strip("/").split("/")
        while codes:
            code = codes.pop()
            if code in self.became and code not in passed:
                passed.add(code)
                codes = self.became[code].strip("/").split("/")
            elif code in self.codes:
                return code
        return ""


def _ordered(found: dict[str, Tally], by: By) -> list[Tally]:
    match by:
        case By.HONOUR:
            return [found[code] for code in in_order(found)]
        case By.YEAR:
            return [found[year] for year in sorted(found)]
        case By.LEVEL:
            return [found[level] for level in GivenBy.values if level in found]
        case By.MERIT:
            return [found[merit.value] for merit in MERIT_LABELS if merit.value in found]
        case By.UNIT | By.GIVER:
            return sorted(found.values(), key=lambda row: (row.key == "", -row.times, row.key))


def _titled(row: Tally, by: By, unit: Unit | None) -> Tally:
    match by:
        case By.HONOUR:
            row.title = honour_name(row.key)
        case By.LEVEL:
            row.title = str(GivenBy(row.key).label)
        case By.MERIT:
            row.title = next(words for merit, words in MERIT_LABELS.items() if merit.value == row.key)
        case By.YEAR:
            row.title = row.key
        case By.GIVER:
            row.title = row.key or "Không rõ người quyết định"
        case By.UNIT:
            if not row.key:
                row.title = "Không rõ đơn vị lúc được khen"
            elif unit and row.key == unit.code:
                row.title = f"{unit.name}, phần không thuộc đơn vị trực thuộc"
            else:
                row.title = Unit.objects.values_list("name", flat=True).get(code=row.key)
    return row


# ---- the year of a unit as its report tells it ------------------------------------------------------


@dataclass(frozen=True, slots=True)
class YearOfUnit:
    """What a unit was given in one year. Titles and commendations are told apart."""

    year: int
    own_titles: list[str]  # codes of the unit's own titles
    below_titles: list[Tally]  # of the units below it, by title
    people_titles: list[Tally]  # of its people, by title
    commended: Tally  # everything that is no title: units (with itself) and people

    @classmethod
    def empty(cls, year: int) -> YearOfUnit:
        """A year in which nothing was given."""
        return cls(year, [], [], [], Tally("", ""))


def years_of_unit(unit: Unit, year: int | None = None) -> dict[int, YearOfUnit]:
    """Honours in force of a unit, the units below it and their people, with those of its forebears.

    Args:
        year: only this one.
    """
    roots = roots_of(unit)
    query = Query(first=year, last=year, units=tuple(root.code for root in roots), state=GrantState.IN_FORCE)
    itself = {unit.pk, *(step.unit_id for step in forebears([unit]))}
    titles = set(codes_of(kind=TITLE))
    own: defaultdict[int, list[str]] = defaultdict(list)
    below: defaultdict[int, dict[str, Tally]] = defaultdict(dict)
    people: defaultdict[int, dict[str, Tally]] = defaultdict(dict)
    commended: defaultdict[int, Tally] = defaultdict(lambda: Tally("", ""))
    for (at, honour), kind, recipient, times in _grouped(query, Reach(everything=True), "year", "honour"):
        if honour not in titles:
            commended[at].add(kind, recipient, times)
        elif kind is RecipientKind.UNIT and recipient in itself:
            own[at].append(honour)
        else:
            part = (below if kind is RecipientKind.UNIT else people)[at]
            part.setdefault(honour, Tally(honour, honour_name(honour))).add(kind, recipient, times)
    return {
        at: YearOfUnit(
            at,
            in_order(own[at]),
            [below[at][code] for code in in_order(below[at])],
            [people[at][code] for code in in_order(people[at])],
            commended[at],
        )
        for at in {*own, *below, *people, *commended}
    }
