"""The figures that a target takes from the records instead of having them typed in, month by month.

A source answers for many units at once, so that a page of targets asks each kind of record once. Months are
those of the target's year from the first to ``upto``; None is a month for which the records say nothing.
What the records do not date (figures reported without names, the yearly ratings) counts in the last month.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import partial
from typing import TypeVar

from django.db.models import Q

from vinhdanh.engine.facts import Level
from vinhdanh.movements.types.movements import Direction
from vinhdanh.movements.types.targets import Reading
from vinhdanh.people.classing_scales import parsed
from vinhdanh.people.classing_selectors import span_of
from vinhdanh.people.classing_types import PeriodKind
from vinhdanh.people.conduct_units import occasion_days, places_of
from vinhdanh.people.models import Discipline, Period, PersonClass, Unit, YearRating
from vinhdanh.people.models.persons import Post
from vinhdanh.programmes.models import Candidate, Enrolment, RecruitmentRound, TrainingPlan
from vinhdanh.programmes.recruitment_selectors import MEASURES as RECRUITED
from vinhdanh.programmes.recruitment_selectors import measure
from vinhdanh.programmes.training_figures import measures
from vinhdanh.programmes.training_selectors import Key, required
from vinhdanh.programmes.training_types import TargetGroup

Thing = TypeVar("Thing", bound=Hashable)  # what is counted: a breach, a decision, a learner, a class
Months = list[Fraction | None]
Measured = Callable[[Sequence[Unit], int, int], Mapping[int, Months]]
PERCENT = 100
DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Source:
    """One thing that the records measure."""

    code: str
    name: str
    measure: str
    reading: Reading
    direction: Direction
    months: Measured  # (units, year, upto) -> unit's key -> its months


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return span_of(PeriodKind.MONTH, year, month)[1]


def _share(part: int, whole: int) -> Fraction | None:
    return Fraction(PERCENT * part, whole) if whole else None


# ---- điều lệnh and discipline ---------------------------------------------------------------------


def _added_up(
    found: Mapping[str, Mapping[Thing, date]], units: Sequence[Unit], upto: int
) -> dict[int, Months]:
    """How many things (path → thing → its day) each unit's subtree had by each month's end, each once."""
    counts: dict[int, Months] = {}
    for unit in units:
        firsts: dict[Thing, int] = {}
        for path, things in found.items():
            if path.startswith(unit.path):
                for thing, day in things.items():
                    firsts[thing] = min(firsts.get(thing, day.month), day.month)
        counts[unit.pk] = [Fraction(sum(m <= month for m in firsts.values())) for month in range(1, upto + 1)]
    return counts


def _breaches(units: Sequence[Unit], year: int, upto: int) -> Mapping[int, Months]:
    """Lượt of breaches by people where they served on the day; several acts of one check are one."""
    return _added_up(occasion_days(year), units, upto)


def _sanctions(units: Sequence[Unit], year: int, upto: int) -> Mapping[int, Months]:
    """Decisions upon people, where they served on the day, and upon units."""
    rows = Discipline.objects.standing().filter(decided__year=year)
    decided = list(rows.values_list("pk", "person", "unit__path", "decided"))
    served = places_of({person for _, person, _, _ in decided if person})
    there: dict[str, dict[Hashable, date]] = defaultdict(dict)
    for pk, person, path, day in decided:
        if path:
            there[path][pk] = day
        for start, end, at in served.get(person, ()):
            if start <= day and (end is None or end >= day):
                there[at][pk] = day
    return _added_up(there, units, upto)


# ---- ratings and monthly classes ------------------------------------------------------------------


def _rated(least: Level, units: Sequence[Unit], year: int, upto: int) -> Mapping[int, Months]:
    """The share of those rated in the year who reached the level; known when the year is over."""
    day = date(year, DECEMBER, 31)
    ratings = YearRating.objects.filter(year=year, person__isnull=False)
    levels = {one: level for one, level in ratings.values_list("person", "level") if level is not None}
    posts = Post.objects.on(day).filter(main=True, person__in=list(levels))
    placed = list(posts.values_list("person", "unit__path"))
    found: dict[int, Months] = {}
    for unit in units:
        held = [levels[person] for person, path in placed if path.startswith(unit.path)]
        share = _share(sum(level >= least for level in held), len(held))
        found[unit.pk] = [share if month == DECEMBER else None for month in range(1, upto + 1)]
    return found


def _classed(best: int, units: Sequence[Unit], year: int, upto: int) -> Mapping[int, Months]:
    """The share of those classed in a closed month whose class is one of the ``best`` highest."""
    classed: dict[tuple[int, int], list[bool]] = defaultdict(list)  # one month may have several scales
    for period in (
        Period.objects.months(year).filter(closed__isnull=False, number__lte=upto).select_related("scale")
    ):
        high = {one.code for one in parsed(period.scale).classes if one.rank < best}
        rows = list(
            PersonClass.objects.filter(period=period).exclude(cls="").values_list("unit__path", "cls")
        )
        for unit in units:
            classed[unit.pk, period.number] += [
                cls in high for path, cls in rows if path.startswith(unit.path)
            ]
    return {
        unit.pk: [
            _share(sum(classed[unit.pk, month]), len(classed[unit.pk, month])) for month in range(1, upto + 1)
        ]
        for unit in units
    }


# ---- training -------------------------------------------------------------------------------------


def _passed(group: TargetGroup, year: int) -> dict[Key, date]:
    """Who has passed in a closed class of the year's plans for the group, and when his first one ended."""
    rows = Enrolment.objects.filter(
        training_class__plan__group=group, training_class__plan__year=year
    ).that_passed()
    found: dict[Key, date] = {}
    for person, member, end in rows.values_list("person", "member", "training_class__end"):
        key = Key("p", person) if person else Key("m", member)
        found[key] = min(found.get(key, end), end)
    return found


def _coverage(group: TargetGroup, units: Sequence[Unit], year: int, upto: int) -> Mapping[int, Months]:
    """Trained by members in force, in percent; the last month is what the plan's own page says."""
    plans = TrainingPlan.objects.filter(group=group, year=year).select_related("area")
    members: dict[Key, Unit] = {}
    for plan in plans:
        members |= required(plan)
    passed = _passed(group, year)
    placed = [(unit.path, passed.get(key)) for key, unit in members.items()]
    # Figures without names have no day: they change the last month alone.
    reported = any(plan.reported.exists() for plan in plans)
    first, last = date(year, 1, 1), month_end(year, upto)
    found: dict[int, Months] = {}
    for unit in units:
        here = [end for path, end in placed if path.startswith(unit.path)]
        ends = [month_end(year, month) for month in range(1, upto + 1)]
        months = [_share(sum(end is not None and end <= day for end in here), len(here)) for day in ends]
        if reported:
            months[-1] = measures(unit, first, last, group).cover.percent
        found[unit.pk] = months
    return found


def _learners(group: TargetGroup, units: Sequence[Unit], year: int, upto: int) -> Mapping[int, Months]:
    """Different people who passed in a closed class that ended in the year."""
    rows = Enrolment.objects.filter(
        training_class__closed__isnull=False,
        training_class__end__year=year,
        training_class__plan__group=group,
    ).that_passed()
    there: dict[str, dict[Hashable, date]] = defaultdict(dict)
    for path, person, member, end in rows.values_list(
        "unit__path", "person", "member", "training_class__end"
    ):
        key = Key("p", person) if person else Key("m", member)
        there[path][key] = min(there[path].get(key, end), end)
    return _added_up(there, units, upto)


def _classes(units: Sequence[Unit], year: int, upto: int) -> Mapping[int, Months]:
    """Closed classes, whoever they were for, with a learner of the unit."""
    rows = Enrolment.objects.filter(training_class__closed__isnull=False, training_class__end__year=year)
    there: dict[str, dict[Hashable, date]] = defaultdict(dict)
    for path, number, end in rows.values_list("unit__path", "training_class", "training_class__end"):
        there[path][number] = end
    return _added_up(there, units, upto)


# ---- recruitment ----------------------------------------------------------------------------------

# What a round dates file by file; the other figures are known as they stand today.
_DATED = {"decided": "decision_on", "handed": "handed_on"}


def _recruited(of: str, units: Sequence[Unit], year: int, upto: int) -> Mapping[int, Months]:
    """A measure of the year's rounds: everywhere for the agency, otherwise for the commune."""
    rounds = list(RecruitmentRound.objects.filter(year=year))
    found: dict[int, Months] = {}
    for unit in units:
        commune = unit if unit.depth else None
        now = measure(year, of, commune) if rounds else None
        value = now.value if now else None
        months: Months = [None] * upto
        if value is not None:
            shares = _by_month(of, rounds, commune, year, upto)
            whole = shares[-1] if shares else 0
            # The months before are the same figure in proportion to what had been done by then.
            months = [value * Fraction(share, whole) for share in shares] if whole else months
            months[-1] = value
        found[unit.pk] = months
    return found


def _by_month(
    of: str, rounds: Sequence[RecruitmentRound], commune: Unit | None, year: int, upto: int
) -> list[int]:
    """What had been done by the end of each month; nothing where the round keeps no days of it."""
    where = Q(unit=commune) if commune else Q()
    days: list[date] = []
    if of in _DATED:
        rows = Candidate.objects.filter(where, round__in=rounds, **{f"{_DATED[of]}__isnull": False})
        days = list(rows.values_list(_DATED[of], flat=True))
    elif of == "communes_reached":
        held: dict[int, date] = {}
        for round_ in rounds:
            for unit, on in round_.outreach.filter(where).values_list("unit", "on"):
                held[unit] = min(held.get(unit, on), on)
        days = list(held.values())
    elif of == "people_reached":
        sessions = [row for r in rounds for row in r.outreach.filter(where).values_list("on", "people")]
        return [
            sum(people for on, people in sessions if on <= month_end(year, m)) for m in range(1, upto + 1)
        ]
    return [sum(day <= month_end(year, month) for day in days) for month in range(1, upto + 1)]


# ---- all of them ----------------------------------------------------------------------------------


def _sources() -> Iterable[Source]:
    up, down = Direction.UP, Direction.DOWN
    count, level = Reading.CUMULATIVE, Reading.LEVEL
    yield Source("breaches", "Lượt vi phạm điều lệnh", "lượt", count, down, _breaches)
    yield Source("sanctions", "Quyết định kỷ luật", "quyết định", count, down, _sanctions)
    for group in TargetGroup:
        code, name = f"cover_{group.value}", f"Độ phủ tập huấn: {group.label}"
        yield Source(code, name, "%", count, up, partial(_coverage, group))
    for group in TargetGroup:
        code, name = f"trained_{group.value}", f"Số người đã tập huấn: {group.label}"
        yield Source(code, name, "người", count, up, partial(_learners, group))
    yield Source("training_classes", "Số lớp tập huấn đã chốt", "lớp", count, up, _classes)
    for code, name in RECRUITED.items():
        words, _, unit = name.partition(", ")
        measured, reading = unit or "người", level if code in ("class1", "studied") else count
        recruited = partial(_recruited, code)
        yield Source(f"recruit_{code}", f"Tuyển chọn: {words}", measured, reading, up, recruited)
    for least, name in ((Level.GOOD, "Hoàn thành tốt trở lên"), (Level.EXCELLENT, "Hoàn thành xuất sắc")):
        said = f"Xếp loại năm: {name}"
        yield Source(f"rated_{least.name.lower()}", said, "%", level, up, partial(_rated, least))
    for best, name in ((1, "loại cao nhất"), (2, "hai loại cao nhất")):
        yield Source(f"classed_{best}", f"Phân loại tháng: {name}", "%", level, up, partial(_classed, best))


SOURCES: Mapping[str, Source] = {source.code: source for source in _sources()}
