"""Reading targets: a unit's own, those from above that bind it, and how each stands against its plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import Q
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.movements.measuring import SOURCES
from vinhdanh.movements.models import Target, TargetAct, TargetReading
from vinhdanh.movements.models.targets import LAST_MONTH, TargetQuerySet
from vinhdanh.movements.pace import Course, Pace, Status, pace_of, plan_line, rolled_up, standing
from vinhdanh.movements.selectors.movements import paths_above, standing_paths
from vinhdanh.movements.types.movements import Direction
from vinhdanh.movements.types.targets import (
    CLOSED,
    FROM_BELOW,
    TYPED,
    Reading,
    RollUp,
    TargetActKind,
    TargetState,
)
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import visible_units

Actor = Account | Operator
Standing = dict[int, Fraction]  # month → where a target stood at its end
WORST = 5  # shown of those that are behind


def targets_visible_to(actor: Actor) -> TargetQuerySet:
    """Targets of visible units in any state; what a visible unit is in charge of, and those of the units
    above, once they are registered."""
    seen = visible_units(actor)
    above = Q(unit__path__in=paths_above(standing_paths(actor)))
    binding = ~Q(state=TargetState.DRAFT)
    found = Target.objects.filter(Q(unit__in=seen) | (binding & (above | Q(owner__in=seen))))
    related = found.select_related("unit", "owner", "movement", "measured_for", "parent__unit")
    return related.prefetch_related("plans", "acts")


def targets_of_unit(unit: Unit, year: int) -> list[Target]:
    """The unit's own targets of a year in every state, the focal tasks first."""
    return list(Target.objects.filter(unit=unit, year=year).select_related("unit"))


# ---- a target's time and its figures --------------------------------------------------------------


def span_of_target(target: Target) -> tuple[int, int]:
    """The first and last month of the target's year in which it runs: its movement's, or the whole year."""
    movement = target.movement
    if movement is None:
        return 1, LAST_MONTH
    first = movement.first.month if movement.first.year == target.year else 1
    last = movement.last.month if movement.last.year == target.year else LAST_MONTH
    return first, last


def course_of(target: Target) -> Course:
    """The target as the arithmetic takes it."""
    first, last = span_of_target(target)
    return Course(
        direction=Direction(target.direction),
        reading=Reading(target.reading),
        value=Fraction(target.value),
        baseline=None if target.baseline is None else Fraction(target.baseline),
        first=first,
        last=last,
        typed={one.month: Fraction(one.value) for one in target.plans.all()},
        measure=target.measure,
    )


def last_month_gone(year: int, today: date) -> int:
    """The last month of the year that is over; the running one is not."""
    if today.year != year:
        return LAST_MONTH if today.year > year else 0
    return today.month - 1


def months_of(target: Target, *, running: bool = False) -> Standing:
    """Where one target stands month by month; with the running month where ``running``."""
    return months_of_all([target], timezone.localdate(), running=running)[target.pk]


def months_of_all(targets: Sequence[Target], today: date, *, running: bool = False) -> dict[int, Standing]:
    """Where targets stood at months' ends: as typed, as the records measure, or from the targets beneath.

    A closed target stands as it was written down when it was closed.
    """
    found: dict[int, Standing] = {one.pk: {} for one in targets}
    written = {one.pk for one in targets if one.source == TYPED or one.state in CLOSED}
    _read([one for one in targets if one.pk in written], found)
    live = [one for one in targets if one.pk not in written]
    _measure([one for one in live if one.source in SOURCES], found, today, running)
    _roll_up([one for one in live if one.source == FROM_BELOW], found, today, running)
    return found


def _read(targets: Sequence[Target], found: dict[int, Standing]) -> None:
    months: dict[int, Standing] = defaultdict(dict)
    rows = TargetReading.objects.standing().filter(target__in=targets) if targets else ()
    for row in rows:
        months[row.target_id][row.month] = Fraction(row.value)
    for target in targets:
        found[target.pk] = standing(Reading(target.reading), months[target.pk])


def _measure(targets: Sequence[Target], found: dict[int, Standing], today: date, running: bool) -> None:
    """Each source is asked once for each year, for all units together."""
    asked: dict[tuple[str, int], list[Target]] = defaultdict(list)
    for target in targets:
        asked[target.source, target.year].append(target)
    for (code, year), group in asked.items():
        upto = last_month_gone(year, today)
        if running and upto < LAST_MONTH and year <= today.year:
            upto += 1
        if not upto:
            continue
        units = {unit.pk: unit for unit in (one.measured_for or one.unit for one in group)}
        months = SOURCES[code].months(list(units.values()), year, upto)
        for target in group:
            values = months[target.measured_for_id or target.unit_id]
            found[target.pk] = {at: value for at, value in enumerate(values, 1) if value is not None}


def _roll_up(targets: Sequence[Target], found: dict[int, Standing], today: date, running: bool) -> None:
    if not targets:
        return
    beneath: dict[int, list[Target]] = defaultdict(list)
    rows = Target.objects.binding().filter(parent__in=targets).select_related("unit", "measured_for")
    for row in rows:
        beneath[row.parent_id or 0].append(row)
    months = months_of_all(list(rows), today, running=running)
    for target in targets:
        parts = [months[one.pk] for one in beneath[target.pk]]
        found[target.pk] = rolled_up(RollUp(target.roll_up), Direction(target.direction), parts)


# ---- how targets stand ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """One target with its plan, its months, and what follows from them."""

    target: Target
    course: Course
    plan: Standing
    months: Standing
    pace: Pace
    act: TargetAct | None  # that closed it

    @property
    def status(self) -> Status:
        """As it was closed, or as the pace says."""
        if self.target.state == TargetState.ACHIEVED:
            return Status.MET
        return Status.OUT_OF_REACH if self.target.state == TargetState.MISSED else self.pace.status

    @property
    def registered(self) -> Decimal:
        """The value that was registered first, before any adjustment."""
        acts = [act.value for act in self.target.acts.all() if act.kind == TargetActKind.REGISTERED]
        return next((value for value in acts if value is not None), self.target.value)

    @property
    def reached(self) -> Fraction | None:
        """What it was closed with, or where it stands."""
        if self.act is not None and self.act.value is not None:
            return Fraction(self.act.value)
        return self.pace.actual


def lines_of(targets: Iterable[Target], today: date | None = None) -> list[Line]:
    """Targets (from ``targets_visible_to``) with how they stand, in the order given."""
    day = today or timezone.localdate()
    listed = list(targets)
    months = months_of_all(listed, day)
    return [_line(target, months[target.pk], day) for target in listed]


def _line(target: Target, months: Standing, today: date) -> Line:
    course = course_of(target)
    closing = [act for act in target.acts.all() if act.kind in (TargetActKind.ACHIEVED, TargetActKind.MISSED)]
    return Line(
        target=target,
        course=course,
        plan=plan_line(course),
        months=months,
        pace=pace_of(course, months, last_month_gone(target.year, today)),
        act=closing[-1] if closing and target.state in CLOSED else None,
    )


@dataclass(frozen=True, slots=True)
class PaceSummary:
    """The targets of a year in numbers, for the dashboard. Drafts count nowhere."""

    total: int = 0
    achieved: int = 0
    on_pace: int = 0
    slow: int = 0
    missed: int = 0  # closed as missed, or out of reach
    silent: int = 0  # without any figure
    worst: list[Line] = field(default_factory=list)  # out of reach first, then slow; still running


def pace_summary(actor: Actor, year: int) -> PaceSummary:
    """How the targets of the actor's units stand this year."""
    targets = targets_visible_to(actor).of_year(year).binding().filter(unit__in=visible_units(actor))
    lines = lines_of(targets)
    by = [line.status for line in lines]
    behind = [
        line
        for line in lines
        if line.target.state == TargetState.REGISTERED and line.status in (Status.OUT_OF_REACH, Status.SLOW)
    ]
    behind.sort(key=lambda line: (line.status.rank, line.target.unit.depth, line.target.focal or LAST_MONTH))
    return PaceSummary(
        total=len(lines),
        achieved=by.count(Status.MET),
        on_pace=by.count(Status.ON_PACE),
        slow=by.count(Status.SLOW),
        missed=by.count(Status.OUT_OF_REACH),
        silent=by.count(Status.SILENT),
        worst=behind[:WORST],
    )


# ---- the year's end -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class UnitResult:
    """One unit's registered targets against what came of them."""

    unit: Unit
    registered: int
    achieved: int
    missed: int

    @property
    def open(self) -> int:
        """Not closed yet."""
        return self.registered - self.achieved - self.missed


def unit_results(lines: Iterable[Line]) -> list[UnitResult]:
    """By unit, in tree order, from the lines of registered and closed targets."""
    by_unit: dict[int, list[Target]] = defaultdict(list)
    for line in lines:
        by_unit[line.target.unit_id].append(line.target)
    found = []
    for targets in by_unit.values():
        states = [target.state for target in targets]
        achieved, missed = states.count(TargetState.ACHIEVED), states.count(TargetState.MISSED)
        found.append(UnitResult(targets[0].unit, len(targets), achieved, missed))
    return sorted(found, key=lambda one: one.unit.path)
