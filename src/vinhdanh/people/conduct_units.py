"""Units and those who lead them: how often their people broke điều lệnh in a year, and who answers for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Count

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.engine import LawBook
from vinhdanh.engine.facts import Force
from vinhdanh.engine.regulations import Assessment, unit_measure
from vinhdanh.engine.wording import percent
from vinhdanh.people.models import ConductMeasure, ConductViolation, Establishment, Person, Post, Unit
from vinhdanh.people.selectors import visible_units

Actor = Account | Operator


@dataclass(frozen=True, slots=True)
class Occasions:
    """Breaches of a unit's people in one year: lượt, not people."""

    unit: Unit
    year: int
    number: int
    people: int
    headcount: int  # people in the unit at the end of the year, to compare with the establishment


def occasions_of(unit: Unit, year: int) -> Occasions:
    """How often the people of a unit (whole subtree) broke the regulations in a year."""
    return _occasions([unit], year)[unit.pk]


def _occasions(units: Sequence[Unit], year: int) -> dict[int, Occasions]:
    """The same for many units by their keys, in three queries.

    A person counts where he served on the day of the breach; several acts of one check are one
    occasion (a reading).
    """
    there = occasion_days(year)
    last = date(year, 12, 31)
    standing = Post.objects.filter(main=True).on(last).values("unit__path").annotate(people=Count("pk"))
    headcounts = [(row["unit__path"], row["people"]) for row in standing.order_by()]
    found = {}
    for unit in units:
        mine = {one for path, ones in there.items() if path.startswith(unit.path) for one in ones}
        headcount = sum(people for path, people in headcounts if path.startswith(unit.path))
        found[unit.pk] = Occasions(unit, year, len(mine), len({p for p, _ in mine}), headcount)
    return found


def occasion_days(year: int) -> dict[str, dict[tuple[int, str], date]]:
    """The year's breaches by the path of the unit where the person served that day: lượt → its first day."""
    rows = list(
        ConductViolation.objects.counted()
        .of_year(year)
        .filter(person__isnull=False)
        .values_list("person", "on", "inspection")
    )
    served = places_of({person for person, _, _ in rows})
    there: dict[str, dict[tuple[int, str], date]] = defaultdict(dict)
    for person, on, inspection in rows:
        for start, end, path in served.get(person, ()):
            if start <= on and (end is None or end >= on):
                one = (person, inspection or on.isoformat())
                there[path][one] = min(there[path].get(one, on), on)
    return there


def places_of(persons: Iterable[int]) -> dict[int, list[tuple[date, date | None, str]]]:
    """When each person served where: the path of the unit."""
    found: dict[int, list[tuple[date, date | None, str]]] = defaultdict(list)
    posts = Post.objects.filter(person__in=list(persons), main=True)
    for person, start, end, path in posts.values_list("person", "start", "end", "unit__path"):
        found[person].append((start, end, path))
    return found


def leaders_for(measure: ConductMeasure) -> Sequence[Person]:
    """Who may answer for a measure: those who led the nearest unit that had somebody leading it.

    For an officer his own unit on the day of the decision, for a unit itself; people choose the head
    and the commander in charge among them.
    """
    day = measure.decided
    unit = measure.unit
    if unit is None:
        post = Post.objects.standing(day).filter(person=measure.person).select_related("unit").first()
        unit = post.unit if post else None
    while unit is not None:
        posts = Post.objects.on(day).filter(unit=unit, leads=True).exclude(person=measure.person)
        found = [post.person for post in posts.select_related("person").order_by("-main", "start")]
        if found:
            return found
        unit = unit.parent
    return []


# ---- every unit of a year -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class UnitShare:
    """A unit's breaches of a year against its strength, and what the text proposes."""

    unit: Unit
    occasions: Occasions
    establishment: Establishment | None
    assessment: Assessment | None  # None: nobody to count against
    measures: tuple[ConductMeasure, ...]  # decided for the unit in the year, standing

    @property
    def strength(self) -> int:
        """Biên chế as entered; until then the people that the records show."""
        return self.establishment.number if self.establishment else self.occasions.headcount

    @property
    def ratio(self) -> Fraction:
        """Lượt over strength; nothing where nobody is to be counted."""
        return Fraction(self.occasions.number, self.strength) if self.strength else Fraction(0)

    @property
    def percent(self) -> str:
        """«8,3%», as far as the strength is known."""
        return percent(self.occasions.number, self.strength) if self.strength else "–"

    @property
    def behind(self) -> bool:
        """Whether the text proposes a measure and none is on record."""
        return bool(self.assessment and self.assessment.measure and not self.measures)


def unit_shares(
    actor: Actor, book: LawBook, year: int, today: date, only: Unit | None = None
) -> list[UnitShare]:
    """Units in sight that the text is about, the highest share first; or one of them.

    Judged by the text in force at the end of the year, or today in the running one.
    """
    on = min(date(year, 12, 31), today)
    seen = visible_units(actor)
    units = Unit.objects.open(on).filter(pk__in=seen, force=Force.POLICE.value)
    if only is not None:
        units = units.filter(pk=only.pk)
    else:
        units = units.exclude(parent=None)
    rows = list(units.order_by("path"))
    counted = _occasions(rows, year)
    strengths = {e.unit_id: e for e in Establishment.objects.filter(unit__in=rows, year=year)}
    measures: dict[int | None, list[ConductMeasure]] = defaultdict(list)
    for measure in ConductMeasure.objects.standing().filter(unit__in=rows, year=year).order_by("pk"):
        measures[measure.unit_id].append(measure)
    found = []
    for unit in rows:
        occasions, known = counted[unit.pk], strengths.get(unit.pk)
        strength = known.number if known else occasions.headcount
        proposed = unit_measure(book, occasions.number, strength, on=on) if strength else None
        found.append(UnitShare(unit, occasions, known, proposed, tuple(measures[unit.pk])))
    return sorted(found, key=lambda s: (-s.ratio, s.unit.path))
